"""What owners say of their tasks: how far they are, notes, troubles, other dates asked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from planner.domain.error import InvalidRequestError
from planner.domain.task import TaskState
from planner.domain.wording import Wording
from planner.models import WorkEntryRecord
from planner.models.calendar import Topic
from planner.models.work import WorkEntryKind, WorkEntryState
from planner.services.attachment import AddedFile, add_files, check_files
from planner.services.audit import digest, write_audit
from planner.services.calendar_change import tell_calendars
from planner.services.draft import lock_meeting, next_stamp
from planner.services.draft_change import Edit, make_edits
from planner.services.draft_error import MissingEntryError
from planner.services.error import MissingRecordError, NotYoursError
from planner.services.work_right import (
    NOT_YOUR_DECISION,
    find_own_person,
    require_say,
    require_sight,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from planner.models import ScopedSession
    from planner.models.account import Account
    from planner.services.actor import Actor
    from planner.services.meeting import OpenMeeting

LONGEST_TEXT = 2_000
NOTE = "办理任务"


class EntryStateError(InvalidRequestError):
    """The entry was decided or taken back meanwhile."""

    def __init__(self) -> None:
        super().__init__(
            Wording(
                "这件事已经有人处理，请刷新后再看。", "Somebody saw to this meanwhile; look again."
            )
        )


@dataclass(frozen=True, slots=True)
class Said:
    """A text, and the files that go with it."""

    text: str = ""
    files: tuple[AddedFile, ...] = ()


def say_state(
    session: ScopedSession,
    meeting: OpenMeeting,
    key: str,
    state: TaskState,
    said: Said,
    actor: Actor,
    done_on: date | None = None,
) -> int:
    """Say how far a task is: tick it off, begin it, take it up again; return the entry.

    The draft's task is brought to the same state in the same transaction, also while a review
    waits; of what is published nothing changes.
    """
    entry = begin_entry(meeting, key, WorkEntryKind.STATE, said, actor)
    if state is TaskState.DROPPED:
        raise InvalidRequestError(
            Wording("取消任务由秘书处修改方案。", "To drop a task the secretariat edits the plan.")
        )
    entry.task_state = state.value
    if state is TaskState.DONE:
        entry.done_on = done_on or meeting.today
        if entry.done_on > meeting.today:
            raise InvalidRequestError(
                Wording("完成日期不能晚于今天。", "It cannot have been done after today.")
            )
    done_on_text = entry.done_on.isoformat() if entry.done_on else None
    progress = {"state": state.value, "done_on": done_on_text}
    is_drafted = bring_draft(session, meeting.id, key, progress, actor)
    return close_entry(session, entry, said.files, actor, tells_calendars=not is_drafted)


def bring_draft(
    session: ScopedSession, meeting_id: int, key: str, progress: dict[str, str | None], actor: Actor
) -> bool:
    """Bring the draft's task to a state; that alone makes no revision necessary.

    A task that the draft no longer has stays as it is: the entry tells how far it is. Returns
    whether the draft has it.
    """
    record = lock_meeting(session, meeting_id)
    is_as_published = record.published_sequence == record.draft_sequence
    try:
        make_edits(session, meeting_id, [Edit.change("tasks", key, progress)], actor, NOTE)
    except MissingEntryError:
        record = lock_meeting(session, meeting_id)
        next_stamp(record)
        return False
    if is_as_published:
        record.published_sequence = record.draft_sequence
    return True


def say_note(
    session: ScopedSession, meeting: OpenMeeting, key: str, said: Said, actor: Actor
) -> int:
    """Note something of a task; return the entry."""
    if not said.text.strip() and not said.files:
        raise InvalidRequestError(
            Wording("请填写说明或添加附件。", "Write something or add a file.")
        )
    entry = begin_entry(meeting, key, WorkEntryKind.NOTE, said, actor)
    return close_entry(session, entry, said.files, actor)


def report_trouble(
    session: ScopedSession, meeting: OpenMeeting, key: str, said: Said, actor: Actor
) -> int:
    """Report a trouble: it stands on the board and the overview until the lead settles it."""
    if not said.text.strip():
        raise InvalidRequestError(Wording("请写明遇到什么困难。", "Say what the trouble is."))
    entry = begin_entry(meeting, key, WorkEntryKind.TROUBLE, said, actor)
    entry.state = WorkEntryState.WAITING.value
    return close_entry(session, entry, said.files, actor)


def ask_date(
    session: ScopedSession,
    meeting: OpenMeeting,
    key: str,
    wanted_on: date,
    said: Said,
    actor: Actor,
) -> int:
    """Ask for another end of a task, with a reason; the lead decides."""
    dated = require_say(meeting, require_account(actor), key)
    if not said.text.strip():
        raise InvalidRequestError(Wording("请写明改期的理由。", "Say why another date is needed."))
    if dated is None or dated.task.state is TaskState.DONE:
        raise InvalidRequestError(
            Wording("这项任务没有可改的日期。", "This task has no date that could be changed.")
        )
    if wanted_on < meeting.today or wanted_on == dated.due_on:
        raise InvalidRequestError(
            Wording(
                "新的完成日期应不早于今天，并与现定日期不同。",
                "The new date is today or later, and not the present one.",
            )
        )
    lock_meeting(session, meeting.id)
    if any(
        each.kind == WorkEntryKind.DATE.value for each in list_waiting_of(session, meeting.id, key)
    ):
        raise InvalidRequestError(
            Wording(
                "已有一项改期申请待批；可先撤回，再重新提出。",
                "A request for another date waits already; take it back to ask anew.",
            )
        )
    entry = begin_entry(meeting, key, WorkEntryKind.DATE, said, actor)
    entry.state = WorkEntryState.WAITING.value
    entry.wanted_on, entry.planned_on = wanted_on, dated.ends_on
    return close_entry(session, entry, said.files, actor)


def decide_entry(
    session: ScopedSession,
    meeting: OpenMeeting,
    entry_id: int,
    verdict: WorkEntryState,
    text: str,
    actor: Actor,
) -> WorkEntryRecord:
    """Grant or refuse a date, or settle a trouble; refusing and settling say why.

    A granted date is an agreement beside the plan: what is published stays, the task is late only
    after the agreed day, and the secretariat takes the day into the next draft.
    """
    meeting_row = lock_meeting(session, meeting.id)
    entry = find_entry(session, meeting.id, entry_id)
    account = require_account(actor)
    right = require_sight(meeting, account, entry.task_key)
    me = find_own_person(meeting, account)
    if not right.may_decide(entry.person_key, me.key if me else ""):
        raise NotYoursError(NOT_YOUR_DECISION)
    refuse_verdict(entry, verdict, text)
    entry.state, entry.decision = verdict.value, text.strip()[:LONGEST_TEXT]
    entry.decided_by_id, entry.decider_name = actor.account_id, actor.name
    entry.decided_at = actor.now
    next_stamp(meeting_row)
    audit_entry(session, entry, "work.decide", actor, {"state": WorkEntryState.WAITING.value})
    if verdict is WorkEntryState.GRANTED:
        tell_calendars(session, meeting.id, Topic.WORK, actor.now)
    session.commit()
    return entry


def refuse_verdict(entry: WorkEntryRecord, verdict: WorkEntryState, text: str) -> None:
    """Refuse a decision on what waits no longer, of the wrong kind, or without its words."""
    if entry.state != WorkEntryState.WAITING.value:
        raise EntryStateError
    verdicts = {
        WorkEntryKind.DATE.value: {WorkEntryState.GRANTED, WorkEntryState.REFUSED},
        WorkEntryKind.TROUBLE.value: {WorkEntryState.SETTLED},
    }
    if verdict not in verdicts.get(entry.kind, ()):
        raise EntryStateError
    if verdict is not WorkEntryState.GRANTED and not text.strip():
        raise InvalidRequestError(
            Wording("请写明意见，申请人要看到。", "Say why, or how; whoever asked will read it.")
        )


def withdraw_entry(
    session: ScopedSession, meeting: OpenMeeting, entry_id: int, actor: Actor
) -> WorkEntryRecord:
    """Take back what one asked for or reported oneself, while it waits."""
    lock_meeting(session, meeting.id)
    entry = find_entry(session, meeting.id, entry_id)
    require_sight(meeting, require_account(actor), entry.task_key)
    if entry.account_id != actor.account_id:
        raise NotYoursError(
            Wording("只能撤回自己提出的。", "One takes back only what one asked oneself.")
        )
    if entry.state != WorkEntryState.WAITING.value:
        raise EntryStateError
    entry.state = WorkEntryState.WITHDRAWN.value
    audit_entry(session, entry, "work.withdraw", actor, {"state": WorkEntryState.WAITING.value})
    session.commit()
    return entry


def begin_entry(
    meeting: OpenMeeting, key: str, kind: WorkEntryKind, said: Said, actor: Actor
) -> WorkEntryRecord:
    """Return an entry to be written, where the account may say something of the task."""
    account = require_account(actor)
    require_say(meeting, account, key)
    check_files(said.files)
    me = find_own_person(meeting, account)
    return WorkEntryRecord(
        meeting_id=meeting.id,
        task_key=key,
        person_key=me.key if me else "",
        kind=kind.value,
        state=WorkEntryState.SAID.value,
        text=said.text.strip()[:LONGEST_TEXT],
        account_id=account.id,
        actor_name=actor.name,
        said_at=actor.now,
    )


def close_entry(
    session: ScopedSession,
    entry: WorkEntryRecord,
    files: Sequence[AddedFile],
    actor: Actor,
    *,
    tells_calendars: bool = False,
) -> int:
    """Write an entry with its files and its row of the log; commit."""
    entry.organisation_id = session.owner
    session.add(entry)
    session.flush()
    hashes = add_files(session, entry.id, files)
    audit_entry(session, entry, f"work.{entry.kind}", actor, {}, hashes)
    if tells_calendars:
        tell_calendars(session, entry.meeting_id, Topic.WORK, actor.now)
    session.commit()
    return entry.id


def audit_entry(
    session: ScopedSession,
    entry: WorkEntryRecord,
    action: str,
    actor: Actor,
    before: dict[str, str],
    files: Sequence[str] = (),
) -> None:
    """Write an entry's row of the log: what happened, and only hashes of what was written."""
    subject = f"meeting/{entry.meeting_id} task/{entry.task_key} entry/{entry.id}"
    after = {
        "state": entry.state,
        "task_state": entry.task_state,
        "text": digest([entry.text, entry.decision]),
        "wanted_on": str(entry.wanted_on or ""),
        "files": list(files),
    }
    write_audit(session, actor, action, subject, before=before, after=after)


