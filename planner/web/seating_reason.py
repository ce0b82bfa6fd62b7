"""排座依据: why each seat is whose, row by row, of all or of those one looks for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import Blueprint, request

from planner.domain.pinyin import fold_query, name_key
from planner.domain.seating.place import NO_REASON
from planner.domain.venue.seat_text import SeatNames
from planner.models.account import Permission
from planner.services.seating import find_ground
from planner.web.access import Scope, allow
from planner.web.opened import opened_seated, render_meeting
from planner.web.seating import head_of
from planner.web.seating_chart import opened_seating
from planner.web.wiring import db
from planner.web.wording import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.domain.person import Person
    from planner.services.seating import OpenSeating

blueprint = Blueprint("seating_reason", __name__)
PAGE = 200
LONGEST_QUERY = 80
BY_HAND = ("手工", "按要求", "为满足")
"""Words in reasons of people whom the order of the hall alone would not have put there."""


@dataclass(frozen=True, slots=True)
class ReasonLine:
    """One person, where he sits and why."""

    row: str
    seat: str
    key: str
    """Of the seat; "" for who has none in this hall."""
    name: str
    pinyin: str
    post: str
    block: str
    reason: str
    lock: str | None
    """Who locked him; None where nobody did."""
    is_special: bool
    """Whether more than the order of the hall put him there."""


@blueprint.get("/meetings/<int:meeting_id>/seating/<int:seating_id>/reasons")
@allow(Permission.READ, Scope.MEETING)
def show(meeting_id: int, seating_id: int) -> str:
    """List the reasons, filtered as the address says."""
    seating = opened_seating(meeting_id, seating_id)
    names = SeatNames(find_ground(db(), seating.venue_version_id).venue)
    query = request.args.get("q", "").strip()[:LONGEST_QUERY]
    block, only = request.args.get("block", ""), request.args.get("only", "")
    lines = [
        line
        for line in filter_lines(each_line(seating, names), query, names)
        if block in {"", line.block} and is_wanted(line, only)
    ]
    pages = max(1, -(-len(lines) // PAGE))
    page = min(max(1, request.args.get("page", 1, type=int)), pages)
    return render_meeting(
        "web/seating/reasons.html",
        opened_seated(meeting_id),
        "seating",
        seating=head_of(seating),
        tab="reasons",
        lines=lines[(page - 1) * PAGE : page * PAGE],
        total=len(lines),
        page=page,
        pages=pages,
        query=query,
        block=block,
        only=only,
        blocks=sorted({each for each in seating.seating.blocks.values() if each}),
    )


def each_line(seating: OpenSeating, names: SeatNames) -> Iterator[ReasonLine]:
    """Yield everybody who has a seat, by row from the rostrum and from the left, then the others.

    Whoever is no longer in the plan still sits where he does; his key stands for his name.
    """
    people = {person.key: person for person in seating.plan.people}
    placed, shown = seating.seating, set[str]()
    for named in names.rows:
        for number, seat in named.numbered:
            person = placed.person_at.get(seat.key)
            if person is not None:
                shown.add(person)
                yield make_line(seating, people, person, (named.name, f"{number}座", seat.key))
    for person in dict.fromkeys((*placed.seat_of, *placed.unseated)):
        if person not in shown:
            yield make_line(seating, people, person, ("", "", ""))


def make_line(
    seating: OpenSeating, people: dict[str, Person], person: str, place: tuple[str, str, str]
) -> ReasonLine:
    """Return the line of one person."""
    known, placed = people.get(person), seating.seating
    why = placed.reasons.get(person) or placed.unseated.get(person) or NO_REASON
    lock = placed.locks.get(person)
    return ReasonLine(
        row=place[0],
        seat=place[1],
        key=place[2],
        name=known.name if known else person,
        pinyin=known.pinyin if known else "",
        post=known.post if known else "",
        block=placed.blocks.get(person, ""),
        reason=words(why),
        lock=lock.locked_by if lock else None,
        is_special=lock is not None or any(each in why.zh for each in BY_HAND),
    )


def filter_lines(lines: Iterator[ReasonLine], query: str, names: SeatNames) -> Iterator[ReasonLine]:
    """Yield the lines about what one looks for: rows and seats, a name or its pinyin, a word."""
    seats = set(names.read(query).seats)
    folded = fold_query(query)
    for line in lines:
        is_named = not seats and name_key(line.name, line.pinyin).is_found(folded)
        is_said = line.key in seats or query in f"{line.reason} {line.post}"
        if not query or is_said or is_named:
            yield line


def is_wanted(line: ReasonLine, only: str) -> bool:
    """Tell whether a line is of the sort that is asked for; every one where none is."""
    sorts = {
        "special": line.is_special,
        "locked": line.lock is not None,
        "unseated": not line.key,
    }
    return sorts.get(only, True)
