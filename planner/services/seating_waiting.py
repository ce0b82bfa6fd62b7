"""What waits for whom: seatings to approve, amendments to confirm, what was sent back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from planner.models import SeatingRecord, SeatingVersionRecord
from planner.models.account import Permission
from planner.models.seating import SeatingState, SeatingVersionState

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from planner.models import MeetingRecord, ScopedSession
    from planner.models.account import Account

EDITED = frozenset({SeatingState.DRAFT, SeatingState.AMENDING})


@dataclass(frozen=True, slots=True)
class SentSeating:
    """The newest version of a seating, where it waits for a step."""

    meeting: MeetingRecord
    seating: SeatingRecord
    version: SeatingVersionRecord

    @property
    def is_amendment(self) -> bool:
        """Whether it changes an approved one."""
        return self.version.base_number > 0

    @property
    def unsettled(self) -> int:
        """Count the remarks that nobody has seen to yet."""
        return sum(not each.get("is_settled") for each in self.version.remarks)


@dataclass(frozen=True, slots=True)
class SeatingTasks:
    """The seatings that wait for an account's step."""

    to_approve: tuple[SentSeating, ...] = ()
    to_confirm: tuple[SentSeating, ...] = ()
    """Amendments of others."""
    sent_back: tuple[SentSeating, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing waits."""
        return not (self.to_approve or self.to_confirm or self.sent_back)


def find_seating_tasks(
    session: ScopedSession, records: Iterable[MeetingRecord], account: Account, today: date
) -> SeatingTasks:
    """Return what waits for an account's step in meetings that are not over, the oldest first."""
    found = list_sent(session, [each for each in records if not is_over(each, today)])
    waiting = [each for each in found if is_in_state(each, SeatingVersionState.WAITING)]
    return SeatingTasks(
        to_approve=tuple(
            each
            for each in waiting
            if not each.is_amendment and account.may(Permission.REVIEW, each.meeting.id)
        ),
        to_confirm=tuple(each for each in waiting if may_confirm(each, account)),
        sent_back=tuple(
            each
            for each in found
            if is_in_state(each, SeatingVersionState.RETURNED)
            and each.seating.state in EDITED
            and account.may(Permission.EDIT, each.meeting.id)
        ),
    )


def list_sent(session: ScopedSession, records: Iterable[MeetingRecord]) -> list[SentSeating]:
    """Return the newest version of each seating of some meetings, the oldest first."""
    by_id = {each.id: each for each in records}
    rows = session.execute(
        select(SeatingRecord, SeatingVersionRecord)
        .join(SeatingVersionRecord, SeatingVersionRecord.seating_id == SeatingRecord.id)
        .where(SeatingRecord.meeting_id.in_(list(by_id)))
        .order_by(SeatingVersionRecord.number)
    )
    newest = {seating.id: (seating, version) for seating, version in rows}
    found = [SentSeating(by_id[one.meeting_id], one, other) for one, other in newest.values()]
    return sorted(found, key=lambda each: (each.version.submitted_at, each.version.id))


def is_in_state(sent: SentSeating, state: SeatingVersionState) -> bool:
    """Tell whether the newest version of a seating is in a state."""
    return sent.version.state == state.value


def may_confirm(sent: SentSeating, account: Account) -> bool:
    """Tell whether an account may be the second person of an amendment."""
    if not sent.is_amendment or sent.version.submitted_by_id == account.id:
        return False
    return any(account.may(each, sent.meeting.id) for each in (Permission.EDIT, Permission.REVIEW))


def is_over(record: MeetingRecord, today: date) -> bool:
    """Tell whether a meeting is over by its days: then nothing is decided any more."""
    last = record.closes_on or record.opens_on
    return last is not None and last < today


def list_halls(session: ScopedSession, meetings: Iterable[int]) -> dict[tuple[int, str], int]:
    """Return the approved seating of each sitting, by meeting and sitting."""
    rows = session.execute(
        select(SeatingRecord.id, SeatingRecord.meeting_id, SeatingRecord.sittings)
        .where(SeatingRecord.meeting_id.in_(list(meetings)), SeatingRecord.approved_number > 0)
        .order_by(SeatingRecord.id)
    )
    return {(meeting, sitting): at for at, meeting, sittings in rows for sitting in sittings}
