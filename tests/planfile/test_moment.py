"""Days and times as clerks write them."""

from __future__ import annotations

from datetime import date, time

import pytest

from planner.planfile.fault import UnreadableError
from planner.planfile.moment import Moment, read_clock, read_day, split_moment, split_range

NEAR = date(2027, 1, 18)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2027-01-18", NEAR),
        ("2027.1.18", NEAR),
        ("2027/1/18", NEAR),
        ("２０２７年１月１８日", NEAR),
        ("〔2027〕年1月18日", NEAR),
        ("20270118", NEAR),
        ("1月18日", NEAR),
        ("1月18号（周一）", NEAR),
        ("12月28日", date(2026, 12, 28)),
        ("2028-02-29", date(2028, 2, 29)),
    ],
)
def test_day_is_read(text: str, day: date) -> None:
    assert read_day(text, NEAR) == day


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2027-02-30", "没有这一天；应为实有的日期"),
        ("2027-13-01", "没有这一天；应为实有的日期"),
        ("1月18日（星期二）", "2027-01-18 是星期一，请核对"),
        ("27.1.18", "应为日期，如 2027-01-18"),
        ("明天", "应为日期，如 2027-01-18"),
    ],
)
def test_what_is_no_day_is_told(text: str, words: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        read_day(text, NEAR)
    assert caught.value.wording.zh == words


def test_day_without_a_year_needs_the_meeting() -> None:
    with pytest.raises(UnreadableError) as caught:
        read_day("1月18日")
    assert caught.value.wording.zh == "请写明年份，如 2027-01-18"


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("9:00", time(9)),
        ("９：００", time(9)),
        ("上午9:00", time(9)),
        ("下午3时", time(15)),
        ("下午14:30", time(14, 30)),
        ("15时30分", time(15, 30)),
        ("9点半", time(9, 30)),
        ("下午3点一刻", time(15, 15)),
        ("中午12:00", time(12)),
        ("中午1点", time(13)),
        ("晚7:30", time(19, 30)),
        ("凌晨12:10", time(0, 10)),
        ("9:00 PM", time(21)),
        ("09:00:30", time(9, 0, 30)),
    ],
)
def test_time_is_read(text: str, at: time) -> None:
    assert read_clock(text) == at


@pytest.mark.parametrize("text", ["9", "25:00", "24:00", "上午14:00", "9:60", "9:5", "下午", ""])
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(UnreadableError):
        read_clock(text)


@pytest.mark.parametrize(
    ("text", "both"),
    [
        ("9：00—11：30", ("09:00:00", "11:30:00")),
        ("下午3:00-5:30", ("15:00:00", "17:30:00")),
        ("下午2时至晚上10时30分", ("14:00:00", "22:30:00")),
        ("上午9:00", ("09:00:00", "")),
        ("会后", ("会后", "")),
    ],
)
def test_range_is_taken_apart(text: str, both: tuple[str, str]) -> None:
    assert split_range(text) == both


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("1月18日（星期一）上午9:00—11:30", Moment("1月18日(星期一)", "09:00:00", "11:30:00")),
        ("2027-01-18 09:00", Moment("2027-01-18", "09:00:00")),
        ("1月18日上午", Moment("1月18日")),
        ("14:30", Moment("", "14:30:00")),
    ],
)
def test_cell_of_day_and_time_is_taken_apart(text: str, moment: Moment) -> None:
    assert split_moment(text) == moment
