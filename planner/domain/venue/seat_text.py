"""Seats as clerks write them, and back: 12排8座、池座20排-24排、楼座 (rules §3).

A whole area, rows, seats, and runs of either; an area may be left out where it is the first with
such a row. A seat that bears no number is called by its place in the row.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING

from planner.domain.venue.numbering import spell_row
from planner.domain.venue.plan import AreaKind

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from planner.domain.venue.plan import Area, Seat, SeatRow, Venue

PARTS = re.compile(r"[、，,;；\n]+")
RUN = re.compile(r"[-—–~至到]+")
ROW = re.compile(r"^(?P<area>.*?)(?P<number>\d+)(?P<unit>排|桌)$")
SEAT = re.compile(r"^(?P<row>.*(?:排|桌|侧))(?P<number>[^排桌侧座]+)座$")
ENGLISH = (
    (re.compile(r"rows?\s*(\d+)\s*(?:-|to)\s*(?:rows?\s*)?(\d+)", re.IGNORECASE), r"\1排-\2排"),
    (re.compile(r"rows?\s*(\d+)", re.IGNORECASE), r"\1排"),
    (re.compile(r"tables?\s*(\d+)", re.IGNORECASE), r"\1桌"),
    (re.compile(r"seats?\s*(\d+)\s*(?:-|to)\s*(?:seats?\s*)?(\d+)", re.IGNORECASE), r"\1-\2座"),
    (re.compile(r"seats?\s*(\d+)", re.IGNORECASE), r"\1座"),
)
"""How the English page calls them."""
ENDS = re.compile(r"(\d+)(排|桌|座)?$")


@dataclass(frozen=True, slots=True)
class ReadSeats:
    """What was read in a text about seats."""

    seats: tuple[str, ...]
    """Keys, each once, in the order of the text."""
    unknown: tuple[str, ...]
    """What means no seat here."""


@dataclass(frozen=True, slots=True)
class NamedRow:
    """A row with its area, and what its seats are called by."""

    area: Area
    row: SeatRow
    name: str

    @property
    def numbered(self) -> tuple[tuple[str, Seat], ...]:
        """Its seats, each with its number."""
        return tuple((seat.number or str(at), seat) for at, seat in enumerate(self.row.seats, 1))


@dataclass(frozen=True)
class SeatNames:
    """The names of a venue's seats."""

    venue: Venue

    @cached_property
    def rows(self) -> tuple[NamedRow, ...]:
        """All rows, those of rostrums last: who writes 3排 means the hall's."""
        named = [
            NamedRow(area, row, squeeze(spell_row(area, row).zh))
            for area in self.venue.areas
            for row in area.rows
        ]
        return tuple(sorted(named, key=lambda each: each.area.kind is AreaKind.ROSTRUM))

    @cached_property
    def keys(self) -> frozenset[str]:
        """The keys of all places: what scripts send."""
        return frozenset(seat.key for seat in self.venue.list_seats())

    def read(self, text: str) -> ReadSeats:
        """Return the seats that a text means, and the parts that mean none."""
        seats: dict[str, None] = {}
        unknown = []
        for pattern, chinese in ENGLISH:
            text = pattern.sub(chinese, text)
        for part in filter(None, map(squeeze, PARTS.split(text))):
            found = self.read_part(part)
            seats |= dict.fromkeys(found)
            if not found:
                unknown.append(part)
        return ReadSeats(tuple(seats), tuple(unknown))

    def read_part(self, part: str) -> list[str]:
        """Return the seats of one part: a key, an area, a row, a seat, or a run."""
        if part in self.keys:
            return [part]
        whole = [area for area in self.venue.areas if squeeze(area.name) == part]
        if whole:
            return [seat.key for area in whole for row in area.rows for seat in list_usable(row)]
        halves = RUN.split(part)
        if len(halves) == 1:
            return self.read_one(part)
        return self.read_run(*halves) if len(halves) == 2 else []  # noqa: PLR2004  from and to

    def read_one(self, part: str) -> list[str]:
        """Return the seats of one row, or one seat."""
        rows = self.find_rows(part)
        if rows:
            return [seat.key for each in rows for seat in list_usable(each.row)]
        seat = SEAT.match(part)
        if seat is None:
            return []
        return [
            place.key
            for each in self.find_rows(seat["row"])
            for number, place in each.numbered
            if number == seat["number"]
        ]

    def read_run(self, first: str, last: str) -> list[str]:
        """Return the seats from one row to another, or from one seat of a row to another."""
        end = ENDS.search(last)
        if end is None:
            return []
        unit = end[2] or ("座" if SEAT.match(f"{first}座") or SEAT.match(first) else "排")
        first = first if ENDS.search(first) and first[-1] in "排桌座" else first + unit
        seat, row = SEAT.match(first), ROW.match(first)
        if seat is not None and unit == "座" and seat["number"].isdigit():
            span = sorted((int(seat["number"]), int(end[1])))
            return [
                place.key
                for each in self.find_rows(seat["row"])
                for number, place in each.numbered
                if number.isdigit() and span[0] <= int(number) <= span[1] and place.is_usable
            ]
        return self.read_rows(row, int(end[1])) if row is not None and unit != "座" else []

    def read_rows(self, row: re.Match[str], last: int) -> list[str]:
        """Return the seats from a row to the one of a number in the same area."""
        start = self.find_rows(row[0])
        if not start:
            return []
        low, high = sorted((int(row["number"]), last))
        zones = {each.row.zone for each in start}
        return [
            seat.key
            for each in self.rows
            if each.area is start[0].area and each.row.zone in zones
            if each.row.number.isdigit() and low <= int(each.row.number) <= high
            for seat in list_usable(each.row)
        ]

    def find_rows(self, name: str) -> list[NamedRow]:
        """Return the rows that are called so; without its area, those of the first that fits."""
        exact = [each for each in self.rows if each.name == name]
        if exact:
            return exact
        found = [each for each in self.rows if name in short_names(each)]
        return [each for each in found if each.area is found[0].area]

    def spell(self, keys: Collection[str]) -> str:
        """Return seats as a text: whole areas, whole rows and their runs, then single seats."""
        wanted, parts = set(keys), list[str]()
        for area in self.venue.areas:
            rows = [each for each in self.rows if each.area is area]
            usable = {seat.key for each in rows for seat in list_usable(each.row)}
            if usable and usable == wanted & {s.key for each in rows for s in each.row.seats}:
                parts.append(area.name)
            else:
                parts += spell_rows(rows, wanted)
        return "、".join(parts)


