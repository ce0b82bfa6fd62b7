"""Writing a venue as a pretix seating plan: metres become pixels, removed seats are left out.

What the plan has no field for stands where it is allowed to: an area's kind and numbering in its
``zone_id``, a seat's kind in its category, what a thing is in its text.
"""

from __future__ import annotations

import json
from math import ceil
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

from planner.domain.venue.numbering import spell_row
from planner.domain.venue.plan import SeatKind
from planner.domain.vocabulary import label
from planner.planfile.venue_mark import spell_fixture

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.domain.venue.plan import Area, Fixture, Seat, SeatRow, Venue

PIXELS = 40
"""Pixels of a metre: a seat of pretix's usual radius, 10, is half a metre wide."""
RADIUS = 9
MARGIN = 40
COLOURS = {
    SeatKind.SEAT: "#8C857C",
    SeatKind.WHEELCHAIR: "#2F6DA3",
    SeatKind.BLOCKED: "#C9C3BA",
}
TABLE_COLOUR, THING_COLOUR, BORDER = "#F6F1EA", "#E6DDF0", "#6B645C"
Json = dict[str, object]


class Origin(NamedTuple):
    """The venue's point that is the plan's upper left corner, in pixels."""

    x: float
    y: float


def write_pretix(venue: Venue) -> str:
    """Return a venue as the JSON of a seating plan."""
    seats = [each for each in venue.list_seats() if each.kind is not SeatKind.REMOVED]
    boxes = [(each.x * PIXELS, each.y * PIXELS, 1.0 * RADIUS, 1.0 * RADIUS) for each in seats]
    boxes += [
        (each.x * PIXELS, each.y * PIXELS, each.width * PIXELS / 2, each.depth * PIXELS / 2)
        for each in venue.fixtures
    ]
    left = min((x - half for x, _, half, _ in boxes), default=0.0)
    top = min((y - half for _, y, _, half in boxes), default=0.0)
    origin = Origin(min(0.0, left - MARGIN), min(0.0, top - MARGIN))
    right = max((x + half for x, _, half, _ in boxes), default=0.0)
    bottom = max((y + half for _, y, _, half in boxes), default=0.0)
    zones = [zone for area in venue.areas for zone in _each_zone(area, origin)]
    if zones:
        zones[0]["areas"] = [_thing(each, origin) for each in venue.fixtures]
    plan: Json = {
        "name": venue.name,
        "size": {
            "width": ceil(right - origin.x + MARGIN),
            "height": ceil(bottom - origin.y + MARGIN),
        },
        "categories": [
            {"name": label(kind).zh, "color": colour}
            for kind, colour in COLOURS.items()
            if kind is SeatKind.SEAT or any(each.kind is kind for each in seats)
        ],
        "zones": zones,
    }
    return json.dumps(plan, ensure_ascii=False, indent=1) + "\n"


def _each_zone(area: Area, origin: Origin) -> Iterator[Json]:
    """Yield an area as one zone, or as one for each zone of its own."""
    counts = "" if area.counts_removed else "-"
    for name in dict.fromkeys(row.zone for row in area.rows):
        parts = (area.kind, f"{area.numbering}{counts}", area.key, area.name, name)
        yield {
            "name": f"{area.name}{name}区" if name else area.name,
            "zone_id": "/".join(quote(each, safe="") for each in parts),
            "position": {"x": 0, "y": 0},
            "rows": [
                _row(area, row, origin)
                for row in area.rows
                if row.zone == name and any(s.kind is not SeatKind.REMOVED for s in row.seats)
            ],
            "areas": [],
        }


def _row(area: Area, row: SeatRow, origin: Origin) -> Json:
    seats = [_seat(each, origin) for each in row.seats if each.kind is not SeatKind.REMOVED]
    return {
        "row_number": row.number,
        "row_label": spell_row(area, row).zh,
        "seat_label": "%s座",
        "row_number_position": None if row.is_ring else "both",
        "seats": seats,
    }


def _seat(seat: Seat, origin: Origin) -> Json:
    return {
        "seat_guid": seat.key,
        "seat_number": seat.number,
        "position": _point(seat.x * PIXELS - origin.x, seat.y * PIXELS - origin.y),
        "category": label(seat.kind).zh,
        "radius": RADIUS,
    }


def _thing(fixture: Fixture, origin: Origin) -> Json:
    width, height = (round(each * PIXELS, 2) for each in (fixture.width, fixture.depth))
    x, y = fixture.x * PIXELS - origin.x, fixture.y * PIXELS - origin.y
    is_round = fixture.is_round
    drawn: Json = (
        {"shape": "circle", "position": _point(x, y), "circle": {"radius": round(width / 2, 2)}}
        if is_round
        else {
            "shape": "rectangle",
            "position": _point(x - width / 2, y - height / 2),
            "rectangle": {"width": width, "height": height},
        }
    )
    middle = _point(0, 0) if is_round else _point(width / 2, height / 2)
    text = spell_fixture(fixture.kind, fixture.name)
    return drawn | {
        "color": TABLE_COLOUR if is_round else THING_COLOUR,
        "border_color": BORDER,
        "rotation": 0,
        "text": {"text": text, "color": "#000000", "size": 12, "position": middle},
    }


def _point(x: float, y: float) -> Json:
    return {"x": round(x, 2), "y": round(y, 2)}
