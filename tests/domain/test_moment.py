"""Days and times as papers write them."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest

from planner.domain.moment import period_of, spell_day, spell_moment, spell_time
from planner.domain.sitting import ProceedingStep
from planner.domain.wording import Wording
from tests.builders import a_sitting


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (time(9), Wording("上午9:00", "09:00")),
        (time(11, 59), Wording("上午11:59", "11:59")),
        (time(12, 30), Wording("中午12:30", "12:30")),
        (time(15, 5), Wording("下午3:05", "15:05")),
        (time(18), Wording("晚上6:00", "18:00")),
    ],
)
def test_time_is_said_with_its_part_of_the_day(at: time, words: Wording):
    assert spell_time(at) == words


def test_day_is_said_with_and_without_the_year():
    day = date(2027, 1, 5)
    assert spell_day(day) == Wording("1月5日", "5 January")
    assert spell_day(day, with_year=True) == Wording("2027年1月5日", "5 January 2027")


def test_moment_says_what_is_known():
    day, at = date(2027, 1, 20), time(15)
    assert spell_moment(day, at) == Wording("1月20日下午3:00", "20 January, 15:00")
    assert spell_moment(day, None) == spell_day(day)
    assert spell_moment(None, at) == spell_time(at)
    assert spell_moment(None, None) == Wording("时间未定", "no time yet")


def test_period_ends_where_the_sitting_or_its_steps_end():
    start = datetime(2027, 1, 18, 9)  # noqa: DTZ001  times of day where the house is
    steps = (ProceedingStep("奏国歌", 3), ProceedingStep("作报告", 60), ProceedingStep("散会", -5))
    assert period_of(a_sitting()) == (start, start.replace(hour=11, minute=30))
    open_ended = a_sitting(ends_at=None, steps=steps)
    assert period_of(open_ended) == (start, start.replace(hour=10, minute=3))


def test_period_of_a_sitting_without_a_day_or_turned_round_is_none():
    turned = a_sitting(ends_at=time(8))
    sittings = (a_sitting(held_on=None), a_sitting(starts_at=None), turned)
    assert [period_of(each) for each in sittings] == [None, None, None]
