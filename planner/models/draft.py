"""The working draft of a meeting: a row for every member of every part, and every change of one."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKeyConstraint, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from planner.models.record import OwnedRecord


class ChangeKind(StrEnum):
    """What happened to an entry."""

    ADDED = "added"
    CHANGED = "changed"
    MOVED = "moved"
    REMOVED = "removed"


class DraftEntryRecord(OwnedRecord):
    """One member of one part of the draft: a person, a sitting, a task, the meeting's facts.

    ``data`` holds the member as a plan file has it, texts by field, without its key. A removed
    entry stays, so that its key is not given twice by accident and undoing finds it again.
    """

    __tablename__ = "draft_entries"
    __table_args__ = (
        UniqueConstraint("organisation_id", "meeting_id", "section", "key"),
        ForeignKeyConstraint(
            ["organisation_id", "meeting_id"],
            ["meetings.organisation_id", "meetings.id"],
            ondelete="CASCADE",
        ),
        Index(None, "organisation_id", "meeting_id", "sequence"),
    )

    meeting_id: Mapped[int]
    section: Mapped[str] = mapped_column(String(20))
    key: Mapped[str] = mapped_column(String(120))
    position: Mapped[float]
    """Place in its part, ascending; between two neighbours there is always room."""
    version: Mapped[int] = mapped_column(default=1)
    sequence: Mapped[int]
    """The draft's number at which this entry last changed."""
    data: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    is_removed: Mapped[bool] = mapped_column(default=False)


class DraftChangeRecord(OwnedRecord):
    """One change of one entry: who, when, and the fields before and after; never changed itself.

    Changes of one ``batch`` were made in one go and are undone in one go.
    """

    __tablename__ = "draft_changes"
    __table_args__ = (
        ForeignKeyConstraint(
            ["organisation_id", "meeting_id"],
            ["meetings.organisation_id", "meetings.id"],
            ondelete="CASCADE",
        ),
        ForeignKeyConstraint(
            ["organisation_id", "account_id"],
            ["memberships.organisation_id", "memberships.account_id"],
        ),
        Index(None, "organisation_id", "meeting_id", "sequence"),
        Index(None, "organisation_id", "meeting_id", "section", "key"),
        Index(None, "organisation_id", "meeting_id", "batch"),
    )

    meeting_id: Mapped[int]
    sequence: Mapped[int]
    batch: Mapped[str] = mapped_column(String(36))
    note: Mapped[str] = mapped_column(default="")
    """What the batch was, in the words of the page: 导入名册, 撤销, 拆分会次."""
    undoes: Mapped[str] = mapped_column(String(36), default="")
    """The batch that this one takes back."""
    section: Mapped[str] = mapped_column(String(20))
    key: Mapped[str] = mapped_column(String(120))
    kind: Mapped[str] = mapped_column(String(10))
    version: Mapped[int]
    """The entry's version after the change."""
    position: Mapped[float] = mapped_column(default=0.0)
    """The entry's place before the change."""
    before: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    after: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    """The fields that changed, before and after; null where a field was not there."""
    account_id: Mapped[int | None]
    """None where set-up or the command line did it."""
    actor_name: Mapped[str] = mapped_column(String(80), default="")
    sitting_in: Mapped[str] = mapped_column(String(64), default="")
    """The browser session that made the change: undo goes back in one's own session.

    Where undo was refused, it is let go of, so that undo passes over the change.
    """
    changed_at: Mapped[datetime]


class PresenceRecord(OwnedRecord):
    """Somebody who has a page of the draft open, and the place he is at."""

    __tablename__ = "presences"
    __table_args__ = (
        UniqueConstraint("organisation_id", "meeting_id", "account_id", "sitting_in"),
        ForeignKeyConstraint(
            ["organisation_id", "meeting_id"],
            ["meetings.organisation_id", "meetings.id"],
            ondelete="CASCADE",
        ),
        ForeignKeyConstraint(
            ["organisation_id", "account_id"],
            ["memberships.organisation_id", "memberships.account_id"],
            ondelete="CASCADE",
        ),
    )

    meeting_id: Mapped[int]
    account_id: Mapped[int]
    sitting_in: Mapped[str] = mapped_column(String(64))
    name: Mapped[str] = mapped_column(String(80))
    place: Mapped[str] = mapped_column(String(200), default="")
    """Section and key that he is at: ``people/P001``."""
    seen_at: Mapped[datetime]


class SavedViewRecord(OwnedRecord):
    """Filters of a list that somebody keeps under a name; the address is the state."""

    __tablename__ = "saved_views"
    __table_args__ = (
        UniqueConstraint("organisation_id", "account_id", "page", "name"),
        ForeignKeyConstraint(
            ["organisation_id", "account_id"],
            ["memberships.organisation_id", "memberships.account_id"],
            ondelete="CASCADE",
        ),
    )

    account_id: Mapped[int]
    page: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(40))
    query: Mapped[str] = mapped_column(String(500))


class RosterImportRecord(OwnedRecord):
    """A roster file that somebody is bringing in: its rows, the columns' meaning, his choices."""

    __tablename__ = "roster_imports"
    __table_args__ = (
        ForeignKeyConstraint(
            ["organisation_id", "meeting_id"],
            ["meetings.organisation_id", "meetings.id"],
            ondelete="CASCADE",
        ),
        ForeignKeyConstraint(
            ["organisation_id", "account_id"],
            ["memberships.organisation_id", "memberships.account_id"],
            ondelete="CASCADE",
        ),
        Index(None, "organisation_id", "account_id"),
    )

    meeting_id: Mapped[int]
    account_id: Mapped[int]
    source_name: Mapped[str]
    header: Mapped[list[str]] = mapped_column(JSON)
    rows: Mapped[list[list[str]]] = mapped_column(JSON, deferred=True)
    columns: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    """Field of a person by number of the column."""
    choices: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    """What to do with a row, by its number."""
    uploaded_at: Mapped[datetime]


class ColumnMatchRecord(OwnedRecord):
    """Which field a column of that heading meant the last time."""

    __tablename__ = "column_matches"
    __table_args__ = (UniqueConstraint("organisation_id", "heading"),)

    heading: Mapped[str] = mapped_column(String(100))
    field: Mapped[str] = mapped_column(String(40))
