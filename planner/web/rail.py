"""The rail: which part of the plan lacks something."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from planner.domain.finding import Severity

if TYPE_CHECKING:
    from planner.services.meeting import OpenMeeting

PLACES = {
    "sittings": "schedule",
    "agenda": "agenda",
    "people": "people",
    "leaves": "people",
    "groups": "people",
    "tasks": "timeline",
    "workstreams": "responsibilities",
    "departments": "responsibilities",
    "coverage": "responsibilities",
}
"""The part of a plan that a finding is about, and its place in the rail."""
FILLED = {
    "schedule": "sittings",
    "agenda": "agenda",
    "people": "people",
    "timeline": "tasks",
    "responsibilities": "workstreams",
}
"""Places of the rail that are empty as long as their part of the plan is."""


@dataclass(frozen=True, slots=True)
class RailMark:
    """What is the matter at a place of the rail: the worst of it, and how many findings."""

    severity: Severity
    number: int = 0
    """0 where nothing was found, but the part is empty."""


def mark_rail(meeting: OpenMeeting) -> dict[str, RailMark]:
    """Return what is the matter at each place of the rail; hints leave no mark."""
    marks: dict[str, RailMark] = {}
    for finding in meeting.standing_findings:  # the worst come first
        if finding.severity is not Severity.HINT:
            place = place_of(finding.place)
            before = marks.get(place, RailMark(finding.severity))
            marks[place] = replace(before, number=before.number + 1)
    for place, part in FILLED.items():
        if not getattr(meeting.plan, part):
            marks.setdefault(place, RailMark(Severity.IMPORTANT))
    marks.pop("", None)
    return marks


def place_of(place: str) -> str:
    """Return the place in the rail that a finding belongs to, "" where there is none."""
    parts = place.split("/")
    if parts[0] == "sittings" and parts[2:3] == ["rostrum"]:
        return "seating"
    return PLACES.get(parts[0], "")
