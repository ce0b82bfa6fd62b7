"""Reminders: one letter a day to everybody who has something due, for all meetings of a house."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from planner.domain.moment import spell_day
from planner.domain.reminder import Window, find_reminders, open_window, tell_reminder
from planner.domain.work import find_self
from planner.domain.workday import WorkCalendar
from planner.models import (
    MailRecord,
    MeetingRecord,
    OrganisationRecord,
    ReminderRunRecord,
    RevisionRecord,
)
from planner.models.mail import MailKind
from planner.services.audit import write_audit
from planner.services.contact import find_contacts
from planner.services.mail import Letter, Recipient, host_of, mark_of, queue_mail
from planner.services.mail_text import write_mail
from planner.services.meeting_set import open_meetings
from planner.services.work_view import list_current

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from planner.domain.reminder import Reminder
    from planner.domain.wording import Wording
    from planner.models import ScopedSession
    from planner.models.account import Account
    from planner.services.actor import Actor
    from planner.services.contact import Contact
    from planner.services.mail_text import MailText
    from planner.services.meeting import OpenMeeting

KEPT = timedelta(days=30)
"""So long after its close a meeting's tasks are still reminded of."""


@dataclass(frozen=True, slots=True)
class ReminderGroup:
    """What one meeting reminds somebody of."""

    meeting_id: int
    title: str
    reminders: tuple[Reminder, ...]
    lines: tuple[Wording, ...]


@dataclass(frozen=True, slots=True)
class DueLetter:
    """Somebody's letter of the day before it is written."""

    contact: Contact
    groups: tuple[ReminderGroup, ...]

    @property
    def count(self) -> int:
        """The number of tasks that it tells of."""
        return sum(len(each.lines) for each in self.groups)


def list_houses_to_remind(session: ScopedSession) -> list[tuple[int, str]]:
    """Return all houses with their names: each has its own run of the day."""
    rows = session.execute(
        select(OrganisationRecord.id, OrganisationRecord.name).order_by(OrganisationRecord.id)
    )
    return [(row.id, row.name) for row in rows]


def write_reminders(session: ScopedSession, actor: Actor, today: date, public_url: str) -> int:
    """Queue the reminders of a day that the session's house has not had yet; return how many.

    What was missed since the day before is made up for. Two workers at once, or one that starts
    again, write nothing twice: the day's row is there once, and so is everybody's letter of a day.
    """
    letters = list_unwritten(session, today)
    run = session.scalar(select(ReminderRunRecord).where(ReminderRunRecord.ran_on == today))
    if run is not None and not letters:
        session.rollback()
        return 0
    if run is None:
        run = ReminderRunRecord(
            organisation_id=session.owner, ran_on=today, ran_at=actor.now, letters=0
        )
        session.add(run)
    run.letters += len(letters)
    named = select(OrganisationRecord.name).where(OrganisationRecord.id == session.owner)
    try:
        session.flush()
        name = session.scalars(named).one()
        for each in letters:
            letter = write_letter(each, name, today, public_url)
            queue_mail(session, letter, host_of(public_url), actor.now)
        if letters:
            facts = {"letters": len(letters)}
            write_audit(session, actor, "reminder.send", f"day/{today.isoformat()}", after=facts)
        session.commit()
    except IntegrityError:
        session.rollback()
        return 0
    return len(letters)


def list_unwritten(session: ScopedSession, today: date) -> tuple[DueLetter, ...]:
    """Return the letters of a day that are not written: an address came late, or nothing ran."""
    due = list_due_letters(session, today, find_last_run(session, today))
    written = set(
        session.scalars(
            select(MailRecord.unique_key).where(
                MailRecord.kind == MailKind.REMINDER.value,
                MailRecord.unique_key.startswith(f"reminder:{today.isoformat()}:"),
            )
        )
    )
    return tuple(each for each in due if key_of(each.contact, today) not in written)


def key_of(contact: Contact, today: date) -> str:
    """Return what marks somebody's letter of a day."""
    return f"reminder:{today.isoformat()}:{mark_of(contact.address, contact.name)}"


def find_last_run(session: ScopedSession, today: date) -> date | None:
    """Return the last day before this one on which the house's reminders were written."""
    return session.scalar(
        select(func.max(ReminderRunRecord.ran_on)).where(ReminderRunRecord.ran_on < today)
    )


def find_new(session: ScopedSession, last_run: date | None) -> frozenset[int]:
    """Return the meetings that were first published after the last run: it told nothing of them."""
    if last_run is None:
        return frozenset()
    ran_at = select(ReminderRunRecord.ran_at).where(ReminderRunRecord.ran_on == last_run)
    return frozenset(
        session.scalars(
            select(RevisionRecord.meeting_id).where(
                RevisionRecord.number == 1, RevisionRecord.issued_at > ran_at.scalar_subquery()
            )
        )
    )


