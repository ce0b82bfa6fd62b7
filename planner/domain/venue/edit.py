"""Editing a venue: operations one after the other, each refused with its reason.

The same operations give the same venue, wherever they are done: the editor sends its list, the
server does it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from planner.domain.error import InvalidRequestError
from planner.domain.venue import operation as op
from planner.domain.venue.edit_area import add_area, box_of, change_area, move_area, remove_area
from planner.domain.venue.edit_row import (
    add_row,
    bend_area,
    number_row,
    number_rows,
    open_aisle,
    remove_row,
)
from planner.domain.venue.find import (
    find_row,
    keys_of,
    put_area,
    put_seats,
    renumber,
    require_seats,
)
from planner.domain.venue.flaw import (
    LONGEST_NAME,
    LONGEST_NUMBER,
    check_size,
    check_venue,
    refuse,
    require_name,
)
from planner.domain.venue.generator import MARGIN, move_venue
from planner.domain.venue.layout import require
from planner.domain.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any

    from planner.domain.venue.operation import Operation
    from planner.domain.venue.plan import Fixture, Seat, Venue

VENUE_NAME = Wording("会场名称", "The venue's name")
FARTHEST, WIDEST = 500.0, 100.0
WIDTH = Wording("宽、深（米）", "Width and depth (metres)")
POSITION = Wording("位置（米）", "The position (metres)")
MOST_OPERATIONS = 2_000


class OperationRefusedError(InvalidRequestError):
    """An operation cannot be done; ``at`` is its place in the list, from 0."""

    def __init__(self, error: InvalidRequestError, at: int) -> None:
        super().__init__(error.wording, error.field)
        self.at = at


def edit_venue(venue: Venue, operations: Iterable[Operation]) -> Venue:
    """Return a venue with operations done to it, one after the other.

    Raises:
        OperationRefusedError: One of them cannot be done; none is.
    """
    for at, operation in enumerate(operations):
        try:
            venue = apply_operation(venue, operation)
        except InvalidRequestError as error:
            raise OperationRefusedError(error, at) from error
    return venue


def apply_operation(venue: Venue, operation: Operation) -> Venue:
    """Return a venue with one operation done to it.

    Raises:
        InvalidRequestError: It cannot be done; the words say why.
    """
    changed = DEEDS[type(operation)](venue, operation)
    if isinstance(operation, MOVING):
        check_venue(changed)
        return settle_venue(changed)
    check_size(changed)
    return changed


def settle_venue(venue: Venue) -> Venue:
    """Return a venue with nothing left of or above its margin."""
    left, top, _, _ = box_of(venue)
    right, down = max(0.0, MARGIN - left), max(0.0, MARGIN - top)
    if right < 0.001 and down < 0.001:  # noqa: PLR2004  a millimetre
        return venue
    return move_venue(venue, right, down)


def rename_venue(venue: Venue, wish: op.RenameVenue) -> Venue:
    """Return a venue called otherwise."""
    return replace(venue, name=require_name(wish.name, "name", VENUE_NAME))


def mark_seats(venue: Venue, wish: op.MarkSeats) -> Venue:
    """Return a venue with seats of another kind."""
    wanted = require_seats(venue, wish.seats)

    def mark(seat: Seat) -> Seat:
        return replace(seat, kind=wish.kind) if seat.key in wanted else seat

    for area in venue.areas:
        if wanted & keys_of(area):
            venue = put_area(venue, renumber(area, put_seats(area, mark)))
    return venue


def move_seats(venue: Venue, wish: op.MoveSeats) -> Venue:
    """Return a venue with seats somewhere else."""
    for each in (wish.right, wish.down):
        require(each, (-FARTHEST, FARTHEST), "right", POSITION)
    wanted = require_seats(venue, wish.seats)

    def move(seat: Seat) -> Seat:
        if seat.key not in wanted:
            return seat
        return replace(seat, x=round(seat.x + wish.right, 3), y=round(seat.y + wish.down, 3))

    for area in venue.areas:
        if wanted & keys_of(area):
            venue = put_area(venue, renumber(area, put_seats(area, move)))
    return venue


def number_seat(venue: Venue, wish: op.NumberSeat) -> Venue:
    """Return a venue with one seat numbered by hand; another seat's number is refused."""
    area, row = find_row(venue, wish.seat)
    number = require_name(wish.number, "number", Wording("座号", "A number"), LONGEST_NUMBER)
    if any(each.number == number and each.key != wish.seat for each in row.seats):
        refuse(f"这一排已有 {number} 座。", f"This row has a seat {number} already.", "number")

    def give(seat: Seat) -> Seat:
        return replace(seat, number=number) if seat.key == wish.seat else seat

    return put_area(venue, put_seats(area, give))


