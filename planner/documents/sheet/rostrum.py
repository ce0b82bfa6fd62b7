"""主席台座次图: the rows of one sitting's rostrum as seen from the hall, with reasons."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from planner.documents.sheet.masthead import Masthead
from planner.documents.sheet.moment import write_day
from planner.documents.sheet.name import spread_name
from planner.documents.sheet.roster import write_post
from planner.domain.directory import Directory
from planner.domain.moment import spell_time
from planner.domain.rostrum import View, seat_rostrum, view_rows
from planner.domain.vocabulary import label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.domain.plan import Plan
    from planner.domain.rostrum import RostrumChart
    from planner.domain.rostrum_row import SeatedPerson
    from planner.domain.sitting import Lectern, Sitting

VIEWPOINTS = {View.HALL: "从台下看", View.ROSTRUM: "从台上看"}
FRONT_ROW = 0
WIDEST_ON_A4 = 12
MOST_ROWS_ON_A4 = 2


@dataclass(frozen=True, slots=True)
class SeatEntry:
    """One seat; ``position`` counts seats from the middle of the stage, to the right positive."""

    number: str
    name: str
    post: str
    position: float
    is_presider: bool
    reason: str


@dataclass(frozen=True, slots=True)
class RostrumRowEntry:
    """One row, from the viewer's left to his right."""

    title: str
    seats: tuple[SeatEntry, ...]


@dataclass(frozen=True, slots=True)
class RostrumSheet:
    """The chart of one sitting; the row farthest from the viewer comes first."""

    masthead: Masthead
    facts: str
    rule: str
    rows: tuple[RostrumRowEntry, ...]
    lectern: Lectern
    remarks: tuple[str, ...]
    view: View = field(default=View.HALL, repr=False)
    """From where it is seen; the masthead says so too, and is what the hash goes by."""


def rostrum_sheet(plan: Plan, key: str, view: View = View.HALL) -> RostrumSheet:
    """Return the chart of a sitting's rostrum, the sitting named by its key.

    From the rostrum (从台上看) the whole is turned by half a circle: the hall lies above.
    """
    directory = Directory.of(plan)
    sitting = directory.sittings[key]
    chart = seat_rostrum(plan, sitting)
    rows = tuple(
        RostrumRowEntry(_name_row(row[0].row, len(chart.rows)), _seat(row, directory, view))
        for row in view_rows(chart, view)
        if row
    )
    return RostrumSheet(
        masthead=Masthead.of(plan, f"{sitting.name}主席台座次图", f"（{VIEWPOINTS[view]}）"),
        facts=_state_facts(sitting),
        rule=_state_rule(chart),
        rows=rows,
        lectern=chart.lectern,
        remarks=tuple(problem.wording.zh for problem in chart.problems),
        view=view,
    )


def needs_large_page(lengths: Sequence[int]) -> bool:
    """Tell whether rows of these lengths need A3: posts must stay legible."""
    return max(lengths, default=0) > WIDEST_ON_A4 or len(lengths) > MOST_ROWS_ON_A4


def _name_row(row: int, count: int) -> str:
    if count == 1:
        return ""
    return "前排" if row == FRONT_ROW else f"第{row + 1}排"


def _seat(row: tuple[SeatedPerson, ...], directory: Directory, view: View) -> tuple[SeatEntry, ...]:
    seats = []
    way = 1.0 if view is View.HALL else -1.0
    for seat in row:
        person = directory.people.get(seat.person)
        seats.append(
            SeatEntry(
                number=str(seat.rank_in_row),
                name=spread_name(person.name if person else seat.person),
                post=write_post(person) if person else "",
                position=way * seat.position + 0.0,
                is_presider=seat.is_presider,
                reason=seat.reason.zh,
            )
        )
    return tuple(seats)


def _state_facts(sitting: Sitting) -> str:
    moment = spell_time(sitting.starts_at).zh if sitting.starts_at else ""
    return f"{write_day(sitting.held_on)}{moment}　{sitting.place}".strip()


def _state_rule(chart: RostrumChart) -> str:
    lectern = label(chart.lectern).zh
    place = label(chart.presider_seat).zh
    return f"排座：{label(chart.rule).zh}　主持人：{place}　发言席：{lectern}"
