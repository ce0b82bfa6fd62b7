"""Operations on a venue as forms and programs send them: an object of plain fields each.

``op`` says which; seats come as ``keys``, or as people call them in ``seats`` (``3排5-9座``, of the
area ``area``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.domain.error import InvalidRequestError
from planner.domain.venue import operation as op
from planner.domain.venue.edit import OperationRefusedError, apply_operation
from planner.domain.venue.place import find_listed_seats
from planner.domain.venue.plan import AreaKind, Fixture, FixtureKind, Numbering, SeatKind
from planner.domain.wording import Wording
from planner.planfile.venue_field import VenueFields
from planner.planfile.venue_wish import AREA_KINDS, LayoutKind, read_wish

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from planner.domain.venue.operation import Operation
    from planner.domain.venue.plan import Venue


def read_operation(venue: Venue, given: Mapping[str, object]) -> Operation:
    """Return the operation that fields describe, for a venue as it then is.

    Raises:
        InvalidRequestError: A field cannot be read, or names what is not there.
    """
    fields = VenueFields(given)
    kind = fields.text("op")
    if kind not in READERS:
        known = ", ".join(READERS)
        raise InvalidRequestError(
            Wording(
                f"没有“{kind}”这种修改，可用：{known}", f"No operation {kind!r}; known: {known}"
            ),
            "op",
        )
    return READERS[kind](fields, venue)


def apply_fields(venue: Venue, listed: Iterable[Mapping[str, object]], start: int = 0) -> Venue:
    """Return a venue with operations done to it, one after the other; each sees what was done.

    Raises:
        OperationRefusedError: One of them cannot be read or done; none is.
    """
    for at, given in enumerate(listed, start):
        try:
            venue = apply_operation(venue, read_operation(venue, given))
        except InvalidRequestError as error:
            raise OperationRefusedError(error, at) from error
    return venue


def read_seats(fields: VenueFields, venue: Venue) -> tuple[str, ...]:
    """Return the keys of the seats that are meant."""
    if fields.has("keys"):
        return fields.keys("keys")
    return find_listed_seats(venue, fields.text("area"), fields.text("seats"))


def read_first_seat(fields: VenueFields, venue: Venue) -> str:
    """Return the key of one seat: that of a row that is meant."""
    return next(iter(read_seats(fields, venue)), "")


def read_fixture(fields: VenueFields) -> Fixture:
    """Return something that is no seat."""
    kind = fields.choice("kind", FixtureKind)
    return Fixture(
        kind,
        fields.number("x"),
        fields.number("y"),
        fields.number("width", 1.0),
        fields.number("depth", 1.0),
        fields.text("name"),
    )


def read_area_change(fields: VenueFields, _venue: Venue) -> op.ChangeArea:
    """Return how an area shall be."""
    return op.ChangeArea(
        fields.text("area"),
        fields.text("name"),
        fields.choice("kind", AreaKind),
        fields.choice("numbering", Numbering),
        fields.truth("counts_removed"),
    )


def read_new_area(fields: VenueFields, _venue: Venue) -> op.AddArea:
    """Return an area to lay out."""
    layout = fields.choice("layout", LayoutKind)
    return op.AddArea(
        fields.text("name"),
        fields.choice("kind", AreaKind, AREA_KINDS[layout]),
        fields.choice("numbering", Numbering, Numbering.CONTINUOUS),
        read_wish(fields),
        fields.choice("side", op.Side, op.Side.BEHIND),
        fields.number("gap", 2.0),
    )


def read_row_number(fields: VenueFields, venue: Venue) -> op.NumberRow:
    """Return how a row shall be called."""
    zone = fields.text("zone") if "zone" in fields.given else None
    return op.NumberRow(read_first_seat(fields, venue), fields.text("number"), zone)


READERS: dict[str, Callable[[VenueFields, Venue], Operation]] = {
    "rename": lambda fields, _: op.RenameVenue(fields.text("name")),
    "mark": lambda fields, venue: op.MarkSeats(
        read_seats(fields, venue), fields.choice("kind", SeatKind)
    ),
    "move_seats": lambda fields, venue: op.MoveSeats(
        read_seats(fields, venue), fields.number("right", 0.0), fields.number("down", 0.0)
    ),
    "number_seat": lambda fields, venue: op.NumberSeat(
        read_first_seat(fields, venue), fields.text("number")
    ),
    "number_row": read_row_number,
    "number_rows": lambda fields, _: op.NumberRows(fields.text("area"), fields.whole("first", 1)),
    "add_row": lambda fields, _: op.AddRow(fields.text("area")),
    "remove_row": lambda fields, venue: op.RemoveRow(read_first_seat(fields, venue)),
    "change_area": read_area_change,
    "add_area": read_new_area,
    "move_area": lambda fields, _: op.MoveArea(
        fields.text("area"), fields.number("right", 0.0), fields.number("down", 0.0)
    ),
    "remove_area": lambda fields, _: op.RemoveArea(fields.text("area")),
    "bend": lambda fields, _: op.BendArea(
        fields.text("area"), fields.number("radius") if fields.has("radius") else None
    ),
    "aisle": lambda fields, venue: op.OpenAisle(
        read_seats(fields, venue), fields.number("width", 1.2)
    ),
    "add_fixture": lambda fields, _: op.AddFixture(read_fixture(fields)),
    "change_fixture": lambda fields, _: op.ChangeFixture(fields.whole("at"), read_fixture(fields)),
    "remove_fixture": lambda fields, _: op.RemoveFixture(fields.whole("at")),
}
"""What is read for each operation."""
