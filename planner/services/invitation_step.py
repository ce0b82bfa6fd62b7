"""What has to be written to whom, so that everybody invited knows what is published now. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from planner.services.invitation_call import is_over

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from planner.models import CalendarInvitationRecord
    from planner.services.contact import Contact
    from planner.services.invitation_call import Call, Calls


class Method(StrEnum):
    """What a letter does (RFC 5546 §1.4)."""

    REQUEST = "REQUEST"
    CANCEL = "CANCEL"


@dataclass(frozen=True, slots=True)
class Step:
    """One letter that has to be written."""

    uid: str
    method: Method
    sequence: int
    call: Call
    name: str
    address: str
    language: str
    is_news: bool = False
    """Whether somebody who is invited already is told of another time or place."""


def list_steps(
    calls: Calls, rows: Mapping[str, CalendarInvitationRecord], now: datetime
) -> Iterator[Step]:
    """Yield what has to be written: nothing of what is over, no invitation to who wants no mail.

    What he was invited to before he said so stands in his calendar: another time or place and a
    cancellation still reach him where it was sent to.
    """
    for uid, call in calls.by_uid.items():
        contact, row = calls.contacts.get(call.person), rows.get(uid)
        if is_over(call.event, now):
            continue
        if contact is not None and not contact.wants_mail:
            if row is not None and row.method == Method.REQUEST.value:
                yield from revise(call, replace(contact, address=row.address), row)
        elif row is not None:
            yield from revise(call, contact, row)
        elif contact is not None and not call.standing.is_cancelled:
            yield invite(call, contact, call.standing.sequence)


def revise(call: Call, contact: Contact | None, row: CalendarInvitationRecord) -> Iterator[Step]:
    """Yield what has to be written to somebody who was invited before.

    Every letter of one invitation has a higher sequence than the one before it. The plan's own
    sequence is no news: it leaps after a backup came back, while time and place stay.
    """
    is_invited = row.method == Method.REQUEST.value
    is_wanted = contact is not None and not call.standing.is_cancelled
    is_moved = contact is not None and contact.address.casefold() != row.address.casefold()
    sequence = max(call.standing.sequence, row.sequence + 1)
    if is_invited and (is_moved or not is_wanted):
        yield call_off(call, row, sequence, contact)
    if contact is None or not is_wanted:
        return
    if not is_invited or is_moved:
        yield invite(call, contact, sequence)
    elif call.span != row.span:
        yield invite(call, contact, sequence, is_news=True)


def invite(call: Call, contact: Contact, sequence: int, *, is_news: bool = False) -> Step:
    """Return the step that invites somebody, or tells him of another time or place."""
    return Step(
        call.event.uid,
        Method.REQUEST,
        sequence,
        call,
        contact.name,
        contact.address,
        contact.language,
        is_news,
    )


def call_off(
    call: Call, row: CalendarInvitationRecord, sequence: int, contact: Contact | None
) -> Step:
    """Return the step that takes back what somebody was sent, at the address it was sent to."""
    language = contact.language if contact else "zh"
    return Step(row.uid, Method.CANCEL, sequence, call, row.name, row.address, language)


def list_withdrawals(
    calls: Calls, rows: Mapping[str, CalendarInvitationRecord], now: datetime
) -> Iterator[Step]:
    """Yield what takes back all that people were invited to and that is not over."""
    for uid, row in rows.items():
        call = calls.by_uid.get(uid)
        if call is None or row.method != Method.REQUEST.value or is_over(call.event, now):
            continue
        sequence = max(call.standing.sequence, row.sequence + 1)
        yield call_off(call, row, sequence, calls.contacts.get(call.person))
