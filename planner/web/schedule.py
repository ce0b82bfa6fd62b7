"""日程: sittings by day and half-day as a grid or a table, and the grid that editors work in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time
from typing import TYPE_CHECKING

from flask import Blueprint, render_template, request

from planner.domain.directory import selector_wording
from planner.domain.moment import HALF_DAY_LABELS, HalfDay, half_day_of
from planner.models.account import Permission
from planner.services.draft import open_draft
from planner.services.schedule import list_scheduled
from planner.web.access import Scope, allow
from planner.web.opened import opened, opened_draft, render_meeting
from planner.web.schedule_fact import list_hues, state_facts
from planner.web.wiring import db

if TYPE_CHECKING:
    from datetime import date

    from planner.domain.plan import Plan
    from planner.domain.sitting import Sitting
    from planner.domain.wording import Wording

blueprint = Blueprint("schedule", __name__)
LONGEST_QUERY = 60


@dataclass(frozen=True, slots=True)
class GridRow:
    """One half-day, with the sittings of each day in it."""

    name: Wording
    cells: tuple[tuple[Sitting, ...], ...]


def list_days(plan: Plan) -> list[date]:
    """Return the days on which something is held."""
    return sorted({each.held_on for each in plan.sittings if each.held_on})


def lay_grid(plan: Plan, days: list[date]) -> list[GridRow]:
    """Return the half-days that hold something, named as the papers name them."""
    by_clock = sorted(plan.sittings, key=lambda each: each.starts_at or time(0))
    rows = []
    for half in HalfDay:
        held = [each for each in by_clock if half_day_of(each.starts_at, each.ends_at) is half]
        cells = tuple(tuple(each for each in held if each.held_on == on) for on in days)
        if any(cells):
            rows.append(GridRow(HALF_DAY_LABELS[half], cells))
    return rows


@blueprint.get("/meetings/<int:meeting_id>/schedule")
@allow(Permission.READ, Scope.MEETING)
def show_schedule(meeting_id: int) -> str:
    """Show a meeting's schedule."""
    meeting = opened(meeting_id)
    days = list_days(meeting.plan)
    return render_meeting(
        "web/schedule/show.html",
        meeting,
        "schedule",
        view="table" if request.args.get("view") == "table" else "grid",
        days=days,
        rows=lay_grid(meeting.plan, days),
        sittings=sorted(
            meeting.plan.sittings,
            key=lambda each: (
                each.held_on is None,
                each.held_on or meeting.today,
                each.starts_at or time(0),
            ),
        ),
        undated=[each for each in meeting.plan.sittings if each.held_on is None],
        call=lambda each: [
            selector_wording(selector, meeting.directory) for selector in each.participants
        ],
    )


@blueprint.get("/meetings/<int:meeting_id>/schedule/edit")
@allow(Permission.EDIT, Scope.MEETING)
def edit_schedule(meeting_id: int) -> str:
    """Show the sittings of the draft to be moved about; only the list where a script asks."""
    meeting = opened_draft(meeting_id)
    place, stream = (request.args.get(name, "")[:LONGEST_QUERY] for name in ("place", "stream"))
    facts = {
        "scheduled": list_scheduled(open_draft(db(), meeting_id), place, stream),
        "facts": state_facts(meeting),
        "hues": list_hues(meeting.plan),
        "place": place,
        "stream": stream,
    }
    if request.headers.get("X-Part"):
        return render_template("web/schedule/list.html", meeting=meeting, **facts)
    return render_meeting("web/schedule/edit.html", meeting, "schedule", **facts)
