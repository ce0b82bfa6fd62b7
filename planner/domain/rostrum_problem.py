"""What is wrong with a rostrum as planned: values, so that the chart can still be drawn."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from planner.domain.directory import Directory, people_on_leave
from planner.domain.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.domain.plan import Plan
    from planner.domain.rostrum_row import SeatedPerson
    from planner.domain.sitting import Sitting


class RostrumProblemKind(StrEnum):
    """What can be wrong with a rostrum."""

    EMPTY_ROW = "empty_row"
    UNKNOWN_PERSON = "unknown_person"
    REPEATED_PERSON = "repeated_person"
    UNRANKED_PERSON = "unranked_person"
    UNVERIFIED_ORDER = "unverified_order"
    ON_LEAVE = "on_leave"
    PRESIDER_IN_REAR_ROW = "presider_in_rear_row"
    PRESIDER_NOT_SEATED = "presider_not_seated"
    RULE_NOT_APPLICABLE = "rule_not_applicable"
    FRONT_ROW_EVEN = "front_row_even"
    NO_HOST_AT_END = "no_host_at_end"


WORDS = {
    RostrumProblemKind.EMPTY_ROW: Wording("{row}没有安排人员", "{row} has nobody in it"),
    RostrumProblemKind.UNKNOWN_PERSON: Wording(
        "{row}的“{name}”不在人员名册中", "“{name}” in {row} is not in the roster"
    ),
    RostrumProblemKind.REPEATED_PERSON: Wording(
        "{name}重复安排，{row}的席位不再计入", "{name} is seated already; not again in {row}"
    ),
    RostrumProblemKind.UNRANKED_PERSON: Wording(
        "{row}的{name}没有职务排名，排在有排名者之后",
        "{name} in {row} has no rank and comes after those who have one",
    ),
    RostrumProblemKind.UNVERIFIED_ORDER: Wording(
        "{row}“{name}”字的笔画次序未经核实", "the stroke order of “{name}” in {row} is unverified"
    ),
    RostrumProblemKind.ON_LEAVE: Wording(
        "{row}的{name}已准假", "{name} in {row} is on granted leave"
    ),
    RostrumProblemKind.PRESIDER_IN_REAR_ROW: Wording(
        "主持人{name}安排在{row}，主持人应在前排就座",
        "{name} presides but sits in {row}; a presider sits in the front row",
    ),
    RostrumProblemKind.PRESIDER_NOT_SEATED: Wording(
        "主持人{name}未安排在主席台就座", "{name} presides but has no seat on the rostrum"
    ),
    RostrumProblemKind.RULE_NOT_APPLICABLE: Wording(
        "双数单摆只用于四人以上的双数排，{row}按左为尊就座",
        "No. 1 at the exact centre needs an even row of four or more; {row} is seated left first",
    ),
    RostrumProblemKind.FRONT_ROW_EVEN: Wording(
        "合影前排应为单数，现为双数", "the front row of a photo should be odd; it is even"
    ),
    RostrumProblemKind.NO_HOST_AT_END: Wording(
        "{row}两端没有主方人员", "{row} has no hosts at its two ends"
    ),
}


@dataclass(frozen=True, slots=True)
class RostrumProblem:
    """One problem: whom it concerns (a key, or characters), in which row, and the words."""

    kind: RostrumProblemKind
    row: int | None
    person: str
    wording: Wording


def state_problem(
    kind: RostrumProblemKind, row: int | None = None, person: str = "", name: str = ""
) -> RostrumProblem:
    """Return a problem with its words filled in; ``name`` is how the page names the person."""
    words, row_name = WORDS[kind], name_row(row or 0)
    return RostrumProblem(
        kind,
        row,
        person,
        Wording(
            words.zh.replace("{row}", row_name.zh).replace("{name}", name or person),
            words.en.replace("{row}", row_name.en).replace("{name}", name or person),
        ),
    )


def name_row(row: int) -> Wording:
    """Return what a row is called; 0 is the front row."""
    if row == 0:
        return Wording("前排", "the front row")
    return Wording(f"第{row + 1}排", f"row {row + 1}")


def find_leave_problems(
    plan: Plan, sitting: Sitting, rows: Sequence[Sequence[SeatedPerson]]
) -> list[RostrumProblem]:
    """Return who has a seat although his leave from this sitting is granted."""
    absent, directory = people_on_leave(plan, sitting), Directory.of(plan)
    kind = RostrumProblemKind.ON_LEAVE
    return [
        state_problem(kind, seat.row, seat.person, directory.name_of(seat.person))
        for row in rows
        for seat in row
        if seat.person in absent
    ]


def find_presider_problems(
    plan: Plan, sitting: Sitting, rows: Sequence[Sequence[SeatedPerson]]
) -> list[RostrumProblem]:
    """Return which presiders have no seat, or one behind the front row."""
    directory = Directory.of(plan)
    row_of = {seat.person: seat.row for row in rows for seat in row}
    problems = []
    for key in sitting.presiders if rows else ():
        row = row_of.get(key)
        if row == 0:
            continue
        kind = RostrumProblemKind.PRESIDER_IN_REAR_ROW
        if row is None:
            kind = RostrumProblemKind.PRESIDER_NOT_SEATED
        problems.append(state_problem(kind, row, key, directory.name_of(key)))
    return problems
