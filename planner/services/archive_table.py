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
    PortraitRecord,
    ReviewRecord,
    RevisionRecord,
    SeatingRecord,
    SeatingVersionRecord,
    SeatMoveRecord,
    SeatPlaceRecord,
    VenueVersionRecord,
    WorkEntryRecord,
)
from planner.models.draft import ChangeKind
from planner.models.review import ReviewState
from planner.models.seating import SeatingState, SeatingVersionState
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
        "seating_id",
        "venue_id",
        "venue_version_id",
        "account_id",
        "submitted_by_id",
        "decided_by_id",
        "issued_by_id",
        "made_by_id",
    }
)
"""Numbers that mean something in one installation only; names stand beside those of people."""


@dataclass(frozen=True, slots=True)
class Parent:
    """A row of another table that a row belongs to: in a line stands the number of its line."""

    column: str
    table: str
    word: str
    """What the number is called in a line."""


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
    parents: tuple[Parent, ...] = ()
    """Rows of other tables that its rows belong to."""
    is_late: bool = False
    """Whether archives of before have no such table; they then have no such rows."""

    @property
    def columns(self) -> tuple[str, ...]:
        """Return the columns of a line, in the order of the table."""
        out = IDENTITIES | self.secrets | {name for name, _ in self.contents}
        return tuple(name for name in self.record.__mapper__.columns.keys() if name not in out)  # noqa: SIM118  no mapping


SEATING = (Parent("seating_id", "seatings", "seating"),)


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
    ArchiveTable(
        "attachments",
        AttachmentRecord,
        ("entry_id",),
        contents=(("content", "bin"),),
        parents=(Parent("entry_id", "work", "entry"),),
    ),
    ArchiveTable(
        "venues",
        VenueVersionRecord,
        ("content_hash",),
        contents=(("content", "json"),),
        is_late=True,
    ),
    ArchiveTable(
        "seatings",
        SeatingRecord,
        (),
        secrets=frozenset({"stamp"}),
        terms=(("state", words(SeatingState)),),
        parents=(Parent("venue_version_id", "venues", "venue"),),
        is_late=True,
    ),
    ArchiveTable("places", SeatPlaceRecord, ("seating_id",), parents=SEATING, is_late=True),
    ArchiveTable(
        "moves",
        SeatMoveRecord,
        ("seating_id", "sequence"),
        secrets=frozenset({"sitting_in"}),
        parents=SEATING,
        is_late=True,
    ),
    ArchiveTable(
        "versions",
        SeatingVersionRecord,
        ("seating_id", "number"),
        secrets=frozenset({"content_hash"}),
        terms=(("state", words(SeatingVersionState)),),
        parents=SEATING,
        is_late=True,
    ),
    ArchiveTable(
        "portraits", PortraitRecord, ("person",), contents=(("content", "jpg"),), is_late=True
    ),
)
"""Every table of an archive, in the order in which they are restored."""
COUNTERS = ("revision_number", "draft_sequence", "published_sequence", "changed_at")
"""What the archive says of the meeting's own row; the rest is read from the draft."""
LEFT_BEHIND = {
    "role_grants": "who may what is decided in each house",
    "jobs": "papers are made anew from their revision",
    "mails": "they hold addresses, and were sent where they were written",
    "presences": "they last for seconds",
    "uploads": "nobody has decided about them yet",
    "roster_imports": "nobody has decided about them yet",
    "calendar_ledgers": "they are worked out again from the revisions, a leap ahead",
    "calendar_feeds": "they are made where somebody subscribes",
    "calendar_invitations": "they hold addresses, and were sent where they were written",
    "seat_links": "they open a door of this installation to those who hold them",
}
"""Tables with rows of a meeting that an archive leaves out, and why."""
