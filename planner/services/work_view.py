"""What somebody sees of his work: his tasks over all meetings, and one of them from all sides."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.domain.task import TaskState
from planner.domain.work_list import WorkGroup, WorkItem, judge_work, list_work
from planner.models.account import Permission
from planner.services.attachment import list_attachments
from planner.services.letter import OwnLetter, judge_letter, list_acceptances
from planner.services.meeting import list_meetings
from planner.services.meeting_set import open_meetings
from planner.services.work_entry import list_all_waiting, list_entries
from planner.services.work_right import TaskRight, find_own_person, require_sight

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from planner.domain.person import Person
    from planner.domain.timeline import DatedTask
    from planner.models import AttachmentRecord, MeetingRecord, ScopedSession, WorkEntryRecord
    from planner.models.account import Account
    from planner.services.letter import Acceptances
    from planner.services.meeting import OpenMeeting

PRESSING = frozenset({WorkGroup.LATE, WorkGroup.DUE})
KEPT_DAYS = 60
"""A meeting that closed longer ago is left out of the work over all meetings."""


@dataclass(frozen=True, slots=True)
class MeetingWork:
    """Somebody's work for one meeting."""

    meeting: OpenMeeting
    me: Person | None
    items: tuple[WorkItem, ...]
    letter: OwnLetter | None
    waiting: tuple[WorkEntryRecord, ...]
    """What he asked for or reported, and nobody has decided yet."""

    @property
    def pressing(self) -> tuple[WorkItem, ...]:
        """The tasks that are late or due."""
        return tuple(each for each in self.items if each.group in PRESSING)

    def group(self, group: WorkGroup) -> tuple[WorkItem, ...]:
        """Return the tasks of one group."""
        return tuple(each for each in self.items if each.group is group)


@dataclass(frozen=True, slots=True)
class TaskView:
    """One task as those see it who work on it."""

    dated: DatedTask | None
    item: WorkItem | None
    right: TaskRight
    followers: tuple[DatedTask, ...]
    """The tasks that wait for this one, and are not done."""
    entries: tuple[WorkEntryRecord, ...]
    attachments: dict[int, list[AttachmentRecord]]
    own_key: str

    @property
    def asked(self) -> WorkEntryRecord | None:
        """The request for another date that waits."""
        return next((e for e in self.entries if e.kind == "date" and e.state == "waiting"), None)


def show_work(session: ScopedSession, meeting: OpenMeeting, account: Account) -> MeetingWork:
    """Return somebody's work for one meeting."""
    return gather_works(session, [meeting], account)[0]


def gather_works(
    session: ScopedSession, meetings: Sequence[OpenMeeting], account: Account
) -> list[MeetingWork]:
    """Return somebody's work for several meetings, at the cost of one."""
    ids = [each.id for each in meetings]
    waiting, said = list_all_waiting(session, ids), list_acceptances(session, ids)
    return [join_work(each, account, waiting, said) for each in meetings]


def join_work(
    meeting: OpenMeeting,
    account: Account,
    waiting: Sequence[WorkEntryRecord],
    said: Acceptances,
) -> MeetingWork:
    """Return somebody's work for one meeting out of what is known of all."""
    me = find_own_person(meeting, account)
    items = list_work(meeting.timeline, me.key if me else "", meeting.today)
    mine = {(meeting.id, each.dated.task.key) for each in items}
    return MeetingWork(
        meeting,
        me,
        items,
        judge_letter(meeting, account, said),
        tuple(each for each in waiting if (each.meeting_id, each.task_key) in mine),
    )


def list_current(session: ScopedSession, account: Account, today: date) -> list[MeetingRecord]:
    """Return the published meetings for which an account may have work, the next one first."""
    found = [each for each in list_meetings(session, account) if is_current(each, account, today)]
    return sorted(found, key=lambda each: (each.opens_on is None, each.opens_on or today, each.id))


def is_current(record: MeetingRecord, account: Account, today: date) -> bool:
    """Tell whether an account may have work for a meeting: published, and not long over."""
    return (
        record.revision_number > 0
        and account.may(Permission.WORK, record.id)
        and (record.closes_on is None or (today - record.closes_on).days <= KEPT_DAYS)
    )


def show_all_work(session: ScopedSession, account: Account, today: date) -> list[MeetingWork]:
    """Return somebody's work for all meetings not long over, those with pressing work first."""
    meetings = open_meetings(session, list_current(session, account, today), today)
    works = [each for each in gather_works(session, meetings, account) if each.items]
    return sorted(works, key=lambda each: not each.pressing)


def view_task(session: ScopedSession, meeting: OpenMeeting, account: Account, key: str) -> TaskView:
    """Return a task with what was said of it, to those who may see that."""
    right = require_sight(meeting, account, key)
    dated = meeting.timeline.find(key)
    entries = tuple(list_entries(session, meeting.id, key))
    me = find_own_person(meeting, account)
    return TaskView(
        dated,
        judge_work(meeting.timeline, dated, meeting.today) if dated else None,
        right,
        list_followers(meeting, key),
        entries,
        list_attachments(session, [each.id for each in entries]),
        me.key if me else "",
    )


def list_followers(meeting: OpenMeeting, key: str) -> tuple[DatedTask, ...]:
    """Return the tasks that wait for a task and are not done."""
    return tuple(
        each
        for each in meeting.timeline.tasks
        if each.task.state is not TaskState.DONE
        and (
            any(link.task == key for link in each.task.depends_on)
            or each.task.anchor == f"task:{key}"
        )
    )
