"""A small hall with a rostrum, seated, for tests of the papers of seatings."""

from __future__ import annotations

from datetime import date
from typing import Any

from planner.documents.seating import SeatingPaperFacts, seating_imprint
from planner.domain.person import AttendanceKind
from planner.domain.plan import Settings
from planner.domain.seating.chart import Seating
from planner.domain.seating.rule import Lock
from planner.domain.sitting import Rostrum, RostrumRow
from planner.domain.venue.plan import (
    Area,
    AreaKind,
    Fixture,
    FixtureKind,
    Seat,
    SeatKind,
    SeatRow,
    Venue,
)
from planner.domain.wording import Wording
from tests.builders import a_person, a_plan, a_sitting

IMPRINT = seating_imprint(2, date(2027, 1, 16), "https://plan.example/v/")
LONG_NAME = "阿布都热依木·吐尔逊江"
NAMES = ("王芳", "丁一鸣", "李建国", LONG_NAME, "欧阳修远", "赵敏")
"""In the order of their seats: row 1 from the left, then row 2."""


def a_row(number: int, count: int, y: float, **kinds: SeatKind) -> SeatRow:
    seats = tuple(
        Seat(f"h{number}-{at}", 2 + at * 0.6, y, kinds.get(f"s{at}", SeatKind.SEAT), str(at))
        for at in range(1, count + 1)
    )
    return SeatRow(str(number), seats)


def a_small_hall() -> Venue:
    """Return three rows of four seats before a rostrum of three; one blocked, one for wheels."""
    rostrum = Area(
        "stage",
        "主席台",
        AreaKind.ROSTRUM,
        (SeatRow("1", tuple(Seat(f"r{at}", 2.9 + at * 0.6, 1.0) for at in range(3))),),
    )
    rows = (
        a_row(1, 4, 4.0),
        a_row(2, 4, 5.0),
        a_row(3, 4, 6.0, s1=SeatKind.BLOCKED, s4=SeatKind.WHEELCHAIR),
    )
    hall = Area("hall", "池座", AreaKind.HALL, rows)
    fixtures = (
        Fixture(FixtureKind.DOOR, 2.0, 7.5, 1.5, 0.3),
        Fixture(FixtureKind.PILLAR, 5.5, 5.0, 0.4, 0.4),
    )
    return Venue("v", "云岭会堂", (rostrum, hall), fixtures)


def a_seating(**changes: Any) -> Seating:  # noqa: ANN401  any field of the value
    seats = ("h1-1", "h1-2", "h1-3", "h1-4", "h2-1", "h2-2")
    seat_of = {f"p{at}": seat for at, seat in enumerate(seats, start=1)}
    whole = {
        "seat_of": seat_of,
        "reasons": {key: Wording(f"第{key[1:]}位", f"No. {key[1:]}") for key in seat_of},
        "blocks": {
            key: "经济界" if key in {"p1", "p2"} else "列席" if key == "p6" else "农业界"
            for key in seat_of
        },
        "locks": {"p2": Lock("p2", "h1-2", "李秘书")},
        "reserved": frozenset({"h2-3"}),
        "unseated": {"p9": Wording("座位不足，未能安排", "no seat is left")},
    }
    return Seating(**{**whole, **changes})


def some_facts(**changes: Any) -> SeatingPaperFacts:  # noqa: ANN401  any field of the value
    people = (
        *(a_person(f"p{at}", name, sector="经济界") for at, name in enumerate(NAMES, start=1)),
        a_person("p7", "周主席", rank=1),
        a_person("p8", "吴副席", rank=2),
        a_person("p9", "孙后到", attendance=AttendanceKind.SITTING_IN),
    )
    rostrum = Rostrum((RostrumRow(("p7", "p8")),))
    sitting = a_sitting(participants=("member",), rostrum=rostrum, place="云岭会堂")
    plan = a_plan(
        people=people,
        sittings=(sitting,),
        settings=Settings(sector_order=("农业界", "经济界")),
    )
    whole = {
        "plan": plan,
        "sitting": sitting,
        "venue": a_small_hall(),
        "seating": a_seating(),
        "imprint": IMPRINT,
    }
    return SeatingPaperFacts(**{**whole, **changes})