def require_account(actor: Actor) -> Account:
    """Return the account of whoever acts; work is never said by a program of ours."""
    if actor.account is None:
        raise MissingRecordError
    return actor.account


def find_entry(session: ScopedSession, meeting_id: int, entry_id: int) -> WorkEntryRecord:
    """Return an entry of a meeting."""
    found = session.scalar(
        select(WorkEntryRecord).where(
            WorkEntryRecord.meeting_id == meeting_id, WorkEntryRecord.id == entry_id
        )
    )
    if found is None:
        raise MissingRecordError
    return found


def list_entries(session: ScopedSession, meeting_id: int, key: str) -> list[WorkEntryRecord]:
    """Return what was said of a task, the newest first."""
    return list(
        session.scalars(
            select(WorkEntryRecord)
            .where(WorkEntryRecord.meeting_id == meeting_id, WorkEntryRecord.task_key == key)
            .order_by(WorkEntryRecord.id.desc())
        )
    )


def list_waiting_of(
    session: ScopedSession, meeting_id: int, key: str = ""
) -> list[WorkEntryRecord]:
    """Return the troubles and requests of a meeting that wait, or of one task; oldest first."""
    found = list_all_waiting(session, [meeting_id])
    return [each for each in found if key in {"", each.task_key}]


def list_all_waiting(session: ScopedSession, meeting_ids: Iterable[int]) -> list[WorkEntryRecord]:
    """Return the troubles and requests of several meetings that wait, the oldest first."""
    return list(
        session.scalars(
            select(WorkEntryRecord)
            .where(
                WorkEntryRecord.meeting_id.in_(list(meeting_ids)),
                WorkEntryRecord.state == WorkEntryState.WAITING.value,
            )
            .order_by(WorkEntryRecord.id)
        )
    )
