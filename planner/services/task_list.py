"""Tasks in a table: one filter, three orders (by date, by owner, by week), page by page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from planner.domain.agreed_date import take_date
from planner.domain.error import InvalidRequestError
from planner.domain.wording import Wording
from planner.services.draft import open_draft
from planner.services.draft_change import Edit, apply_edits
from planner.services.error import MissingRecordError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from planner.domain.task import Task
    from planner.domain.timeline import DatedTask
    from planner.models import ScopedSession
    from planner.services.actor import Actor
    from planner.services.draft_change import Outcome
    from planner.services.meeting import OpenMeeting

PAGE_SIZE = 50
MOST_AT_ONCE = 200


class TaskOrder(StrEnum):
    """In which groups the tasks stand."""

    DATE = "date"
    OWNER = "owner"
    WEEK = "week"


class TaskMark(StrEnum):
    """What can be asked for besides the state."""

    LATE = "late"
    CRITICAL = "critical"
    COMPRESSED = "compressed"
    UNSETTLED = "unsettled"
    AGREED = "agreed"
    UNDATED = "undated"


@dataclass(frozen=True, slots=True)
class TaskQuery:
    """What somebody wants to see of the tasks; empty means all."""

    text: str = ""
    workstream: str = ""
    owner: str = ""
    state: str = ""
    mark: str = ""
    week: str = ""
    """The Monday of the week in which a task is due."""
    order: TaskOrder = TaskOrder.DATE
    page: int = 1


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A task with its days; None where it has none, and then why."""

    task: Task
    dated: DatedTask | None
    why: Wording | None = None

    @property
    def monday(self) -> date | None:
        """The Monday of the week in which it is due."""
        if self.dated is None:
            return None
        return self.dated.due_on - timedelta(days=self.dated.due_on.weekday())


@dataclass(frozen=True, slots=True)
class TaskGroup:
    """Rows under one heading: an owner's, a week's, or all."""

    owner: str | None
    monday: date | None
    rows: tuple[TaskRow, ...]
    total: int
    """How many the group has on all pages."""


@dataclass(frozen=True, slots=True)
class TaskPage:
    """One page of the tasks."""

    query: TaskQuery
    groups: tuple[TaskGroup, ...]
    total: int
    page: int
    pages: int


