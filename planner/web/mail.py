"""通知与邮件: the letters of a meeting, which left, which wait, which came back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, redirect, request, url_for

from planner.models.account import Permission
from planner.models.mail import MailState
from planner.services.mail import hide_links
from planner.services.mail_list import AGAIN, cancel_mail, list_mails, retry_mail
from planner.web.access import Scope, account, actor, allow
from planner.web.opened import opened, render_meeting
from planner.web.wiring import db, wiring

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

blueprint = Blueprint("mail", __name__)
LETTER = "/meetings/<int:meeting_id>/mails/<int:mail_id>"


@blueprint.get("/meetings/<int:meeting_id>/mails")
@allow(Permission.PUBLISH, Scope.MEETING)
def list_all(meeting_id: int) -> str:
    """Show a meeting's letters."""
    state = request.args.get("state", "")
    state = state if state in set(MailState) else ""
    page = request.args.get("page", 1, type=int)
    found = list_mails(db(), meeting_id, account(), state, page)
    server = wiring().settings.mail
    facts = {"found": found, "state": state, "states": MailState, "again": AGAIN, "server": server}
    facts["hide"] = hide_links
    return render_meeting("web/mail/list.html", opened(meeting_id), "mails", **facts)


@blueprint.post(f"{LETTER}/retry")
@allow(Permission.PUBLISH, Scope.MEETING)
def retry(meeting_id: int, mail_id: int) -> Response:
    """Send a letter once more."""
    retry_mail(db(), meeting_id, mail_id, actor())
    return go_back(meeting_id)


@blueprint.post(f"{LETTER}/cancel")
@allow(Permission.PUBLISH, Scope.MEETING)
def cancel(meeting_id: int, mail_id: int) -> Response:
    """Call a letter off that has not left."""
    cancel_mail(db(), meeting_id, mail_id, actor())
    return go_back(meeting_id)


def go_back(meeting_id: int) -> Response:
    """Go back to the list, to the part of it that was shown."""
    state = request.form.get("state") or None
    return redirect(url_for("mail.list_all", meeting_id=meeting_id, state=state))
