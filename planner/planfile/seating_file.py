"""A seating as JSON, for other programs: who sits where and why, and who does not."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from planner.domain.directory import Directory
from planner.domain.venue.numbering import spell_seat
from planner.planfile.hall_setting import write_hall_settings

if TYPE_CHECKING:
    from planner.domain.plan import Plan
    from planner.domain.seating.chart import Seating
    from planner.domain.seating.setting import HallSettings
    from planner.domain.sitting import Sitting
    from planner.domain.venue.plan import Venue
    from planner.domain.wording import Wording

FORMAT = "plenum-seating/1"


def write_seating(
    plan: Plan, sitting: Sitting, venue: Venue, seating: Seating, settings: HallSettings
) -> bytes:
    """Return a seating as JSON in UTF-8; people and seats have their keys and their names."""
    directory = Directory.of(plan)
    words = {
        seat.key: spell_seat(area, row, seat).zh
        for area in venue.areas
        for row in area.rows
        for seat in row.seats
    }
    seats: list[dict[str, Any]] = [
        {
            "person": person,
            "name": directory.name_of(person),
            "seat": seat,
            "place": words.get(seat, seat),
            "block": seating.blocks.get(person, ""),
            "reason": _say(seating.reasons.get(person)),
            "locked_by": seating.locks[person].locked_by if person in seating.locks else None,
        }
        for person, seat in seating.seat_of.items()
    ]
    data = {
        "format": FORMAT,
        "meeting": plan.title,
        "sitting": {"key": sitting.key, "name": sitting.name},
        "venue": {"key": venue.key, "name": venue.name, "version": venue.version},
        "settings": write_hall_settings(settings),
        "seats": seats,
        "unseated": [
            {"person": person, "name": directory.name_of(person), "reason": _say(why)}
            for person, why in seating.unseated.items()
        ],
        "reserved": sorted(seating.reserved),
        "broken": list(seating.broken),
        "conflict": list(seating.conflict),
    }
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def _say(wording: Wording | None) -> dict[str, str] | None:
    return {"zh": wording.zh, "en": wording.en} if wording else None
