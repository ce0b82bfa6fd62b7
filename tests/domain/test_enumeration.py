"""Listing things in a sentence."""

from __future__ import annotations

import pytest

from planner.domain.enumeration import count_things, list_names, list_wordings
from planner.domain.wording import Wording


@pytest.mark.parametrize(
    ("names", "words"),
    [
        ([], Wording("", "")),
        (["甲"], Wording("甲", "甲")),
        (["甲", "乙", "丙"], Wording("甲、乙、丙", "甲, 乙 and 丙")),
        (list("甲乙丙丁戊己"), Wording("甲、乙、丙、丁、戊、己", "甲, 乙, 丙, 丁, 戊 and 己")),
        (
            list("甲乙丙丁戊己庚"),
            Wording("甲、乙、丙、丁、戊等 7 人", "甲, 乙, 丙, 丁, 戊 and 2 more"),
        ),
    ],
)
def test_long_list_names_the_first_and_counts_all(names: list[str], words: Wording):
    assert list_names(names) == words


def test_list_counts_in_its_own_unit():
    assert list_names(list("甲乙丙"), "项", named=2).zh == "甲等 3 项"


def test_wordings_are_listed_whole():
    parts = [Wording("时间", "Time"), Wording("地点", "Place")]
    assert list_wordings(parts) == Wording("时间、地点", "Time and Place")


def test_things_are_counted_with_their_plural():
    counted = [count_things(1, "day"), count_things(2, "day"), count_things(0, "person", "people")]
    assert counted == ["1 day", "2 days", "0 people"]
