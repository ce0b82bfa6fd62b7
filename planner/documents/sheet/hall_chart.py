"""会场座次图: every seat of a hall where it stands, seen from the hall, with who sits there."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from enum import StrEnum
from statistics import fmean
from typing import TYPE_CHECKING

from planner.domain.rostrum import seat_rostrum
from planner.domain.venue.plan import AreaKind, FixtureKind, SeatKind
from planner.domain.vocabulary import label

if TYPE_CHECKING:
    from planner.documents.sheet.masthead import Masthead
    from planner.documents.sheet.seating import SeatingPaperFacts
    from planner.domain.rostrum_row import SeatedPerson
    from planner.domain.venue.plan import Area, Fixture, Seat, SeatRow

VIEWPOINT = "从台下看，主席台在上方"
VIEWPOINT_OF_ROOM = "从台下看，会场前方在上"
LONE_PITCH = 0.6
"""Between the people of a rostrum, in metres, where its seats don't tell it."""
DOOR_AWAY = 1.8
"""A door that lies farther from the seats, in metres, is drawn nearer: the chart is a sketch of
where people sit, and every metre beside them makes their names smaller."""
FAR = 5.0
"""What stands farther than these metres from every seat belongs to an area that is left out."""
Point = tuple[float, float]


class PlaceState(StrEnum):
    """What a place is on the chart."""

    TAKEN = "taken"
    FREE = "free"  # 空座
    RESERVED = "reserved"  # 预留
    BLOCKED = "blocked"  # 停用


class ChartPaper(StrEnum):
    """The paper of an overview."""

    A3 = "A3"
    A2 = "A2"
    A1 = "A1"


@dataclass(frozen=True, slots=True)
class ChartSeat:
    """One place; x and y in metres, ``block`` is its number in the legend, 0 for none."""

    x: float
    y: float
    number: str
    state: PlaceState
    name: str = ""
    block: int = 0
    is_wheelchair: bool = False


@dataclass(frozen=True, slots=True)
class ChartRow:
    """The places of a row from the left, those of a table round it."""

    label: str
    words: str
    seats: tuple[ChartSeat, ...]
    is_ring: bool = False


@dataclass(frozen=True, slots=True)
class ChartArea:
    """One area with its rows."""

    name: str
    kind: AreaKind
    rows: tuple[ChartRow, ...]

    @property
    def seats(self) -> list[ChartSeat]:
        """All places of the area."""
        return [seat for row in self.rows for seat in row.seats]

    @property
    def taken(self) -> int:
        """How many sit here."""
        return sum(seat.state is PlaceState.TAKEN for seat in self.seats)


@dataclass(frozen=True, slots=True)
class ChartFixture:
    """Something that is no seat, with what it is called."""

    kind: FixtureKind
    x: float
    y: float
    width: float
    depth: float
    name: str
    is_round: bool


@dataclass(frozen=True, slots=True)
class ChartBlock:
    """A line of the legend."""

    number: int
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class HallChartSheet:
    """The chart of one hall; ``rostrum`` are those on the rostrum of the sitting, if it has one."""

    masthead: Masthead
    facts: str
    summary: str
    areas: tuple[ChartArea, ...]
    fixtures: tuple[ChartFixture, ...]
    blocks: tuple[ChartBlock, ...]
    rostrum: tuple[ChartSeat, ...] = ()
    has_stage: bool = False
    """Whether the venue has a rostrum."""
    paper: ChartPaper | None = field(default=None, repr=False)
    """The paper of the overview where somebody settled it; what it says stays the same."""


def hall_chart_sheet(facts: SeatingPaperFacts) -> HallChartSheet:
    """Return the chart of a seating."""
    areas = [_draw_area(area, facts) for area in facts.venue.areas]
    stage = next((each for each in facts.venue.areas if each.kind is AreaKind.ROSTRUM), None)
    rostrum = _draw_rostrum(facts, stage) if stage else ()
    if rostrum:
        areas = [
            ChartArea(each.name, each.kind, ())
            if each.kind is AreaKind.ROSTRUM and not each.taken
            else each
            for each in areas
        ]
    unused = [each for each in areas if _is_unused(each)] if any(a.taken for a in areas) else []
    areas = [each for each in areas if each not in unused]
    return HallChartSheet(
        facts.masthead("会场座次图", f"（{VIEWPOINT if stage else VIEWPOINT_OF_ROOM}）"),
        facts.when_and_where,
        _count(areas, rostrum) + "".join(f"，{each.name}未使用、图上从略" for each in unused),
        tuple(areas),
        _draw_fixtures(facts, [seat for each in areas for seat in each.seats] + list(rostrum)),
        _list_blocks(facts),
        rostrum,
        stage is not None,
    )


def _is_unused(area: ChartArea) -> bool:
    """Tell whether a whole area stays empty: leaving it out makes the names larger."""
    kept = any(seat.state is PlaceState.RESERVED for seat in area.seats)
    return bool(area.rows) and not area.taken and not kept and area.kind is not AreaKind.ROSTRUM


