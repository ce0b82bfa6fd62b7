"""忙闲: calendars from elsewhere, looked at first; only busy times stay."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from planner.domain.error import InvalidRequestError
from planner.models.account import Permission
from planner.services.busy import list_diaries, may_keep_all, remove_diary
from planner.services.diary import (
    LEFT_OUT,
    DiaryWish,
    keep_diary,
    local,
    offer_people,
    preview_diary,
    take_diary,
)
from planner.services.upload import discard_upload
from planner.web.access import account, actor, allow
from planner.web.refusal import ACCEPTED, Refusal
from planner.web.upload import LONGEST_NAME
from planner.web.venue_make import refuse_form
from planner.web.wiring import db, wiring

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue
    from werkzeug.wrappers import Response

blueprint = Blueprint("busy", __name__, url_prefix="/diaries")
SHOWN = 30


@blueprint.get("")
@allow(Permission.READ)
def list_all() -> str:
    """Show the calendars from elsewhere, and where another goes in."""
    return show_list(ACCEPTED)


def show_list(refusal: Refusal) -> str:
    """Return the page of the calendars, with what was wrong with the last file."""
    return render_template(
        "web/busy/list.html",
        diaries=list_diaries(db(), account()),
        keeps_all=may_keep_all(account()),
        people=offer_people(db(), account()),
        refusal=refusal,
    )


@blueprint.post("")
@allow(Permission.READ)
def receive() -> ResponseReturnValue:
    """Read a calendar and show what it would bring in; the file itself is not kept."""
    file = request.files.get("file")
    if file is None or not file.filename:
        return redirect(url_for("busy.list_all"))
    name = file.filename.replace("\\", "/").rpartition("/")[2].removesuffix(".ics")
    wish = DiaryWish(
        request.form.get("person", ""), request.form.get("name", "").strip() or name[:LONGEST_NAME]
    )
    try:
        upload_id = keep_diary(db(), wish, file.read(), actor(), wiring().today())
    except InvalidRequestError as error:
        return show_list(refuse_form("new", error)), 422
    return redirect(url_for("busy.preview", upload_id=upload_id))


@blueprint.get("/uploads/<int:upload_id>")
@allow(Permission.READ)
def preview(upload_id: int) -> str:
    """Show what a calendar would bring in, and what of it does not count."""
    found = preview_diary(db(), account(), upload_id)
    return render_template(
        "web/busy/preview.html",
        found=found,
        shown=[(local(each.starts_at), local(each.ends_at), each) for each in found.reading.spans][
            :SHOWN
        ],
        reasons=[(LEFT_OUT[each], count) for each, count in found.reading.left_out.items()],
    )


@blueprint.post("/uploads/<int:upload_id>/take")
@allow(Permission.READ)
def take(upload_id: int) -> Response:
    """Take in what was looked at."""
    count = take_diary(db(), upload_id, actor())
    flash(_("已导入 %(n)s 段忙碌时间，与会议的冲突见各会议的体检。", n=count))
    return redirect(url_for("busy.list_all"))


@blueprint.post("/uploads/<int:upload_id>/discard")
@allow(Permission.READ)
def discard(upload_id: int) -> Response:
    """Let a calendar go."""
    discard_upload(db(), actor(), upload_id)
    return redirect(url_for("busy.list_all"))


@blueprint.post("/<int:source_id>/remove")
@allow(Permission.READ)
def remove(source_id: int) -> Response:
    """Forget a calendar and its times."""
    remove_diary(db(), source_id, actor())
    flash(_("已删除该日历的全部忙碌时间。"))
    return redirect(url_for("busy.list_all"))
