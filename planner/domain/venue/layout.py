"""What a generator makes: an area with what belongs to it; and what it refuses to make."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from planner.domain.error import InvalidRequestError
from planner.domain.venue.numbering import number_area
from planner.domain.venue.plan import Area, AreaKind, Fixture, Numbering, Seat, SeatRow
from planner.domain.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from planner.domain.venue.plan import SeatKind

Point = tuple[float, float]
MOST_SEATS = 20_000
PITCHES = (0.4, 3.0)
SPACINGS = (0.4, 5.0)
PITCH = Wording("座距（米）", "the distance from seat to seat (metres)")
SPACING = Wording("排距（米）", "the distance from row to row (metres)")


@dataclass(frozen=True, slots=True)
class Site:
    """Where an area goes and what it is; x is its middle, y its first row or its upper edge."""

    key: str
    name: str
    kind: AreaKind
    x: float = 0.0
    y: float = 0.0
    numbering: Numbering = Numbering.CONTINUOUS
    counts_removed: bool = True


@dataclass(frozen=True, slots=True)
class Layout:
    """An area, and the tables that stand in it."""

    area: Area
    fixtures: tuple[Fixture, ...] = ()


def build_area(site: Site, rows: Sequence[SeatRow]) -> Area:
    """Return an area with its seats numbered as the hall does."""
    return number_area(
        Area(site.key, site.name, site.kind, tuple(rows), site.numbering, site.counts_removed)
    )


def build_row(
    site: Site, number: str, points: Sequence[Point], *, zone: str = "", first: int = 1
) -> SeatRow:
    """Return a row of seats at some points, to the millimetre; ``first`` counts its places."""
    seats = tuple(
        Seat(f"{site.key}-{number}-{at}", round(x, 3), round(y, 3))
        for at, (x, y) in enumerate(points, start=first)
    )
    return SeatRow(number, seats, zone)


def mark_seats(area: Area, kinds: Mapping[str, SeatKind]) -> Area:
    """Return an area with some seats, by key, made another kind, and numbered anew."""
    unknown = sorted(set(kinds) - {seat.key for row in area.rows for seat in row.seats})
    if unknown:
        raise InvalidRequestError(
            Wording(f"没有这个座位：{unknown[0]}", f"There is no such seat: {unknown[0]}"), "seat"
        )
    rows = tuple(
        replace(
            row,
            seats=tuple(replace(seat, kind=kinds.get(seat.key, seat.kind)) for seat in row.seats),
        )
        for row in area.rows
    )
    return number_area(replace(area, rows=rows))


def require(value: float, limits: tuple[float, float], field: str, name: Wording) -> None:
    """Refuse a value that lies outside its limits."""
    low, high = limits
    if not low <= value <= high:
        raise InvalidRequestError(
            Wording(
                f"{name.zh}应为 {low:g} 至 {high:g}，现为 {value:g}",
                f"{name.en} must be from {low:g} to {high:g}, not {value:g}",
            ),
            field,
        )


def require_count(value: int, most: int, field: str, name: Wording, least: int = 1) -> None:
    """Refuse a number of things that lies outside its limits."""
    require(value, (least, most), field, name)


def require_total(count: int) -> None:
    """Refuse more seats than an area may have."""
    require_count(count, MOST_SEATS, "seats", Wording("一个区的座位总数", "the seats of an area"))
