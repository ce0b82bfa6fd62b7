"""Offsets and dependencies as written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.task import Offset, OffsetUnit
from planner.planfile.fault import UnreadableError
from planner.planfile.offset import read_offset, spell_offset, split_anchor, split_lag


@pytest.mark.parametrize(
    ("text", "offset"),
    [
        ("-15w", Offset(-15, OffsetUnit.WORKING)),
        ("－１５Ｗ", Offset(-15, OffsetUnit.WORKING)),
        ("前15个工作日", Offset(-15, OffsetUnit.WORKING)),
        ("提前30天", Offset(-30)),
        ("15个工作日前", Offset(-15, OffsetUnit.WORKING)),
        ("T-3天", Offset(-3)),
        ("2周前", Offset(-14)),
        ("后3天", Offset(3)),
        ("+3d", Offset(3)),
        ("当天", Offset()),
    ],
)
def test_offset_is_read(text: str, offset: Offset) -> None:
    assert read_offset(text) == offset


@pytest.mark.parametrize("text", ["15天", "前", "-15", "早点", ""])
def test_offset_without_its_side_or_unit_is_refused(text: str) -> None:
    with pytest.raises(UnreadableError):
        read_offset(text)


@given(st.builds(Offset, st.integers(-9999, 9999), st.sampled_from(OffsetUnit)))
def test_offset_survives_both_spellings(offset: Offset) -> None:
    assert [read_offset(str(offset)), read_offset(spell_offset(offset))] == [offset, offset]


def test_anchor_named_in_an_offset_is_taken_apart() -> None:
    assert split_anchor("开幕前15个工作日") == ("开幕", "前15个工作日")
    assert split_anchor("前15天") == ("", "前15天")


def test_lag_follows_the_task() -> None:
    assert [split_lag("Q001"), split_lag("Q001+2"), split_lag("Q001＋2天")] == [
        ("Q001", 0),
        ("Q001", 2),
        ("Q001", 2),
    ]
