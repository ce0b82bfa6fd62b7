"""A checked seating plan as areas, rows and fixtures in metres.

A plan that this program wrote says in its zones' ``zone_id`` what it is; in any other, areas are
called and numbered by what can be seen: their names, and the numbers of their seats.
"""

from __future__ import annotations

import re
from itertools import pairwise
from math import hypot
from statistics import median
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from planner.domain.venue.geometry import measure
from planner.domain.venue.plan import Area, AreaKind, Fixture, Numbering, Seat, SeatKind, SeatRow
from planner.domain.vocabulary import label
from planner.planfile.venue_file import settle_numbers, tidy
from planner.planfile.venue_mark import guess_area_kind, read_fixture, read_seat
from planner.planfile.venue_pretix_writer import PIXELS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.planfile.venue_pretix_model import (
        AreaShape,
        PositionShape,
        RowShape,
        SeatingPlanShape,
        SeatShape,
        ZoneShape,
    )
    from planner.planfile.yaml_node import Path

USUAL_PITCHES = (0.45, 0.9)
PITCH = 0.55
RING_SEATS, RING_GAP = 3, 1.5
FULL_TURN = 360
OWN_ZONE = re.compile(
    f"(?P<kind>{'|'.join(AreaKind)})/(?P<numbering>{'|'.join(Numbering)})(?P<closes>-?)"
    "/(?P<key>[^/]+)/(?P<name>[^/]*)/(?P<zone>[^/]*)"
)


class OwnZone(NamedTuple):
    """What a zone that this program wrote says of its area."""

    kind: AreaKind
    numbering: Numbering
    counts_removed: bool
    key: str
    name: str
    zone: str


def each_seat(
    plan: SeatingPlanShape,
) -> Iterator[tuple[Path, tuple[ZoneShape, RowShape, SeatShape]]]:
    """Yield every seat with its path and what is around it."""
    for at, zone in enumerate(plan.zones):
        for down, row in enumerate(zone.rows):
            for across, seat in enumerate(row.seats):
                yield ("zones", at, "rows", down, "seats", across), (zone, row, seat)


def read_own_zone(zone: ZoneShape) -> OwnZone | None:
    """Return what the zone's id says of its area; None where it says nothing."""
    found = OWN_ZONE.fullmatch(zone.zone_id)
    if found is None:
        return None
    key, name, own = (tidy(unquote(found[each])) for each in ("key", "name", "zone"))
    kind, numbering = AreaKind(found["kind"]), Numbering(found["numbering"])
    return OwnZone(kind, numbering, not found["closes"], key, name, own) if key else None


def find_scale(plan: SeatingPlanShape) -> tuple[float, bool]:
    """Return the metres of a pixel, and whether they are those that this program writes."""
    if all(read_own_zone(zone) for zone in plan.zones):
        return 1 / PIXELS, True
    steps = [
        hypot(one.position.x - other.position.x, one.position.y - other.position.y)
        for zone in plan.zones
        for row in zone.rows
        for one, other in pairwise(row.seats)
    ]
    pitch = median(steps) / PIXELS if steps else PITCH
    if USUAL_PITCHES[0] <= pitch <= USUAL_PITCHES[1] or not pitch:
        return 1 / PIXELS, True
    return PITCH / pitch / PIXELS, False


def build_areas(plan: SeatingPlanShape, scale: float) -> tuple[Area, ...]:
    """Return the areas of a plan; zones that one area was written as are one again."""
    areas: dict[str, Area] = {}
    for at, zone in enumerate(plan.zones, start=1):
        own = read_own_zone(zone)
        rows = tuple(build_row(zone, row, scale, own) for row in zone.rows if row.seats)
        name = own.name if own else tidy(zone.name)
        kind = own.kind if own else guess_area_kind(name)
        key = own.key if own else f"area-{at}"
        if key in areas:
            area = areas[key]
            areas[key] = Area(
                key, area.name, area.kind, area.rows + rows, area.numbering, area.counts_removed
            )
        elif rows:
            area = Area(key, name or label(kind).zh, kind, rows)
            areas[key] = (
                Area(key, name, kind, rows, own.numbering, own.counts_removed)
                if own
                else settle_numbers(area, Numbering.CONTINUOUS)
            )
    return tuple(areas.values())


def build_row(zone: ZoneShape, row: RowShape, scale: float, own: OwnZone | None) -> SeatRow:
    """Return a row where it stands; it is a ring where its ends meet."""
    seats = tuple(
        Seat(
            name_seat(seat),
            *_add(scale, zone.position, row.position, seat.position),
            kind=_kind_of(seat.category),
            number=tidy(seat.seat_number),
        )
        for seat in row.seats
    )
    is_ring = len(seats) >= RING_SEATS and measure(seats[-1], seats[0]) <= RING_GAP * median(
        measure(one, other) for one, other in pairwise(seats)
    )
    return SeatRow(tidy(row.row_number), seats, own.zone if own else "", is_ring)


def name_seat(seat: SeatShape) -> str:
    """Return a seat's key: its guid, which may have been one character in older plans."""
    name = tidy(seat.seat_guid)
    return name if len(name) != 1 else f"seat-{name}"


def build_fixtures(
    plan: SeatingPlanShape, scale: float
) -> tuple[tuple[Fixture, ...], list[tuple[Path, str]]]:
    """Return what is drawn besides seats, and the paths of what is no fixture."""
    fixtures: list[Fixture] = []
    passed_over: list[tuple[Path, str]] = []
    for at, zone in enumerate(plan.zones):
        for number, drawn in enumerate(zone.areas):
            fixture = build_fixture(zone, drawn, scale)
            if fixture:
                fixtures.append(fixture)
            else:
                shown = drawn.text.text if drawn.text else drawn.shape or ""
                passed_over.append((("zones", at, "areas", number), shown))
    return tuple(fixtures), passed_over


def build_fixture(zone: ZoneShape, drawn: AreaShape, scale: float) -> Fixture | None:
    """Return a rectangle or circle whose text says what it is; None for anything else."""
    read = read_fixture(tidy(drawn.text.text)) if drawn.text else None
    if read is None or drawn.rotation % FULL_TURN:
        return None
    x, y = _add(scale, zone.position, drawn.position)
    if drawn.shape == "circle" and drawn.circle and drawn.circle.radius > 0:
        width = round(2 * drawn.circle.radius * scale, 4)
        return Fixture(read[0], x, y, width, width, read[1])
    box = drawn.rectangle
    if drawn.shape != "rectangle" or not box or box.width <= 0 or box.height <= 0:
        return None
    width, depth = round(box.width * scale, 4), round(box.height * scale, 4)
    return Fixture(read[0], round(x + width / 2, 4), round(y + depth / 2, 4), width, depth, read[1])


def list_foreign_categories(plan: SeatingPlanShape) -> list[tuple[Path, str]]:
    """Return the categories that say no kind of seat."""
    plain = label(SeatKind.SEAT).zh
    return [
        (("categories", at, "name"), each.name)
        for at, each in enumerate(plan.categories)
        if each.name != plain and _kind_of(each.name) is SeatKind.SEAT
    ]


def _kind_of(category: str) -> SeatKind:
    read = read_seat(tidy(category))
    return read[0] if read and read[0] is not SeatKind.REMOVED else SeatKind.SEAT


def _add(scale: float, *positions: PositionShape) -> tuple[float, float]:
    """Return a point in metres; positions count from the part around them."""
    x, y = sum(each.x for each in positions), sum(each.y for each in positions)
    return round(x * scale, 4), round(y * scale, 4)
