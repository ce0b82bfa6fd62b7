"""A venue as the editor draws it: plain data, with the words that its parts are called by."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from planner.domain.venue.flaw import find_doubts
from planner.domain.venue.numbering import spell_row
from planner.domain.vocabulary import label
from planner.planfile.venue_svg import find_bounds
from planner.web.language import language
from planner.web.wording import words

if TYPE_CHECKING:
    from planner.domain.venue.plan import Area, Fixture, Venue


def spell_drawing(venue: Venue) -> dict[str, Any]:
    """Return what the editor draws."""
    return {
        "name": venue.name,
        "bounds": [round(each, 3) for each in find_bounds(venue)],
        "areas": [spell_area(each) for each in venue.areas],
        "fixtures": [spell_fixture(each) for each in venue.fixtures],
        "doubts": [words(each) for each in find_doubts(venue)],
    }


def spell_area(area: Area) -> dict[str, Any]:
    """Return an area with its rows and seats; a seat is key, x, y, kind and number."""
    return {
        "key": area.key,
        "name": area.name,
        "kind": area.kind.value,
        "numbering": area.numbering.value,
        "counts_removed": area.counts_removed,
        "rows": [
            {
                "number": row.number,
                "zone": row.zone,
                "is_ring": row.is_ring,
                "label": words(spell_row(area, row)),
                "seats": [
                    [seat.key, seat.x, seat.y, seat.kind.value, seat.number] for seat in row.seats
                ],
            }
            for row in area.rows
        ],
    }


def spell_fixture(fixture: Fixture) -> dict[str, Any]:
    """Return a fixture with what it is called."""
    kind = label(fixture.kind).in_language(language())
    return {
        "kind": fixture.kind.value,
        "x": fixture.x,
        "y": fixture.y,
        "width": fixture.width,
        "depth": fixture.depth,
        "name": fixture.name,
        "is_round": fixture.is_round,
        "label": f"{kind} {fixture.name}".strip(),
    }
