"""What somebody sees of his work: his tasks over all meetings, and one of them from all sides."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.domain.task import TaskState
from planner.domain.work_list import WorkGroup, WorkItem, judge_work, list_work
from planner.models.account import Permission
from planner.services.attachment import list_attachments
from planner.services.letter import OwnLetter, find_letter
from planner.services.meeting import list_meetings, open_meeting
from planner.services.work_entry import list_entries, list_waiting_of
from planner.services.work_right import TaskRight, find_own_person, require_sight

if TYPE_CHECKING:
    from datetime import date

    from planner.documents.font import FontSettings
    from planner.domain.person import Person
    from planner.domain.timeline import DatedTask
    from planner.models import AttachmentRecord, MeetingRecord, ScopedSession, WorkEntryRecord
    from planner.models.account import Account
    from planner.services.meeting import OpenMeeting

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
    me = find_own_person(meeting, account)
    items = list_work(meeting.timeline, me.key if me else "", meeting.today)
    mine = {each.dated.task.key for each in items}
    waiting = list_waiting_of(session, meeting.id) if items else []
    return MeetingWork(
        meeting,
        me,
        items,
        find_letter(session, meeting, account) if me else None,
        tuple(each for each in waiting if each.task_key in mine),
    )


def list_current(session: ScopedSession, account: Account, today: date) -> list[MeetingRecord]:
    """Return the published meetings for which an account may have work, the next one first."""
    found = [
        each
        for each in list_meetings(session, account)
        if each.revision_number
        and account.may(Permission.WORK, each.id)
        and (each.closes_on is None or (today - each.closes_on).days <= KEPT_DAYS)
    ]
    return sorted(found, key=lambda each: (each.opens_on is None, each.opens_on or today, each.id))


def show_all_work(
    session: ScopedSession, account: Account, today: date, fonts: FontSettings
) -> list[MeetingWork]:
    """Return somebody's work for every meeting of the house that is not long over."""
    meetings = [
        open_meeting(session, each.id, today, fonts)
        for each in list_current(session, account, today)
    ]
    found = [show_work(session, each, account) for each in meetings]
    return [each for each in found if each.items]


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
