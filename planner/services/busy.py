"""忙闲: when people of the house are busy elsewhere, as their own calendars say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import delete, func, insert, select

from planner.clock import HOUSE_ZONE
from planner.domain.busy import BusyTime
from planner.models import AccountRecord, BusySourceRecord, BusyTimeRecord
from planner.models.account import Permission
from planner.services.audit import digest, hold_log, write_audit
from planner.services.error import MissingRecordError
from planner.services.memory import Memory

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from planner.calendars.busy import BusySpan
    from planner.models import ScopedSession
    from planner.models.account import Account
    from planner.services.actor import Actor

HOUSES_KEPT = 8
BusyState = tuple[int, int, str]
"""How many sources there are, the newest one, and when it came: any change changes it."""
BUSY_STATE = (
    select(func.count(BusySourceRecord.id)).scalar_subquery(),
    select(func.coalesce(func.max(BusySourceRecord.id), 0)).scalar_subquery(),
    select(func.max(BusySourceRecord.imported_at)).scalar_subquery(),
)
"""Asked along with whatever else is asked of a meeting."""
BUSY: Memory[tuple[BusyTime, ...]] = Memory(HOUSES_KEPT)
"""Busy times by house and state."""


@dataclass(frozen=True, slots=True)
class Diary:
    """A calendar from elsewhere as the list shows it."""

    id: int
    person: str
    person_name: str
    name: str
    imported_at: datetime
    imported_by: str
    from_on: date
    to_on: date
    count: int


@dataclass(frozen=True, slots=True)
class DiaryFacts:
    """Whose calendar it is, what it is called, and for which days it was worked out."""

    person: str
    person_name: str
    name: str
    from_on: date
    to_on: date


def open_busy_times(session: ScopedSession, state: Sequence[object]) -> tuple[BusyTime, ...]:
    """Return when people of the house are busy; read once for each state."""
    if not state[0]:
        return ()
    return BUSY.recall((session.owner, *state), lambda: tuple(gather_times(session)))


def gather_times(session: ScopedSession) -> list[BusyTime]:
    """Return when people of the house are busy, by the clock of the house."""
    rows = session.execute(
        select(
            BusySourceRecord.person,
            BusySourceRecord.person_name,
            BusyTimeRecord.starts_at,
            BusyTimeRecord.ends_at,
            BusyTimeRecord.is_all_day,
        )
        .join(BusyTimeRecord, BusyTimeRecord.source_id == BusySourceRecord.id)
        .order_by(BusySourceRecord.id, BusyTimeRecord.starts_at)
    )
    return [
        BusyTime(
            person,
            name,
            starts.astimezone(HOUSE_ZONE).replace(tzinfo=None),
            ends.astimezone(HOUSE_ZONE).replace(tzinfo=None),
            is_all_day,
        )
        for person, name, starts, ends, is_all_day in rows
    ]


def may_keep_all(account: Account) -> bool:
    """Tell whether an account takes in calendars for anybody, not for itself only."""
    return account.may_somewhere(Permission.EDIT)


def list_diaries(session: ScopedSession, account: Account) -> list[Diary]:
    """Return the calendars that an account may see, by person: its own, or all of the house."""
    counts = (
        select(BusyTimeRecord.source_id, func.count().label("times"))
        .group_by(BusyTimeRecord.source_id)
        .subquery()
    )
    rows = session.execute(
        select(BusySourceRecord, AccountRecord.display_name, func.coalesce(counts.c.times, 0))
        .outerjoin(AccountRecord, AccountRecord.id == BusySourceRecord.imported_by_id)
        .outerjoin(counts, counts.c.source_id == BusySourceRecord.id)
        .order_by(BusySourceRecord.person_name, BusySourceRecord.name)
    )
    return [
        Diary(
            record.id,
            record.person,
            record.person_name,
            record.name,
            record.imported_at,
            by or "",
            record.from_on,
            record.to_on,
            times,
        )
        for record, by, times in rows
        if may_see(account, record)
    ]


def may_see(account: Account, record: BusySourceRecord) -> bool:
    """Tell whether a calendar is one that an account may see and remove."""
    return may_keep_all(account) or (
        bool(account.person_key)
        and record.person == account.person_key
        and record.person_name == account.display_name
    )


def find_source(session: ScopedSession, facts: DiaryFacts) -> BusySourceRecord | None:
    """Return somebody's calendar of a name, where it was taken in before."""
    return session.scalar(
        select(BusySourceRecord).where(
            BusySourceRecord.person == facts.person,
            BusySourceRecord.person_name == facts.person_name,
            BusySourceRecord.name == facts.name,
        )
    )


def keep_times(
    session: ScopedSession, facts: DiaryFacts, spans: Sequence[BusySpan], actor: Actor
) -> int:
    """Keep when somebody is busy, in place of what his calendar of that name said before."""
    hold_log(session)
    former = find_source(session, facts)
    if former is not None:
        drop_source(session, former.id)
    record = BusySourceRecord(
        organisation_id=session.owner,
        person=facts.person,
        person_name=facts.person_name,
        name=facts.name,
        imported_at=actor.now,
        imported_by_id=actor.account_id,
        from_on=facts.from_on,
        to_on=facts.to_on,
    )
    session.add(record)
    session.flush()
    if spans:
        owned = {"organisation_id": session.owner, "source_id": record.id}
        session.execute(insert(BusyTimeRecord), [{**owned, **each._asdict()} for each in spans])
    told = {"person": digest(facts.person), "name": facts.name, "times": len(spans)}
    before = {"replaced": former.id} if former is not None else {}
    write_audit(session, actor, "busy.import", f"busy/{record.id}", before, told)
    session.commit()
    return record.id


def remove_diary(session: ScopedSession, source_id: int, actor: Actor) -> None:
    """Forget a calendar from elsewhere, with all its times."""
    hold_log(session)
    record = session.get(BusySourceRecord, source_id)
    if record is None or actor.account is None or not may_see(actor.account, record):
        raise MissingRecordError
    told = {"person": digest(record.person), "name": record.name}
    drop_source(session, source_id)
    write_audit(session, actor, "busy.remove", f"busy/{source_id}", before=told)
    session.commit()


def drop_source(session: ScopedSession, source_id: int) -> None:
    """Remove a calendar's rows; the caller commits."""
    session.execute(delete(BusyTimeRecord).where(BusyTimeRecord.source_id == source_id))
    session.execute(delete(BusySourceRecord).where(BusySourceRecord.id == source_id))
