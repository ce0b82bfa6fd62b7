"""Whose dates moved between two plans, by their own change or because another thing moved."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from planner.domain.comparison.change import Change, ChangeKind
from planner.domain.comparison.naming import NONE
from planner.domain.comparison.record import MANY_KINDS, make_change, name_records, tell_change
from planner.domain.enumeration import quote
from planner.domain.error import InvalidRequestError
from planner.domain.moment import spell_day
from planner.domain.task import Task, TaskState
from planner.domain.task_graph import TASK_ANCHOR
from planner.domain.timeline import DatedTask, back_schedule
from planner.domain.wanted_date import SITTING_ANCHOR
from planner.domain.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from planner.domain.comparison.record import RecordWords
    from planner.domain.directory import Directory
    from planner.domain.plan import Plan

DUE = Wording("时限", "deadline")
START = Wording("开始日期", "first day")
OWN_FIELDS = ("anchor", "offset", "duration_days", "depends_on", "condition", "state", "done_on")
MOST_SENTENCES = 2 * MANY_KINDS
"""Of more sentences about dates than this, one tells of all."""


@dataclass(frozen=True, slots=True)
class MovedDate:
    """A task whose days differ between two plans, and why."""

    old: Task
    new: Task
    before: DatedTask | None
    after: DatedTask | None
    is_own: bool
    """The task itself was changed: it moved nothing but itself."""
    why: Wording = NONE

    def spell(self) -> tuple[Wording, Wording, Wording]:
        """Return what moved, from when to when: the deadline, else the first day."""
        was, now = self.before, self.after
        if was and now and was.ends_on == now.ends_on:
            return START, *_spell_days(was.starts_on, now.starts_on)
        return DUE, *_spell_days(was.ends_on if was else None, now.ends_on if now else None)


def find_moved(old: Plan, new: Plan) -> dict[str, MovedDate]:
    """Return the tasks of both plans whose days differ, by key; those that are done never do."""
    if _list_grounds(old) == _list_grounds(new):
        return {}
    try:
        before = {each.task.key: each for each in back_schedule(old, date.min).tasks}
        after = {each.task.key: each for each in back_schedule(new, date.min).tasks}
    except InvalidRequestError:
        return {}
    olds, news = _index(old.tasks), _index(new.tasks)
    moved = {}
    for key, task in news.items():
        former = olds.get(key)
        if former is None or TaskState.DONE in (task.state, former.state):
            continue
        was, now = before.get(key), after.get(key)
        if _span(was) != _span(now):
            is_own = any(getattr(former, name) != getattr(task, name) for name in OWN_FIELDS)
            moved[key] = MovedDate(former, task, was, now, is_own)
    return _give_reasons(moved, old, new)


def settle_told(tasks: Iterable[Task], moved: Mapping[str, MovedDate]) -> tuple[Task, ...]:
    """Return the former tasks with the anchors and offsets that a sentence about dates tells."""
    return tuple(
        replace(each, anchor=moved[each.key].new.anchor, offset=moved[each.key].new.offset)
        if each.key in moved
        else each
        for each in tasks
    )


def tell_dates(
    words: RecordWords[Task], moved: Iterable[MovedDate], directory: Directory
) -> Iterator[Change]:
    """Yield the sentences about dates: first what was changed, then what it moved."""
    reasons: dict[tuple[bool, Wording], list[MovedDate]] = defaultdict(list)
    for each in sorted(moved, key=lambda each: not each.is_own):
        reasons[each.is_own, each.why].append(each)
    told = [
        change
        for (_, why), group in reasons.items()
        for change in _tell(words, group, why, directory)
    ]
    if len(told) > MOST_SENTENCES:
        told = [
            _tell_all(
                words, [each for group in reasons.values() for each in group], NONE, directory
            )
        ]
    yield from told


def _tell(
    words: RecordWords[Task], group: Sequence[MovedDate], why: Wording, directory: Directory
) -> Iterator[Change]:
    alike: dict[tuple[Wording, Wording, Wording], list[MovedDate]] = defaultdict(list)
    for each in group:
        alike[each.spell()].append(each)
    if len(alike) > MANY_KINDS:
        yield _tell_all(words, group, why, directory)
        return
    for (label, was, now), same in alike.items():
        subject = name_records(words, [each.new for each in same], directory)
        yield _make(words, same, _add_reason(tell_change(subject, label, was, now), why))


def _tell_all(
    words: RecordWords[Task], group: Sequence[MovedDate], why: Wording, directory: Directory
) -> Change:
    subject = name_records(words, [each.new for each in group], directory)
    return _make(words, group, _add_reason(tell_change(subject, DUE, NONE, NONE), why))


def _make(words: RecordWords[Task], group: Sequence[MovedDate], wording: Wording) -> Change:
    records = [each for move in group for each in (move.old, move.new)]
    field = "offset" if len(group) == 1 else ""
    change = make_change(words, records, ChangeKind.CHANGED, wording, field)
    return replace(change, field_name="offset")


def _add_reason(wording: Wording, why: Wording) -> Wording:
    return Wording(f"{wording.zh}（{why.zh}）", f"{wording.en} ({why.en})") if why.zh else wording


def _give_reasons(moved: dict[str, MovedDate], old: Plan, new: Plan) -> dict[str, MovedDate]:
    """Return what moved with its reason: the task at the root, else what the root hangs on."""
    causes = _Causes(old, new)
    why: dict[str, Wording] = {}
    for key in moved:
        path, at = [], key
        while at not in why:
            path.append(at)
            why[at] = NONE  # a ring ends here
            leader = None if moved[at].is_own else _find_leader(moved[at], moved)
            if leader is None:
                why[at] = causes.find(moved[at])
                break
            if moved[leader].is_own:
                name = quote(moved[leader].new.name)
                why[at] = Wording(f"因任务{name}改期", f"because {name} was moved")
                break
            at = leader
        for each in path:
            why[each] = why[at]
    return {key: replace(each, why=why[key]) for key, each in moved.items()}


def _find_leader(move: MovedDate, moved: Mapping[str, MovedDate]) -> str | None:
    """Return the moved task that a task waits for longest."""
    keys = [each.task for each in move.new.depends_on]
    if move.new.anchor.startswith(TASK_ANCHOR):
        keys.append(move.new.anchor.removeprefix(TASK_ANCHOR))
    found = [moved[key] for key in keys if key in moved]
    if not found:
        return None
    last = max(found, key=lambda each: each.after.ends_on if each.after else date.min)
    return last.new.key


class _Causes:
    """What else moves a date: the meeting's days, a sitting, holidays, the start of work."""

    def __init__(self, old: Plan, new: Plan) -> None:
        was = {each.key: each.held_on for each in old.sittings}
        self._sittings = {
            each.key: each.name
            for each in new.sittings
            if each.key in was and was[each.key] != each.held_on
        }
        causes = (
            (
                _meeting_days(old) != _meeting_days(new),
                "因会议日期调整",
                "because the meeting moved",
            ),
            (
                old.settings.calendar_notices != new.settings.calendar_notices,
                "因放假调休安排调整",
                "because the holidays changed",
            ),
            (
                old.starts_work_on != new.starts_work_on,
                "因筹备开始日期调整",
                "because the start of work moved",
            ),
        )
        self._general = next((Wording(zh, en) for is_so, zh, en in causes if is_so), NONE)

    def find(self, move: MovedDate) -> Wording:
        """Return why a task moved that waits for no other moved one."""
        if move.is_own:
            is_cut_loose = move.new.anchor[:1].isdigit() and not move.old.anchor[:1].isdigit()
            loose = Wording("不再随会期变动", "no longer follows the meeting")
            return loose if is_cut_loose else NONE
        sitting = self._sittings.get(move.new.anchor.removeprefix(SITTING_ANCHOR))
        if sitting is not None and move.new.anchor.startswith(SITTING_ANCHOR):
            return Wording(f"因会次{quote(sitting)}改期", f"because {quote(sitting)} was moved")
        return self._general


def _list_grounds(plan: Plan) -> tuple[object, ...]:
    """Return all that dates are counted from."""
    return (
        _meeting_days(plan),
        plan.starts_work_on,
        plan.settings.calendar_notices,
        plan.settings.conditions,
        [(each.key, each.held_on) for each in plan.sittings],
        [(each.key, *(getattr(each, name) for name in OWN_FIELDS)) for each in plan.tasks],
    )


def _meeting_days(plan: Plan) -> tuple[date | None, ...]:
    return plan.reports_on, plan.opens_on, plan.closes_on


def _index(tasks: Iterable[Task]) -> dict[str, Task]:
    """Return the tasks by their keys, without those that share one."""
    listed = tuple(tasks)
    counts = Counter(each.key for each in listed)
    return {each.key: each for each in listed if counts[each.key] == 1}


def _span(dated: DatedTask | None) -> tuple[date, date] | None:
    return None if dated is None else (dated.starts_on, dated.ends_on)


def _spell_days(was: date | None, now: date | None) -> tuple[Wording, Wording]:
    with_year = was is None or now is None or was.year != now.year
    return tuple(spell_day(each, with_year=with_year) if each else NONE for each in (was, now))  # type: ignore[return-value]
