"""Back-scheduling: from a plan to its timeline (rules §4).

The wanted dates (anchor ± offset, off days of rest) come first. A predecessor that ends later
pushes a task behind itself; a plan begun too late is pressed together (``compression.py``); what
is tied to a day does not move, and a predecessor that will not fit before it is a conflict.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from planner.domain.compression import Squeeze, find_squeeze, press
from planner.domain.condition import drop_tasks, is_dropped
from planner.domain.countback import Anchor
from planner.domain.critical_path import find_critical_path, find_latest_ends
from planner.domain.dated_task import Conflict, DatedTask, Timeline, UndatedTask
from planner.domain.reschedule import MovedTask, compare_timelines, move_meeting
from planner.domain.task import TaskState
from planner.domain.task_graph import anchor_task, order_tasks
from planner.domain.wanted_date import (
    FAR_OFF,
    AnchorTable,
    WantedDate,
    is_tied,
    meeting_days,
    settle_end,
    want_date,
)
from planner.domain.wording import Wording
from planner.domain.workday import WorkCalendar

if TYPE_CHECKING:
    from planner.domain.plan import Plan
    from planner.domain.task import Task

__all__ = [
    "Conflict",
    "DatedTask",
    "MovedTask",
    "Timeline",
    "UndatedTask",
    "back_schedule",
    "compare_timelines",
    "move_meeting",
]


@dataclass(slots=True)
class _Placement:
    """What the forward pass knows of one task."""

    wanted: WantedDate
    now: WantedDate
    gave_way: tuple[Wording, ...] = ()


def back_schedule(plan: Plan, today: date) -> Timeline:
    """Return the timeline of a plan; what cannot be is told as conflicts, never raised.

    ``today`` only matters for tasks that are under way without a day of their own; the dates of a
    plan do not move from one day to the next. Late work is told by ``DatedTask.is_late(today)``.
    """
    del today  # dates hang on the plan alone; see the docstring
    dropped = tuple(task.key for task in plan.tasks if is_dropped(task, plan.settings.conditions))
    tasks, rings = order_tasks(drop_tasks(plan.tasks, dropped))
    schedule = _Schedule(plan, {task.key: task for task in tasks})
    schedule.conflicts.extend(_tell_ring(ring, schedule.tasks) for ring in rings)
    schedule.ring_links = {(before, after) for ring in rings for before in ring for after in ring}
    for task in tasks:
        schedule.want(task)
    squeeze = find_squeeze(schedule.tasks, schedule.wanted, plan.starts_work_on, schedule.days)
    for task in tasks:
        schedule.place(task, squeeze)
    return schedule.finish(tasks, dropped)


class _Schedule:
    """The state of one back-scheduling run."""

    def __init__(self, plan: Plan, tasks: dict[str, Task]) -> None:
        self.tasks = tasks
        self.calendar = WorkCalendar.for_plan(plan.settings)
        self.days = meeting_days(plan)
        self.anchors = AnchorTable(plan)
        self.wanted: dict[str, WantedDate] = {}
        self.placed: dict[str, _Placement] = {}
        self.counted: dict[tuple[object, ...], WantedDate] = {}
        self.tied: set[str] = set()
        self.undated: list[UndatedTask] = []
        self.conflicts: list[Conflict] = []
        self.ring_links: set[tuple[str, str]] = set()

    def want(self, task: Task) -> None:
        anchor = self._find_anchor(task, self.wanted)
        if anchor is None:
            self.undated.append(UndatedTask(task, _tell_missing_anchor(task)))
            return
        same = (anchor.on, anchor.name, task.offset, task.duration_days)
        wanted = self.counted.get(same)
        if wanted is None:
            wanted = want_date(task, anchor, self.calendar, self.days)
            self.counted[same] = wanted
        self.wanted[task.key] = wanted
        if is_tied(task, wanted, self.days):
            self.tied.add(task.key)

    def place(self, task: Task, squeeze: Squeeze | None) -> None:
        wanted = self.wanted.get(task.key)
        if wanted is None:
            return
        placement = _Placement(wanted, wanted)
        self.placed[task.key] = placement
        if task.state is TaskState.DONE:
            self._keep_done(task, placement)
            return
        is_before = self.days is not None and wanted.starts_on < self.days.first_on
        if squeeze is not None and is_before and task.key not in self.tied:
            self._press(placement, squeeze)
        self._follow_anchor(task, placement)
        self._push_behind(task, placement)

    def finish(self, tasks: list[Task], dropped: tuple[str, ...]) -> Timeline:
        dated = [task for task in tasks if task.key in self.placed]
        spans = {
            task.key: (self.placed[task.key].now.starts_on, self.placed[task.key].now.ends_on)
            for task in dated
        }
        wanted_ends = {task.key: self.placed[task.key].wanted.ends_on for task in dated}
        latest = find_latest_ends(dated, spans, wanted_ends, self.tied, self.days, self.ring_links)
        path = find_critical_path(dated, spans, latest, self.ring_links)
        result = [self._date(task, latest.get(task.key), task.key in set(path)) for task in dated]
        result.sort(key=lambda each: (each.starts_on, each.ends_on, each.task.key))
        self._tell_overruns(result)
        conflicts = sorted(self.conflicts, key=lambda each: (each.code, each.tasks))
        return Timeline(tuple(result), path, tuple(conflicts), dropped, tuple(self.undated))

    def _find_anchor(self, task: Task, known: dict[str, WantedDate]) -> Anchor | None:
        before = anchor_task(task)
        if not before:
            return self.anchors.find(task.anchor)
        if before not in known:
            return None
        name = self.tasks[before].name
        wording = Wording(f"“{name}”完成", f"the end of “{name}”")
        return Anchor(known[before].ends_on, wording)

    def _keep_done(self, task: Task, placement: _Placement) -> None:
        wanted = placement.wanted
        if task.done_on is None:
            return
        starts_on = min(wanted.starts_on, task.done_on)
        placement.now = WantedDate(starts_on, task.done_on, is_settled=True, reason=wanted.reason)

    def _press(self, placement: _Placement, squeeze: Squeeze) -> None:
        wanted = placement.now
        now = press(wanted, squeeze, self.calendar)
        if (now.starts_on, now.ends_on) == (wanted.starts_on, wanted.ends_on):
            return
        placement.now = now
        late = (now.starts_on - wanted.starts_on).days
        started_late = Wording(
            f"筹备工作 {squeeze.floor_on} 才开始，晚 {late} 天起步",
            f"work began only on {squeeze.floor_on}: {late} days later",
        )
        placement.gave_way += (started_late,)
        was, is_now = ((each.ends_on - each.starts_on).days + 1 for each in (wanted, now))
        if is_now < was:
            shortened = Wording(
                f"工期由 {was} 天压缩为 {is_now} 天", f"{was} days shortened to {is_now}"
            )
            placement.gave_way += (shortened,)

    def _follow_anchor(self, task: Task, placement: _Placement) -> None:
        """A task that hangs on another's end follows when that one was moved."""
        before = anchor_task(task)
        if not before or before not in self.placed:
            return
        moved = self.placed[before]
        if moved.now.ends_on == moved.wanted.ends_on:
            return
        known = {before: moved.now}
        anchor = self._find_anchor(task, known)
        if anchor is not None:
            now = want_date(task, anchor, self.calendar, self.days)
            if now.starts_on != placement.now.starts_on:
                placement.now = now
                placement.gave_way += (self._tell_pushed(before),)

    def _push_behind(self, task: Task, placement: _Placement) -> None:
        earliest, cause = placement.now.starts_on, ""
        for link in task.depends_on:
            before = self.placed.get(link.task)
            if before is None or (link.task, task.key) in self.ring_links:
                continue
            free_on = before.now.ends_on + timedelta(days=link.lag_days)
            if free_on > earliest:
                earliest, cause = free_on, link.task
        if not cause:
            return
        if task.key in self.tied:
            self.conflicts.append(self._tell_fixed(cause, task))
            return
        self._start_on(placement, earliest)
        placement.gave_way += (self._tell_pushed(cause),)

    def _start_on(self, placement: _Placement, earliest: date) -> None:
        days = self.days or FAR_OFF
        length = placement.now.ends_on - placement.now.starts_on
        if not days.holds(earliest):
            earliest = self.calendar.next_working(earliest)
        ends_on = settle_end(earliest, earliest + length, self.calendar, days)
        now = placement.now
        settled = now.is_settled and self.calendar.is_settled(ends_on)
        placement.now = WantedDate(earliest, ends_on, settled, now.reason)

    def _date(self, task: Task, latest_end_on: date | None, is_critical: bool) -> DatedTask:  # noqa: FBT001  a fact beside others
        placement = self.placed[task.key]
        reason = placement.wanted.reason
        for way in placement.gave_way:
            reason = Wording(f"{reason.zh}；{way.zh}", f"{reason.en}; {way.en}")
        if task.state is TaskState.DONE and task.done_on is not None:
            reason = Wording(f"已于 {task.done_on} 完成", f"done on {task.done_on}")
            latest_end_on = None  # what is done can no longer slip
        return DatedTask(
            task=task,
            starts_on=placement.now.starts_on,
            ends_on=placement.now.ends_on,
            wanted_on=placement.wanted.starts_on,
            wanted_end_on=placement.wanted.ends_on,
            latest_end_on=latest_end_on,
            is_settled=placement.now.is_settled,
            is_compressed=bool(placement.gave_way),
            is_critical=is_critical,
            reason=reason,
            gave_way=placement.gave_way,
        )

    def _tell_pushed(self, cause: str) -> Wording:
        before = self.placed[cause].now
        name = self.tasks[cause].name
        return Wording(
            f"前置任务“{name}”{before.ends_on} 完成，随之顺延",
            f"pushed behind “{name}”, which ends on {before.ends_on}",
        )

    def _tell_fixed(self, cause: str, task: Task) -> Conflict:
        name, ends_on = self.tasks[cause].name, self.placed[cause].now.ends_on
        starts_on = self.placed[task.key].now.starts_on
        return Conflict(
            "fixed",
            (cause, task.key),
            Wording(
                f"前置任务“{name}”{ends_on} 才完成，而“{task.name}”定在 {starts_on}，不能移动",
                f"“{name}” ends on {ends_on}, but “{task.name}” is tied to {starts_on}",
            ),
        )

    def _tell_overruns(self, dated: list[DatedTask]) -> None:
        """Work before the meeting that was pushed into it."""
        if self.days is None:
            return
        first_on = self.days.first_on
        for each in dated:
            is_before = each.wanted_on < first_on and each.task.key not in self.tied
            if is_before and each.ends_on >= first_on and each.ends_on > each.wanted_end_on:
                self.conflicts.append(
                    Conflict(
                        "overrun",
                        (each.task.key,),
                        Wording(
                            f"“{each.task.name}”应在会前完成，现排到 {each.ends_on}",
                            f"“{each.task.name}” belongs before the meeting, ends {each.ends_on}",
                        ),
                    )
                )


def _tell_ring(ring: tuple[str, ...], tasks: dict[str, Task]) -> Conflict:
    names = [tasks[key].name for key in (*ring, ring[0])]
    return Conflict(
        "cycle",
        ring,
        Wording(
            "前置关系成环，无法排期：" + " → ".join(names),
            "these tasks wait for each other: " + " → ".join(names),
        ),
    )


def _tell_missing_anchor(task: Task) -> Wording:
    return Wording(
        f"基准点“{task.anchor}”没有日期",
        f"its anchor “{task.anchor}” has no date",
    )
