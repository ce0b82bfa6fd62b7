"""The forward pass: tasks get their wanted dates, are pressed together, and pushed (rules §4).

The wanted dates (anchor ± offset, off days of rest) come first. A plan begun too late is pressed
together (``compression.py``); a predecessor that ends later pushes a task behind itself; what is
tied to a day does not move, and a predecessor that will not fit before it is a conflict.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.domain.compression import Squeeze, find_squeeze, press
from planner.domain.countback import Anchor
from planner.domain.dated_task import UndatedTask
from planner.domain.error import InvalidRequestError
from planner.domain.task import TaskState
from planner.domain.task_graph import anchor_task
from planner.domain.timeline_reason import (
    tell_done,
    tell_fixed,
    tell_followed,
    tell_missing_anchor,
    tell_pressed,
    tell_pushed,
    tell_ring,
)
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
from planner.domain.workday import WorkCalendar, add_days

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from planner.domain.plan import Plan
    from planner.domain.task import Task
    from planner.domain.task_graph import TaskOrder


class ForwardPass:
    """The state of one run: of each place in the order, the dates in three states.

    ``wanted`` is what the template asks for, ``pressed`` the place in a plan begun too late, and
    ``now`` where pushes have led. Ghosts are dropped tasks on whose end others hang.
    """

    def __init__(self, plan: Plan, order: TaskOrder, ghosts: set[str]) -> None:
        self.order = order
        self.tasks = order.tasks
        self.ghosts = ghosts
        self.calendar = WorkCalendar.for_plan(plan.settings)
        self.days = meeting_days(plan)
        self.anchors = AnchorTable(plan)
        self.wanted: list[WantedDate | None] = []
        self.pressed: list[WantedDate | None] = []
        self.now: list[WantedDate | None] = []
        self.gave_way: dict[int, tuple[Wording, ...]] = {}
        self.counted: dict[tuple[object, ...], WantedDate] = {}
        self.tied: set[int] = set()
        self.undated: list[UndatedTask] = []
        self.conflicts = [
            tell_ring([self.tasks[order.places[key]] for key in ring]) for ring in order.rings
        ]

    def want_all(self) -> None:
        """Find the date that each task is meant to have."""
        for place, task in enumerate(self.tasks):
            self.wanted.append(None)
            anchor = self._find_anchor(place, self.wanted)
            if anchor is None:
                self._leave_undated(task, tell_missing_anchor(task))
                continue
            try:
                wanted = self._want(task, anchor)
            except InvalidRequestError as error:
                self._leave_undated(task, error.wording)
                continue
            self.wanted[place] = wanted
            if is_tied(task, wanted, self.days):
                self.tied.add(place)

    def place_all(self, starts_work_on: date | None) -> None:
        """Find where each task stands now."""
        open_starts = [
            wanted.starts_on
            for task, wanted in zip(self.tasks, self.wanted, strict=True)
            if wanted and task.state is TaskState.OPEN and task.key not in self.ghosts
        ]
        squeeze = find_squeeze(open_starts, starts_work_on, self.days)
        for place, (task, wanted) in enumerate(zip(self.tasks, self.wanted, strict=True)):
            pressed = now = None
            if wanted is not None and task.key not in self.ghosts:
                try:
                    pressed = self._press(place, wanted, squeeze)
                    now = self._place(place, pressed)
                except InvalidRequestError as error:
                    self._leave_undated(task, error.wording)
            self.pressed.append(pressed)
            self.now.append(now)

    def _leave_undated(self, task: Task, why: Wording) -> None:
        if task.key not in self.ghosts:
            self.undated.append(UndatedTask(task, why))

    def _find_anchor(self, place: int, known: Sequence[WantedDate | None]) -> Anchor | None:
        """Return a task's anchor; none yet where it is the end of a task not yet known."""
        key = anchor_task(self.tasks[place])
        if not key:
            return self.anchors.find(self.tasks[place].anchor)
        before = self.order.places.get(key, place)
        ended = known[before] if before < place else None
        return None if ended is None else self._anchor_on_end(before, ended)

    def _anchor_on_end(self, place: int, dates: WantedDate) -> Anchor:
        task = self.tasks[place]
        wording = Wording(f"“{task.name}”完成", f"the end of “{task.name}”")
        if task.key in self.ghosts:
            wording = Wording(
                f"“{task.name}”（已取消）原定完成", f"the planned end of “{task.name}” (dropped)"
            )
        return Anchor(dates.ends_on, wording)

    def _want(self, task: Task, anchor: Anchor) -> WantedDate:
        """Return the wanted date; tasks with the same anchor, offset and length share one."""
        same = (anchor.on, anchor.name, task.offset, task.duration_days)
        if same not in self.counted:
            self.counted[same] = want_date(task, anchor, self.calendar, self.days)
        return self.counted[same]

    def _press(self, place: int, wanted: WantedDate, squeeze: Squeeze | None) -> WantedDate:
        """Return a task's place in a plan begun too late; what is begun or tied keeps its own."""
        is_open = self.tasks[place].state is TaskState.OPEN and place not in self.tied
        is_before = self.days is not None and wanted.starts_on < self.days.first_on
        if squeeze is None or not is_before or not is_open:
            return wanted
        pressed = press(wanted, squeeze, self.calendar)
        told = tell_pressed(wanted, pressed, squeeze.floor_on)
        if told:
            self.gave_way[place] = told
        return pressed

    def _place(self, place: int, pressed: WantedDate) -> WantedDate:
        task = self.tasks[place]
        if task.state is TaskState.DONE:
            return keep_done(task, pressed)
        now = pressed if place in self.tied else self._follow_anchor(place, pressed)
        cause, earliest = self._find_pusher(place, now.starts_on)
        pusher = self.now[cause] if cause >= 0 else None
        if pusher is None:
            return now
        if place in self.tied:
            before = self.tasks[cause]
            self.conflicts.append(tell_fixed(before, pusher.ends_on, task, now.starts_on))
            return now
        self._give_way(place, tell_pushed(self.tasks[cause].name, pusher.ends_on))
        return self._start_on(now, earliest)

    def _follow_anchor(self, place: int, pressed: WantedDate) -> WantedDate:
        """Return the dates of a task that hangs on another's end, where that one has moved.

        What was pressed keeps its place in the pressed order unless the other one ends too late.
        """
        before = self.order.places.get(anchor_task(self.tasks[place]), place)
        moved, was = (self.now[before], self.pressed[before]) if before < place else (None, None)
        if moved is None or was is None or moved.ends_on == was.ends_on:
            return pressed
        now = self._want(self.tasks[place], self._anchor_on_end(before, moved))
        is_earlier = now.starts_on < pressed.starts_on and pressed == self.wanted[place]
        if now.starts_on <= pressed.starts_on and not is_earlier:
            return pressed
        self._give_way(place, tell_followed(self.tasks[before].name, moved.ends_on))
        return now

    def _find_pusher(self, place: int, starts_on: date) -> tuple[int, date]:
        """Return which predecessor lets a task start last, if later than now, and on which day."""
        cause, earliest = -1, starts_on
        for before, lag in self.order.links_of(place):
            ended = self.now[before]
            if ended is None:
                continue
            free_on = add_days(ended.ends_on, lag) if lag else ended.ends_on
            if free_on > earliest:
                cause, earliest = before, free_on
        return cause, earliest

    def _start_on(self, now: WantedDate, earliest: date) -> WantedDate:
        """Return the dates of a task that keeps its length and starts on a working day."""
        days, length = self.days or FAR_OFF, (now.ends_on - now.starts_on).days
        if not days.holds(earliest):
            earliest = self.calendar.next_working(earliest)
        ends_on = settle_end(earliest, add_days(earliest, length), self.calendar, days)
        is_settled = now.is_settled and self.calendar.is_span_settled(earliest, ends_on)
        return WantedDate(earliest, ends_on, is_settled, now.reason)

    def _give_way(self, place: int, told: Wording) -> None:
        self.gave_way[place] = (*self.gave_way.get(place, ()), told)


def keep_done(task: Task, wanted: WantedDate) -> WantedDate:
    """Return the days of a done task: it does not move any more."""
    if task.done_on is None:
        return wanted
    starts_on = min(wanted.starts_on, task.done_on)
    return WantedDate(starts_on, task.done_on, is_settled=True, reason=tell_done(task.done_on))
