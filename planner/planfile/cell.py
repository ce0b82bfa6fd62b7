"""What calamine finds in a cell, as the text that the clerk sees."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from planner.planfile.form import CellKind

RawCell = str | float | bool | date | datetime | time | timedelta
EPOCH = date(1899, 12, 30)
SERIAL_DAYS = range(20_000, 90_000)
HALF_SECOND = timedelta(milliseconds=500)
MINUTES_A_DAY = 24 * 60


def cell_text(value: RawCell, kind: CellKind) -> str:
    """Return a cell as text: days as 2027-01-18, times as 09:00, whole numbers without a point."""
    if isinstance(value, str):
        return value if value.strip() else ""
    if isinstance(value, int | float):
        return _spell_number(value, kind)
    if isinstance(value, timedelta):
        return _spell_moment(datetime.combine(EPOCH, time()) + value)
    if isinstance(value, time):
        return _spell_moment(datetime.combine(EPOCH, value))
    return _spell_moment(value) if isinstance(value, datetime) else value.isoformat()


def _spell_number(value: float, kind: CellKind) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    if kind is CellKind.DAY and value in SERIAL_DAYS:
        return (EPOCH + timedelta(days=int(value))).isoformat()
    if kind is CellKind.CLOCK and 0 < value < 1:
        minutes = round(value * MINUTES_A_DAY)
        return f"{minutes // 60:02d}:{minutes % 60:02d}"
    return str(int(value)) if value == int(value) else repr(value)


def _spell_moment(moment: datetime) -> str:
    """Return a moment to the second; a time of no day is a time, midnight of a day is a day."""
    exact = (moment + HALF_SECOND).replace(microsecond=0)
    clock = exact.time().isoformat("seconds" if exact.second else "minutes")
    if exact.date() <= EPOCH:
        return clock
    return exact.date().isoformat() if exact.time() == time() else f"{exact.date()} {clock}"


def name_cell(row: int, column: int) -> str:
    """Return a cell's name from row and column counted from 0: (1, 2) is C2."""
    return f"{name_column(column)}{row + 1}"


def name_column(column: int) -> str:
    """Return a column's letters."""
    letters = ""
    number = column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
