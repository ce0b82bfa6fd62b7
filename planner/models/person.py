"""The people of a meeting's current revision, laid out for searching and for three orders."""

from __future__ import annotations

from sqlalchemy import ForeignKeyConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from planner.domain.person import AttendanceKind, Person, Sex
from planner.models.record import OwnedRecord


class PersonEntryRecord(OwnedRecord):
    """One person of the roster; the three places are 1, 2, 3 … in each order."""

    __tablename__ = "person_entries"
    __table_args__ = (
        ForeignKeyConstraint(
            ["organisation_id", "meeting_id"],
            ["meetings.organisation_id", "meetings.id"],
            ondelete="CASCADE",
        ),
        Index(None, "organisation_id", "meeting_id", "key"),
        Index(None, "organisation_id", "meeting_id", "rank_place"),
        Index(None, "organisation_id", "meeting_id", "strokes_place"),
        Index(None, "organisation_id", "meeting_id", "pinyin_place"),
        Index(None, "organisation_id", "meeting_id", "name"),
        Index(None, "organisation_id", "meeting_id", "pinyin"),
        Index(None, "organisation_id", "meeting_id", "pinyin_plain"),
        Index(None, "organisation_id", "meeting_id", "initials"),
    )

    meeting_id: Mapped[int]
    key: Mapped[str]
    name: Mapped[str]
    pinyin: Mapped[str] = mapped_column(default="")
    """Full pinyin, ü written v."""
    pinyin_plain: Mapped[str] = mapped_column(default="")
    """The same, ü written u."""
    initials: Mapped[str] = mapped_column(default="")
    attendance: Mapped[str]
    sex: Mapped[str] = mapped_column(default="")
    nationality: Mapped[str] = mapped_column(default="")
    post: Mapped[str] = mapped_column(default="")
    unit: Mapped[str] = mapped_column(default="")
    sector: Mapped[str] = mapped_column(default="")
    group: Mapped[str] = mapped_column("group_name", default="")
    is_standing: Mapped[bool] = mapped_column(default=False)
    is_convener: Mapped[bool] = mapped_column(default=False)
    rank_place: Mapped[int]
    strokes_place: Mapped[int]
    pinyin_place: Mapped[int]

    def value(self) -> Person:
        """Return the person as far as lists show him."""
        return Person(
            key=self.key,
            name=self.name,
            attendance=AttendanceKind(self.attendance),
            sex=Sex(self.sex) if self.sex else None,
            nationality=self.nationality,
            post=self.post,
            unit=self.unit,
            sector=self.sector,
            group=self.group,
            is_standing=self.is_standing,
            is_convener=self.is_convener,
        )
