"""Several meetings opened at once: as many queries for twenty as for one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from planner.domain.directory import Directory
from planner.models import MeetingRecord, RevisionRecord
from planner.services.meeting import OpenMeeting, lay_over
from planner.services.published import recall_plan
from planner.services.work import read_works

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from planner.models import ScopedSession


def open_meetings(
    session: ScopedSession, records: Sequence[MeetingRecord], today: date
) -> list[OpenMeeting]:
    """Return published meetings at their current revisions, as far as their work is.

    They come in the order given and without findings, which nobody asks of several at once.
    """
    rows = session.execute(
        select(RevisionRecord.meeting_id, RevisionRecord.plan_hash, RevisionRecord.issued_on)
        .join(
            MeetingRecord,
            (MeetingRecord.id == RevisionRecord.meeting_id)
            & (MeetingRecord.revision_number == RevisionRecord.number),
        )
        .where(MeetingRecord.id.in_([each.id for each in records]))
    )
    known = {row.meeting_id: (row.plan_hash, row.issued_on) for row in rows}
    published = [each for each in records if each.id in known]
    works = read_works(session, {each.id: each.draft_stamp for each in published})
    opened = []
    for each in published:
        issued = recall_plan(session, each.id, each.revision_number, *known[each.id])
        dated = lay_over(issued, works[each.id])
        opened.append(
            OpenMeeting(
                id=each.id,
                revision_number=each.revision_number,
                plan=dated.plan,
                timeline=dated.timeline,
                findings=(),
                directory=Directory.of(dated.plan),
                today=today,
                issued=issued,
            )
        )
    return opened