def list_tasks(meeting: OpenMeeting, query: TaskQuery) -> TaskPage:
    """Return a page of a meeting's tasks as a query asks for them."""
    rows = [each for each in list_rows(meeting) if is_wanted(meeting, each, query)]
    rows.sort(key=order_rows(meeting, query.order))
    counts: dict[object, int] = {}
    for each in rows:
        mark = mark_group(each, query.order)
        counts[mark] = counts.get(mark, 0) + 1
    pages = max(1, -(-len(rows) // PAGE_SIZE))
    page = min(max(1, query.page), pages)
    shown = rows[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
    return TaskPage(query, group_rows(shown, query.order, counts), len(rows), page, pages)


def list_rows(meeting: OpenMeeting) -> list[TaskRow]:
    """Return the tasks of a meeting, those without a date last."""
    dated = [TaskRow(each.task, each) for each in meeting.timeline.tasks]
    return [*dated, *(TaskRow(each.task, None, each.why) for each in meeting.timeline.undated)]


def is_wanted(meeting: OpenMeeting, row: TaskRow, query: TaskQuery) -> bool:
    """Tell whether a row is asked for."""
    task = row.task
    asked = (
        (query.workstream, task.workstream),
        (query.owner, task.owner or "-"),
        (query.state, task.state.value),
        (query.week, str(row.monday)),
    )
    return (
        all(wanted in {"", found} for wanted, found in asked)
        and query.text.casefold() in task.name.casefold()
        and (not query.mark or has_mark(row, query.mark, meeting.today))
    )


def has_mark(row: TaskRow, mark: str, today: date) -> bool:
    """Tell whether a row bears a mark; one that nobody knows lets all through."""
    dated = row.dated
    if mark not in set(TaskMark):
        return True
    if dated is None or mark == TaskMark.UNDATED:
        return dated is None and mark == TaskMark.UNDATED
    tests: dict[str, bool] = {
        TaskMark.LATE: dated.is_late(today),
        TaskMark.CRITICAL: dated.is_critical,
        TaskMark.COMPRESSED: dated.is_compressed,
        TaskMark.UNSETTLED: not dated.is_settled,
        TaskMark.AGREED: dated.agreed_on is not None,
    }
    return tests[mark]


def order_rows(
    meeting: OpenMeeting, order: TaskOrder
) -> Callable[[TaskRow], tuple[int, date, date]]:
    """Return the key by which rows are sorted."""
    places = {each.key: at for at, each in enumerate(meeting.plan.people)}

    def key(row: TaskRow) -> tuple[int, date, date]:
        first = row.dated.starts_on if row.dated else date.max
        last = row.dated.due_on if row.dated else date.max
        if order is TaskOrder.OWNER:
            return places.get(row.task.owner, len(places)), first, last
        return (0, last, first) if order is TaskOrder.WEEK else (0, first, last)

    return key


def mark_group(row: TaskRow, order: TaskOrder) -> object:
    """Return what tells a row's group from others."""
    if order is TaskOrder.OWNER:
        return row.task.owner
    return row.monday if order is TaskOrder.WEEK else None


def group_rows(
    rows: Sequence[TaskRow], order: TaskOrder, counts: dict[object, int]
) -> tuple[TaskGroup, ...]:
    """Return rows under their headings, in their order."""
    groups: dict[object, list[TaskRow]] = {}
    for each in rows:
        groups.setdefault(mark_group(each, order), []).append(each)
    return tuple(
        TaskGroup(
            members[0].task.owner if order is TaskOrder.OWNER else None,
            members[0].monday if order is TaskOrder.WEEK else None,
            tuple(members),
            counts[mark],
        )
        for mark, members in groups.items()
    )


def list_weeks(meeting: OpenMeeting) -> list[date]:
    """Return the Mondays of the weeks in which something is due."""
    return sorted({each.monday for each in list_rows(meeting) if each.monday})


def hand_over(
    session: ScopedSession, meeting_id: int, keys: Iterable[str], owner: str, actor: Actor
) -> Outcome:
    """Give several tasks of the draft to another owner, all or none; one undo takes it back."""
    wanted = list(dict.fromkeys(keys))[:MOST_AT_ONCE]
    if not wanted or not owner.strip():
        raise InvalidRequestError(
            Wording("请勾选任务并填写新的责任人。", "Tick the tasks and name their new owner.")
        )
    edits = [Edit.change("tasks", key, {"owner": owner.strip()}) for key in wanted]
    return apply_edits(session, meeting_id, edits, actor, note="批量调整责任人")


def take_agreed_date(
    session: ScopedSession, meeting: OpenMeeting, key: str, actor: Actor
) -> Outcome:
    """Write the date that was agreed for a task into the draft: the next revision carries it."""
    dated = meeting.timeline.find(key)
    draft = open_draft(session, meeting.id)
    entry = draft.find("tasks", key)
    if dated is None or dated.agreed_on is None or entry is None:
        raise MissingRecordError
    starts_on = dated.agreed_on - (dated.ends_on - dated.starts_on)
    task = take_date(draft.plan, key, starts_on, dated.agreed_on)
    values = {"offset": str(task.offset)}
    note = "写入同意的改期"
    if task.anchor != next(each.anchor for each in draft.plan.tasks if each.key == key):
        values["anchor"] = task.anchor
        note += "（不再随会期变动）"
    edit = Edit.change("tasks", key, values, entry.version)
    return apply_edits(session, meeting.id, [edit], actor, note=note)
