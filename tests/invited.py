"""A published meeting that invites, and what goes back and forth by mail."""

from __future__ import annotations

from dataclasses import dataclass, replace
from email.message import EmailMessage
from typing import TYPE_CHECKING

from sqlalchemy import select

from planner.models import CalendarInvitationRecord, MailRecord
from planner.models.mail import MailKind
from planner.services.actor import Actor
from planner.services.draft import lock_meeting
from planner.services.invitation import renew_invitations, start_inviting
from planner.services.invitation_letter import Inviter
from planner.services.revision import Submission, publish_plan
from tests.builders import a_sound_plan
from tests.conftest import NOW, scoped
from tests.post import SENDER

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from planner.domain.plan import Plan
    from planner.models import ScopedSession
    from tests.conftest import House

INVITER = Inviter(SENDER, "https://plenum.example", "a secret of the tests, long enough to do")
REACHED = {"m1": "bai@members.example", "m2": "gao@members.example"}


def an_inviting_plan(reached: dict[str, str] | None = None) -> Plan:
    """Return a plan of three sittings with two people who have addresses."""
    reached = REACHED if reached is None else reached
    plan = a_sound_plan()
    people = (replace(each, contact=reached.get(each.key, "")) for each in plan.people)
    return replace(plan, people=tuple(people))


def move(plan: Plan, key: str, **changes: object) -> Plan:
    """Return the plan with one sitting changed."""
    sittings = (
        replace(each, **changes) if each.key == key else each  # type: ignore[arg-type]
        for each in plan.sittings
    )
    return replace(plan, sittings=tuple(sittings))


def drop(plan: Plan, key: str) -> Plan:
    """Return the plan without one sitting."""
    sittings = tuple(each for each in plan.sittings if each.key != key)
    return replace(plan, sittings=sittings, agenda=())


@dataclass(frozen=True, slots=True)
class Desk:
    """The desk of one meeting: publishes, invites, and looks at what was written."""

    sessions: Callable[[], ScopedSession]
    house: House
    meeting: int

    def start(self, inviter: Inviter = INVITER, now: datetime = NOW) -> int:
        with scoped(self.sessions, self.house) as session:
            return start_inviting(session, self.meeting, inviter, Actor(None, now))

    def publish(self, plan: Plan, now: datetime = NOW) -> int:
        """Publish a plan and tell those whom it touches, in one transaction as the desk does."""
        with scoped(self.sessions, self.house) as session:
            submission = Submission(plan, "方案.yaml", b"source", meeting_id=self.meeting)
            publish_plan(session, submission, None, now, now.date())
            meeting = lock_meeting(session, self.meeting)
            count = renew_invitations(session, meeting, INVITER, Actor(None, now))
            session.commit()
            return count

    def letters(self) -> list[MailRecord]:
        with scoped(self.sessions, self.house) as session:
            statement = select(MailRecord).where(MailRecord.kind == MailKind.INVITATION.value)
            return list(session.scalars(statement.order_by(MailRecord.id)))

    def told(self, since: int = 0) -> list[tuple[str, str, str, str]]:
        """Return for each letter whom it is to, of which sitting, its method and its state."""
        return [
            (each.facts["person"], each.facts["sitting"], each.calendar_method, each.state)
            for each in self.letters()[since:]
        ]

    def rows(self) -> dict[tuple[str, str], CalendarInvitationRecord]:
        with scoped(self.sessions, self.house) as session:
            statement = select(CalendarInvitationRecord).order_by(CalendarInvitationRecord.id)
            return {(each.person, each.sitting): each for each in session.scalars(statement)}


def reply(
    uid: str,
    *,
    attendee: str,
    sequence: int = 0,
    partstat: str = "ACCEPTED",
    stamp: str = "20261201T030000Z",
    sender: str = "",
    method: str = "REPLY",
) -> bytes:
    """Return a letter as a mail program answers an invitation with (RFC 6047 §2.4)."""
    lines = (
        *("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Client//EN", f"METHOD:{method}"),
        *("BEGIN:VEVENT", f"UID:{uid}", f"SEQUENCE:{sequence}", f"DTSTAMP:{stamp}"),
        *(f"ORGANIZER:mailto:{SENDER}", f"ATTENDEE;PARTSTAT={partstat}:mailto:{attendee}"),
        *("END:VEVENT", "END:VCALENDAR", ""),
    )
    message = EmailMessage()
    message["From"], message["To"] = sender or attendee, SENDER
    message["Subject"] = "Accepted: 开幕会"
    message.set_content("ok")
    message.add_alternative(
        "\r\n".join(lines), subtype="calendar", cte="base64", params={"method": method}
    )
    return message.as_bytes()
