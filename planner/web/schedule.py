"""日程: sittings by day and half-day, as a grid or as a table."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time
from typing import TYPE_CHECKING

from flask import Blueprint, request

from planner.domain.directory import selector_wording
from planner.domain.wording import Wording
from planner.models.account import Permission
from planner.web.access import Scope, allow
from planner.web.opened import opened, render_meeting

if TYPE_CHECKING:
    from datetime import date

    from planner.domain.plan import Plan
    from planner.domain.sitting import Sitting

blueprint = Blueprint("schedule", __name__)
HALVES = (
    (Wording("上午", "Morning"), time(0), time(12)),
    (Wording("下午", "Afternoon"), time(12), time(18)),
    (Wording("晚上", "Evening"), time(18), time.max),
)


@dataclass(frozen=True, slots=True)
class GridRow:
    """One half-day, with the sittings of each day in it."""

    name: Wording
    cells: tuple[tuple[Sitting, ...], ...]


def list_days(plan: Plan) -> list[date]:
    """Return the days on which something is held."""
    return sorted({each.held_on for each in plan.sittings if each.held_on})


def lay_grid(plan: Plan, days: list[date]) -> list[GridRow]:
    """Return the half-days that hold something; a sitting without a time stands in the morning."""
    rows = []
    for name, first, last in HALVES:
        cells = tuple(
            tuple(
                sorted(
                    (
                        each
                        for each in plan.sittings
                        if each.held_on == on and first <= (each.starts_at or time(0)) < last
                    ),
                    key=lambda each: each.starts_at or time(0),
                )
            )
            for on in days
        )
        if any(cells):
            rows.append(GridRow(name, cells))
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
