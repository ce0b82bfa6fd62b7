"""A whole meeting as one file: draft, revisions, reviews, history, notices, work and its files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlalchemy.orm import undefer

from planner.models import AttachmentRecord, MeetingRecord, WorkEntryRecord
from planner.services.archive_format import pack, spell
from planner.services.archive_row import spell_lines, spell_row, spell_value
from planner.services.archive_table import COUNTERS, ENTRY, TABLES, ArchiveTable
from planner.services.audit import digest, write_audit
from planner.services.draft import lock_meeting, open_draft

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from planner.models import OwnedRecord, ScopedSession
    from planner.services.actor import Actor


def export_meeting(session: ScopedSession, meeting_id: int, actor: Actor) -> tuple[str, bytes]:
    """Return the title of a meeting and the file that holds it whole.

    It holds no accounts, no secrets and nothing of the log; people who wrote something stand with
    their names. The same meeting makes the same bytes, wherever it is.
    """
    meeting = lock_meeting(session, meeting_id)
    plan = open_draft(session, meeting_id).plan
    files = {"meeting.json": spell(spell_meeting(meeting), 1)}
    entries: dict[int, int] = {}
    for table in TABLES:
        rows = read_rows(session, table, meeting_id)
        files |= spell_table(table, rows, entries)
        if table.record is WorkEntryRecord:
            entries = {row.id: number for number, row in enumerate(rows, start=1)}
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
    statement = select(record).options(*(undefer(getattr(record, n)) for n, _ in table.contents))
    if record is AttachmentRecord:
        statement = statement.join(
            WorkEntryRecord, WorkEntryRecord.id == AttachmentRecord.entry_id
        ).where(WorkEntryRecord.meeting_id == meeting_id)
    else:
        statement = statement.where(record.meeting_id == meeting_id)
    order = [getattr(record, name) for name in (*table.order, "id")]
    return session.scalars(statement.order_by(*order)).all()


def spell_table(
    table: ArchiveTable, rows: Sequence[Any], entries: Mapping[int, int]
) -> dict[str, bytes]:
    """Return the files of a table: its lines, and the contents that have files of their own.

    ``entries`` number the entries of work, which attachments belong to.
    """
    files: dict[str, bytes] = {}
    lines: list[dict[str, Any]] = []
    for number, row in enumerate(rows, start=1):
        lines.append(spell_row(table, row))
        if table.record is AttachmentRecord:
            lines[-1][ENTRY] = entries[row.entry_id]
        for name, ending in table.contents:
            content = getattr(row, name)
            files[content_name(table, number, ending)] = (
                content.encode() if isinstance(content, str) else content
            )
    return {f"{table.name}.jsonl": spell_lines(lines), **files}


def content_name(table: ArchiveTable, number: int, ending: str) -> str:
    """Return the name of the file of one row's content."""
    return f"{table.name}/{number:04d}.{ending}"
