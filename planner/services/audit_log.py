"""The audit log as its administrator reads it: searched, exported, its chain verified."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from planner.clock import HOUSE_ZONE
from planner.models import AccountRecord, AuditHeadRecord, AuditRecord, OrganisationRecord
from planner.services.audit import HASHED, hash_entry, write_audit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from sqlalchemy import Select

    from planner.models import ScopedSession
    from planner.services.actor import Actor

PAGE_SIZE = 50
BATCH = 500
FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Question:
    """What the auditor asks of the log; what is empty asks for nothing."""

    who: str = ""
    """A part of a name, of a sign-in name, or an address."""
    first_on: date | None = None
    last_on: date | None = None
    action: str = ""
    """The beginning of an action: ``draft``, ``role.confirm``."""
    subject: str = ""
    organisation_id: int | None = None

    @property
    def facts(self) -> dict[str, Any]:
        """What the log says of the question itself."""
        named = {
            "who": self.who,
            "first_on": self.first_on.isoformat() if self.first_on else "",
            "last_on": self.last_on.isoformat() if self.last_on else "",
            "action": self.action,
            "subject": self.subject,
            "organisation_id": self.organisation_id,
        }
        return {name: value for name, value in named.items() if value}


@dataclass(frozen=True, slots=True)
class AuditPage:
    """One page of the log, the newest row first."""

    rows: Sequence[AuditRecord]
    page: int
    pages: int
    total: int


@dataclass(frozen=True, slots=True)
class Proof:
    """What going through the chain showed."""

    rows: int
    broken_at: int | None = None
    """The number of the first row that is not as it was written; the one that is missing."""

    @property
    def is_sound(self) -> bool:
        """Tell whether every row is as it was written, and none is missing."""
        return self.broken_at is None


def search_log(session: ScopedSession, actor: Actor, question: Question, page: int) -> AuditPage:
    """Return a page of the rows that answer a question; that it was asked is logged as well."""
    statement = ask(question)
    total = session.scalar(select(func.count()).select_from(statement.subquery())) or 0
    pages = max(1, -(-total // PAGE_SIZE))
    page = min(max(page, 1), pages)
    rows = session.scalars(
        statement.order_by(AuditRecord.number.desc())
        .limit(PAGE_SIZE)
        .offset((page - 1) * PAGE_SIZE)
    ).all()
    write_audit(session, actor, "audit.read", "audit", after={**question.facts, "page": page})
    session.commit()
    return AuditPage(rows, page, pages, total)


def ask(question: Question) -> Select[AuditRecord]:
    """Return the statement of a question; days are days of the house's clocks."""
    statement = select(AuditRecord)
    if word := question.who.strip():
        known = select(AccountRecord.id).where(
            AccountRecord.sign_in_name.icontains(word, autoescape=True)
        )
        statement = statement.where(
            AuditRecord.actor.icontains(word, autoescape=True)
            | (AuditRecord.address == word)
            | AuditRecord.account_id.in_(known)
        )
    if question.first_on:
        statement = statement.where(AuditRecord.at >= begin_day(question.first_on))
    if question.last_on:
        statement = statement.where(
            AuditRecord.at < begin_day(question.last_on + timedelta(days=1))
        )
    for column, word in (
        (AuditRecord.action, question.action),
        (AuditRecord.subject, question.subject),
    ):
        if word.strip():
            statement = statement.where(column.startswith(word.strip(), autoescape=True))
    if question.organisation_id is not None:
        statement = statement.where(AuditRecord.organisation_id == question.organisation_id)
    return statement


def begin_day(on: date) -> datetime:
    """Return the instant at which a day of the house begins."""
    return datetime.combine(on, time(), HOUSE_ZONE)


def name_all_houses(session: ScopedSession) -> dict[int, str]:
    """Return the names of all houses, for the rows that tell only their numbers."""
    rows = session.execute(select(OrganisationRecord.id, OrganisationRecord.name))
    return {row[0]: row[1] for row in rows}


