"""A whole meeting as one file: draft, revisions, reviews, history, notices, work and its files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlalchemy.orm import undefer

from planner.models import (
    AttachmentRecord,
    MeetingRecord,
    SeatingRecord,
    SeatingVersionRecord,
    VenueVersionRecord,
    WorkEntryRecord,
)
from planner.services.archive_format import pack, spell
from planner.services.archive_row import spell_lines, spell_row, spell_value
from planner.services.archive_seating import list_venue_versions, point_to_line
from planner.services.archive_table import COUNTERS, SEATING, TABLES, ArchiveTable
from planner.services.audit import digest, write_audit
from planner.services.draft import lock_meeting, open_draft

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.models import OwnedRecord, ScopedSession
    from planner.services.actor import Actor


Lines = dict[str, dict[int, int]]
"""The number of each row's line by its number in the database, for each table."""


def export_meeting(session: ScopedSession, meeting_id: int, actor: Actor) -> tuple[str, bytes]:
    """Return the title of a meeting and the file that holds it whole.

    It holds no accounts, no secrets and nothing of the log; people who wrote something stand with
    their names. The same meeting makes the same bytes, wherever it is.
    """
    meeting = lock_meeting(session, meeting_id)
    plan = open_draft(session, meeting_id).plan
    files = {"meeting.json": spell(spell_meeting(meeting), 1)}
    lines: Lines = {}
    for table in TABLES:
        rows = read_rows(session, table, meeting_id)
        lines[table.name] = {row.id: number for number, row in enumerate(rows, start=1)}
        files |= spell_table(table, rows, lines)
    facts = {"house": plan.organisation.name, "title": plan.title}
    content = pack(files, facts)
    after = {"digest": digest(content.hex()), "bytes": len(content)}
    write_audit(session, actor, "meeting.export", f"meeting/{meeting_id}", after=after)
    session.commit()
    return plan.title, content


def spell_meeting(meeting: MeetingRecord) -> dict[str, Any]:
    """Return what an archive says of the meeting's own row."""
    return {name: spell_value(getattr(meeting, name)) for name in COUNTERS}


def read_rows(
    session: ScopedSession, table: ArchiveTable, meeting_id: int
) -> Sequence[OwnedRecord]:
    """Return the rows of a table that belong to a meeting, in the archive's order."""
    record: Any = table.record
    statement = select(record).options(undefer("*"))
    if record is AttachmentRecord:
        statement = statement.join(
            WorkEntryRecord, WorkEntryRecord.id == AttachmentRecord.entry_id
        ).where(WorkEntryRecord.meeting_id == meeting_id)
    elif record is VenueVersionRecord:
        statement = statement.where(record.id.in_(list_venue_versions(session, meeting_id)))
    elif table.parents == SEATING:
        statement = statement.join(SeatingRecord, SeatingRecord.id == record.seating_id).where(
            SeatingRecord.meeting_id == meeting_id
        )
    else:
        statement = statement.where(record.meeting_id == meeting_id)
    order = [getattr(record, name) for name in (*table.order, "id")]
    return session.scalars(statement.order_by(*order)).all()


def spell_table(table: ArchiveTable, rows: Sequence[Any], known: Lines) -> dict[str, bytes]:
    """Return the files of a table: its lines, and the contents that have files of their own.

    ``known`` are the lines of the rows that these belong to.
    """
    files: dict[str, bytes] = {}
    lines: list[dict[str, Any]] = []
    for number, row in enumerate(rows, start=1):
        line = spell_row(table, row)
        for each in table.parents:
            line[each.word] = known[each.table][getattr(row, each.column)]
        if table.record is SeatingVersionRecord:
            line["content"] = point_to_line(line["content"], known["venues"])
        lines.append(line)
        for name, ending in table.contents:
            content = getattr(row, name)
            files[content_name(table, number, ending)] = (
                content.encode() if isinstance(content, str) else content
            )
    return {f"{table.name}.jsonl": spell_lines(lines), **files}


def content_name(table: ArchiveTable, number: int, ending: str) -> str:
    """Return the name of the file of one row's content."""
    return f"{table.name}/{number:04d}.{ending}"
