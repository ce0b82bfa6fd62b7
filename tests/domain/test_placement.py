from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest

from planner.domain.error import InvalidRequestError
from planner.domain.placement import (
    Conditional,
    DayAnchor,
    PlacedSitting,
    SessionDays,
    place_sittings,
    stretch_task,
)
from planner.domain.sitting import ProceedingStep, Sitting, SittingKind
from planner.domain.task import Offset, Task

OPENS_ON = date(2027, 1, 18)
FIVE_DAYS = SessionDays(OPENS_ON, date(2027, 1, 22), date(2027, 1, 17))


def a_place(
    key: str,
    anchor: DayAnchor = DayAnchor.OPEN,
    days_after: int = 0,
    hour: int = 9,
    condition: str = "",
    **more: Any,  # noqa: ANN401  whatever else a placed sitting has
) -> Conditional[PlacedSitting]:
    sitting = Sitting(
        key=key, name="小组讨论（{nth}）", kind=SittingKind.GROUP, starts_at=time(hour)
    )
    return Conditional(PlacedSitting(sitting, anchor, days_after, **more), condition)


def days_held(
    places: tuple[Conditional[PlacedSitting], ...],
    days: SessionDays = FIVE_DAYS,
    conditions: tuple[str, ...] = (),
) -> dict[str, int]:
    placed = place_sittings(places, days, conditions)
    return {each.key: each.held_on.day for each in placed if each.held_on}


def test_sittings_hang_on_registration_opening_and_closing():
    places = (
        a_place("R", DayAnchor.REPORT),
        a_place("O", days_after=1),
        a_place("C", DayAnchor.CLOSE),
    )
    assert days_held(places) == {"R": 17, "O": 19, "C": 22}


def test_closing_sittings_move_with_the_closing_day():
    places = (a_place("C", DayAnchor.CLOSE), a_place("D", DayAnchor.CLOSE, -1))
    assert days_held(places, SessionDays(OPENS_ON, date(2027, 1, 25))) == {"D": 24, "C": 25}


def test_a_sitting_for_longer_sessions_is_left_out_of_a_shorter_one():
    places = (a_place("A"), a_place("B", days_after=3, at_least_days=5))
    assert days_held(places, SessionDays(OPENS_ON, date(2027, 1, 21))) == {"A": 18}


def test_what_would_fall_after_the_closing_is_put_before_it():
    places = (a_place("A", days_after=4),)
    assert days_held(places, SessionDays(OPENS_ON, date(2027, 1, 20))) == {"A": 19}


def test_nothing_is_held_before_the_opening_of_a_one_day_meeting():
    places = (a_place("A", days_after=2), a_place("B", DayAnchor.CLOSE, -2, hour=15))
    assert days_held(places, SessionDays(OPENS_ON, OPENS_ON)) == {"A": 18, "B": 18}


def test_conditions_choose_sittings_and_steps():
    steps = (
        Conditional(ProceedingStep("表彰"), "has_commendation"),
        Conditional(ProceedingStep("讲话")),
    )
    places = (
        a_place("A", condition="election"),
        a_place("B", hour=10, condition="!election", steps=steps),
    )
    (sitting,) = place_sittings(places, FIVE_DAYS, ())
    assert (sitting.key, [step.content for step in sitting.steps]) == ("B", ["讲话"])
    assert days_held(places, conditions=("election",)) == {"A": 18}


def test_sittings_of_a_kind_are_counted_by_the_clock():
    places = (a_place("B", hour=15), a_place("A", hour=9))
    names = [each.name for each in place_sittings(places, FIVE_DAYS, ())]
    assert names == ["小组讨论（一）", "小组讨论（二）"]


def test_days_in_the_wrong_order_are_refused():
    with pytest.raises(InvalidRequestError):
        SessionDays(OPENS_ON, date(2027, 1, 17))
    with pytest.raises(InvalidRequestError):
        SessionDays(OPENS_ON, OPENS_ON, date(2027, 1, 19))


def test_a_lasting_task_ends_with_the_session():
    task = Task(key="Q1", name="值守", anchor="report")
    assert stretch_task(task, 0, FIVE_DAYS).duration_days == 6
    later = Task(key="Q2", name="提案", anchor="open", offset=Offset(1))
    assert stretch_task(later, 2, FIVE_DAYS).duration_days == 2
