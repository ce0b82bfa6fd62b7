"""What a change did to the findings: counts, those it caused and those it cured."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.web.finding import link_place
from planner.web.wording import label, words

if TYPE_CHECKING:
    from planner.domain.finding import Finding
    from planner.services.meeting import OpenMeeting

Standing = dict[tuple[str, str], "Finding"]
MOST_TOLD = 20


def standing_of(meeting: OpenMeeting) -> Standing:
    """Return the standing findings of a meeting by code and place."""
    return {(each.code, each.place): each for each in meeting.standing_findings}


def count_findings(meeting: OpenMeeting) -> dict[str, int]:
    """Return how many findings of each severity stand."""
    return {severity.value: count for severity, count in meeting.counts.items()}


def compare_findings(before: Standing, meeting: OpenMeeting) -> dict[str, object]:
    """Return the counts now, and the findings that a change caused and cured."""
    after = standing_of(meeting)
    caused = [each for mark, each in after.items() if mark not in before]
    cured = [each for mark, each in before.items() if mark not in after]
    return {
        "counts": count_findings(meeting),
        "caused_count": len(caused),
        "cured_count": len(cured),
        "caused": [show_finding(meeting, each) for each in caused[:MOST_TOLD]],
        "cured": [show_finding(meeting, each) for each in cured[:MOST_TOLD]],
    }


def show_finding(meeting: OpenMeeting, finding: Finding) -> dict[str, str]:
    """Return a finding as scripts show it."""
    return {
        "severity": finding.severity.value,
        "label": label(finding.severity),
        "place": words(finding.place_name),
        "why": words(finding.why),
        "remedy": words(finding.remedy),
        "href": link_place(meeting, finding.place),
    }
