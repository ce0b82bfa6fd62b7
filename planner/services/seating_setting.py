"""Before a hall is filled: what its settings will come to, and who sat in front earlier."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sqlalchemy import select

from planner.domain.error import InvalidRequestError
from planner.domain.seating.fill import list_front
from planner.domain.seating.hall import seat_everybody
from planner.domain.seating.setting import FrontRecord
from planner.domain.seating.spot import list_spots
from planner.domain.wording import Wording
from planner.models import MeetingRecord, SeatingRecord
from planner.planfile.hall_setting import write_hall_settings
from planner.services.draft import recall
from planner.services.memory import Memory
from planner.services.seating import find_ground, open_seating
from planner.services.seating_fill import set_hall_settings, settings_mark
from planner.services.seating_hall import open_hall_of
from planner.services.seating_version import read_version

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from planner.domain.person import AttendanceKind
    from planner.domain.plan import Plan
    from planner.domain.seating.setting import HallSettings
    from planner.models import ScopedSession
    from planner.services.actor import Actor
    from planner.services.seating import OpenSeating
    from planner.services.seating_version import Named

PREVIEWS_KEPT = 24


@dataclass(frozen=True, slots=True)
class FillPreview:
    """What filling a hall by its settings will come to; nothing of it is kept."""

    called: int
    """Who is to have a seat."""
    by_kind: tuple[tuple[AttendanceKind, int], ...]
    seats: int
    """Seats of the chosen areas that are not kept empty."""
    seated: int
    unseated: tuple[tuple[str, Wording], ...]
    """Who will have none, and why not."""
    conflict: tuple[str, ...]
    """A smallest set of hard rules that cannot all hold, by key; a lock is ``lock:`` + person."""
    broken: tuple[str, ...]
    """Rules that will not hold."""

    @property
    def lacking(self) -> int:
        """How many seats there are too few."""
        return max(0, self.called - self.seats)


PREVIEWS: Memory[FillPreview] = Memory(PREVIEWS_KEPT)
"""By house, seating, and the states of it and of the draft."""


def preview_fill(session: ScopedSession, opened: OpenSeating) -> FillPreview:
    """Return what filling a seating's hall by its rules will come to."""
    key = (session.owner, opened.id, opened.stamp, opened.draft_stamp)
    return PREVIEWS.recall(key, lambda: try_fill(session, opened))


def try_fill(session: ScopedSession, opened: OpenSeating) -> FillPreview:
    """Fill a hall and tell only what it came to."""
    hall = open_hall_of(session, opened)
    filled = seat_everybody(hall)
    counts = Counter(person.attendance for person in hall.people)
    spots = list_spots(hall.ground.venue, opened.settings.areas, filled.reserved)
    zoned = {seat for zone in opened.settings.zones for seat in zone.seats}
    inside = {spot.seat for spot in spots} | (zoned & hall.ground.usable_keys)
    return FillPreview(
        called=len(hall.people),
        by_kind=tuple(counts.most_common()),
        seats=len(inside),
        seated=len(filled.seat_of),
        unseated=tuple(filled.unseated.items()),
        conflict=filled.conflict,
        broken=filled.broken,
    )


@dataclass(frozen=True, slots=True)
class EarlierFront:
    """An approved seating of an earlier meeting of the term: who sat in front is known."""

    seating_id: int
    meeting_id: int
    title: str
    name: str
    number: int
    """Of the session."""


def list_earlier(session: ScopedSession, opened: OpenSeating) -> list[EarlierFront]:
    """Return the approved seatings of the term's earlier meetings of the same kind."""
    rows = session.execute(
        select(
            SeatingRecord.id,
            SeatingRecord.name,
            MeetingRecord.id.label("meeting_id"),
            MeetingRecord.title,
            MeetingRecord.draft_sequence,
            MeetingRecord.draft_stamp,
        )
        .join(MeetingRecord, MeetingRecord.id == SeatingRecord.meeting_id)
        .where(
            SeatingRecord.approved_number > 0,
            MeetingRecord.id != opened.meeting_id,
            MeetingRecord.kind == opened.plan.kind.value,
        )
        .order_by(MeetingRecord.opens_on, SeatingRecord.id)
    )
    found = []
    for row in rows:
        plan = recall(session, row.meeting_id, row.draft_sequence, row.draft_stamp).plan
        if is_earlier(plan, opened.plan):
            found.append(EarlierFront(row.id, row.meeting_id, row.title, row.name, plan.number))
    return found


def is_earlier(plan: Plan, own: Plan) -> bool:
    """Tell whether a meeting is an earlier one of the same term."""
    return plan.term == own.term and plan.number < own.number


def take_front(
    session: ScopedSession,
    meeting_id: int,
    seating_id: int,
    source_id: int,
    actor: Actor,
    today: date,
) -> FrontRecord:
    """Record who sat in front at an earlier session; a record of that session is replaced.

    Raises:
        InvalidRequestError: That is no approved seating of an earlier meeting of the term.
    """
    opened = open_seating(session, meeting_id, seating_id)
    source = next(
        (each for each in list_earlier(session, opened) if each.seating_id == source_id), None
    )
    if source is None:
        raise InvalidRequestError(
            Wording(
                "请选择本届以往会议中已审定的座次。",
                "Choose an approved seating of an earlier meeting of the term.",
            ),
            "source",
        )
    record = FrontRecord(source.number, read_front(session, source, opened.plan))
    others = [each for each in opened.settings.records if each.session != record.session]
    records = tuple(sorted((*others, record), key=lambda each: each.session))
    keep_settings(session, opened, replace(opened.settings, records=records), actor, today)
    return record


def read_front(session: ScopedSession, source: EarlierFront, plan: Plan) -> tuple[str, ...]:
    """Return who sat in front there, by the keys that people have in a plan."""
    there = open_seating(session, source.meeting_id, source.seating_id)
    version = read_version(session, source.seating_id, there.approved_number)
    ground = find_ground(session, version.venue_version_id)
    front = list_front(version.seating, ground.venue, version.settings.areas)
    return match_people(front, version.people, plan)


def match_people(keys: tuple[str, ...], named: Mapping[str, Named], plan: Plan) -> tuple[str, ...]:
    """Return people of a plan who are those of another one: by key and name, else by name alone.

    Whoever is no longer in the plan, or shares his name with others, is passed over.
    """
    names = {person.key: person.name for person in plan.people}
    counts = Counter(names.values())
    by_name = {name: key for key, name in names.items() if counts[name] == 1}
    found = []
    for key in keys:
        name = named[key].name if key in named else ""
        own = key if names.get(key) == name else by_name.get(name)
        if own is not None:
            found.append(own)
    return tuple(found)


def keep_settings(
    session: ScopedSession,
    opened: OpenSeating,
    settings: HallSettings,
    actor: Actor,
    today: date,
    mark: str = "",
) -> None:
    """Set the settings of a seating, unless others changed them since they were looked at.

    Raises:
        SeatingStateError: Somebody changed the settings meanwhile.
    """
    set_hall_settings(
        session,
        opened.meeting_id,
        opened.id,
        write_hall_settings(replace(settings, locks=())),
        actor,
        today,
        mark or settings_mark(opened.settings),
    )
