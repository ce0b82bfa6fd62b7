"""Operations as forms and programs send them: read, or refused at the field that is wrong."""

from __future__ import annotations

import pytest

from planner.domain.error import InvalidRequestError
from planner.domain.venue import operation as op
from planner.domain.venue.edit import OperationRefusedError
from planner.domain.venue.plan import AreaKind, Fixture, FixtureKind, Numbering, SeatKind
from planner.domain.venue.room import Facing, Ring, RoundTables
from planner.domain.venue.sample import sample_venue
from planner.domain.venue.theatre import Classroom, Rostrum, Theatre
from planner.planfile.venue_field import VenueFields
from planner.planfile.venue_operation import apply_fields, read_operation
from planner.planfile.venue_wish import make_venue, read_wish

FINE = 4.1199999999999
"""As programs send a number that was reckoned."""
ROOM = sample_venue("hollow_square")


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (
            {"op": "mark", "keys": ["room-上-1"], "kind": "blocked"},
            op.MarkSeats(("room-上-1",), SeatKind.BLOCKED),
        ),
        (
            {"op": "mark", "keys": "room-上-1\nroom-上-2", "kind": "seat"},
            op.MarkSeats(("room-上-1", "room-上-2"), SeatKind.SEAT),
        ),
        (
            {"op": "move_seats", "area": "room", "seats": "上侧1座", "right": "０．５"},
            op.MoveSeats(("room-上-1",), 0.5, 0.0),
        ),
        ({"op": "number_seat", "keys": ["a"], "number": 7}, op.NumberSeat("a", "7")),
        ({"op": "number_row", "keys": ["a"], "number": "7"}, op.NumberRow("a", "7")),
        (
            {"op": "number_row", "keys": ["a"], "number": "7", "zone": ""},
            op.NumberRow("a", "7", ""),
        ),
        ({"op": "bend", "area": "room", "radius": ""}, op.BendArea("room", None)),
        (
            {"op": "bend", "area": "room", "radius": 4.1199999999999},
            op.BendArea("room", 4.1199999999999),
        ),
        ({"op": "aisle", "keys": ["a", "a"], "width": "-1"}, op.OpenAisle(("a",), -1.0)),
        (
            {
                "op": "change_area",
                "area": "room",
                "name": " 东厅 ",
                "kind": "room",
                "numbering": "zoned",
                "counts_removed": "1",
            },
            op.ChangeArea("room", "东厅", AreaKind.ROOM, Numbering.ZONED, counts_removed=True),
        ),
        (
            {"op": "add_fixture", "kind": "door", "x": "1", "y": ".5", "name": "东门"},
            op.AddFixture(Fixture(FixtureKind.DOOR, 1.0, 0.5, name="东门")),
        ),
        (
            {
                "op": "add_area",
                "name": "台",
                "layout": "rostrum",
                "blocks": "5、7",
                "side": "ahead",
            },
            op.AddArea(
                "台", AreaKind.ROSTRUM, Numbering.CONTINUOUS, Rostrum((5, 7)), op.Side.AHEAD, 2.0
            ),
        ),
    ],
)
def test_operation_is_read(given: dict[str, object], expected: op.Operation) -> None:
    assert read_operation(ROOM, given) == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (
            {
                "layout": "theatre",
                "rows": "2",
                "blocks": "3,3",
                "growth": "1",
                "radius": "20",
                "cross_aisles": "1",
                "zones": "A B",
                "first_row": "5",
            },
            Theatre(
                ((3, 3), (4, 4)), radius=20.0, cross_aisles=(1,), zones=("A", "B"), first_row=5
            ),
        ),
        (
            {"layout": "classroom", "rows": 4, "blocks": "2,2", "seats_per_desk": 3},
            Classroom(4, (2, 2), 3),
        ),
        ({"layout": "ring", "across": "8", "along": "6", "rings": "2"}, Ring(8, 6, rings=2)),
        ({"layout": "u_shape", "across": "8", "along": "6"}, Ring(8, 6, is_open=True)),
        ({"layout": "facing", "seats": "6", "table": "2"}, Facing(6, table=2.0)),
        ({"layout": "tables", "tables": "9", "seats": "10"}, RoundTables(9, 10)),
    ],
)
def test_layout_is_read(given: dict[str, object], expected: object) -> None:
    assert read_wish(VenueFields(given)) == expected


@pytest.mark.parametrize(
    ("given", "field", "words"),
    [
        (
            {"layout": "theatre", "rows": "1e3", "blocks": "3"},
            "rows",
            "排数：现为“1e3”；应为整数。",
        ),
        ({"layout": "theatre", "rows": "3", "blocks": ""}, "blocks", "各段个数：请写明各段个数"),
        (
            {"layout": "theatre", "rows": "3", "blocks": "3", "pitch": "inf"},
            "pitch",
            "座距：现为“inf”",
        ),
        (
            {"layout": "ring", "across": {}, "along": "6"},
            "across",
            "上侧座位数：现为“…”；应为文字。",
        ),
        ({"layout": "oval"}, "layout", "layout：现为“oval”；应为其中之一"),
        ({"layout": "ring", "across": "9" * 30, "along": "6"}, "across", "上侧座位数：现为"),
    ],
)
def test_wrong_field_is_named(given: dict[str, object], field: str, words: str) -> None:
    with pytest.raises(InvalidRequestError) as refused:
        read_wish(VenueFields(given))
    assert refused.value.field == field
    assert refused.value.wording.zh.startswith(words)


def test_growth_cannot_make_rows_without_end() -> None:
    given = {"layout": "theatre", "rows": "999999999", "blocks": "3", "growth": "999999999"}
    with pytest.raises(InvalidRequestError):
        make_venue(VenueFields(given | {"name": "厅"}))


def test_rostrum_stands_ahead_of_the_hall() -> None:
    given = {"layout": "classroom", "rows": "2", "blocks": "2,2", "name": "厅", "rostrum_rows": "5"}
    venue = make_venue(VenueFields(given))
    rostrum, hall = venue.areas
    assert (rostrum.kind, len(hall.rows[0].seats)) == (AreaKind.ROSTRUM, 8)
    assert hall.rows[0].seats[0].y - rostrum.rows[0].seats[0].y == pytest.approx(4.0)


def test_each_step_sees_what_was_done_before() -> None:
    steps: list[dict[str, object]] = [
        {"op": "number_row", "seats": "上侧", "number": "北"},
        {"op": "mark", "seats": "北侧1座", "kind": "blocked"},
        {"op": "mark", "seats": "上侧1座", "kind": "blocked"},
    ]
    venue = apply_fields(ROOM, steps[:2])
    assert venue.areas[0].rows[0].seats[0].kind is SeatKind.BLOCKED
    with pytest.raises(OperationRefusedError) as refused:
        apply_fields(ROOM, steps)
    assert refused.value.at == 2
