"""领导审阅座次: the rostrum and one's own chair, the hall by blocks, a remark on a seat."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask import Blueprint, redirect, render_template, request, url_for

from planner.domain.rostrum import View
from planner.domain.venue.numbering import spell_row
from planner.domain.work import find_self
from planner.models.account import Permission
from planner.services.meeting import find_meeting
from planner.services.seating import find_ground, open_seating
from planner.services.seating_hall import open_hall_of
from planner.services.seating_leader import (
    find_chair,
    list_rostrums,
    name_everybody,
    open_reading,
)
from planner.services.seating_remark import (
    RemarkSheet,
    SeatPin,
    read_remark_sheet,
    remark_seat,
    unremark_seat,
)
from planner.web.access import Scope, account, actor, allow
from planner.web.redirection import safe_target
from planner.web.seating_chart import label_seat
from planner.web.seating_drawing import draw_blocks, draw_hall
from planner.web.seating_version import LONGEST_TEXT, SEATING, VERSION
from planner.web.wiring import db, wiring
from planner.web.wording import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from werkzeug.wrappers import Response

    from planner.domain.seating.binding import Ground
    from planner.domain.seating.chart import Seating
    from planner.services.seating import OpenSeating
    from planner.services.seating_leader import Reading

blueprint = Blueprint("seating_leader", __name__)
LONGEST_SEAT = 160


@dataclass(frozen=True, slots=True)
class BlockRow:
    """The seats of a block in one row, as seen from the hall: key, what it is called, who."""

    name: str
    seats: tuple[tuple[str, str, str], ...]


@blueprint.get(f"{SEATING}/leader")
@allow(Permission.REVIEW, Scope.MEETING)
def show(meeting_id: int, seating_id: int) -> str:
    """Show a seating in large type: all of it, or one of its blocks."""
    seating = open_seating(db(), meeting_id, seating_id)
    reading = open_reading(db(), seating)
    ground = find_ground(db(), reading.side.venue_version_id)
    blocks = group_seats(seating, reading.side.seating, ground)
    block = request.args.get("block", "")
    facts: dict[str, Any] = {
        "meeting": find_meeting(db(), meeting_id, account()),
        "seating": seating,
        "reading": reading,
        "names": name_everybody(seating.plan, reading.side),
        "label": lambda seat: label_seat(ground, seat),
        "remarks": find_remarks(seating, reading),
        "is_waiting": reading.is_waiting and not seating.is_held(wiring().today()),
        "is_own": reading.version is not None
        and reading.version.base_number > 0
        and reading.version.submitted_by_id == account().id,
        "me": account().id,
        "pin": request.args.get("seat"),
        "block": block,
    }
    if block in blocks:
        rows = list(list_rows(ground, blocks[block], reading.side.seating))
        return render_template("web/seating/leader_block.html", rows=rows, **facts)
    return render_template(
        "web/seating/leader.html",
        hall=draw_hall(ground),
        blocks=draw_blocks(ground, blocks),
        taken=count_taken(blocks, reading.side.seating),
        **show_rostrum(seating, reading, ground),
        **facts,
    )


def find_remarks(seating: OpenSeating, reading: Reading) -> dict[str, RemarkSheet | None]:
    """Return what was said of the version that waits, and of the one before it."""
    if not reading.is_waiting or reading.version is None:
        return {"now": None, "former": read_remark_sheet(db(), seating.id)}
    number = reading.version.number
    return {
        "now": read_remark_sheet(db(), seating.id),
        "former": read_remark_sheet(db(), seating.id, number),
    }


def group_seats(seating: OpenSeating, shown: Seating, ground: Ground) -> dict[str, list[str]]:
    """Return the seats of each block in the order of the house; without blocks, of each area."""
    groups: dict[str, list[str]] = {}
    for person, seat in shown.seat_of.items():
        place = ground.place_of.get(seat)
        if place is not None:
            groups.setdefault(shown.blocks.get(person) or place[0].name, []).append(seat)
    order = open_hall_of(db(), seating).settings.sector_order
    official = {name: number for number, name in enumerate(order)}
    names = sorted(groups, key=lambda name: (official.get(name, len(official)), name))
    return {name: groups[name] for name in names}


def count_taken(blocks: Mapping[str, Sequence[str]], shown: Seating) -> dict[str, int]:
    """Return how many sit in each block."""
    return {name: sum(seat in shown.person_at for seat in seats) for name, seats in blocks.items()}


def list_rows(ground: Ground, seats: Sequence[str], shown: Seating) -> Iterator[BlockRow]:
    """Yield the rows of a block from the rostrum to the back."""
    wanted = set(seats)
    for area in ground.venue.areas:
        for row in area.rows:
            found = [seat for seat in row.seats if seat.key in wanted]
            if found:
                told = (
                    (each.key, each.number, shown.person_at.get(each.key, "")) for each in found
                )
                yield BlockRow(words(spell_row(area, row)), tuple(told))


def show_rostrum(seating: OpenSeating, reading: Reading, ground: Ground) -> dict[str, Any]:
    """Return the rostrum of the sitting that the address names, and one's own chair."""
    rostrums = list_rostrums(seating)
    wanted = request.args.get("sitting", "")
    chosen = next((each for each in rostrums if each[0].key == wanted), None)
    me = find_self(seating.plan, account().person_key, account().display_name)
    charts = [chosen[1]] if chosen else []
    charts += [chart for _, chart in rostrums]
    chair = find_chair(reading.side, ground, charts, me.key) if me else None
    if chosen is None:
        chosen = next(
            (each for each in rostrums if me and each[1].seat_of(me.key)),
            rostrums[0] if rostrums else None,
        )
    view = View.ROSTRUM if request.args.get("view") == View.ROSTRUM else View.HALL
    return {"rostrums": rostrums, "chosen": chosen, "chair": chair, "view": view, "View": View}


@blueprint.post(f"{VERSION}/remarks")
@allow(Permission.REVIEW, Scope.MEETING)
def pin(meeting_id: int, seating_id: int, number: int) -> Response:
    """Pin a remark to a seat, and go on reading where one was."""
    form = request.form
    seat, text = form.get("seat", "")[:LONGEST_SEAT], form.get("text", "")[:LONGEST_TEXT]
    said = SeatPin(number, seat, text)
    remark_seat(db(), meeting_id, seating_id, said, actor(), wiring().today())
    return go_on(meeting_id, seating_id)


@blueprint.post(f"{VERSION}/remarks/<int:at>/remove")
@allow(Permission.REVIEW, Scope.MEETING)
def unpin(meeting_id: int, seating_id: int, number: int, at: int) -> Response:
    """Take one's own remark back."""
    unremark_seat(db(), meeting_id, seating_id, number, at, actor(), wiring().today())
    return go_on(meeting_id, seating_id)


def go_on(meeting_id: int, seating_id: int) -> Response:
    """Go on reading where one was."""
    if request.form.get("next"):
        return redirect(safe_target(request.form["next"]))
    return redirect(url_for(".show", meeting_id=meeting_id, seating_id=seating_id))
