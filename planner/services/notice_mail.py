"""Letters of changes: whom publishing tells, in one letter each, whatever waits already."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, func, or_, select, update

from planner.domain.moment import spell_day
from planner.models import ChangeNoticeRecord, MailRecord
from planner.models.mail import MailKind, MailState
from planner.services.comparison import compare_revisions
from planner.services.contact import find_contacts
from planner.services.mail import Letter, Recipient, host_of, mark_of, queue_mail
from planner.services.mail_text import write_mail

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from planner.models import ScopedSession
    from planner.services.actor import Actor
    from planner.services.contact import Contact
    from planner.services.mail_text import MailText
    from planner.services.notice import Notice, NoticeLine

OWN_LETTER = "letter:"


@dataclass(frozen=True, slots=True)
class NoticeGroup:
    """People whom the same sentences touch."""

    lines: tuple[NoticeLine, ...]
    people: tuple[Contact, ...]


@dataclass(frozen=True, slots=True)
class NoticeProposal:
    """Whom a publication would tell, and whom no address is known of."""

    groups: tuple[NoticeGroup, ...]
    unreached: tuple[str, ...]
    """Keys of people who are touched and cannot be reached."""
    bounced: frozenset[str]
    """Keys of people whose last letter came back: it would come back again."""


def propose_notices(session: ScopedSession, meeting_id: int, notice: Notice) -> NoticeProposal:
    """Return whom a notice concerns: groups of people who get the same sentences."""
    contacts = find_contacts(session, notice.whole, meeting_id)
    groups: dict[tuple[int, ...], list[Contact]] = {}
    unreached = []
    touched = {key for line in notice.told for key in line.reach.people}
    for person in notice.whole.people:
        if person.key not in touched:
            continue
        contact = contacts.get(person.key)
        if contact is None or not contact.wants_mail:
            unreached.append(person.key)
            continue
        marks = tuple(at for at, line in enumerate(notice.told) if person.key in line.reach.people)
        groups.setdefault(marks, []).append(contact)
    failing = list_failing(session)
    return NoticeProposal(
        tuple(
            NoticeGroup(tuple(notice.told[at] for at in marks), tuple(people))
            for marks, people in groups.items()
        ),
        tuple(unreached),
        frozenset(
            each.key
            for people in groups.values()
            for each in people
            if each.address.casefold() in failing
        ),
    )


def list_failing(session: ScopedSession) -> frozenset[str]:
    """Return the addresses whose last letter came back, in small letters."""
    address = func.lower(MailRecord.to_address)
    settled = MailRecord.state.in_((MailState.SENT.value, MailState.BOUNCED.value))
    last = select(func.max(MailRecord.id)).where(settled).group_by(address)
    returned = select(address).where(
        MailRecord.id.in_(last), MailRecord.state == MailState.BOUNCED.value
    )
    return frozenset(each.casefold() for each in session.scalars(returned))


def is_waiting(meeting_id: int) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions of a letter of changes of a meeting that has not left."""
    return (
        MailRecord.meeting_id == meeting_id,
        MailRecord.kind == MailKind.CHANGE.value,
        MailRecord.state == MailState.QUEUED.value,
    )


def list_waiting(session: ScopedSession, meeting_id: int) -> dict[str, int]:
    """Return for whom a letter of changes waits, and with which revision it begins."""
    facts = session.scalars(select(MailRecord.facts).where(*is_waiting(meeting_id)))
    return {each["person"]: each["from"] for each in facts}


def hold_waiting(session: ScopedSession, meeting_id: int, now: datetime) -> Sequence[MailRecord]:
    """Return the letters of changes of a meeting that nobody hands over yet, held for us."""
    return session.scalars(
        select(MailRecord)
        .where(
            *is_waiting(meeting_id),
            or_(MailRecord.lease_until.is_(None), MailRecord.lease_until < now),
        )
        .with_for_update()
    ).all()


def send_notices(
    session: ScopedSession,
    meeting_id: int,
    number: int,
    chosen: Sequence[str],
    actor: Actor,
    public_url: str,
) -> int:
    """Queue one letter for everybody chosen, and return how many; the caller commits.

    A letter of an earlier revision that has not left is taken back: one letter tells all that
    changed since. That holds for those who were not chosen now, too: what was promised is sent,
    and it is true.
    """
    begins = dict.fromkeys(chosen, number - 1)
    for record in hold_waiting(session, meeting_id, actor.now):
        record.state = MailState.MERGED.value
        person, first = record.facts["person"], record.facts["from"]
        begins[person] = min(begins.get(person, first), first)
    count = 0
    for first in sorted(set(begins.values())):
        notice = compare_revisions(session, meeting_id, first, number)
        contacts = find_contacts(session, notice.whole, meeting_id)
        for person in (key for key, begin in begins.items() if begin == first):
            if person in contacts and notice.lines_of(person):
                letter = write_letter(notice, contacts[person], meeting_id, public_url)
                count += queue_mail(session, letter, host_of(public_url), actor.now)
    note_chosen(session, meeting_id, number, chosen)
    return count


def note_chosen(
    session: ScopedSession, meeting_id: int, number: int, chosen: Sequence[str]
) -> None:
    """Keep to whom publishing sent letters."""
    session.execute(
        update(ChangeNoticeRecord)
        .where(ChangeNoticeRecord.meeting_id == meeting_id, ChangeNoticeRecord.to_number == number)
        .values(chosen=list(chosen))
    )


def write_letter(notice: Notice, contact: Contact, meeting_id: int, public_url: str) -> Letter:
    """Return the letter that tells one person of a notice."""
    before, after = notice.before.edition.number, notice.after.edition.number
    text = spell_letter(notice, contact, meeting_id, public_url)
    return Letter(
        unique_key=f"change:{meeting_id}:{after}:{mark_of(contact.key)}",
        kind=MailKind.CHANGE,
        to=Recipient(contact.name, contact.address, contact.language),
        subject=text.subject,
        text=text.text,
        html=text.html,
        meeting_id=meeting_id,
        facts={"person": contact.key, "from": before, "to": after},
    )


def spell_letter(notice: Notice, contact: Contact, meeting_id: int, public_url: str) -> MailText:
    """Return the words of the letter that tells one person of a notice."""
    language, plan = contact.language, notice.after
    lines = notice.lines_of(contact.key)
    papers = dict.fromkeys(
        each
        for line in lines
        for each in line.papers
        if not each.key.startswith(OWN_LETTER) or each.key == f"{OWN_LETTER}{contact.key}"
    )
    before, after = notice.before.edition.number, plan.edition.number
    path = f"/meetings/{meeting_id}/revisions/compare?from={before}&to={after}"
    day = plan.edition.issued_on
    heading = f"变更通知：{plan.title}" if language == "zh" else f"Changes: {plan.title}"
    return write_mail(
        MailKind.CHANGE,
        language,
        heading,
        name=contact.name,
        title=plan.title,
        before=before,
        after=after,
        issued_on=spell_day(day, with_year=True).in_language(language) if day else "",
        sentences=[each.change.wording.in_language(language) for each in lines],
        papers=[each.title.in_language(language) for each in papers],
        link=public_url.rstrip("/") + path if contact.account_id else "",
        house=plan.organisation.name,
    )
