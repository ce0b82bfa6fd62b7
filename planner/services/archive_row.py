"""Rows as lines of an archive and back; a line that does not fit its table is refused."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import JSON

from planner.domain.wording import Wording
from planner.models.record import Instant
from planner.services.archive_format import BadArchiveError, read_json, spell

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Column

    from planner.models import OwnedRecord
    from planner.services.archive_table import ArchiveTable

LARGEST_NUMBER = 2**31 - 1
PLAIN: dict[str, type[Any]] = {"settings": list, "content": dict}
"""Of what kind plain data is in columns without a default: a move's settings, a version's all."""


def spell_row(table: ArchiveTable, row: OwnedRecord) -> dict[str, Any]:
    """Return a row as plain data."""
    return {name: spell_value(getattr(row, name)) for name in table.columns}


def spell_value(value: object) -> object:
    """Return a value of a column as plain data: days and instants as ISO 8601."""
    return value.isoformat() if isinstance(value, date | datetime) else value


def spell_lines(rows: Iterable[object]) -> bytes:
    """Return rows as lines of JSON."""
    return b"".join(spell(row) + b"\n" for row in rows)


def read_lines(content: bytes) -> list[Any]:
    """Return the rows of a file of lines."""
    return [read_json(line) for line in content.splitlines()]


def read_row(table: ArchiveTable, data: object) -> dict[str, Any]:
    """Return the values of a row's columns, each of its column's kind."""
    if not isinstance(data, dict) or set(data) != set(table.columns):
        raise misfit(table)
    columns = table.record.__mapper__.columns
    values = {name: read_value(table, columns[name], data[name]) for name in table.columns}
    for name, known in table.terms:
        if values[name] not in known:
            raise misfit(table)
    return values


def read_value(table: ArchiveTable, column: Column[Any], value: object) -> object:
    """Return a value of a column from plain data."""
    if value is None:
        if not column.nullable:
            raise misfit(table)
        return None
    kind = find_kind(column)
    if kind in {datetime, date}:
        return read_day(table, kind, value)
    if kind is float and type(value) is int:
        return float(value)
    if type(value) is not kind:
        raise misfit(table)
    length = getattr(column.type, "length", None)
    if isinstance(value, str) and ((length and len(value) > length) or "\0" in value):
        raise misfit(table)
    if isinstance(value, int) and abs(value) > LARGEST_NUMBER:
        raise misfit(table)
    return value


def find_kind(column: Column[Any]) -> type[Any]:
    """Return of what kind the values of a column are; plain data has the shape of its default."""
    if isinstance(column.type, JSON):
        default: Any = column.default
        return type(default.arg(None)) if default else PLAIN[column.key]
    if isinstance(column.type, Instant):
        return datetime
    return column.type.python_type


def read_day(table: ArchiveTable, kind: type[date], value: object) -> date:
    """Return a day, or an instant with its zone."""
    try:
        found = kind.fromisoformat(str(value))
    except ValueError as error:
        raise misfit(table) from error
    if isinstance(found, datetime) and found.tzinfo is None:
        raise misfit(table)
    return found


def misfit(table: ArchiveTable) -> BadArchiveError:
    """Return the refusal of a line that does not fit its table."""
    return BadArchiveError(
        Wording(
            f"“{table.name}”中有不合格式的内容", f"{table.name} holds what does not belong there"
        )
    )
