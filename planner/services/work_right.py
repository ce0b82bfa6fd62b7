"""What somebody may do to a task: by his place in the chain, or because he keeps the plan."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.domain.wording import Wording
from planner.domain.work import find_self
from planner.models.account import Permission
from planner.services.error import MissingRecordError, NotYoursError

if TYPE_CHECKING:
    from planner.domain.person import Person
    from planner.domain.timeline import DatedTask
    from planner.models.account import Account
    from planner.services.meeting import OpenMeeting

NOT_YOURS = Wording(
    "这项任务不由您负责；如有情况，请告知责任人或工作组牵头人。",
    "This task is not yours; tell its owner or the lead of its workstream.",
)
NOT_YOUR_DECISION = Wording(
    "这件事由工作组牵头人决定；牵头人自己提出的，由责任领导或秘书处决定。",
    "The lead of the workstream decides this; what the lead himself asks for is decided by the "
    "accountable leader or the secretariat.",
)


@dataclass(frozen=True, slots=True)
class TaskRight:
    """An account's place beside one task."""

    is_owner: bool
    is_lead: bool
    is_accountable: bool
    """The workstream's accountable leader, or the meeting's secretary-general."""
    is_editor: bool

    @property
    def may_see(self) -> bool:
        """Tell whether he may read what was said of it."""
        return self.is_owner or self.is_lead or self.is_accountable or self.is_editor

    @property
    def may_say(self) -> bool:
        """Tell whether he may tick it off, note, report and ask."""
        return self.is_owner or self.is_lead or self.is_editor

    def may_decide(self, asked_by_person: str, person: str) -> bool:
        """Tell whether he may decide what somebody asked: nobody decides on his own request."""
        if self.is_editor:
            return True
        if asked_by_person and asked_by_person == person:
            return False
        return self.is_lead or self.is_accountable


def find_own_person(meeting: OpenMeeting, account: Account) -> Person | None:
    """Return who of a meeting's people an account is."""
    return find_self(meeting.plan, account.person_key, account.display_name)


def find_right(meeting: OpenMeeting, account: Account, key: str) -> TaskRight:
    """Return an account's place beside a task; a task that is not there is refused."""
    task = meeting.directory.tasks.get(key)
    if task is None:
        raise MissingRecordError
    me = find_own_person(meeting, account)
    own = me.key if me else ""
    stream = meeting.directory.workstreams.get(task.workstream)
    above = {meeting.plan.secretary_general, stream.accountable if stream else ""} - {""}
    return TaskRight(
        is_owner=bool(own) and task.owner == own,
        is_lead=bool(own)
        and stream is not None
        and stream.lead == own
        and account.may(Permission.DIRECT, meeting.id),
        is_accountable=own in above and account.may(Permission.REVIEW, meeting.id),
        is_editor=account.may(Permission.EDIT, meeting.id),
    )


def require_sight(meeting: OpenMeeting, account: Account, key: str) -> TaskRight:
    """Return an account's place beside a task that he may see; others find nothing there."""
    right = find_right(meeting, account, key)
    if not right.may_see:
        raise MissingRecordError
    return right


def require_say(meeting: OpenMeeting, account: Account, key: str) -> DatedTask | None:
    """Return a task on which an account may report; with its days, where it has any."""
    if not require_sight(meeting, account, key).may_say:
        raise NotYoursError(NOT_YOURS)
    return meeting.timeline.find(key)
