"""What makes an entry the same entry in every revision: its UID, and the instant of a revision."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from planner.clock import HOUSE_ZONE

if TYPE_CHECKING:
    from planner.domain.plan import Edition, Plan

NAMESPACE = UUID("6f0c1c1e-6a55-5d0b-9a86-3a1d5f0b7c21")
"""Names of entries live here; never change it, or every subscriber sees everything twice."""


SEPARATOR = "\x1f"


def seed_of(plan: Plan) -> str:
    """Return what tells a meeting from others; titles and dates may change."""
    return SEPARATOR.join(
        (plan.organisation.name, plan.kind.value, str(plan.term), str(plan.number))
    )


def uid_of(seed: str, part: tuple[str, ...]) -> str:
    """Return the UID of a part of the meeting that a seed stands for (RFC 7986 §5.3)."""
    return str(uuid5(NAMESPACE, SEPARATOR.join((seed, *part))))


def make_uid(plan: Plan, *part: str) -> str:
    """Return the UID of a part of a meeting, as far as its plan alone can tell."""
    return uid_of(seed_of(plan), part)


def stamp_of(plan: Plan, edition: Edition) -> datetime:
    """Return the instant of a revision, in UTC: the day of issue, never the clock.

    A draft that was never issued bears New Year's Day of the year before the meeting.
    """
    issued_on = edition.issued_on
    if issued_on is None:
        opens_on = plan.opens_on or date(2001, 1, 1)
        issued_on = date(max(opens_on.year - 1, 1970), 1, 1)
    return datetime.combine(issued_on, time(), HOUSE_ZONE).astimezone(UTC)
