"""The group photo: the rostrum rule in each row, a front row of odd number, hosts at the ends."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from planner.domain.rostrum_problem import RostrumProblem, RostrumProblemKind, state_problem
from planner.domain.rostrum_row import SeatedPerson, seat_people
from planner.domain.sitting import SeatRule
from planner.domain.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Sequence

AT_END = Wording("主方人员把边，站在本排一端", "a host closes the row at its end")
HOSTS_A_ROW = 2


@dataclass(frozen=True, slots=True)
class GroupPhoto:
    """Rows front first, each as the camera sees it, left first; and what is wrong with them."""

    rows: tuple[tuple[SeatedPerson, ...], ...]
    problems: tuple[RostrumProblem, ...]


def seat_photo(
    rows: Sequence[Sequence[str]],
    hosts: Sequence[str] = (),
    rule: SeatRule = SeatRule.LEFT_FIRST,
) -> GroupPhoto:
    """Return who stands where; ``rows`` by rank without the hosts, front row first.

    Two hosts a row, in the order given, take the two last places: the row's ends.
    """
    seated, problems = [], []
    for number, guests in enumerate(rows):
        ends = hosts[HOSTS_A_ROW * number : HOSTS_A_ROW * (number + 1)]
        row = seat_people([*guests, *ends], rule, number)
        seated.append(tuple(_explain_end(seat, ends) for seat in row))
        if number == 0 and row and len(row) % 2 == 0:
            problems.append(state_problem(RostrumProblemKind.FRONT_ROW_EVEN, number))
        if hosts and len(ends) < HOSTS_A_ROW:
            problems.append(state_problem(RostrumProblemKind.NO_HOST_AT_END, number))
    return GroupPhoto(tuple(seated), tuple(problems))


def _explain_end(seat: SeatedPerson, ends: Sequence[str]) -> SeatedPerson:
    return replace(seat, reason=AT_END) if seat.person in ends else seat
