"""The chart of a seating as data: the hall, who sits where, why, and what is wrong with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Blueprint, jsonify

from planner.domain.directory import people_on_leave
from planner.domain.pinyin import name_key
from planner.domain.seating.place import find_place
from planner.domain.venue.numbering import spell_row, spell_seat
from planner.models.account import Permission
from planner.services.memory import Memory
from planner.services.seating import OpenSeating, open_seating
from planner.services.seating_hall import find_gap, open_hall_of
from planner.services.seating_shown import show_approved
from planner.web.access import Scope, account, allow
from planner.web.draft_answer import answers_json
from planner.web.language import language
from planner.web.wiring import db, wiring
from planner.web.wording import label, words

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from planner.domain.person import Person
    from planner.domain.seating.binding import Ground
    from planner.domain.seating.chart import Seating
    from planner.domain.seating.hall import Hall
    from planner.domain.seating.place import Place

blueprint = Blueprint("seating_chart", __name__)
DRAWN_KEPT = 16
DRAWN: Memory[dict[str, Any]] = Memory(DRAWN_KEPT)
"""Venues as scripts draw them, by house, version and language."""


def opened_seating(meeting_id: int, seating_id: int) -> OpenSeating:
    """Return the seating of the page: as it stands for those who see drafts, else as approved."""
    opened = open_seating(db(), meeting_id, seating_id)
    if account().may(Permission.DRAFT, meeting_id):
        return opened
    return show_approved(db(), opened)


@blueprint.get("/meetings/<int:meeting_id>/seating/<int:seating_id>/chart.json")
@allow(Permission.READ, Scope.MEETING)
@answers_json
def show_chart(meeting_id: int, seating_id: int) -> ResponseReturnValue:
    """Tell all that the screen draws."""
    opened = opened_seating(meeting_id, seating_id)
    hall = open_hall_of(db(), opened)
    seating = opened.seating
    shown = (
        {person.key for person in hall.people} | seating.seat_of.keys() | seating.unseated.keys()
    )
    away = frozenset[str]().union(
        *(people_on_leave(opened.plan, sitting) for sitting in opened.sittings)
    )
    return jsonify(
        id=opened.id,
        name=opened.name,
        state=opened.state.value,
        is_editable=is_editable(opened),
        sequence=opened.sequence,
        viewpoint="hall",
        venue=draw_venue(hall.ground, opened.venue_version_id),
        people={
            person.key: show_person(person, is_away=person.key in away)
            for person in opened.plan.people
            if person.key in shown
        },
        places={
            each: show_place(find_place(seating, each))
            for each in (*seating.seat_of, *seating.unseated)
        },
        blocks=list_blocks(seating, hall),
        unseated=[person.key for person in hall.people if person.key not in seating.seat_of],
        absent=list(find_gap(hall, opened).absent),
        reserved=sorted(seating.reserved),
        sittings=[
            {"key": each.key, "name": each.name, "day": str(each.held_on or "")}
            for each in opened.sittings
        ],
    )


def is_editable(opened: OpenSeating) -> bool:
    """Tell whether whoever looks can move people now."""
    return account().may(Permission.EDIT, opened.meeting_id) and opened.is_editable(
        wiring().today()
    )


def draw_venue(ground: Ground, version_id: int) -> dict[str, Any]:
    """Return a venue as scripts draw it, with its extent; kept for its version and language."""
    return DRAWN.recall((db().owner, version_id, language()), lambda: draw(ground))


def draw(ground: Ground) -> dict[str, Any]:
    """Return a venue as plain data."""
    venue = ground.venue
    points = [(seat.x, seat.y) for seat in venue.list_seats()]
    points += [
        (each.x + side * each.width / 2, each.y + side * each.depth / 2)
        for each in venue.fixtures
        for side in (-1, 1)
    ]
    left = min((x for x, _ in points), default=0.0)
    top = min((y for _, y in points), default=0.0)
    return {
        "name": venue.name,
        "version": venue.version,
        "x0": left,
        "y0": top,
        "width": max((x for x, _ in points), default=1.0) - left,
        "height": max((y for _, y in points), default=1.0) - top,
        "areas": [
            {
                "key": area.key,
                "name": area.name,
                "kind": area.kind.value,
                "numbering": area.numbering.value,
                "rows": [
                    {
                        "number": row.number,
                        "zone": row.zone,
                        "label": words(spell_row(area, row)),
                        "is_ring": row.is_ring,
                        "seats": [
                            [
                                seat.key,
                                seat.x,
                                seat.y,
                                seat.kind.value,
                                seat.number,
                                words(spell_seat(area, row, seat)),
                            ]
                            for seat in row.seats
                        ],
                    }
                    for row in area.rows
                ],
            }
            for area in venue.areas
        ],
        "fixtures": [
            {
                "kind": each.kind.value,
                "x": each.x,
                "y": each.y,
                "width": each.width,
                "depth": each.depth,
                "name": each.name,
                "is_round": each.is_round,
            }
            for each in venue.fixtures
        ],
    }


def show_person(person: Person, *, is_away: bool) -> dict[str, Any]:
    """Return a person as the screen needs him."""
    readings = name_key(person.name, person.pinyin).readings
    return {
        "name": person.name,
        "post": person.post,
        "sector": person.sector,
        "group": person.group,
        "sex": person.sex.value if person.sex else "",
        "kind": person.attendance.value,
        "kind_label": label(person.attendance),
        "is_standing": person.is_standing,
        "is_convener": person.is_convener,
        "leave": is_away,
        "pinyin": [" ".join(each) for each in readings],
    }


def show_place(place: Place) -> dict[str, Any]:
    """Return somebody's place as the screen needs it."""
    return {
        "seat": place.seat,
        "block": place.block,
        "is_locked": place.is_locked,
        "locked_by": place.locked_by,
    }


def show_changes(changes: dict[str, Place | None]) -> list[dict[str, Any]]:
    """Return people whose place changed, as they are placed now."""
    return [
        {"person": person, **show_place(place)}
        if place is not None
        else {"person": person, "seat": None, "gone": True}
        for person, place in changes.items()
    ]


def list_blocks(seating: Seating, hall: Hall) -> list[dict[str, Any]]:
    """Return the blocks in the order in which the hall was filled, each with its number."""
    counts: dict[str, int] = {}
    for person in seating.seat_of:
        block = seating.blocks.get(person, "")
        if block:
            counts[block] = counts.get(block, 0) + 1
    official = {name: at for at, name in enumerate(hall.settings.sector_order)}
    ordered = sorted(counts, key=lambda name: (official.get(name, len(official)), name))
    return [
        {"name": name, "number": at, "count": counts[name]}
        for at, name in enumerate(ordered, start=1)
    ]


def label_seat(ground: Ground, seat: str | None) -> str:
    """Return what a seat is called; empty for none."""
    found = ground.place_of.get(seat or "")
    return words(spell_seat(*found)) if found else ""
