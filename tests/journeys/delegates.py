"""A plenary of 700 delegates in 32 sectors, all of them invented, for the journey of its hall."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from planner.domain.person import AttendanceKind
from planner.services.sample import sample_plan

if TYPE_CHECKING:
    from planner.domain.plan import Plan
    from planner.domain.sitting import Sitting

DELEGATES = 700
TITLE = "政协江海省第十三届委员会第九次会议"


def opening_of(plan: Plan) -> Sitting:
    """Return the first full sitting."""
    return next(each for each in plan.sittings if each.rostrum and "member" in each.participants)


def make_plenary() -> Plan:
    """Return the sample plenary, everybody a delegate: 40 on the rostrum, 700 in the hall."""
    plan = sample_plan("plenary")
    sectors = plan.settings.sector_order
    opening = opening_of(plan)
    spare = len(plan.people) - DELEGATES
    rows = []
    for row in opening.rostrum.rows:
        rows.append(replace(row, people=row.people[:spare]))
        spare -= len(rows[-1].people)
    seated = replace(
        opening, rostrum=replace(opening.rostrum, rows=tuple(each for each in rows if each.people))
    )
    return replace(
        plan,
        title=TITLE,
        number=9,
        leaves=(),
        people=tuple(
            replace(
                person,
                attendance=AttendanceKind.MEMBER,
                sector=person.sector or sectors[at % len(sectors)],
            )
            for at, person in enumerate(plan.people)
        ),
        sittings=tuple(seated if each is opening else each for each in plan.sittings),
    )
