from __future__ import annotations

from datetime import date

import pytest

from planner.domain.placement import SessionDays
from planner.domain.session_shift import move_session, shift_sittings
from planner.domain.sitting import SittingKind
from planner.domain.task import Task
from tests.builders import a_plan, a_sitting

WAS = SessionDays(date(2027, 1, 18), date(2027, 1, 21), date(2027, 1, 17))


def day(number: int) -> date:
    return date(2028, 1, number)


SITTINGS = (
    a_sitting("report", kind=SittingKind.REGISTRATION, held_on=date(2027, 1, 17)),
    a_sitting("open", kind=SittingKind.OPENING, held_on=date(2027, 1, 18)),
    a_sitting("second", held_on=date(2027, 1, 19)),
    a_sitting("third", held_on=date(2027, 1, 20)),
    a_sitting("eve", held_on=date(2027, 1, 21)),
    a_sitting("close", kind=SittingKind.CLOSING, held_on=date(2027, 1, 21)),
    a_sitting("undated", held_on=None),
)


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (SessionDays(day(10), day(13), day(9)), [9, 10, 11, 12, 13, 13, None]),
        (SessionDays(day(10), day(15), day(8)), [8, 10, 11, 12, 15, 15, None]),
        (SessionDays(day(10), day(13)), [9, 10, 11, 12, 13, 13, None]),
        (SessionDays(day(10), day(12), day(9)), [9, 10, 11, 11, 12, 12, None]),
        (SessionDays(day(10), day(10), day(10)), [10, 10, 10, 10, 10, 10, None]),
    ],
)
def test_sittings_keep_their_place_in_the_session(
    now: SessionDays, expected: list[int | None]
) -> None:
    shifted = shift_sittings(SITTINGS, WAS, now)
    assert [each.held_on and each.held_on.day for each in shifted] == expected


def test_what_does_not_fit_is_offered_a_day_and_takes_the_chosen_one() -> None:
    now = SessionDays(day(10), day(12), day(9))
    misfits = [each.sitting.key for each in shift_sittings(SITTINGS, WAS, now) if not each.fits]
    assert misfits == ["third"]
    chosen = {
        each.sitting.key: each for each in shift_sittings(SITTINGS, WAS, now, {"third": day(10)})
    }
    assert (chosen["third"].held_on, chosen["third"].is_held) == (day(10), True)
    left = {each.sitting.key: each for each in shift_sittings(SITTINGS, WAS, now, {"third": None})}
    assert left["third"].is_held is False


def test_a_single_day_becomes_two() -> None:
    single = SessionDays(day(3), day(3))
    sittings = (
        a_sitting("talk", held_on=day(3)),
        a_sitting("close", kind=SittingKind.CLOSING, held_on=day(3)),
    )
    shifted = shift_sittings(sittings, single, SessionDays(day(10), day(11)))
    assert [each.held_on for each in shifted] == [day(10), day(11)]


def test_a_moved_session_takes_place_and_lasting_tasks_along() -> None:
    plan = a_plan(
        sittings=(a_sitting(place="云岭会堂"), a_sitting("s2", place="第一会议室")),
        tasks=(
            Task("duty", "值班", anchor="open", duration_days=4),
            Task("own", "值守", anchor="open", duration_days=2),
        ),
    )
    now = SessionDays(day(10), day(14))
    moved, _ = move_session(plan, now, place="新会堂", lasting={"duty": 0, "own": 0})
    assert (moved.opens_on, moved.closes_on, moved.reports_on) == (day(10), day(14), None)
    assert [each.place for each in moved.sittings] == ["新会堂", "第一会议室"]
    assert [each.duration_days for each in moved.tasks] == [5, 2]
