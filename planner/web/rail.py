"""The rail: which part of the plan lacks something."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.domain.finding import Severity

if TYPE_CHECKING:
    from planner.services.meeting import OpenMeeting

PLACES = {
    "sittings": "schedule",
    "agenda": "agenda",
    "people": "people",
    "leaves": "people",
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


def mark_rail(meeting: OpenMeeting) -> dict[str, Severity]:
    """Return the worst that is missing at each place of the rail; hints leave no dot."""
    marks: dict[str, Severity] = {}
    for finding in meeting.standing_findings:  # the worst come first
        if finding.severity is not Severity.HINT:
            marks.setdefault(place_of(finding.place), finding.severity)
    for place, part in FILLED.items():
        if not getattr(meeting.plan, part):
            marks.setdefault(place, Severity.IMPORTANT)
    marks.pop("", None)
    return marks


def place_of(place: str) -> str:
    """Return the place in the rail that a finding belongs to, "" where there is none."""
    parts = place.split("/")
    if parts[0] == "sittings" and parts[2:3] == ["rostrum"]:
        return "rostrum"
    return PLACES.get(parts[0], "")
