"""移动会期: other days or another place, everything that follows shown before it is saved."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from flask import Blueprint, redirect, request, url_for

from planner.domain.error import InvalidRequestError, PlannerError
from planner.domain.wording import Wording
from planner.models.account import Permission
from planner.services.reschedule import (
    Move,
    MovePreview,
    follow_opening,
    move_draft,
    preview_move,
    propose_move,
)
from planner.web.access import Scope, actor, allow
from planner.web.carryover import DAY, list_days
from planner.web.drafting import LONGEST_LINE, read_day, tell_fault
from planner.web.error import status_of
from planner.web.finding import link_place
from planner.web.opened import opened_draft, render_meeting
from planner.web.wiring import db, wiring

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flask.typing import ResponseReturnValue

DAYS = ("opens_on", "closes_on", "reports_on")
WAS = "was_"
"""Begins the hidden fields that say what the form held when it was shown."""

blueprint = Blueprint("reschedule", __name__)


@blueprint.get("/meetings/<int:meeting_id>/move")
@allow(Permission.EDIT, Scope.MEETING)
def show_move(meeting_id: int) -> ResponseReturnValue:
    """Show the form, and what would follow where other days are asked for."""
    try:
        asked = read_move(request.args) if request.args.get("opens_on") else None
        move = asked and follow_opening(asked, read_shown(asked))
        preview = preview_move(db(), meeting_id, move, wiring().today()) if move else None
    except PlannerError as error:
        return render_move(meeting_id, error=error), status_of(error)
    return render_move(meeting_id, preview, move if move != asked else None)


@blueprint.post("/meetings/<int:meeting_id>/move")
@allow(Permission.EDIT, Scope.MEETING)
def move(meeting_id: int) -> ResponseReturnValue:
    """Move the meeting, as it was shown."""
    base = request.form.get("base", 0, type=int)
    move_draft(db(), meeting_id, read_move(request.form), base, actor())
    return redirect(url_for("schedule.show_schedule", meeting_id=meeting_id))


def render_move(
    meeting_id: int,
    preview: MovePreview | None = None,
    followed: Move | None = None,
    error: PlannerError | None = None,
) -> str:
    """Return the page; ``followed`` is the move whose other days went along with the opening."""
    meeting = opened_draft(meeting_id)
    proposed = spell_days(propose_move(meeting.plan))
    known = {**request.args, **spell_days(followed)} if request.args.get("opens_on") else proposed
    shown = (
        known
        if preview
        else {name: request.args.get(WAS + name, proposed[name]) for name in proposed}
    )
    return render_meeting(
        "web/reschedule/show.html",
        meeting,
        "edit",
        known=known,
        shown={WAS + name: shown.get(name, "") for name in DAYS},
        followed=followed,
        preview=preview,
        days=list_days(preview.plan) if preview else (),
        **tell_fault(error),
        link=lambda place: link_place(meeting, place),
    )


def spell_days(proposed: Move | None) -> dict[str, str]:
    """Return a meeting's days as the form's fields."""
    if proposed is None:
        return {}
    return {
        "opens_on": proposed.opens_on.isoformat(),
        "closes_on": proposed.closes_on.isoformat(),
        "reports_on": proposed.reports_on.isoformat() if proposed.reports_on else "",
        "place": proposed.place,
    }


def read_shown(asked: Move) -> Move:
    """Return the days that the form held when it was shown; without any, those asked for."""
    opens_on = read_day(WAS + "opens_on", request.args)
    if opens_on is None:
        return asked
    closes_on = read_day(WAS + "closes_on", request.args) or opens_on
    return replace(
        asked,
        opens_on=opens_on,
        closes_on=closes_on,
        reports_on=read_day(WAS + "reports_on", request.args),
    )


def read_move(given: Mapping[str, str]) -> Move:
    """Return where the meeting shall go."""
    opens_on = read_day("opens_on", given)
    if opens_on is None:
        raise InvalidRequestError(
            Wording("请填写开幕日期。", "Say on which day it opens."), "opens_on"
        )
    return Move(
        opens_on=opens_on,
        closes_on=read_day("closes_on", given) or opens_on,
        reports_on=read_day("reports_on", given),
        place=given.get("place", "").strip()[:LONGEST_LINE],
        days={
            name.removeprefix(DAY): read_day(name, given) for name in given if name.startswith(DAY)
        },
    )
