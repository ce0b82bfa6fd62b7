"""日志: the audit log, searched, exported and verified by the audit administrator."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from planner.domain.wording import Wording
from planner.models.account import Permission
from planner.services.audit_log import (
    Question,
    export_log,
    list_actions,
    name_all_houses,
    search_log,
    verify_as,
)
from planner.services.error import FieldRefusedError, MissingRecordError
from planner.web.access import Scope, actor, allow
from planner.web.audit_word import group_actions, label_action, label_subject
from planner.web.error import status_of
from planner.web.refusal import ACCEPTED, Refusal, refuse
from planner.web.wiring import db, wiring

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue
    from werkzeug.wrappers import Response as Answer

    from planner.services.audit_log import AuditPage

blueprint = Blueprint("audit_log", __name__, url_prefix="/administration/log")
blueprint.add_app_template_filter(label_action)
blueprint.add_app_template_filter(label_subject)
TYPES = {"csv": "text/csv", "jsonl": "application/jsonl"}


@blueprint.get("")
@allow(Permission.AUDIT, Scope.INSTALLATION)
def search() -> ResponseReturnValue:
    """Show the rows of the log that answer a question, the newest first."""
    try:
        question = read_question()
    except FieldRefusedError as error:
        return show_found(None, refuse("search", error)), status_of(error)
    page = request.args.get("page", 1, type=int)
    return show_found(search_log(db(), actor(), question, page), ACCEPTED)


def show_found(found: AuditPage | None, refusal: Refusal) -> str:
    """Return the page with what was found and with the question as it was asked."""
    return render_template(
        "web/audit_log/list.html",
        found=found,
        refusal=refusal,
        asked=read_asked(),
        houses=name_all_houses(db()),
        actions=group_actions(list_actions(db())),
    )


def read_asked() -> dict[str, str]:
    """Return the question as the address has it."""
    return {name: value for name, value in request.args.items() if value and name != "page"}


@blueprint.get("/export.<ending>")
@allow(Permission.AUDIT, Scope.INSTALLATION)
def export(ending: str) -> Answer:
    """Send the rows that answer a question as a file; one that cannot be read is asked again."""
    if ending not in TYPES:
        raise MissingRecordError
    try:
        question = read_question()
    except FieldRefusedError:
        return redirect(f"{url_for('audit_log.search')}?{urlencode(read_asked())}")
    pieces = "".join(export_log(db(), actor(), question, ending))
    name = f"plenum-audit-{wiring().today():%Y%m%d}.{ending}"
    answer = Response(pieces, mimetype=TYPES[ending])
    answer.headers["Content-Disposition"] = f"attachment; filename={name}"
    return answer


@blueprint.post("/verify")
@allow(Permission.AUDIT, Scope.INSTALLATION)
def verify() -> Answer:
    """Go through the chain and say whether every row is as it was written."""
    proof = verify_as(db(), actor())
    if proof.is_sound:
        flash(_("日志完整：共 %(n)s 条，逐条核对无误。", n=proof.rows))
    else:
        flash(_("日志被改动：第 %(n)s 条起与原记录不符，请立即报告。", n=proof.broken_at), "danger")
    return redirect(url_for("audit_log.search"))


def read_question() -> Question:
    """Return the question that the address asks.

    Raises:
        FieldRefusedError: A day is none: left out, the question would be another one.
    """
    first_on, last_on = read_day("first"), read_day("last")
    if first_on and last_on and last_on < first_on:
        words = Wording("止期早于起期，请核对。", "The last day is before the first one.")
        raise FieldRefusedError(words, "last")
    return Question(
        who=request.args.get("who", ""),
        first_on=first_on,
        last_on=last_on,
        action=request.args.get("action", ""),
        subject=request.args.get("subject", ""),
        organisation_id=request.args.get("house", type=int),
    )


def read_day(name: str) -> date | None:
    """Return a day of the question; None where none is asked for."""
    typed = request.args.get(name, "").strip()
    try:
        return date.fromisoformat(typed) if typed else None
    except ValueError as error:
        words = Wording("日期应如 2027-01-18。", "A day is written like 2027-01-18.")
        raise FieldRefusedError(words, name) from error
