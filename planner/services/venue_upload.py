"""Taking in a venue's file: looked at first, then made a venue or the next version of one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, cast

from planner.domain.error import InvalidRequestError
from planner.domain.venue.flaw import check_venue, find_doubts
from planner.planfile.fault import PlanFileError
from planner.planfile.venue_reader import read_venue
from planner.services.upload import find_upload
from planner.services.venue import add_venue, find_venue, save_venue_version
from planner.services.venue_view import count_areas

if TYPE_CHECKING:
    from planner.domain.venue.plan import Numbering, Venue
    from planner.domain.wording import Wording
    from planner.models import ScopedSession, UploadRecord
    from planner.models.account import Account
    from planner.planfile.fault import Fault
    from planner.services.actor import Actor
    from planner.services.venue_view import AreaCount


@dataclass(frozen=True, slots=True)
class VenueChoice:
    """What somebody says of a file: the venue's name, how seats without numbers are numbered."""

    name: str
    numbering: Numbering


@dataclass(frozen=True, slots=True)
class ReadableVenue:
    """What a readable file would bring in."""

    venue: Venue
    notes: tuple[Fault, ...]
    counts: tuple[AreaCount, ...]
    doubts: tuple[Wording, ...]


@dataclass(frozen=True, slots=True)
class VenuePreview:
    """A venue's file as its page shows it: every fault, or what it would bring in."""

    id: int
    source_name: str
    faults: tuple[Fault, ...] = ()
    flaw: Wording | None = None
    """What is wrong with the venue as a whole."""
    readable: ReadableVenue | None = None


def preview_venue_file(
    session: ScopedSession, account: Account, upload_id: int, choice: VenueChoice
) -> VenuePreview:
    """Return what a venue's file holds: every fault with its place, or the venue."""
    record = find_upload(session, account, upload_id)
    name = record.source_name
    try:
        readable = read_file(record, choice)
    except PlanFileError as error:
        return VenuePreview(upload_id, name, error.faults)
    except InvalidRequestError as error:
        return VenuePreview(upload_id, name, flaw=error.wording)
    return VenuePreview(upload_id, name, readable=readable)


def read_file(record: UploadRecord, choice: VenueChoice) -> ReadableVenue:
    """Return the venue of a file that was uploaded."""
    found = read_venue(
        record.source_bytes, record.source_name, name=choice.name, numbering=choice.numbering
    )
    venue = replace(found.venue, name=choice.name.strip() or found.venue.name)
    check_venue(venue)
    return ReadableVenue(venue, found.notes, count_areas(venue), find_doubts(venue))


def take_venue_file(
    session: ScopedSession,
    upload_id: int,
    choice: VenueChoice,
    actor: Actor,
    target: tuple[int, int] | None = None,
) -> int:
    """Make a venue of a file, or the next version of one; return the venue.

    ``target`` is a venue and the number of the version that somebody saw.

    Raises:
        PlanFileError: The file has faults.
        VenueConflictError: There is another version than the one that was seen.
        NameTakenError: The house has another venue of that name.
    """
    record = find_upload(session, cast("Account", actor.account), upload_id)
    venue = read_file(record, choice).venue
    note = f"导入 {record.source_name}"[:200]
    session.delete(record)
    if target is None:
        return add_venue(session, venue, actor, note)
    venue_id, base_number = target
    kept = find_venue(session, venue_id)
    named = venue if choice.name.strip() else replace(venue, name=kept.name)
    save_venue_version(session, venue_id, named, actor, note, base_number)
    return venue_id
