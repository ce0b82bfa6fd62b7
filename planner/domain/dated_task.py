"""A task with its days, and the timeline they make together.

The dates that a template asks for (anchor ± offset, shifted off days of rest) are the *wanted*
ones. A predecessor that ends later pushes a task behind itself; a plan that was begun too late is
compressed (``compression.py``). Slack is what is left until the latest end that still lets every
fixed date be kept: the meeting itself, the sittings, and tasks that are tied to a day.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from planner.domain.task import TaskState

if TYPE_CHECKING:
    from datetime import date

    from planner.domain.task import Task
    from planner.domain.wording import Wording


@dataclass(frozen=True, slots=True)
class DatedTask:
    """A task with its days, first and last included."""

    task: Task
    starts_on: date
    ends_on: date
    wanted_on: date
    """The day on which it should have started, before anything gave way."""
    wanted_end_on: date
    latest_end_on: date | None
    """The last day on which it may end; None where nothing waits for it."""
    is_settled: bool
    """False where the dates rest on a year whose 调休 is not yet announced."""
    is_compressed: bool
    is_critical: bool
    reason: Wording
    gave_way: tuple[Wording, ...] = ()
    """What gave way, where the dates are not the wanted ones."""
    agreed_on: date | None = None
    """By when its owner may be done although the plan ends it earlier (``domain/work.py``)."""

    @property
    def due_on(self) -> date:
        """The day by which the task is to be done: the agreed one where there is one."""
        return self.agreed_on or self.ends_on

    @property
    def slack_days(self) -> int | None:
        """机动时间: days by which the end may slip; negative where a fixed date is missed."""
        return None if self.latest_end_on is None else (self.latest_end_on - self.ends_on).days

    def is_late(self, today: date) -> bool:
        """Tell whether the task should be done by now and is not."""
        return self.task.state not in {TaskState.DONE, TaskState.DROPPED} and self.due_on < today


@dataclass(frozen=True, slots=True)
class Conflict:
    """An impossibility, with the tasks it lies between."""

    code: str
    """``cycle``, ``fixed`` (a predecessor ends after its fixed successor), ``overrun``."""
    tasks: tuple[str, ...]
    why: Wording


@dataclass(frozen=True, slots=True)
class UndatedTask:
    """A task that cannot be dated, and what is missing."""

    task: Task
    why: Wording


@dataclass(frozen=True, slots=True)
class Timeline:
    """The dated tasks of a plan in the order of their dates."""

    tasks: tuple[DatedTask, ...]
    critical_path: tuple[str, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    dropped: tuple[str, ...] = ()
    undated: tuple[UndatedTask, ...] = ()
    _by_key: dict[str, DatedTask] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def __post_init__(self) -> None:
        self._by_key.update({dated.task.key: dated for dated in self.tasks})

    def find(self, key: str) -> DatedTask | None:
        """Return the dated task of that key, or None."""
        return self._by_key.get(key)
