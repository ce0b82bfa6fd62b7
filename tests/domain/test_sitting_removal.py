from __future__ import annotations

from datetime import date

import pytest

from planner.domain.person import Leave
from planner.domain.sitting_removal import leave_without, task_without
from planner.domain.task import Aspect, Offset, OffsetUnit
from tests.builders import a_task

OPEN, BETWEEN, CLOSE = date(2027, 1, 18), date(2027, 1, 20), date(2027, 1, 22)
STAGES = {"report": date(2027, 1, 17), "open": OPEN, "close": CLOSE}
WORKING = Offset(-3, OffsetUnit.WORKING)


@pytest.mark.parametrize(
    ("offset", "held_on", "anchor", "after"),
    [
        (WORKING, OPEN, "open", WORKING),
        (WORKING, CLOSE, "close", WORKING),
        (WORKING, date(2027, 1, 17), "report", WORKING),
        (WORKING, BETWEEN, "2027-01-20", WORKING),
        (Offset(-5), BETWEEN, "open", Offset(-3)),
        (Offset(1), None, "open", Offset(1)),
    ],
)
def test_a_task_keeps_its_day(
    offset: Offset, held_on: date | None, anchor: str, after: Offset
) -> None:
    freed = task_without(a_task(anchor="sitting:s1", offset=offset), "s1", held_on, STAGES)
    assert freed == a_task(anchor=anchor, offset=after)


def test_without_an_opening_a_task_is_counted_from_the_day_itself() -> None:
    freed = task_without(a_task(anchor="sitting:s1", offset=Offset(-1)), "s1", BETWEEN, {})
    assert freed == a_task(anchor="2027-01-20", offset=Offset(-1))


def test_a_task_for_one_sitting_does_not_become_one_for_all() -> None:
    only = a_task(sittings=("s1",), aspects=(Aspect.PRESS,))
    assert task_without(only, "s1", OPEN, STAGES) == a_task()
    both = a_task(sittings=("s1", "s2"), aspects=(Aspect.PRESS,))
    freed = a_task(sittings=("s2",), aspects=(Aspect.PRESS,))
    assert task_without(both, "s1", OPEN, STAGES) == freed
    assert task_without(both, "s3", OPEN, STAGES) == both


def test_leave_for_one_sitting_does_not_become_one_for_the_whole_meeting() -> None:
    assert leave_without(Leave("p1", sittings=("s1",)), "s1") is None
    kept = leave_without(Leave("p1", sittings=("s1", "s2")), "s1")
    assert kept == Leave("p1", sittings=("s2",))
