"""What all tables share: names of constraints, instants with their zone, the house they are of."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, ClassVar

from sqlalchemy import DateTime, Dialect, ForeignKey, MetaData, TypeDecorator, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Instant(TypeDecorator[datetime]):
    """An aware instant; SQLite, which keeps no zone, holds it in UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the instant in UTC, without its zone where the database keeps none."""
        if value is None:
            return None
        if value.tzinfo is None:
            message = "an instant must know its zone"
            raise ValueError(message)
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the instant, aware, in UTC."""
        del dialect
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Record(DeclarativeBase):
    """A row of ours."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map: ClassVar[dict[Any, Any]] = {datetime: Instant()}

    id: Mapped[int] = mapped_column(primary_key=True)


class OwnedRecord(Record):
    """A row that belongs to one organisation: sessions are scoped by ``organisation_id``.

    Foreign keys that point here carry ``(organisation_id, id)``, so that the database itself
    refuses a row of one house that points to a row of another.
    """

    __abstract__ = True

    @declared_attr
    @classmethod
    def organisation_id(cls) -> Mapped[int]:
        """Return the column of the owning organisation."""
        return mapped_column(ForeignKey("organisations.id"))


def owned_key() -> UniqueConstraint:
    """Return the key that composite foreign keys point to."""
    return UniqueConstraint("organisation_id", "id")
