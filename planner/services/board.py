"""A workstream's board: columns of tasks, what each owner carries, and what waits for the lead."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.domain.task_board import (
    COLUMNS,
    BoardColumn,
    BoardView,
    OwnerLoad,
    columns_by_state,
    columns_by_week,
    weigh_owners,
)
from planner.models.account import Permission
from planner.services.error import MissingRecordError
from planner.services.letter import list_acceptances, list_letters_of
from planner.services.work_entry import list_waiting_of
from planner.services.work_right import find_own_person
from planner.services.work_view import list_followers

if TYPE_CHECKING:
    from planner.domain.task import TaskState, Workstream
    from planner.domain.timeline import DatedTask
    from planner.models import ScopedSession, WorkEntryRecord
    from planner.models.account import Account
    from planner.services.meeting import OpenMeeting


@dataclass(frozen=True, slots=True)
class Waiting:
    """A trouble or a request that waits, with its task and what follows it."""

    entry: WorkEntryRecord
    dated: DatedTask | None
    followers: tuple[DatedTask, ...]
    may_decide: bool


@dataclass(frozen=True, slots=True)
class Board:
    """A workstream as its lead sees it."""

    stream: Workstream
    view: BoardView
    columns: tuple[BoardColumn, ...]
    loads: tuple[OwnerLoad, ...]
    waiting: tuple[Waiting, ...]
    accepted: dict[str, bool]
    """Whether each owner accepted his letter as it is now."""
    own_key: str
    may_direct: bool
    """Whether he leads the workstream, or keeps the plan."""

    def may_move(self, dated: DatedTask) -> bool:
        """Tell whether he may say how far a task is."""
        return self.may_direct or bool(self.own_key and dated.task.owner == self.own_key)

    def moves(self, dated: DatedTask) -> tuple[TaskState, ...]:
        """Return the states that a card can be moved to, in the order of the columns."""
        return tuple(each for each in COLUMNS if each is not dated.task.state)


def show_board(
    session: ScopedSession,
    meeting: OpenMeeting,
    account: Account,
    stream_key: str,
    view: BoardView,
    owner: str = "",
) -> Board:
    """Return a workstream's board; the tasks of one owner only where one is named."""
    stream = meeting.directory.workstreams.get(stream_key)
    if stream is None:
        raise MissingRecordError
    tasks = tuple(
        each
        for each in meeting.timeline.tasks
        if each.task.workstream == stream.key and owner in {"", each.task.owner}
    )
    me = find_own_person(meeting, account)
    own = me.key if me else ""
    is_editor = account.may(Permission.EDIT, meeting.id)
    leads = bool(own) and stream.lead == own and account.may(Permission.DIRECT, meeting.id)
    return Board(
        stream,
        view,
        columns_by_state(tasks) if view is BoardView.STATE else columns_by_week(tasks),
        weigh_owners(meeting.plan, meeting.timeline, stream.key, meeting.today),
        list_waiting(session, meeting, stream, own, is_lead=leads, is_editor=is_editor),
        list_accepted(session, meeting),
        own,
        may_direct=is_editor or leads,
    )


def list_waiting(
    session: ScopedSession,
    meeting: OpenMeeting,
    stream: Workstream,
    own: str,
    *,
    is_lead: bool,
    is_editor: bool,
) -> tuple[Waiting, ...]:
    """Return what waits in a workstream; to those who answer for it, and of one's own."""
    tasks = meeting.directory.tasks
    above = is_lead or is_editor or own in {stream.accountable, meeting.plan.secretary_general}
    return tuple(
        Waiting(
            each,
            meeting.timeline.find(each.task_key),
            list_followers(meeting, each.task_key),
            is_editor or (is_lead and each.person_key != own),
        )
        for each in list_waiting_of(session, meeting.id)
        if each.task_key in tasks
        and tasks[each.task_key].workstream == stream.key
        and ((above and own) or is_editor or (own and tasks[each.task_key].owner == own))
    )


def list_accepted(session: ScopedSession, meeting: OpenMeeting) -> dict[str, bool]:
    """Return whether each owner accepted his letter as it is now; none before a revision."""
    if not meeting.revision_number:
        return {}
    said = list_acceptances(session, [meeting.id])
    return {
        person: any(each.letter_hash == content for each in said.get((meeting.id, person), ()))
        for person, (_, content) in list_letters_of(meeting).items()
    }


def pick_stream(meeting: OpenMeeting, account: Account) -> str:
    """Return the workstream to begin with: the one he leads, or works in, or the first."""
    me = find_own_person(meeting, account)
    own = me.key if me else ""
    streams = meeting.plan.workstreams
    led = [each.key for each in streams if own and each.lead == own]
    mine = [each.task.workstream for each in meeting.timeline.tasks if each.task.owner == own]
    known = {each.key for each in streams}
    return next((each for each in (*led, *mine, *known_first(meeting)) if each in known), "")


def known_first(meeting: OpenMeeting) -> tuple[str, ...]:
    """Return the workstreams in the plan's order."""
    return tuple(each.key for each in meeting.plan.workstreams)
