"""Seats by what they are called: ``3排5-9座；A区4排；5桌2、4座``, one item after the other."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from planner.domain.venue.flaw import refuse
from planner.domain.venue.numbering import spell_row

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence

    from planner.domain.venue.plan import Area, SeatRow, Venue

ITEMS = re.compile(r"[;；\n]+")
ITEM = re.compile(
    r"(?:(?P<zone>[^区:：/]{1,20})区)?第?(?P<rows>[^排桌侧:：/]{1,200}?)(?:排|桌|侧|[:：/])(?P<seats>.*)"
)
PARTS = re.compile(r"[,，、\s]+")
RANGE = re.compile(r"(\d{1,4})\s*[-—–~～至到]\s*(\d{1,4})")
MOST_ITEMS = 500


class SeatItem(NamedTuple):
    """One item of a list: rows of a zone, and seats in them; no seats for all of them."""

    text: str
    zone: str
    rows: tuple[str, ...]
    seats: tuple[str, ...]
    single: frozenset[str]
    """What is named by itself, not as part of a range: it must be there."""


def find_listed_seats(venue: Venue, area_key: str, text: str) -> tuple[str, ...]:
    """Return the keys of the seats that a text lists, in an area; in all of them for no key.

    Raises:
        InvalidRequestError: Something listed is not there; the words say what.
    """
    areas = [each for each in venue.areas if area_key in {"", each.key}]
    keys: list[str] = []
    for item in each_item(text):
        rows = [(area, row) for area in areas for row in area.rows if is_named(item, row)]
        if not rows:
            refuse(f"没有这一排：{item.text}", f"There is no such row: {item.text}", "seats")
        require_rows(item, {row.number for _, row in rows})
        keys += pick_seats(rows, item)
    if not keys:
        refuse("请写明座位，如 3排5-9座。", "Name the seats, such as 3:5-9.", "seats")
    return tuple(dict.fromkeys(keys))


def each_item(text: str) -> Iterator[SeatItem]:
    """Yield the items of a text."""
    items = [each.strip() for each in ITEMS.split(text) if each.strip()]
    if len(items) > MOST_ITEMS:
        refuse(
            "列出的排过多，请分几次修改。", "Too many rows at once; do some of them first.", "seats"
        )
    for item in items:
        found = ITEM.fullmatch(item) or ITEM.fullmatch(f"{item}排")
        if found is None:
            refuse(
                f"看不懂“{item}”；应如 3排5-9座。", f"“{item}” is unclear; write 3:5-9.", "seats"
            )
        rows, seats = found["rows"], re.sub("[座号位]", " ", found["seats"])
        single = frozenset(PARTS.split(RANGE.sub(" ", f"{rows} {seats}")))
        yield SeatItem(item, (found["zone"] or "").strip(), expand(rows), expand(seats), single)


def expand(text: str) -> tuple[str, ...]:
    """Return numbers one by one: 5-9、12 is 5 6 7 8 9 12."""
    listed: list[str] = []
    spread = RANGE.sub(r"\1-\2", text)
    for part in filter(None, PARTS.split(spread)):
        ends = RANGE.fullmatch(part)
        if ends:
            first, last = sorted((int(ends[1]), int(ends[2])))
            listed += [str(each) for each in range(first, last + 1)]
        else:
            listed.append(part)
    return tuple(listed)


def is_named(item: SeatItem, row: SeatRow) -> bool:
    """Tell whether a row is one of those that an item names."""
    return row.number in item.rows and item.zone in {"", row.zone}


def require_rows(item: SeatItem, found: Container[str]) -> None:
    """Refuse rows that are not there; of a range it is enough that some are."""
    missing = [each for each in item.rows if each in item.single and each not in found]
    if missing:
        refuse(
            f"没有 {missing[0]} 排：{item.text}",
            f"There is no row {missing[0]}: {item.text}",
            "seats",
        )


def pick_seats(rows: Sequence[tuple[Area, SeatRow]], item: SeatItem) -> list[str]:
    """Return the keys of the seats that an item names; of a range those that are there."""
    seats = [seat for _, row in rows for seat in row.seats]
    if not item.seats:
        return [seat.key for seat in seats]
    numbers = {seat.number for seat in seats}
    missing = [each for each in item.seats if each in item.single and each not in numbers]
    picked = [seat.key for seat in seats if seat.number in item.seats]
    if missing or not picked:
        name, number = spell_row(*rows[0]), (missing or list(item.seats))[0]
        refuse(f"{name.zh}没有 {number} 座。", f"{name.en} has no seat {number}.", "seats")
    return picked
