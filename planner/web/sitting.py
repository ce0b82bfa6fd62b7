"""程序: the steps of one sitting, with a running clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from flask import Blueprint

from planner.domain.directory import people_called, people_on_leave, selector_wording
from planner.models.account import Permission
from planner.services.error import MissingRecordError
from planner.web.access import Scope, allow
from planner.web.opened import opened, render_meeting

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.domain.sitting import ProceedingStep, Sitting

blueprint = Blueprint("sitting", __name__)


@dataclass(frozen=True, slots=True)
class ClockedStep:
    """A step with the time at which it begins, where that is known."""

    number: int
    begins_at: time | None
    step: ProceedingStep


def clock_steps(sitting: Sitting) -> Iterator[ClockedStep]:
    """Yield the steps of a sitting with the running clock; one without minutes stops it."""
    at = sitting.starts_at
    running = datetime.combine(datetime.min, at) if at else None  # noqa: DTZ901  only its clock counts
    for number, step in enumerate(sitting.steps, start=1):
        yield ClockedStep(number, running.time() if running else None, step)
        running = running + timedelta(minutes=step.minutes) if running and step.minutes else None


@blueprint.get("/meetings/<int:meeting_id>/sittings/<key>")
@allow(Permission.READ, Scope.MEETING)
def show_sitting(meeting_id: int, key: str) -> str:
    """Show a sitting and its proceedings."""
    meeting = opened(meeting_id)
    sitting = meeting.directory.sittings.get(key)
    if sitting is None:
        raise MissingRecordError
    place = f"sittings/{key}"
    return render_meeting(
        "web/sitting/show.html",
        meeting,
        "schedule",
        sitting=sitting,
        steps=list(clock_steps(sitting)),
        called=len(people_called(meeting.plan, sitting)),
        absent=len(people_on_leave(meeting.plan, sitting)),
        call=[selector_wording(each, meeting.directory) for each in sitting.participants],
        findings=[
            each
            for each in meeting.standing_findings
            if each.place == place or each.place.startswith(f"{place}/")
        ],
    )
