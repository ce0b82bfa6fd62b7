"""Days and times as tables print them."""

from __future__ import annotations

from datetime import date, time

import pytest

from planner.documents.sheet.moment import (
    name_half_day,
    write_date,
    write_day,
    write_days,
    write_span,
)


def test_a_date_has_no_leading_zeros():
    assert write_date(date(2027, 1, 8)) == "2027年1月8日"


def test_no_date_is_open():
    assert (write_date(None), write_day(None)) == ("待定", "日期待定")


def test_a_day_names_its_weekday():
    assert write_day(date(2027, 1, 18)) == "1月18日（星期一）"


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2027, 1, 18), date(2027, 1, 18), "1月18日"),
        (date(2027, 1, 18), date(2027, 1, 22), "1月18日—22日"),
        (date(2026, 12, 30), date(2027, 1, 2), "12月30日—1月2日"),
        (date(2026, 1, 30), date(2027, 1, 31), "1月30日—1月31日"),
    ],
)
def test_days_share_their_month(first: date, last: date, words: str):
    assert write_days(first, last) == words


@pytest.mark.parametrize(
    ("starts_at", "ends_at", "words"),
    [
        (time(9), time(11, 30), "9:00—11:30"),
        (time(9), None, "9:00"),
        (None, time(11), "待定"),
    ],
)
def test_a_span_says_what_is_known(starts_at: time | None, ends_at: time | None, words: str):
    assert write_span(starts_at, ends_at) == words


@pytest.mark.parametrize(
    ("starts_at", "ends_at", "words"),
    [
        (time(11, 59), None, "上午"),
        (time(12), None, "下午"),
        (time(18), None, "晚上"),
        (None, None, "全天"),
        (time(9), time(16), "全天"),
        (time(9), time(12, 30), "上午"),
    ],
)
def test_half_days_part_at_noon_and_evening(
    starts_at: time | None, ends_at: time | None, words: str
):
    assert name_half_day(starts_at, ends_at) == words
