"""名单视图: a seating as a table, for ears and without script, with a form that moves people."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from flask import Blueprint, flash, redirect, request, url_for
from flask_babel import gettext as _

from planner.domain.error import PlannerError
from planner.domain.seating.deed import Deed, DeedKind
from planner.domain.venue.numbering import spell_row, spell_seat
from planner.domain.venue.plan import AreaKind
from planner.domain.wording import Wording
from planner.models.account import Permission
from planner.services.error import FieldRefusedError
from planner.services.seating_deed import apply_deeds
from planner.services.seating_hall import open_hall_of
from planner.web.access import Scope, actor, allow
from planner.web.error import status_of
from planner.web.opened import opened_seated, render_meeting
from planner.web.seating import head_of
from planner.web.seating_chart import opened_seating
from planner.web.wiring import db, wiring
from planner.web.wording import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask.typing import ResponseReturnValue

    from planner.domain.person import Person
    from planner.domain.seating.binding import Ground
    from planner.domain.seating.chart import Seating
    from planner.domain.venue.plan import Seat
    from planner.services.seating import OpenSeating

blueprint = Blueprint("seating_row", __name__)


@dataclass(frozen=True, slots=True)
class RowOfSeats:
    """A row of the hall with who sits in it."""

    name: str
    seats: tuple[tuple[Seat, Person | None], ...]

    @property
    def taken(self) -> int:
        """How many sit in it."""
        return sum(person is not None for _, person in self.seats)


@blueprint.get("/meetings/<int:meeting_id>/seating/<int:seating_id>/list")
@allow(Permission.READ, Scope.MEETING)
def show(meeting_id: int, seating_id: int) -> str:
    """Show who sits in which row, as a table."""
    return render_rows(meeting_id, seating_id)


def render_rows(meeting_id: int, seating_id: int, error: PlannerError | None = None) -> str:
    """Return the page."""
    seating = opened_seating(meeting_id, seating_id)
    hall = open_hall_of(db(), seating)
    people = {each.key: each for each in seating.plan.people}
    return render_meeting(
        "web/seating/rows.html",
        opened_seated(meeting_id),
        "seating",
        seating=head_of(seating),
        rows=list(each_row(hall.ground, seating.seating, people)),
        places=seating.seating,
        unseated=[people[each] for each in seating.seating.unseated if each in people],
        ways=(DeedKind.MOVE, DeedKind.SWAP, DeedKind.INSERT, DeedKind.UNSEAT),
        error=error,
        tab="list",
    )


def each_row(ground: Ground, seating: Seating, people: dict[str, Person]) -> Iterator[RowOfSeats]:
    """Yield the rows of the hall to the back; a rostrum is arranged elsewhere, not empty."""
    for area in ground.venue.areas:
        for row in area.rows:
            seats = ((seat, people.get(seating.person_at.get(seat.key, ""))) for seat in row.seats)
            found = RowOfSeats(words(spell_row(area, row)), tuple(seats))
            if found.taken or area.kind is not AreaKind.ROSTRUM:
                yield found


@blueprint.post("/meetings/<int:meeting_id>/seating/<int:seating_id>/list")
@allow(Permission.EDIT, Scope.MEETING)
def move(meeting_id: int, seating_id: int) -> ResponseReturnValue:
    """Move somebody by name to a seat by its number."""
    try:
        seating = opened_seating(meeting_id, seating_id)
        deed = read_deed(seating)
        apply_deeds(db(), meeting_id, seating_id, [deed], actor(), wiring().today())
    except PlannerError as error:
        return render_rows(meeting_id, seating_id, error), status_of(error)
    flash(_("已保存。"))
    return redirect(url_for(".show", meeting_id=meeting_id, seating_id=seating_id))


def read_deed(seating: OpenSeating) -> Deed:
    """Return what the form asks for.

    Raises:
        FieldRefusedError: Nobody, or more than one, has that name; there is no such seat.
    """
    way = request.form.get("way", "")
    kind = DeedKind(way) if way in set(DeedKind) else DeedKind.MOVE
    person = find_person(seating, request.form.get("person", ""))
    if kind is DeedKind.UNSEAT:
        return Deed(kind=kind, people=(person,))
    seat = find_seat(open_hall_of(db(), seating).ground, request.form.get("seat", ""))
    if kind is DeedKind.SWAP:
        other = seating.seating.person_at.get(seat)
        if other is None:
            kind = DeedKind.MOVE
        else:
            return Deed(kind=kind, people=(person, other))
    return Deed(kind=kind, people=(person,), seat=seat)


def find_person(seating: OpenSeating, written: str) -> str:
    """Return the person of a seating who is named so."""
    name = "".join(written.split())
    known = seating.seating.seat_of.keys() | seating.seating.unseated.keys()
    found = [
        each for each in seating.plan.people if each.key in known and name in {each.name, each.key}
    ]
    if len(found) == 1:
        return found[0].key
    if not found:
        raise FieldRefusedError(
            Wording(f"名单中没有“{name}”。", f"Nobody here is called “{name}”."), "person"
        )
    keys = "、".join(f"{each.key}（{each.post or each.sector}）" for each in found)
    raise FieldRefusedError(
        Wording(f"有 {len(found)} 人同名，请填编号：{keys}", f"{len(found)} people: {keys}"),
        "person",
    )


def find_seat(ground: Ground, written: str) -> str:
    """Return the seat that is called so: its area may be left out where that is clear.

    A seat without a number is called by its place in the row.
    """
    name = "".join(written.split())
    labels = {
        seat.key: words(spell_seat(area, row, replace(seat, number=seat.number or str(at))))
        for area in ground.venue.areas
        for row in area.rows
        for at, seat in enumerate(row.seats, start=1)
    }
    labels = {key: "".join(label.split()) for key, label in labels.items()}
    found = [key for key, label in labels.items() if label == name]
    found = found or [key for key, label in labels.items() if ends_so(label, name)]
    if len(found) == 1:
        return found[0]
    if not found:
        raise FieldRefusedError(
            Wording(f"没有“{name}”这个座位。", f"There is no seat “{name}”."), "seat"
        )
    some = "、".join(labels[key] for key in found[:3])
    raise FieldRefusedError(
        Wording(f"“{name}”不止一处，请写全：{some}", f"Write which one: {some}"), "seat"
    )


def ends_so(label: str, name: str) -> bool:
    """Tell whether a label ends with a name and the name's number is whole there."""
    before = label.removesuffix(name)
    return bool(name) and before != label and not (before[-1:].isdigit() and name[0].isdigit())
