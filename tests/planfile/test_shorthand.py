from __future__ import annotations

from datetime import time

import pytest

from planner.domain.placement import DayAnchor
from planner.domain.task import Dependency, Offset, OffsetUnit
from planner.planfile.shorthand import (
    Day,
    Hours,
    Start,
    read_after,
    read_day,
    read_hours,
    read_start,
)


@pytest.mark.parametrize(
    ("text", "anchor", "days_after"),
    [
        ("report", DayAnchor.REPORT, 0),
        ("open+3", DayAnchor.OPEN, 3),
        ("close-1", DayAnchor.CLOSE, -1),
    ],
)
def test_days_are_read(text: str, anchor: DayAnchor, days_after: int) -> None:
    assert read_day(text) == Day(anchor=anchor, days_after=days_after)


def test_hours_are_read() -> None:
    assert read_hours("09:00-11:30") == Hours(starts_at=time(9), ends_at=time(11, 30))


def test_starts_are_read() -> None:
    fortnight = Offset(-15, OffsetUnit.WORKING)
    assert read_start("open-15w") == Start(anchor="open", offset=fortnight)
    assert read_start("close+30d") == Start(anchor="close", offset=Offset(30))
    assert read_start("sitting:S02") == Start(anchor="sitting:S02", offset=Offset())


def test_dependencies_are_read() -> None:
    assert read_after("Q001") == Dependency("Q001")
    assert read_after("Q001+2") == Dependency("Q001", 2)


@pytest.mark.parametrize(
    ("read", "text"),
    [
        (read_day, "opening"),
        (read_day, "open+1d"),
        (read_hours, "9:00-11:30"),
        (read_hours, "09:00"),
        (read_start, "open-15"),
        (read_start, "opening-3w"),
        (read_after, "Q001-2"),
        (read_after, ""),
    ],
)
def test_other_forms_are_refused(read: object, text: str) -> None:
    assert callable(read)
    with pytest.raises(ValueError, match="not of the form"):
        read(text)
