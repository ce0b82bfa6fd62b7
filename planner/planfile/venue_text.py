"""A venue as text and back: canonical JSON that loses nothing; what equals its default is left out.

The same venue is the same text, so that its hash says whether anything was changed.
"""

from __future__ import annotations

import json
from dataclasses import MISSING, fields
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from planner.domain.wording import Wording
from planner.planfile.json_fault import refuse_json, tell_error
from planner.planfile.json_text import read_json
from planner.planfile.venue_file import MOST_FAULTS
from planner.planfile.venue_text_model import VenuePart

if TYPE_CHECKING:
    from planner.domain.venue.plan import Area, Fixture, Seat, SeatRow, Venue

    Part = Venue | Area | SeatRow | Seat | Fixture

METRES = frozenset({"x", "y", "width", "depth"})
VENUE_FORMAT = Wording("会场", "the venue's")


def write_venue_text(venue: Venue) -> str:
    """Return a venue as canonical JSON on one line."""
    return json.dumps(spell_venue(venue), ensure_ascii=False, separators=(",", ":"))


def spell_venue(venue: Venue) -> dict[str, Any]:
    """Return a venue as plain data: what ``write_venue_text`` writes."""
    return _spell(venue)


def read_venue_text(text: str, file: str = "venue.json") -> Venue:
    """Return the venue in a text that ``write_venue_text`` wrote, or somebody in its manner.

    Raises:
        PlanFileError: It is no such text; every fault has its line and its path.
    """
    found = read_json(text.encode(errors="surrogatepass"), file)
    try:
        return VenuePart.model_validate(found.data).value()
    except ValidationError as error:
        told = error.errors(include_url=False, include_context=False)[:MOST_FAULTS]
        refuse_json(found, [tell_error(each, {}, VENUE_FORMAT) for each in told])


def _spell(value: Part) -> dict[str, Any]:
    spelled: dict[str, Any] = {}
    for each in fields(value):
        held = getattr(value, each.name)
        if each.default is not MISSING and held == each.default:
            continue
        if isinstance(held, tuple):
            spelled[each.name] = [_spell(inner) for inner in held]
        else:
            spelled[each.name] = float(held) + 0.0 if each.name in METRES else held
    return spelled
