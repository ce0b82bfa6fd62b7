"""The short forms of a template's file: ``close-1``, ``09:00-11:30``, ``open-15w``, ``Q017+2``."""

from __future__ import annotations

import re
from datetime import time

from pydantic import BaseModel, ConfigDict

from planner.domain.placement import DayAnchor
from planner.domain.task import Dependency, Offset, OffsetUnit

DAY = re.compile(r"(report|open|close)([+-]\d+)?")
HOURS = re.compile(r"(\d\d:\d\d)-(\d\d:\d\d)")
START = re.compile(r"(report|open|close|sitting:\w+|task:\w+)(?:([+-]\d+)([dw]))?")
AFTER = re.compile(r"(\w+)(?:\+(\d+))?")


def match_whole(pattern: re.Pattern[str], text: str) -> tuple[str, ...]:
    """Return the groups of a text that must be of this form whole; a missing group is empty."""
    found = pattern.fullmatch(text)
    if not found:
        message = f"“{text}” is not of the form {pattern.pattern}"
        raise ValueError(message)
    return found.groups(default="")


class Part(BaseModel):
    """A part of the file: nothing unknown in it, nothing guessed."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Day(Part):
    """``close-1``: the anchor and the days after it."""

    anchor: DayAnchor
    days_after: int


class Hours(Part):
    """``09:00-11:30``."""

    starts_at: time
    ends_at: time


class Start(Part):
    """``open-15w``: what a task hangs on and how far from it."""

    anchor: str
    offset: Offset


def read_day(text: str) -> Day:
    """Return the day that ``close-1`` means."""
    anchor, after = match_whole(DAY, text)
    return Day(anchor=DayAnchor(anchor), days_after=int(after or 0))


def read_hours(text: str) -> Hours:
    """Return the hours that ``09:00-11:30`` means."""
    starts_at, ends_at = match_whole(HOURS, text)
    return Hours(starts_at=time.fromisoformat(starts_at), ends_at=time.fromisoformat(ends_at))


def read_start(text: str) -> Start:
    """Return the start that ``open-15w`` means."""
    anchor, amount, unit = match_whole(START, text)
    offset = Offset(int(amount or 0), OffsetUnit(unit or OffsetUnit.NATURAL))
    return Start(anchor=anchor, offset=offset)


def read_after(text: str) -> Dependency:
    """Return the dependency that ``Q017`` or, with two days' lag, ``Q017+2`` means."""
    task, lag_days = match_whole(AFTER, text)
    return Dependency(task=task, lag_days=int(lag_days or 0))
