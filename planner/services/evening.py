"""The evening before: one letter to everybody who is invited to something on the next day.

Alarms of calendar programs are a courtesy that many have switched off; this letter is ours.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import and_, select

from planner.clock import HOUSE_ZONE
from planner.domain.moment import spell_day
from planner.domain.wording import Wording
from planner.models import MailRecord, MeetingRecord, RevisionRecord
from planner.models.calendar import Answer
from planner.models.mail import MailKind
from planner.services.audit import write_audit
from planner.services.invitation_call import gather_calls
from planner.services.invitation_letter import spell_clock
from planner.services.invitation_list import answer_of
from planner.services.invitation_row import list_rows
from planner.services.invitation_step import Method
from planner.services.mail import Letter, Recipient, host_of, mark_of, queue_mails
from planner.services.mail_text import write_mail
from planner.services.memory import Memory
from planner.services.published import recall_plan

if TYPE_CHECKING:
    from planner.models import ScopedSession
    from planner.services.actor import Actor
    from planner.services.contact import Contact
    from planner.services.invitation_call import Call, Calls

DAYS_KEPT = 1024
DAYS: Memory[frozenset[date]] = Memory(DAYS_KEPT)
"""The days of published plans by their hashes: old meetings are not read anew every evening."""
ONE_DAY = timedelta(days=1)
SUBJECT = Wording("明天的会议：{sitting}", "Tomorrow: {sitting}")


def write_evening_letters(
    session: ScopedSession, actor: Actor, today: date, public_url: str
) -> int:
    """Queue the letters of an evening that the session's house has not had yet; return how many.

    Only meetings that invite by mail have them; who declined gets none.
    """
    day, count = today + ONE_DAY, 0
    for meeting in list_untold(session, day):
        calls = gather_calls(session, meeting)
        letters = [
            spell_letter(calls, calls.contacts[person], found, meeting.id, day)
            for person, found in list_invited(session, meeting, calls, day).items()
        ]
        written = queue_mails(session, letters, host_of(public_url), actor.now)
        if written:
            subject = f"meeting/{meeting.id} day/{day.isoformat()}"
            write_audit(session, actor, "invitation.remind", subject, after={"letters": written})
        count += written
    session.commit()
    return count


def list_untold(session: ScopedSession, day: date) -> list[MeetingRecord]:
    """Return the meetings that invite and sit on a day, as published, nobody was told of yet.

    The meetings' own rows do not tell: they follow the draft.
    """
    told = select(MailRecord.meeting_id).where(
        MailRecord.kind == MailKind.EVENING.value,
        MailRecord.unique_key.startswith(f"evening:{day.isoformat()}:"),
    )
    rows = session.execute(
        select(MeetingRecord, RevisionRecord.plan_hash, RevisionRecord.issued_on)
        .join(
            RevisionRecord,
            and_(
                RevisionRecord.meeting_id == MeetingRecord.id,
                RevisionRecord.number == MeetingRecord.revision_number,
            ),
        )
        .where(MeetingRecord.sends_invitations, MeetingRecord.id.not_in(told))
        .order_by(MeetingRecord.id)
    ).all()
    return [
        row[0] for row in rows if day in list_days(session, row[0], row.plan_hash, row.issued_on)
    ]


def list_days(
    session: ScopedSession, meeting: MeetingRecord, plan_hash: str, issued_on: date
) -> frozenset[date]:
    """Return the days on which a meeting sits as it is published; kept in memory by the plan."""

    def collect() -> frozenset[date]:
        number = meeting.revision_number
        plan = recall_plan(session, meeting.id, number, plan_hash, issued_on).plan
        return frozenset(each.held_on for each in plan.sittings if each.held_on)

    return DAYS.recall(plan_hash, collect)


def list_invited(
    session: ScopedSession, meeting: MeetingRecord, calls: Calls, day: date
) -> dict[str, list[Call]]:
    """Return what everybody is invited to on a day and did not decline, by person."""
    found: dict[str, list[Call]] = defaultdict(list)
    for uid, row in list_rows(session, meeting.id).items():
        call, contact = calls.by_uid.get(uid), calls.contacts.get(row.person)
        if call is None or call.standing.is_cancelled or contact is None or not contact.wants_mail:
            continue
        is_coming = row.method == Method.REQUEST.value and answer_of(row) is not Answer.DECLINED
        if is_coming and day_of(call) == day:
            found[row.person].append(call)
    return {
        person: sorted(each, key=lambda call: str(call.event.starts))
        for person, each in found.items()
    }


def day_of(call: Call) -> date:
    """Return the day of a sitting in the house."""
    starts = call.event.starts
    return starts.astimezone(HOUSE_ZONE).date() if isinstance(starts, datetime) else starts


def spell_letter(
    calls: Calls, contact: Contact, found: list[Call], meeting_id: int, day: date
) -> Letter:
    """Return the letter that tells one person of the sittings of a day."""
    language = contact.language
    text = write_mail(
        MailKind.EVENING,
        language,
        SUBJECT.in_language(language).format(sitting=found[0].event.summary),
        name=contact.name,
        title=calls.plan.title,
        day=spell_day(day).in_language(language),
        sittings=[
            {
                "name": each.event.summary,
                "clock": spell_clock(each.event),
                "place": each.event.location,
            }
            for each in found
        ],
        house=calls.plan.organisation.name,
    )
    return Letter(
        unique_key=f"evening:{day.isoformat()}:{meeting_id}:{mark_of(contact.key)}",
        kind=MailKind.EVENING,
        to=Recipient(contact.name, contact.address, language),
        subject=text.subject,
        text=text.text,
        html=text.html,
        meeting_id=meeting_id,
        facts={"person": contact.key, "day": day.isoformat()},
    )
