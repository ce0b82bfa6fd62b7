from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.error import InvalidRequestError
from planner.domain.numeral import read_number, spell_number


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "零"),
        (5, "五"),
        (10, "十"),
        (13, "十三"),
        (20, "二十"),
        (99, "九十九"),
        (100, "一百"),
        (105, "一百零五"),
        (110, "一百一十"),
        (999, "九百九十九"),
    ],
)
def test_numbers_are_spelled_as_sessions_write_them(number: int, words: str) -> None:
    assert spell_number(number) == words


@given(st.integers(min_value=0, max_value=999))
def test_reading_undoes_spelling(number: int) -> None:
    assert read_number(spell_number(number)) == number


def test_digits_are_read_too():
    assert read_number("13") == 13


@pytest.mark.parametrize("words", ["", "十三届", "三十十", "一千", "一零", "1000", "-1"])
def test_other_words_are_refused(words: str) -> None:
    with pytest.raises(InvalidRequestError):
        read_number(words)


@pytest.mark.parametrize("number", [-1, 1000])
def test_numbers_out_of_range_are_refused(number: int) -> None:
    with pytest.raises(InvalidRequestError):
        spell_number(number)
