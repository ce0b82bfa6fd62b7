"""One's own seat, found without an account: by a personal link, or by name and code.

Only approved seatings and the published plan are looked at: nothing here ever tells of a draft.
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sqlalchemy import select

from planner.domain.person_name import split_name
from planner.domain.venue.way import find_way
from planner.models import MeetingRecord, SeatingRecord, SeatLinkRecord
from planner.models.reach import Reach, across_houses
from planner.services.actor import Actor
from planner.services.attempt import begin_attempt, forget_attempt, hash_text
from planner.services.audit import write_audit
from planner.services.memory import Memory
from planner.services.published import load_plan
from planner.services.seat_link import CODE_LENGTH, derive_link
from planner.services.seating import find_ground
from planner.services.seating_version import read_version

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from planner.domain.sitting import Sitting
    from planner.domain.venue.plan import Area, Seat, SeatRow, Venue
    from planner.domain.venue.way import Way
    from planner.models import ScopedSession
    from planner.services.seating_version import SeatingVersion
    from planner.services.sign_in_policy import Caller, SignInPolicy

LONGEST_TOKEN = 64
LONGEST_NAME = 120
ADDRESS_LIMIT = 200
"""Wrong tries of a quarter of an hour from one address: a hall full of people shares one."""
WAYS_KEPT = 4000
WAYS: Memory[Way] = Memory(WAYS_KEPT)
"""Ways by house, version of the venue, and seat."""
HIDDEN = "*"
SHORT_NAME = 2


@dataclass(frozen=True, slots=True)
class KnownLink:
    """A link that somebody showed: whose it is. An empty person is the meeting's own page."""

    organisation_id: int
    meeting_id: int
    person: str


@dataclass(frozen=True, slots=True)
class OwnSeat:
    """One's seat in one approved seating."""

    name: str
    """What the seating is called."""
    sittings: tuple[Sitting, ...]
    """What it is for, as far as it is published, by time."""
    venue: Venue
    place: tuple[Area, SeatRow, Seat] | None
    """None where one is in the seating but has no seat."""
    way: Way | None
    number: int
    """The version that was approved."""
    approved_at: datetime | None

    @property
    def hall(self) -> str:
        """Where it is: as the schedule says, else what the venue is called."""
        return next((each.place for each in self.sittings if each.place), self.venue.name)


@dataclass(frozen=True, slots=True)
class SeatCard:
    """All that one's own page shows."""

    title: str
    """The meeting's."""
    name: str
    """One's own, masked; empty where no approved seating has one."""
    seats: tuple[OwnSeat, ...]


def find_link(session: ScopedSession, token: str) -> KnownLink | None:
    """Return whose link a token is, and scope the session to its house; None for no link."""
    if not token or len(token) > LONGEST_TOKEN:
        return None
    row = session.execute(
        select(SeatLinkRecord.organisation_id, SeatLinkRecord.meeting_id, SeatLinkRecord.person)
        .where(SeatLinkRecord.token_hash == hash_text(token))
        .execution_options(**across_houses(Reach.SEAT_LOOKUP))
    ).first()
    if row is None:
        return None
    session.scope_to(row.organisation_id)
    return KnownLink(row.organisation_id, row.meeting_id, row.person)


def open_card(session: ScopedSession, link: KnownLink) -> SeatCard:
    """Return what somebody's own page shows: his seats in the approved seatings."""
    title, sittings = read_published(session, link.meeting_id)
    found = list(find_own(session, link, sittings))
    names = [version.people[link.person].name for version, _ in found]
    return SeatCard(title, mask_name(names[-1]) if names else "", tuple(each for _, each in found))


def read_title(session: ScopedSession, link: KnownLink) -> str:
    """Return what the meeting of a link is called."""
    return read_published(session, link.meeting_id)[0]


def read_published(session: ScopedSession, meeting_id: int) -> tuple[str, dict[str, Sitting]]:
    """Return a meeting's title and its published sittings by key; none where none are."""
    row = session.execute(
        select(MeetingRecord.title, MeetingRecord.revision_number).where(
            MeetingRecord.id == meeting_id
        )
    ).one()
    if not row.revision_number:
        return row.title, {}
    plan = load_plan(session, meeting_id, row.revision_number).plan
    return plan.title, {each.key: each for each in plan.sittings}


def list_approved(
    session: ScopedSession, meeting_id: int
) -> Iterator[tuple[SeatingRecord, SeatingVersion]]:
    """Yield the approved seatings of a meeting, each with its approved version."""
    rows = session.scalars(
        select(SeatingRecord)
        .where(SeatingRecord.meeting_id == meeting_id, SeatingRecord.approved_number > 0)
        .order_by(SeatingRecord.id)
    ).all()
    for row in rows:
        yield row, read_version(session, row.id, row.approved_number)


