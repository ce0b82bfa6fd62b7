"""The letters of invitations: words for people, and the object for their calendars."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING

from planner.calendars.event import Attendee, Organizer, Standing
from planner.calendars.writer import scheduling_bytes
from planner.clock import HOUSE_ZONE
from planner.domain.moment import spell_day
from planner.domain.wording import Wording
from planner.models.mail import MailKind
from planner.services.invitation_step import Method
from planner.services.mail import Letter, Recipient, mark_of
from planner.services.mail_text import write_mail
from planner.services.secret_path import spell_token

if TYPE_CHECKING:
    from planner.calendars.event import CalendarEvent
    from planner.domain.plan import Plan
    from planner.services.invitation_step import Step

COLON = Wording("：", ": ")
SUBJECTS = {
    (Method.REQUEST, False): Wording("会议邀请", "Invitation"),
    (Method.REQUEST, True): Wording("时间或地点有变", "New time or place"),
    (Method.CANCEL, False): Wording("取消邀请", "Cancelled"),
}


@dataclass(frozen=True, slots=True)
class Inviter:
    """Who invites, and where people answer."""

    sender: str
    """The address that letters come from: the organizer's, too."""
    public_url: str
    secret: str = field(default="", repr=False)
    reads_answers: bool = False
    """Whether somebody reads the mailbox that answers by mail come to."""


NOBODY = Inviter("", "")
"""Where no letter can be sent."""


def derive_token(secret: str, house: int, meeting_id: int, uid: str, address: str) -> str:
    """Return the token of the page on which one answers: 160 bits, another for each address."""
    facts = "\0".join(("invitation", str(house), str(meeting_id), uid, address.casefold()))
    digest = hmac.new(secret.encode(), facts.encode(), hashlib.sha256).digest()
    return spell_token(digest)


def name_letter(step: Step) -> str:
    """Return the key of a letter's cause: one is written for each, whatever happens."""
    mark = mark_of(step.address.casefold())
    return f"invitation:{step.uid}:{step.sequence}:{step.method.value}:{mark}"


def write_letter(
    step: Step, plan: Plan, meeting_id: int, house: int, inviter: Inviter, now: datetime
) -> Letter:
    """Return the letter of a step: one attendee, and the same method outside and inside."""
    token = derive_token(inviter.secret, house, meeting_id, step.uid, step.address)
    link = f"{inviter.public_url.rstrip('/')}/i/{token}"
    subject = SUBJECTS[step.method, step.is_news].in_language(step.language)
    event, mark = step.call.event, COLON.in_language(step.language)
    text = write_mail(
        MailKind.INVITATION,
        step.language,
        f"{subject}{mark}{event.summary}",
        name=step.name,
        title=plan.title,
        sitting=event.summary,
        when=spell_span(event).in_language(step.language),
        place=event.location,
        method=step.method.value,
        is_news=step.is_news,
        reads_answers=inviter.reads_answers,
        link=link,
        house=plan.organisation.name,
    )
    return Letter(
        unique_key=name_letter(step),
        kind=MailKind.INVITATION,
        to=Recipient(step.name, step.address, step.language),
        subject=text.subject,
        text=text.text,
        html=text.html,
        meeting_id=meeting_id,
        facts={"person": step.call.person, "sitting": step.call.sitting},
        calendar=write_object(step, plan, inviter, link, now),
        calendar_method=step.method.value,
    )


def write_object(step: Step, plan: Plan, inviter: Inviter, link: str, now: datetime) -> str:
    """Return the iCalendar object of a letter; an invitation says where one answers, too."""
    event = step.call.event
    if step.method is Method.REQUEST:
        words = Wording("答复", "Answer").in_language(step.language)
        event = replace(event, description=f"{event.description}\n{words}: {link}".strip())
    written = scheduling_bytes(
        event,
        Standing(step.sequence, now),
        Organizer(plan.organisation.name, inviter.sender),
        Attendee(step.name, step.address),
        step.method.value,
    )
    return written.decode()


def spell_span(event: CalendarEvent) -> Wording:
    """Return when a sitting is, as letters say it."""
    if not isinstance(event.starts, datetime):
        return spell_day(event.starts, with_year=True)
    clock = spell_clock(event)
    day = spell_day(event.starts.astimezone(HOUSE_ZONE).date(), with_year=True)
    return Wording(f"{day.zh} {clock}", f"{day.en}, {clock}")


def spell_clock(event: CalendarEvent) -> str:
    """Return from when to when a sitting is on its day; nothing where no time is known."""
    moments = [each for each in (event.starts, event.ends) if isinstance(each, datetime)]
    return "–".join(f"{each.astimezone(HOUSE_ZONE):%H:%M}" for each in moments)
