"""Seatings of a meeting: one opened as it stands, made, renamed, removed."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, select

from planner.domain.error import InvalidRequestError
from planner.domain.seating.binding import Ground
from planner.domain.wording import Wording
from planner.models import MeetingRecord, SeatingRecord, VenueVersionRecord
from planner.models.seating import SeatingState
from planner.services.audit import write_audit
from planner.services.draft import lock_meeting, open_draft, recall
from planner.services.error import FieldRefusedError, MissingRecordError, NameTakenError
from planner.services.memory import Memory
from planner.services.seating_error import SeatingRestsError
from planner.services.seating_shelf import recall_seating, recall_settings
from planner.services.venue import find_geometry_of, open_venue_version

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date

    from planner.domain.plan import Plan
    from planner.domain.seating.chart import Seating
    from planner.domain.seating.setting import HallSettings
    from planner.domain.sitting import Sitting
    from planner.models import ScopedSession
    from planner.services.actor import Actor

EDITABLE = frozenset({SeatingState.DRAFT, SeatingState.AMENDING})
LONGEST_NAME = 80
OPENED = (
    select(SeatingRecord, MeetingRecord.draft_sequence, MeetingRecord.draft_stamp)
    .join(MeetingRecord, MeetingRecord.id == SeatingRecord.meeting_id)
    .where(
        SeatingRecord.id == bindparam("seating"),
        SeatingRecord.meeting_id == bindparam("meeting"),
    )
    .execution_options(populate_existing=True)
)
"""A seating and the state of its meeting's draft. Built once: every drag asks it."""
LOCKED = OPENED.with_for_update(of=SeatingRecord)
GROUNDS_KEPT = 16
GROUNDS: Memory[Ground] = Memory(GROUNDS_KEPT)
"""Venues with their geometry, by house and version: a version never changes."""


@dataclass(frozen=True, slots=True)
class OpenSeating:
    """One seating as it stands, with the plan that it belongs to."""

    id: int
    meeting_id: int
    name: str
    state: SeatingState
    sequence: int
    stamp: str
    approved_number: int
    venue_version_id: int
    settings: HallSettings
    seating: Seating
    sittings: tuple[Sitting, ...]
    """Those that it is for and that the plan still has, by time."""
    plan: Plan
    """The meeting's draft; to those who see no drafts the published plan."""
    draft_stamp: str

    @property
    def held_on(self) -> date | None:
        """The day after which it can only be looked at."""
        days = [each.held_on for each in self.sittings if each.held_on is not None]
        return max(days) if days else self.plan.closes_on

    def is_held(self, today: date) -> bool:
        """Tell whether the last of its sittings is over."""
        return self.held_on is not None and self.held_on < today

    def is_editable(self, today: date) -> bool:
        """Tell whether people can be moved."""
        return self.state in EDITABLE and not self.is_held(today)


def open_seating(session: ScopedSession, meeting_id: int, seating_id: int) -> OpenSeating:
    """Return a seating as it stands.

    Raises:
        MissingRecordError: The meeting has no such seating.
    """
    return find_seating(session, meeting_id, seating_id)[1]


def lock_seating(
    session: ScopedSession, meeting_id: int, seating_id: int
) -> tuple[SeatingRecord, OpenSeating]:
    """Return a seating and its row, held until the transaction ends: changes queue here."""
    return find_seating(session, meeting_id, seating_id, is_locked=True)


def find_seating(
    session: ScopedSession, meeting_id: int, seating_id: int, *, is_locked: bool = False
) -> tuple[SeatingRecord, OpenSeating]:
    """Return the row and the seating, read with one statement where the rest is in memory."""
    asked = {"seating": seating_id, "meeting": meeting_id}
    row = session.execute(LOCKED if is_locked else OPENED, asked).first()
    if row is None:
        raise MissingRecordError
    record, sequence, stamp = row
    plan = recall(session, meeting_id, sequence, stamp).plan
    settings = recall_settings(session, record)
    return record, OpenSeating(
        id=record.id,
        meeting_id=meeting_id,
        name=record.name,
        state=SeatingState(record.state),
        sequence=record.sequence,
        stamp=record.stamp,
        approved_number=record.approved_number,
        venue_version_id=record.venue_version_id,
        settings=settings,
        seating=recall_seating(session, record, settings),
        sittings=order_sittings(plan, set(record.sittings)),
        plan=plan,
        draft_stamp=stamp,
    )


def order_sittings(plan: Plan, keys: Collection[str]) -> tuple[Sitting, ...]:
    """Return those of some sittings that a plan has, by time."""
    found = (each for each in plan.sittings if each.key in keys)
    return tuple(sorted(found, key=lambda each: (str(each.held_on), str(each.starts_at))))


