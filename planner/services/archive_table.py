"""What of a meeting goes into its archive: tables, columns, and what stays behind and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.models import (
    AttachmentRecord,
    ChangeNoticeRecord,
    DraftChangeRecord,
    DraftEntryRecord,
    IssuedPaperRecord,
    ReviewRecord,
    RevisionRecord,
    WorkEntryRecord,
)
from planner.models.draft import ChangeKind
from planner.models.review import ReviewState
from planner.models.work import WorkEntryKind, WorkEntryState
from planner.services.draft import SECTIONS

if TYPE_CHECKING:
    from collections.abc import Iterable
    from enum import StrEnum

    from planner.models import OwnedRecord

IDENTITIES = frozenset(
    {
        "id",
        "organisation_id",
        "meeting_id",
        "entry_id",
        "account_id",
        "submitted_by_id",
        "decided_by_id",
        "issued_by_id",
    }
)
"""Numbers that mean something in one installation only; names stand beside those of people."""


@dataclass(frozen=True, slots=True)
class ArchiveTable:
    """One table of an archive: a file with one line a row, large contents in files of their own."""

    name: str
    record: type[OwnedRecord]
    order: tuple[str, ...]
    """Columns by which the rows stand; their number in the database settles what is left."""
    contents: tuple[tuple[str, str], ...] = ()
    """Columns that are files: name of the column and ending of the file."""
    secrets: frozenset[str] = frozenset()
    """Columns that stay behind: they say something of browsers, or of this installation."""
    terms: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Columns that know certain words only."""

    @property
    def columns(self) -> tuple[str, ...]:
        """Return the columns of a line, in the order of the table."""
        out = IDENTITIES | self.secrets | {name for name, _ in self.contents}
        return tuple(name for name in self.record.__mapper__.columns.keys() if name not in out)  # noqa: SIM118  no mapping


def words(terms: Iterable[StrEnum]) -> tuple[str, ...]:
    """Return the words of an enumeration."""
    return tuple(each.value for each in terms)


TABLES = (
    ArchiveTable(
        "draft", DraftEntryRecord, ("section", "key"), terms=(("section", tuple(SECTIONS)),)
    ),
    ArchiveTable(
        "changes",
        DraftChangeRecord,
        ("sequence",),
        secrets=frozenset({"sitting_in"}),
        terms=(("kind", words(ChangeKind)), ("section", tuple(SECTIONS))),
    ),
    ArchiveTable(
        "revisions",
        RevisionRecord,
        ("number",),
        contents=(("plan_text", "yaml"), ("source_bytes", "source")),
    ),
    ArchiveTable(
        "reviews",
        ReviewRecord,
        ("number",),
        contents=(("plan_text", "yaml"),),
        terms=(("state", words(ReviewState)),),
    ),
    ArchiveTable("notices", ChangeNoticeRecord, ("from_number", "to_number")),
    ArchiveTable(
        "papers",
        IssuedPaperRecord,
        ("paper_key", "content_hash"),
        secrets=frozenset({"is_copy"}),
    ),
    ArchiveTable(
        "work",
        WorkEntryRecord,
        (),
        terms=(("kind", words(WorkEntryKind)), ("state", words(WorkEntryState))),
    ),
    ArchiveTable("attachments", AttachmentRecord, ("entry_id",), contents=(("content", "bin"),)),
)
"""Every table of an archive, in the order in which they are restored."""
ENTRY = "entry"
"""In a line of attachments: the line of the entry of work that it belongs to."""
COUNTERS = ("revision_number", "draft_sequence", "published_sequence", "changed_at")
"""What the archive says of the meeting's own row; the rest is read from the draft."""
LEFT_BEHIND = {
    "role_grants": "who may what is decided in each house",
    "jobs": "papers are made anew from their revision",
    "mails": "they hold addresses, and were sent where they were written",
    "presences": "they last for seconds",
    "uploads": "nobody has decided about them yet",
    "roster_imports": "nobody has decided about them yet",
}
"""Tables with rows of a meeting that an archive leaves out, and why."""
