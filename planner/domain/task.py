"""Work: workstreams, tasks, and where on the calendar a task hangs."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


class OffsetUnit(StrEnum):
    """What an offset counts."""

    NATURAL = "d"
    WORKING = "w"


class TaskState(StrEnum):
    """How far a task has come."""

    OPEN = "open"
    DOING = "doing"
    DONE = "done"
    DROPPED = "dropped"


class Aspect(StrEnum):
    """What must be looked after at every sitting (rules §5)."""

    TIME = "time"
    CONTENT = "content"
    PLACE = "place"
    MATERIALS = "materials"
    PEOPLE = "people"
    SERVICE = "service"
    PRESS = "press"
    SAFETY = "safety"


@dataclass(frozen=True, slots=True)
class Offset:
    """A signed number of natural or working days."""

    amount: int = 0
    unit: OffsetUnit = OffsetUnit.NATURAL

    def __str__(self) -> str:
        return f"{self.amount:+d}{self.unit.value}" if self.amount else f"0{self.unit.value}"


@dataclass(frozen=True, slots=True)
class Dependency:
    """Finish-to-start: the task may start ``lag_days`` natural days after ``task`` has ended.

    With a lag of 0 it may start on the very day on which the predecessor ends.
    """

    task: str
    lag_days: int = 0


@dataclass(frozen=True, slots=True)
class Workstream:
    """工作组（条线）: accountable leader and lead are person keys, the department is a key."""

    key: str
    name: str
    accountable: str = ""
    lead: str = ""
    department: str = ""


@dataclass(frozen=True, slots=True)
class Task:
    """One piece of work with one owner.

    ``anchor`` is ``report``, ``open``, ``close``, ``sitting:<key>``, ``task:<key>`` (that task's
    end) or an ISO date. Anchor ± offset gives the day on which the task starts; it lasts
    ``duration_days`` natural days, the first included.
    """

    key: str
    name: str
    workstream: str = ""
    anchor: str = "open"
    offset: Offset = field(default_factory=Offset)
    duration_days: int = 1
    depends_on: tuple[Dependency, ...] = ()
    department: str = ""
    owner: str = ""
    support: tuple[str, ...] = ()
    """Units or people, in words."""
    standard: str = ""
    """完成标准: what is on the table when the task is done."""
    condition: str = ""
    """Name of a condition of the meeting; the task exists only where it holds."""
    state: TaskState = TaskState.OPEN
    done_on: date | None = None
    aspects: tuple[Aspect, ...] = ()
    sittings: tuple[str, ...] = ()
    """Sittings that the aspects are looked after for; none means every sitting."""
    note: str = ""