def list_actions(session: ScopedSession) -> list[str]:
    """Return the actions that the log has."""
    return list(session.scalars(select(AuditRecord.action).distinct().order_by(AuditRecord.action)))


def export_log(
    session: ScopedSession, actor: Actor, question: Question, ending: str
) -> Iterator[str]:
    """Return the rows that answer a question as CSV or as JSON lines, piece by piece.

    That they were taken out is logged before the first piece leaves.
    """
    facts = {**question.facts, "format": ending}
    write_audit(session, actor, "audit.export", "audit", after=facts)
    session.commit()
    last = session.scalar(select(func.max(AuditRecord.number))) or 0
    return (
        spell_csv(session, question, last)
        if ending == "csv"
        else spell_lines(session, question, last)
    )


def read_batches(
    session: ScopedSession, statement: Select[AuditRecord], last: int
) -> Iterator[AuditRecord]:
    """Yield rows in order, a batch at a time, up to the one that was the last at the beginning."""
    at = 0
    while True:
        rows = session.scalars(
            statement.where(AuditRecord.number > at, AuditRecord.number <= last)
            .order_by(AuditRecord.number)
            .limit(BATCH)
        ).all()
        yield from rows
        if len(rows) < BATCH:
            return
        at = rows[-1].number
        session.expunge_all()


def spell_row(record: AuditRecord) -> dict[str, Any]:
    """Return a row as it leaves the house: all that its hash is made of, and the hash."""
    facts = {name: getattr(record, name) for name in (*HASHED, "entry_hash")}
    facts["at"] = record.at.isoformat()
    return facts


def spell_lines(session: ScopedSession, question: Question, last: int) -> Iterator[str]:
    """Yield one line of JSON for each row."""
    for record in read_batches(session, ask(question), last):
        yield json.dumps(spell_row(record), ensure_ascii=False, sort_keys=True) + "\n"


def spell_csv(session: ScopedSession, question: Question, last: int) -> Iterator[str]:
    """Yield the lines of a CSV file that opens in a spreadsheet as text, never as a formula."""
    yield "\ufeff" + write_line([*HASHED, "entry_hash"])
    for record in read_batches(session, ask(question), last):
        yield write_line(
            [
                json.dumps(value, ensure_ascii=False, sort_keys=True)
                if isinstance(value, dict)
                else value
                for value in spell_row(record).values()
            ]
        )


def write_line(values: Sequence[object]) -> str:
    """Return one line of CSV."""
    buffer = io.StringIO()
    csv.writer(buffer).writerow(["" if each is None else disarm(str(each)) for each in values])
    return buffer.getvalue()


def disarm(text: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text


def verify_log(session: ScopedSession) -> Proof:
    """Go through the whole chain; return the first row that was changed, or is missing."""
    head = session.scalar(select(AuditHeadRecord))
    last, last_hash = (head.number, head.entry_hash) if head else (0, "")
    expected, previous = 1, ""
    for record in read_batches(session, select(AuditRecord), max(last, count_rows(session))):
        is_next = record.number == expected and record.previous_hash == previous
        if not is_next or hash_entry(record) != record.entry_hash:
            return Proof(expected - 1, expected)
        expected, previous = record.number + 1, record.entry_hash
    if expected - 1 != last or previous != last_hash:
        return Proof(expected - 1, min(expected, last + 1))
    return Proof(expected - 1)


def count_rows(session: ScopedSession) -> int:
    """Return the greatest number of the log."""
    return session.scalar(select(func.max(AuditRecord.number))) or 0


def verify_as(session: ScopedSession, actor: Actor) -> Proof:
    """Verify the log for an administrator; that he did is logged, with the result."""
    proof = verify_log(session)
    facts = {"rows": proof.rows, "broken_at": proof.broken_at}
    write_audit(session, actor, "audit.verify", "audit", after=facts)
    session.commit()
    return proof
