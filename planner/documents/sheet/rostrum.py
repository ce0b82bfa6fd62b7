"""The rostrum chart of one sitting, ready to print."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.documents.sheet.masthead import Masthead
from planner.documents.sheet.moment import write_moment
from planner.documents.sheet.name import spread_name
from planner.domain.directory import Directory
from planner.domain.numeral import spell_number
from planner.domain.rostrum import seat_rostrum
from planner.domain.sitting import Lectern
from planner.domain.vocabulary import label

if TYPE_CHECKING:
    from planner.domain.plan import Plan
    from planner.domain.rostrum import SeatedPerson
    from planner.domain.sitting import Sitting

LECTERNS = {Lectern.FRONT: "发言席", Lectern.FRONT_RIGHT: "发言席", Lectern.NONE: ""}
APPROVALS = ("拟　制", "审　核", "审　定")


@dataclass(frozen=True, slots=True)
class RostrumSeat:
    """One seat as printed; ``position`` counts seats from the hall's centre line."""

    rank: str
    name: str
    post: str
    position: float
    is_presider: bool


@dataclass(frozen=True, slots=True)
class RostrumSheet:
    """A chart seen from the hall; ``rows`` front row first, each from the hall's left."""

    masthead: Masthead
    particulars: tuple[str, ...]
    rows: tuple[tuple[str, tuple[RostrumSeat, ...]], ...]
    lectern: str
    lectern_side: int
    """-1 left of the centre as seen from the hall, 0 in the middle."""
    viewpoint: str
    footing: str
    problems: tuple[str, ...]
    approvals: tuple[str, ...] = APPROVALS
    empty: str = ""


def rostrum_sheet(plan: Plan, sitting: Sitting) -> RostrumSheet:
    """Return the chart of a sitting's rostrum."""
    directory = Directory.of(plan)
    chart = seat_rostrum(plan, sitting)
    rows = tuple(
        (f"第{_count(number)}排", tuple(_seat(directory, seat) for seat in row))
        for number, row in enumerate(chart.rows, start=1)
    )
    return RostrumSheet(
        masthead=Masthead.of(plan, f"{sitting.name}主席台座次图"),
        particulars=_particulars(sitting, directory, f"排座规则：{label(chart.rule).zh}"),
        rows=rows,
        lectern=LECTERNS[chart.lectern],
        lectern_side=-1 if chart.lectern is Lectern.FRONT_RIGHT else 0,
        viewpoint="从台下看",
        footing="台　下（会场）",
        problems=tuple(each.wording.zh for each in chart.problems),
        empty="" if any(chart.rows) else "主席台尚未安排",
    )


def _seat(directory: Directory, seat: SeatedPerson) -> RostrumSeat:
    person = directory.people.get(seat.person)
    return RostrumSeat(
        rank=str(seat.rank_in_row),
        name=spread_name(directory.name_of(seat.person)),
        post=person.post if person else "",
        position=seat.position,
        is_presider=seat.is_presider,
    )


def _particulars(sitting: Sitting, directory: Directory, rule: str) -> tuple[str, ...]:
    when = write_moment(sitting.held_on, sitting.starts_at) if sitting.held_on else ""
    presiders = "、".join(map(directory.name_of, sitting.presiders))
    return tuple(
        f"{head}：{text}" if head else text
        for head, text in (
            ("时间", when),
            ("地点", sitting.place),
            ("主持", presiders),
            ("", rule),
        )
        if text
    )


def _count(number: int) -> str:
    return spell_number(number)