def list_due_letters(
    session: ScopedSession, today: date, last_run: date | None
) -> tuple[DueLetter, ...]:
    """Return who would be reminded of what on a day, one letter for everybody who wants one.

    What was first published after the day's run is told of by the next day's.
    """
    found: dict[tuple[str, str], tuple[Contact, list[ReminderGroup]]] = {}
    new, later = find_new(session, last_run), find_new(session, today)
    running = [each for each in list_running(session, today) if each.id not in later]
    for meeting in open_meetings(session, running, today):
        since = None if meeting.id in new else last_run
        window = open_window(today, since, WorkCalendar.for_plan(meeting.plan.settings))
        if window is None:
            continue
        contacts = find_contacts(session, meeting.plan, meeting.id)
        times = {key: each.reminds_days_before for key, each in contacts.items()}
        for key, reminders in remind(meeting, window, times).items():
            contact = contacts.get(key)
            if contact is not None and contact.wants_mail:
                group = tell_group(meeting, reminders)
                found.setdefault((contact.address, contact.name), (contact, []))[1].append(group)
    return tuple(DueLetter(contact, tuple(groups)) for contact, groups in found.values())


def list_running(session: ScopedSession, today: date) -> list[MeetingRecord]:
    """Return the published meetings of the house that are not long over, the next one first."""
    over = MeetingRecord.closes_on < today - KEPT
    return list(
        session.scalars(
            select(MeetingRecord)
            .where(MeetingRecord.revision_number > 0, func.coalesce(over, False).is_(False))
            .order_by(MeetingRecord.opens_on.nulls_last(), MeetingRecord.id)
        )
    )


def remind(
    meeting: OpenMeeting, window: Window, lead_times: dict[str, int]
) -> dict[str, tuple[Reminder, ...]]:
    """Return what each person of a meeting is to be reminded of."""
    return find_reminders(meeting.plan, meeting.timeline, window, lead_times)


def tell_group(meeting: OpenMeeting, reminders: Iterable[Reminder]) -> ReminderGroup:
    """Return what one meeting reminds somebody of, in lines."""
    reminders = tuple(reminders)
    lines = tuple(tell_reminder(each, meeting.directory) for each in reminders)
    return ReminderGroup(meeting.id, meeting.plan.title, reminders, lines)


def list_own_reminders(
    session: ScopedSession, account: Account, days_before: int, today: date
) -> tuple[ReminderGroup, ...]:
    """Return what somebody is reminded of inside the pages: all that is due within his lead time.

    Unlike a letter it tells every day of what is near or late.
    """
    groups = []
    for meeting in open_meetings(session, list_current(session, account, today), today):
        me = find_self(meeting.plan, account.person_key, account.display_name)
        if me is None:
            continue
        window = Window(
            today, today - KEPT, today - timedelta(days=1), today + timedelta(days_before)
        )
        found = remind(meeting, window, {me.key: 0}).get(me.key, ())
        if found:
            groups.append(tell_group(meeting, found))
    return tuple(groups)


def write_letter(due: DueLetter, house: str, today: date, public_url: str) -> Letter:
    """Return somebody's letter of the day."""
    text = spell_letter(due, house, today, public_url)
    contact, ids = due.contact, {each.meeting_id for each in due.groups}
    return Letter(
        unique_key=key_of(contact, today),
        kind=MailKind.REMINDER,
        to=Recipient(contact.name, contact.address, contact.language),
        subject=text.subject,
        text=text.text,
        html=text.html,
        meeting_id=ids.pop() if len(ids) == 1 else None,
        facts={"person": contact.key, "day": today.isoformat(), "count": due.count},
    )


def spell_letter(due: DueLetter, house: str, today: date, public_url: str) -> MailText:
    """Return the words of somebody's letter of the day."""
    language, count = due.contact.language, due.count
    is_english = language == "en"
    subject = f"{count} tasks need attention" if is_english else f"任务提醒：{count} 项"
    groups = [
        {"title": each.title, "lines": [line.in_language(language) for line in each.lines]}
        for each in due.groups
    ]
    return write_mail(
        MailKind.REMINDER,
        language,
        subject,
        name=due.contact.name,
        today=spell_day(today).in_language(language),
        count=count,
        groups=groups,
        link=f"{public_url.rstrip('/')}/work" if due.contact.account_id else "",
        house=house,
    )
