"""What pages show of venues: their areas and counts, their versions, and who uses them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import undefer

from planner.domain.venue.flaw import find_doubts
from planner.domain.venue.plan import SeatKind
from planner.models import MeetingRecord, SeatingRecord, VenueRecord, VenueVersionRecord
from planner.planfile.venue_text import read_venue_text
from planner.services.meeting import is_listed
from planner.services.venue import VENUES, find_venue, read_version
from planner.services.venue_edit import find_version

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from planner.domain.venue.plan import Area, Venue
    from planner.domain.wording import Wording
    from planner.models import ScopedSession
    from planner.models.account import Account


@dataclass(frozen=True, slots=True)
class VenueUse:
    """A meeting that uses a venue, and the version it keeps."""

    meeting_id: int
    title: str
    number: int


@dataclass(frozen=True, slots=True)
class AreaCount:
    """An area, and how many of its places are what."""

    area: Area
    rows: int
    usable: int
    wheelchair: int
    blocked: int
    removed: int


@dataclass(frozen=True, slots=True)
class VenueOverview:
    """A venue in the list of a house."""

    record: VenueRecord
    version: VenueVersionRecord
    areas: tuple[str, ...]
    uses: tuple[VenueUse, ...]


@dataclass(frozen=True, slots=True)
class VersionLine:
    """A version of a venue: who made it, when, and what was changed."""

    number: int
    seat_count: int
    note: str
    maker_name: str
    made_at: datetime
    uses: tuple[VenueUse, ...]


@dataclass(frozen=True, slots=True)
class VenueView:
    """One version of a venue as its page shows it."""

    record: VenueRecord
    version: VenueVersionRecord
    venue: Venue
    counts: tuple[AreaCount, ...]
    doubts: tuple[Wording, ...]
    versions: tuple[VersionLine, ...]

    @property
    def is_current(self) -> bool:
        """Whether it is the newest version."""
        return self.version.number == self.record.version_number


def view_venues(session: ScopedSession, account: Account) -> list[VenueOverview]:
    """Return the venues of the house with areas and uses: three queries, however many there are."""
    rows = session.execute(
        select(VenueRecord, VenueVersionRecord)
        .join(
            VenueVersionRecord,
            (VenueVersionRecord.venue_id == VenueRecord.id)
            & (VenueVersionRecord.number == VenueRecord.version_number),
        )
        .order_by(VenueRecord.is_retired, VenueRecord.name)
        .options(undefer(VenueVersionRecord.content))
    ).all()
    uses = list_uses(session, account)
    return [
        VenueOverview(
            record,
            version,
            tuple(each.name for each in recall_content(version).areas),
            tuple(use for use in uses[record.id]),
        )
        for record, version in rows
    ]


def recall_content(version: VenueVersionRecord) -> Venue:
    """Return the venue of a version whose content is at hand."""
    return VENUES.recall(version.content_hash, lambda: read_venue_text(version.content))


def view_venue(
    session: ScopedSession, account: Account, venue_id: int, number: int | None = None
) -> VenueView:
    """Return a venue's page: a version of it, the newest unless another one is asked for."""
    record = find_venue(session, venue_id)
    version = find_version(session, venue_id, number or record.version_number)
    venue = read_version(session, version)
    uses = list_uses(session, account)[venue_id]
    versions = session.scalars(
        select(VenueVersionRecord)
        .where(VenueVersionRecord.venue_id == venue_id)
        .order_by(VenueVersionRecord.number.desc())
    )
    lines = tuple(spell_version(each, uses) for each in versions)
    return VenueView(record, version, venue, count_areas(venue), find_doubts(venue), lines)


def spell_version(version: VenueVersionRecord, uses: Sequence[VenueUse]) -> VersionLine:
    """Return a version as a line of its venue's page."""
    return VersionLine(
        version.number,
        version.seat_count,
        version.note,
        version.maker_name,
        version.made_at,
        tuple(each for each in uses if each.number == version.number),
    )


def list_uses(session: ScopedSession, account: Account) -> dict[int, list[VenueUse]]:
    """Return for each venue the meetings that use it and that the account may see."""
    rows = session.execute(
        select(MeetingRecord, VenueVersionRecord.venue_id, VenueVersionRecord.number)
        .join(SeatingRecord, SeatingRecord.meeting_id == MeetingRecord.id)
        .join(VenueVersionRecord, VenueVersionRecord.id == SeatingRecord.venue_version_id)
        .order_by(MeetingRecord.opens_on.desc().nulls_last(), MeetingRecord.id.desc())
        .distinct()
    )
    uses: dict[int, list[VenueUse]] = defaultdict(list)
    for meeting, venue_id, number in rows:
        if is_listed(meeting, account):
            uses[venue_id].append(VenueUse(meeting.id, meeting.title, number))
    return uses


def count_areas(venue: Venue) -> tuple[AreaCount, ...]:
    """Return how many places of each area are what."""
    counted = []
    for area in venue.areas:
        kinds = [seat.kind for row in area.rows for seat in row.seats]
        usable = kinds.count(SeatKind.SEAT) + kinds.count(SeatKind.WHEELCHAIR)
        counted.append(
            AreaCount(
                area,
                len({row.number for row in area.rows}),
                usable,
                kinds.count(SeatKind.WHEELCHAIR),
                kinds.count(SeatKind.BLOCKED),
                kinds.count(SeatKind.REMOVED),
            )
        )
    return tuple(counted)