def find_own(
    session: ScopedSession, link: KnownLink, sittings: dict[str, Sitting]
) -> Iterator[tuple[SeatingVersion, OwnSeat]]:
    """Yield the approved seatings that somebody is in, with his seat."""
    for row, version in list_approved(session, link.meeting_id):
        if is_in(version, link.person):
            seat = version.seating.seat_of.get(link.person, "")
            place, way = find_place(session, version.venue_version_id, seat)
            served = [sittings[key] for key in row.sittings if key in sittings]
            yield (
                version,
                OwnSeat(
                    name=row.name,
                    sittings=tuple(
                        sorted(served, key=lambda each: (str(each.held_on), str(each.starts_at)))
                    ),
                    venue=find_ground(session, version.venue_version_id).venue,
                    place=place,
                    way=way,
                    number=version.number,
                    approved_at=version.decided_at,
                ),
            )


def is_in(version: SeatingVersion, person: str) -> bool:
    """Tell whether somebody is in a version, on a seat or on none."""
    seating = version.seating
    return person in version.people and (person in seating.seat_of or person in seating.unseated)


def find_place(
    session: ScopedSession, venue_version_id: int, seat: str
) -> tuple[tuple[Area, SeatRow, Seat] | None, Way | None]:
    """Return where a seat is in its venue, and the way to it; nothing for no seat."""
    ground = find_ground(session, venue_version_id)
    place = ground.place_of.get(seat)
    if place is None:
        return None, None
    key = (session.owner, venue_version_id, seat)
    return place, WAYS.recall(key, lambda: find_way(ground.venue, *place))


def mask_name(name: str) -> str:
    """Return a name that its owner knows again and nobody else learns: 王*芳."""
    if len(name) <= SHORT_NAME:
        return name[:1] + HIDDEN * (len(name) - 1)
    return name[0] + HIDDEN * (len(name) - 2) + name[-1]


def ask_for_seat(
    session: ScopedSession,
    link: KnownLink,
    name: str,
    code: str,
    caller: Caller,
    now: datetime,
    policy: SignInPolicy,
) -> str | None:
    """Return the token of the personal link of whoever knows his name and his code, else None.

    An unknown name and a wrong code give the same answer, and count alike: by name, and by the
    address that they come from. Commits.

    Raises:
        LockedOutError: Too many went wrong before.
    """
    spelled = spell_name(name)
    nowhere = replace(caller, address="", device="")
    place = f"seat look-up {link.organisation_id} {link.meeting_id}"
    attempts = [
        begin_attempt(
            session,
            hash_text(f"{place} from {caller.address}"),
            nowhere,
            now,
            policy,
            ADDRESS_LIMIT,
        ),
        begin_attempt(session, hash_text(f"{place} {spelled}"), nowhere, now, policy),
    ]
    token = find_token(session, link, spelled, read_code(code), policy.secret)
    if token is None:
        subject = f"meeting/{link.meeting_id}"
        write_audit(session, Actor(None, now, address=caller.address), "seat_link.fail", subject)
    else:
        for attempt in attempts:
            forget_attempt(session, attempt)
    session.commit()
    return token


def find_token(
    session: ScopedSession, link: KnownLink, spelled: str, code: str, secret: str
) -> str | None:
    """Return the token of whoever has this name and this code; None for nobody."""
    named = {
        person
        for _, version in list_approved(session, link.meeting_id)
        for person, each in version.people.items()
        if is_in(version, person) and spell_name(each.name) == spelled
    }
    rows = session.execute(
        select(SeatLinkRecord.person, SeatLinkRecord.serial).where(
            SeatLinkRecord.meeting_id == link.meeting_id, SeatLinkRecord.person.in_(named)
        )
    ).all()
    token = None
    for row in rows:
        known = derive_link(secret, session.owner, link.meeting_id, row.person, row.serial)
        if hmac.compare_digest(known.code.encode(), code.encode()):
            token = known.token
    return token


def spell_name(written: str) -> str:
    """Return a name as it is compared: without spaces, dots and what stands in brackets."""
    return split_name(written[:LONGEST_NAME]).proper.casefold()


def read_code(typed: str) -> str:
    """Return a code as it is printed, however it was typed."""
    return "".join(each for each in typed.upper() if each.isalnum())[: CODE_LENGTH * 2]
