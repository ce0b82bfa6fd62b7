"""Invitations of a meeting by mail: switched on and off, and kept true by every publication.

What was last sent to whom stands in a row. Publishing compares it with what is published now and
writes to those whom the difference touches, in the same transaction; what was missed, because a
revision came from the command line or an address was added later, is made up for the next time.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from planner.domain.error import PlannerError
from planner.domain.wording import Wording
from planner.services.audit import write_audit
from planner.services.draft import lock_meeting
from planner.services.invitation_call import gather_calls, is_over
from planner.services.invitation_letter import write_letter
from planner.services.invitation_outbox import find_left, take_back
from planner.services.invitation_row import list_rows, note_steps
from planner.services.invitation_step import Method, list_steps, list_withdrawals
from planner.services.mail import host_of, queue_mails

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from planner.models import CalendarInvitationRecord, MeetingRecord, ScopedSession
    from planner.services.actor import Actor
    from planner.services.contact import Contact
    from planner.services.invitation_call import Calls
    from planner.services.invitation_letter import Inviter
    from planner.services.invitation_row import Rows
    from planner.services.invitation_step import Step


class NoSenderError(PlannerError):
    """Invitations have to come from an address, and none is set."""

    def __init__(self) -> None:
        super().__init__(
            Wording(
                "还没有设置发件地址，不能发邀请。"
                "请系统管理员设置 PLENUM_SMTP_HOST 和 PLENUM_MAIL_FROM。",
                "There is no address that letters come from; "
                "set PLENUM_SMTP_HOST and PLENUM_MAIL_FROM.",
            )
        )


@dataclass(frozen=True, slots=True)
class Foresight:
    """What switching invitations on, or publishing anew, would send."""

    letters: int
    people: tuple[tuple[Contact, int], ...]
    """To whom, and how many each."""
    unreached: tuple[str, ...]
    """Names of those who are called and have no address."""
    silent: tuple[str, ...]
    """Names of those who want no mail."""
    sent: int
    """How many were invited to something that is not over: switching off may take that back."""


def foresee_invitations(session: ScopedSession, meeting: MeetingRecord, now: datetime) -> Foresight:
    """Return what would be sent now; nothing for what was never published."""
    if not meeting.revision_number:
        return Foresight(0, (), (), (), 0)
    rows = list_rows(session, meeting.id)
    calls = gather_calls(session, meeting, people_of(rows.values()))
    counts = Counter(
        each.call.person for each in list_steps(calls, rows, now) if each.method is Method.REQUEST
    )
    called = dict.fromkeys(
        each.person
        for each in calls.by_uid.values()
        if not each.standing.is_cancelled and not is_over(each.event, now)
    )
    names = {each.key: each.name for each in calls.plan.people}
    known = calls.contacts
    return Foresight(
        letters=counts.total(),
        people=tuple((known[person], count) for person, count in counts.items()),
        unreached=tuple(names.get(each, each) for each in called if each not in known),
        silent=tuple(
            known[each].name for each in called if each in known and not known[each].wants_mail
        ),
        sent=sum(1 for _ in list_withdrawals(calls, rows, now)),
    )


def start_inviting(session: ScopedSession, meeting_id: int, inviter: Inviter, actor: Actor) -> int:
    """Switch invitations on and write to all who are called; return how many letters.

    What was never published invites nobody yet: its first revision will.

    Raises:
        NoSenderError: There is no address that letters come from.
    """
    if not inviter.sender:
        raise NoSenderError
    meeting = lock_meeting(session, meeting_id)
    meeting.sends_invitations = True
    write_audit(session, actor, "invitation.start", f"meeting/{meeting_id}")
    count = renew_invitations(session, meeting, inviter, actor)
    session.commit()
    return count


def stop_inviting(
    session: ScopedSession,
    meeting_id: int,
    inviter: Inviter,
    actor: Actor,
    *,
    withdraws: bool,
) -> int:
    """Switch invitations off; where asked take back what was sent. Return how many letters."""
    meeting = lock_meeting(session, meeting_id)
    meeting.sends_invitations = False
    facts = {"withdraws": withdraws}
    write_audit(session, actor, "invitation.stop", f"meeting/{meeting_id}", after=facts)
    count = 0
    if withdraws and meeting.revision_number and inviter.sender:
        rows = list_rows(session, meeting_id)
        calls = gather_calls(session, meeting, people_of(rows.values()))
        steps = list(list_withdrawals(calls, rows, actor.now))
        count = take_steps(session, meeting_id, calls, rows, steps, inviter, actor)
    session.commit()
    return count


def renew_invitations(
    session: ScopedSession, meeting: MeetingRecord, inviter: Inviter, actor: Actor
) -> int:
    """Write to those whom what is published now touches; the caller commits.

    Nothing where the meeting does not invite, was never published, or no letter has a sender.
    """
    if not (meeting.sends_invitations and meeting.revision_number and inviter.sender):
        return 0
    rows = list_rows(session, meeting.id)
    calls = gather_calls(session, meeting, people_of(rows.values()))
    steps = list(list_steps(calls, rows, actor.now))
    return take_steps(session, meeting.id, calls, rows, steps, inviter, actor)


def people_of(rows: Iterable[CalendarInvitationRecord]) -> set[str]:
    """Return who was invited: he may have left the plan."""
    return {each.person for each in rows}


def take_steps(
    session: ScopedSession,
    meeting_id: int,
    calls: Calls,
    rows: Rows,
    steps: list[Step],
    inviter: Inviter,
    actor: Actor,
) -> int:
    """Queue the letters of steps and note what was sent; return how many there are.

    A letter that has not left is taken back, since the new one tells more; where nothing ever
    left, nothing has to be cancelled.
    """
    if not steps:
        return 0
    known = {each.uid for each in steps if each.uid in rows}
    take_back(session, meeting_id, {each.uid: each.method for each in steps if each.uid in known})
    left = find_left(session, meeting_id) if known else frozenset()
    told = [
        replace(each, is_news=each.is_news and is_left(each, left))
        for each in steps
        if each.method is Method.REQUEST or is_left(each, left)
    ]
    letters = [
        write_letter(each, calls.plan, meeting_id, session.owner, inviter, actor.now)
        for each in told
    ]
    count = queue_mails(session, letters, host_of(inviter.public_url), actor.now)
    written = frozenset(each.unique_key for each in letters)
    note_steps(session, meeting_id, rows, steps, written, inviter, actor.now)
    facts = Counter(each.method.value for each in told)
    write_audit(session, actor, "invitation.send", f"meeting/{meeting_id}", after=dict(facts))
    return count


def is_left(step: Step, left: frozenset[tuple[str, str]]) -> bool:
    """Tell whether an invitation may have reached the address of a step."""
    return (step.uid, step.address.casefold()) in left