def add_fixture(venue: Venue, wish: op.AddFixture) -> Venue:
    """Return a venue with something more in it."""
    return replace(venue, fixtures=(*venue.fixtures, sound_fixture(wish.fixture)))


def change_fixture(venue: Venue, wish: op.ChangeFixture) -> Venue:
    """Return a venue with a fixture moved, resized or renamed."""
    require_fixture(venue, wish.at)
    fixture = sound_fixture(wish.fixture)
    fixtures = tuple(fixture if at == wish.at else each for at, each in enumerate(venue.fixtures))
    return replace(venue, fixtures=fixtures)


def remove_fixture(venue: Venue, wish: op.RemoveFixture) -> Venue:
    """Return a venue with a fixture less."""
    require_fixture(venue, wish.at)
    return replace(
        venue, fixtures=tuple(each for at, each in enumerate(venue.fixtures) if at != wish.at)
    )


def require_fixture(venue: Venue, at: int) -> None:
    """Refuse a fixture that is not there."""
    if not 0 <= at < len(venue.fixtures):
        refuse("没有这件设施，可能已被删除。", "There is no such fixture; it may be gone.", "at")


def sound_fixture(fixture: Fixture) -> Fixture:
    """Return a fixture to the millimetre; one that is too large or too far away is refused."""
    for field in ("width", "depth"):
        require(getattr(fixture, field), (0.05, WIDEST), field, WIDTH)
    for field in ("x", "y"):
        require(getattr(fixture, field), (-FARTHEST, FARTHEST), field, POSITION)
    name = " ".join(fixture.name.split())
    if len(name) > LONGEST_NAME:
        refuse(
            f"名称在 {LONGEST_NAME} 字以内。",
            f"A name has up to {LONGEST_NAME} characters.",
            "name",
        )
    return replace(
        fixture,
        x=round(fixture.x, 3),
        y=round(fixture.y, 3),
        width=round(fixture.width, 3),
        depth=round(fixture.depth, 3),
        name=name,
    )


DEEDS: dict[type[Operation], Callable[[Venue, Any], Venue]] = {
    op.RenameVenue: rename_venue,
    op.MarkSeats: mark_seats,
    op.MoveSeats: move_seats,
    op.NumberSeat: number_seat,
    op.NumberRow: number_row,
    op.NumberRows: number_rows,
    op.AddRow: add_row,
    op.RemoveRow: remove_row,
    op.ChangeArea: change_area,
    op.AddArea: add_area,
    op.MoveArea: move_area,
    op.RemoveArea: remove_area,
    op.BendArea: bend_area,
    op.OpenAisle: open_aisle,
    op.AddFixture: add_fixture,
    op.ChangeFixture: change_fixture,
    op.RemoveFixture: remove_fixture,
}
MOVING = (
    op.MoveSeats,
    op.AddRow,
    op.AddArea,
    op.MoveArea,
    op.BendArea,
    op.OpenAisle,
    op.AddFixture,
    op.ChangeFixture,
)
"""What moves something: afterwards nothing stands in anything else, or outside."""