def _draw_fixtures(facts: SeatingPaperFacts, seats: list[ChartSeat]) -> tuple[ChartFixture, ...]:
    """Return what stands among the seats and round them, not in an area that is left out."""
    if not seats:
        return tuple(map(_draw_fixture, facts.venue.fixtures))
    left, right = min(seat.x for seat in seats), max(seat.x for seat in seats)
    top, bottom = min(seat.y for seat in seats), max(seat.y for seat in seats)
    drawn = []
    for each in facts.venue.fixtures:
        x = min(max(each.x, left - DOOR_AWAY), right + DOOR_AWAY)
        y = min(max(each.y, top - DOOR_AWAY), bottom + DOOR_AWAY)
        if max(abs(each.x - x), abs(each.y - y)) <= FAR - DOOR_AWAY:
            is_door = each.kind is FixtureKind.DOOR
            drawn.append(_draw_fixture(replace(each, x=x, y=y) if is_door else each))
    return tuple(drawn)


def _draw_area(area: Area, facts: SeatingPaperFacts) -> ChartArea:
    rows = []
    for row in area.rows:
        seats = tuple(
            _draw_seat(seat, facts) for seat in row.seats if seat.kind is not SeatKind.REMOVED
        )
        if seats:
            words = facts.places[row.seats[0].key].row_in_area
            rows.append(ChartRow(_label_row(area, row), words, seats, row.is_ring))
    return ChartArea(area.name, area.kind, tuple(rows))


def _label_row(area: Area, row: SeatRow) -> str:
    """Return what stands at both ends of a row: 3排; A3 in a zone; 5桌 in a table's middle."""
    unit = "桌" if row.is_ring else "" if area.kind is AreaKind.ROOM or row.zone else "排"
    return f"{row.zone}{row.number}{unit}"


def _draw_seat(seat: Seat, facts: SeatingPaperFacts) -> ChartSeat:
    is_wheelchair = seat.kind is SeatKind.WHEELCHAIR
    person = facts.seating.person_at.get(seat.key)
    if person is not None:
        return ChartSeat(
            seat.x,
            seat.y,
            seat.number,
            PlaceState.TAKEN,
            facts.name_of(person),
            facts.block_numbers[facts.blocks[person]],
            is_wheelchair,
        )
    state = PlaceState.RESERVED if seat.key in facts.seating.reserved else PlaceState.FREE
    if not seat.is_usable:
        state = PlaceState.BLOCKED
    return ChartSeat(seat.x, seat.y, seat.number, state, is_wheelchair=is_wheelchair)


def _draw_fixture(fixture: Fixture) -> ChartFixture:
    kind = label(fixture.kind).zh
    name = fixture.name or ("" if fixture.kind is FixtureKind.TABLE else kind)
    return ChartFixture(
        fixture.kind, fixture.x, fixture.y, fixture.width, fixture.depth, name, fixture.is_round
    )


def _draw_rostrum(facts: SeatingPaperFacts, stage: Area) -> tuple[ChartSeat, ...]:
    """Return those on the rostrum of the sitting, each row in the middle of the stage's own."""
    chart = seat_rostrum(facts.plan, facts.sitting)
    rows = [row for row in stage.rows if row.seats]
    if not rows:
        return ()
    return tuple(
        _draw_on_stage(person, rows[min(number, len(rows) - 1)], facts)
        for number, row in enumerate(chart.rows)
        for person in row
    )


def _draw_on_stage(person: SeatedPerson, row: SeatRow, facts: SeatingPaperFacts) -> ChartSeat:
    xs = sorted(seat.x for seat in row.seats)
    pitch = (xs[-1] - xs[0]) / (len(xs) - 1) if len(xs) > 1 else LONE_PITCH
    return ChartSeat(
        round((xs[0] + xs[-1]) / 2 + person.position * pitch, 3),
        round(fmean(seat.y for seat in row.seats), 3),
        str(person.rank_in_row),
        PlaceState.TAKEN,
        facts.name_of(person.person),
    )


def _list_blocks(facts: SeatingPaperFacts) -> tuple[ChartBlock, ...]:
    counts = Counter(facts.blocks.values())
    return tuple(
        ChartBlock(number, name, counts[name]) for name, number in facts.block_numbers.items()
    )


def _count(areas: list[ChartArea], rostrum: tuple[ChartSeat, ...]) -> str:
    """Return how many sit where, and how many seats are left."""
    states = Counter(seat.state for area in areas for seat in area.seats)
    shares = "、".join(f"{area.name}{area.taken}人" for area in areas if area.taken)
    parts = [f"就座{states[PlaceState.TAKEN]}人" + (f"（{shares}）" if "、" in shares else "")]
    if rostrum:
        parts.insert(0, f"主席台{len(rostrum)}人")
    parts += [
        f"{words}{states[state]}席"
        for state, words in (
            (PlaceState.FREE, "空座"),
            (PlaceState.RESERVED, "预留"),
            (PlaceState.BLOCKED, "停用"),
        )
        if states[state]
    ]
    return "，".join(parts)
