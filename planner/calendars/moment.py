"""Days and aware times as words, and back."""

from __future__ import annotations

from datetime import date, datetime

from planner.clock import HOUSE_ZONE


def spell_moment(moment: date | datetime | None) -> str:
    """Return a day as ``2027-01-18``, a time as ``2027-01-18T09:00`` on the house's clock."""
    if moment is None:
        return ""
    if isinstance(moment, datetime):
        return moment.astimezone(HOUSE_ZONE).replace(tzinfo=None).isoformat()
    return moment.isoformat()


def read_moment(word: str) -> date | datetime | None:
    """Return the day or time that a word stands for."""
    if not word:
        return None
    if "T" in word:
        return datetime.fromisoformat(word).replace(tzinfo=HOUSE_ZONE)
    return date.fromisoformat(word)
