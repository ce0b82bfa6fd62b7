"""Meetings: the list of them, and one opened at its current revision."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from planner.domain.directory import Directory
from planner.models import MeetingRecord
from planner.services.error import MissingRecordError
from planner.services.finding import DEFAULT_FONTS, check_plan
from planner.services.memory import Memory
from planner.services.revision import load_plan

if TYPE_CHECKING:
    from datetime import date

    from planner.documents.font import FontSettings
    from planner.domain.finding import Finding
    from planner.domain.plan import Plan
    from planner.domain.timeline import Timeline
    from planner.models import ScopedSession
    from planner.services.revision import DatedPlan

INSPECTIONS_KEPT = 16
INSPECTIONS: Memory[tuple[DatedPlan, tuple[Finding, ...]]] = Memory(INSPECTIONS_KEPT)
"""Findings by plan (its identity) and day; the plan is held, so that its identity stays its own."""


@dataclass(frozen=True, slots=True)
class OpenMeeting:
    """One meeting at its current revision, with all that every page of it shows."""

    id: int
    revision_number: int
    plan: Plan
    timeline: Timeline
    findings: tuple[Finding, ...]
    directory: Directory
    today: date

    @property
    def standing_findings(self) -> tuple[Finding, ...]:
        """The findings that nobody set aside."""
        return tuple(each for each in self.findings if each.waived_by is None)


def list_meetings(session: ScopedSession) -> list[MeetingRecord]:
    """Return the house's meetings, the latest first."""
    statement = select(MeetingRecord).order_by(
        MeetingRecord.opens_on.desc().nulls_last(), MeetingRecord.id.desc()
    )
    return list(session.scalars(statement))


def open_meeting(
    session: ScopedSession, meeting_id: int, today: date, fonts: FontSettings = DEFAULT_FONTS
) -> OpenMeeting:
    """Return a meeting at its current revision; one that the house does not have is refused."""
    number = session.scalar(
        select(MeetingRecord.revision_number).where(MeetingRecord.id == meeting_id)
    )
    if number is None:
        raise MissingRecordError
    dated = load_plan(session, meeting_id, number)
    return OpenMeeting(
        id=meeting_id,
        revision_number=number,
        plan=dated.plan,
        timeline=dated.timeline,
        findings=inspect_plan(dated, today, fonts),
        directory=Directory.of(dated.plan),
        today=today,
    )


def inspect_plan(dated: DatedPlan, today: date, fonts: FontSettings) -> tuple[Finding, ...]:
    """Return the findings of a published plan on a day; looked for once."""
    kept = INSPECTIONS.recall(
        (id(dated), today, fonts),
        lambda: (dated, check_plan(dated.plan, dated.timeline, today, fonts)),
    )
    return kept[1]
