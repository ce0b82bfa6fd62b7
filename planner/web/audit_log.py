"""日志: the audit log, searched, exported and verified by the audit administrator."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from planner.models.account import Permission
from planner.services.audit_log import (
    Question,
    export_log,
    list_actions,
    name_all_houses,
    search_log,
    verify_as,
)
from planner.services.error import MissingRecordError
from planner.web.access import Scope, actor, allow
from planner.web.wiring import db, wiring

if TYPE_CHECKING:
    from werkzeug.wrappers import Response as Answer

blueprint = Blueprint("audit_log", __name__, url_prefix="/administration/log")
TYPES = {"csv": "text/csv", "jsonl": "application/jsonl"}


@blueprint.get("")
@allow(Permission.AUDIT, Scope.INSTALLATION)
def search() -> str:
    """Show the rows of the log that answer a question, the newest first."""
    question = read_question()
    found = search_log(db(), actor(), question, request.args.get("page", 1, type=int))
    return render_template(
        "web/audit_log/list.html",
        found=found,
        question=question,
        asked={name: value for name, value in request.args.items() if value and name != "page"},
        houses=name_all_houses(db()),
        actions=list_actions(db()),
    )


@blueprint.get("/export.<ending>")
@allow(Permission.AUDIT, Scope.INSTALLATION)
def export(ending: str) -> Response:
    """Send the rows that answer a question as a file."""
    if ending not in TYPES:
        raise MissingRecordError
    pieces = "".join(export_log(db(), actor(), read_question(), ending))
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
    """Return the question that the address asks."""
    return Question(
        who=request.args.get("who", ""),
        first_on=request.args.get("first", type=date.fromisoformat),
        last_on=request.args.get("last", type=date.fromisoformat),
        action=request.args.get("action", ""),
        subject=request.args.get("subject", ""),
        organisation_id=request.args.get("house", type=int),
    )