def refuse_rest(opened: OpenSeating, today: date) -> None:
    """Refuse to change a seating that waits, is approved, or whose meeting was held."""
    if opened.is_held(today):
        state = "held"
        raise SeatingRestsError(state)
    if opened.state not in EDITABLE:
        raise SeatingRestsError(opened.state.value)


def find_ground(session: ScopedSession, version_id: int) -> Ground:
    """Return a version of a venue with what touches what in it."""
    return GROUNDS.recall(
        (session.owner, version_id),
        lambda: Ground(
            open_venue_version(session, version_id), find_geometry_of(session, version_id)
        ),
    )


@dataclass(frozen=True, slots=True)
class NewSeating:
    """What is asked of a new seating."""

    name: str
    venue_version_id: int
    sittings: tuple[str, ...]


def add_seating(session: ScopedSession, meeting_id: int, asked: NewSeating, actor: Actor) -> int:
    """Make an empty seating for some sittings of a meeting and return it.

    Raises:
        FieldRefusedError: A field says what cannot be; names the field.
    """
    lock_meeting(session, meeting_id)
    draft = open_draft(session, meeting_id)
    name = read_name(session, meeting_id, asked.name)
    sittings = read_sittings(draft.plan, asked.sittings)
    if session.get(VenueVersionRecord, asked.venue_version_id) is None:
        raise FieldRefusedError(Wording("请选择会场。", "Choose a venue."), "venue")
    record = SeatingRecord(
        organisation_id=session.owner,
        meeting_id=meeting_id,
        name=name,
        venue_version_id=asked.venue_version_id,
        sittings=sittings,
        stamp=secrets.token_hex(16),
        changed_at=actor.now,
    )
    session.add(record)
    session.flush()
    write_audit(session, actor, "seating.add", f"meeting/{meeting_id} seating/{record.id}")
    session.commit()
    return record.id


def read_sittings(plan: Plan, keys: Sequence[str]) -> list[str]:
    """Return the sittings of a plan that are named; none is refused."""
    known = {each.key for each in plan.sittings}
    found = [each for each in dict.fromkeys(keys) if each in known]
    if not found:
        raise FieldRefusedError(
            Wording("请至少选择一个会次。", "Choose one sitting at least."), "sittings"
        )
    return found


def read_name(session: ScopedSession, meeting_id: int, written: str, own: int = 0) -> str:
    """Return a seating's name; an empty or a taken one is refused."""
    name = " ".join(written.split())[:LONGEST_NAME]
    if not name:
        raise FieldRefusedError(Wording("请填写座次名称。", "Give the seating a name."), "name")
    taken = session.scalar(
        select(SeatingRecord.id).where(
            SeatingRecord.meeting_id == meeting_id,
            SeatingRecord.name == name,
            SeatingRecord.id != own,
        )
    )
    if taken is not None:
        raise NameTakenError(name, "name")
    return name


def change_seating(
    session: ScopedSession,
    meeting_id: int,
    seating_id: int,
    name: str,
    sittings: Sequence[str],
    actor: Actor,
    today: date,
) -> None:
    """Give a seating another name, or other sittings that it serves.

    Raises:
        FieldRefusedError: A field says what cannot be; names the field.
        InvalidRequestError: It was approved once; its papers bear the name.
    """
    record, opened = lock_seating(session, meeting_id, seating_id)
    refuse_approved(record, opened, today)
    record.name = read_name(session, meeting_id, name, seating_id)
    record.sittings = read_sittings(opened.plan, sittings)
    record.stamp, record.changed_at = secrets.token_hex(16), actor.now
    write_audit(session, actor, "seating.rename", f"meeting/{meeting_id} seating/{seating_id}")
    session.commit()


def refuse_approved(record: SeatingRecord, opened: OpenSeating, today: date) -> None:
    """Refuse to remove or rename what rests, or what was approved once."""
    refuse_rest(opened, today)
    if record.approved_number:
        raise InvalidRequestError(
            Wording(
                "已审定过的座次不能改名、改会次或删除。",
                "A seating that was approved is not renamed, given other sittings or removed.",
            )
        )


def remove_seating(
    session: ScopedSession, meeting_id: int, seating_id: int, actor: Actor, today: date
) -> None:
    """Remove a seating that was never approved, with its history; the log keeps that it was.

    Raises:
        InvalidRequestError: It was approved once; what hangs on walls is not forgotten.
    """
    record, opened = lock_seating(session, meeting_id, seating_id)
    refuse_approved(record, opened, today)
    session.delete(record)
    write_audit(session, actor, "seating.remove", f"meeting/{meeting_id} seating/{seating_id}")
    session.commit()
