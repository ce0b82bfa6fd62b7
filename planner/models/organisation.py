"""The houses that live in one installation."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from planner.domain.plan import Organisation
from planner.models.record import Record


class OrganisationRecord(Record):
    """机关: a house, in full and as people say it."""

    __tablename__ = "organisations"

    name: Mapped[str] = mapped_column(String(200), unique=True)
    short_name: Mapped[str] = mapped_column(String(80), default="")
    closed_at: Mapped[datetime | None]
    """Since when nobody works in it any more; its rows stay."""

    calendar_number: Mapped[int] = mapped_column(default=0)
    """Counts what changed any calendar of the house's meetings."""
    work_number: Mapped[int] = mapped_column(default=0)
    calendar_changed_at: Mapped[datetime | None]

    def value(self) -> Organisation:
        """Return the organisation as the plan knows it."""
        return Organisation(self.name, self.short_name)
