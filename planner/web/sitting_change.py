"""Cutting a sitting in two and copying it: from the grid by a script, or by a plain form."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from typing import TYPE_CHECKING, TypeVar

from flask import Blueprint, redirect, request, url_for

from planner.domain.error import InvalidRequestError
from planner.domain.wording import Wording
from planner.models.account import Permission
from planner.services.sitting import Slot, copy_sitting, split_sitting
from planner.web.access import Scope, actor, allow
from planner.web.draft_answer import answer_outcome, answers_json
from planner.web.finding_change import standing_of
from planner.web.opened import opened
from planner.web.wiring import db

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from planner.services.draft_change import Outcome
    from planner.web.finding_change import Standing

blueprint = Blueprint("sitting_change", __name__)
Moment = TypeVar("Moment", date, time)
NO_MOMENT = Wording("日期或时间有误。", "The day or time makes no sense.")


@blueprint.post("/meetings/<int:meeting_id>/sittings/<key>/split")
@allow(Permission.EDIT, Scope.MEETING)
@answers_json
def split(meeting_id: int, key: str) -> ResponseReturnValue:
    """Cut a sitting in two at a time of day."""
    before = standing_of(opened(meeting_id))
    asked = read_asked()
    at = read_moment(time, asked.get("at")) or time()
    version = int(asked["version"]) if asked.get("version", "").isdigit() else None
    outcome = split_sitting(db(), meeting_id, key, at, actor(), version)
    return answer(meeting_id, outcome, before)


@blueprint.post("/meetings/<int:meeting_id>/sittings/<key>/copy")
@allow(Permission.EDIT, Scope.MEETING)
@answers_json
def copy(meeting_id: int, key: str) -> ResponseReturnValue:
    """Copy a sitting to another day or time."""
    before = standing_of(opened(meeting_id))
    asked = read_asked()
    slot = Slot(
        read_moment(date, asked.get("held_on")),
        read_moment(time, asked.get("starts_at")),
        read_moment(time, asked.get("ends_at")),
    )
    return answer(meeting_id, copy_sitting(db(), meeting_id, key, slot, actor()), before)


def read_asked() -> dict[str, str]:
    """Return what a form or a script says, as texts."""
    body = request.get_json(silent=True) if request.is_json else request.form
    facts = body if isinstance(body, Mapping) else {}
    return {name: str(each) for name, each in facts.items() if each is not None}


def read_moment(kind: type[Moment], text: str | None) -> Moment | None:
    """Return a day or time of day in ISO form; nothing stays nothing."""
    if not text:
        return None
    try:
        return kind.fromisoformat(text)
    except ValueError as error:
        raise InvalidRequestError(NO_MOMENT) from error


def answer(meeting_id: int, outcome: Outcome, before: Standing) -> ResponseReturnValue:
    """Tell a script what was done; a form goes back to the list."""
    if request.is_json:
        return answer_outcome(meeting_id, outcome, before)
    return redirect(url_for("schedule.edit_schedule", meeting_id=meeting_id))
