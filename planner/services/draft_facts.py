"""What lists show of a meeting, copied from its draft."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from planner.models import MeetingRecord


def describe_facts(meeting: MeetingRecord, data: Mapping[str, Any]) -> None:
    """Copy what lists show of a meeting from the facts of its draft."""
    meeting.title = str(data.get("title", ""))
    meeting.kind = str(data.get("kind", ""))
    meeting.place = str(data.get("place", ""))
    meeting.opens_on = read_date(data.get("opens_on"))
    meeting.closes_on = read_date(data.get("closes_on"))


def read_date(written: object) -> date | None:
    """Return a date that stands in a draft, if there is one."""
    return date.fromisoformat(str(written)) if written else None