def squeeze(text: str) -> str:
    """Return a text without spaces, in the common width of its signs."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def list_usable(row: SeatRow) -> list[Seat]:
    """Return the places of a row that can be sat on."""
    return [seat for seat in row.seats if seat.is_usable]


def short_names(named: NamedRow) -> set[str]:
    """Return how a row may be called in short: without its area, without its zone."""
    area, zone = squeeze(named.area.name), f"{named.row.zone}区" if named.row.zone else ""
    short = named.name.removeprefix(area)
    return {short, short.removeprefix(zone), area + short.removeprefix(zone)}


def spell_rows(rows: Iterable[NamedRow], wanted: set[str]) -> list[str]:
    """Return the parts of one area: whole rows in runs, and seats of the others."""
    parts: list[str] = []

    def is_whole(each: NamedRow) -> bool:
        usable = {seat.key for seat in list_usable(each.row)}
        return bool(usable) and usable == wanted & {seat.key for seat in each.row.seats}

    for whole, group in groupby(rows, key=is_whole):
        listed = list(group)
        parts += spell_runs(listed) if whole else spell_seats(listed, wanted)
    return parts


def spell_runs(rows: list[NamedRow]) -> list[str]:
    """Return neighbouring whole rows, as runs where their numbers follow each other."""
    runs: list[list[NamedRow]] = []
    for each in rows:
        last = runs[-1][-1] if runs else None
        if last is not None and follows(last, each):
            runs[-1].append(each)
        else:
            runs.append([each])
    return [
        run[0].name if len(run) == 1 else f"{run[0].name}-{run[-1].row.number}{run[0].name[-1]}"
        for run in runs
    ]


def follows(one: NamedRow, other: NamedRow) -> bool:
    """Tell whether a row's number is the next one of its zone."""
    numbers = one.row.number, other.row.number
    return (
        one.row.zone == other.row.zone
        and all(map(str.isdigit, numbers))
        and int(numbers[1]) == int(numbers[0]) + 1
        and one.name[-1] in "排桌"
    )


def spell_seats(rows: Iterable[NamedRow], wanted: set[str]) -> list[str]:
    """Return single seats of rows."""
    return [
        f"{each.name}{number}座"
        for each in rows
        for number, seat in each.numbered
        if seat.key in wanted
    ]
