"""Numbers and yes or no as clerks write them."""

from __future__ import annotations

import pytest

from planner.domain.numeral import spell_number
from planner.planfile.fault import UnreadableError
from planner.planfile.number import read_flag, read_number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("3", 3),
        ("３", 3),
        ("3.0", 3),
        ("-2", -2),
        ("第十三届", 13),
        ("第4次", 4),
        ("四", 4),
        ("5分钟", 5),
        ("〇", 0),
    ],
)
def test_number_is_read(text: str, number: int) -> None:
    assert read_number(text) == number


def test_chinese_numbers_survive() -> None:
    assert [read_number(spell_number(number)) for number in range(1, 100)] == list(range(1, 100))


@pytest.mark.parametrize("text", ["", "3.5", "许多", "1e9", "9" * 20])
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(UnreadableError):
        read_number(text)


def test_yes_and_no_have_many_words() -> None:
    assert [read_flag(word) for word in ("是", "√", "TRUE", "否", "无", "")] == [
        True,
        True,
        True,
        False,
        False,
        False,
    ]
    with pytest.raises(UnreadableError):
        read_flag("也许")
