"""Seatings in a meeting's archive: the venues that they use, and what must hold among them."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from planner.models import SeatingRecord, SeatingVersionRecord, VenueRecord, VenueVersionRecord
from planner.models.seating import SeatingVersionState
from planner.planfile import PlanFileError
from planner.planfile.hall_setting import SettingFault, read_hall_settings
from planner.planfile.venue_text import read_venue_text
from planner.services import archive_flaw as flaw
from planner.services.archive_format import BadArchiveError
from planner.services.seating_shelf import read_place
from planner.services.seating_version import read_content

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from planner.models import ScopedSession

UNSOUND = (AttributeError, KeyError, TypeError, ValueError, SettingFault)
"""What plain data of another shape comes to when it is read."""


def list_venue_versions(session: ScopedSession, meeting_id: int) -> set[int]:
    """Return the versions of venues that a meeting's seatings use, or used when approved."""
    used = set(
        session.scalars(
            select(SeatingRecord.venue_version_id).where(SeatingRecord.meeting_id == meeting_id)
        )
    )
    contents = session.scalars(
        select(SeatingVersionRecord.content)
        .join(SeatingRecord, SeatingRecord.id == SeatingVersionRecord.seating_id)
        .where(SeatingRecord.meeting_id == meeting_id)
    )
    return used | {content["venue_version_id"] for content in contents}


def point_to_line(content: Mapping[str, Any], lines: Mapping[int, int]) -> dict[str, Any]:
    """Return what a version keeps, its venue named by the line in the archive."""
    return {**content, "venue_version_id": lines[content["venue_version_id"]]}


def check_seatings(rows: Mapping[str, list[dict[str, Any]]]) -> None:
    """Refuse venues, settings, moves and versions that cannot be read, or contradict each other."""
    for row in rows["venues"]:
        check_venue(row)
    try:
        for row in rows["seatings"]:
            read_hall_settings(row["settings"])
        for row in rows["moves"]:
            check_move(row)
        for row in rows["versions"]:
            read_content(row["content"])
    except UNSOUND as error:
        raise BadArchiveError(flaw.NO_SEATING) from error
    for row in rows["portraits"]:
        if hashlib.sha256(row["content"]).hexdigest() != row["content_hash"]:
            raise BadArchiveError(flaw.WRONG_HASH)
    check_approved(rows)


def check_venue(row: Mapping[str, Any]) -> None:
    """Refuse a venue that is not what its hash says, or none at all."""
    if hashlib.sha256(row["content"].encode()).hexdigest() != row["content_hash"]:
        raise BadArchiveError(flaw.WRONG_HASH)
    try:
        read_venue_text(row["content"])
    except PlanFileError as error:
        raise BadArchiveError(flaw.NO_SEATING) from error


def check_move(row: Mapping[str, Any]) -> None:
    """Read a move as undo does."""
    for each in row["changes"]:
        for side in ("before", "after"):
            read_place(str(each["person"]), each[side])
    for settings in row["settings"] or ():
        read_hall_settings(settings)


def check_approved(rows: Mapping[str, list[dict[str, Any]]]) -> None:
    """Refuse an approved version that is not there or was not approved."""
    approved = {
        (row["seating"], row["number"])
        for row in rows["versions"]
        if row["state"] == SeatingVersionState.APPROVED.value
    }
    for line, row in enumerate(rows["seatings"], start=1):
        if row["approved_number"] and (line, row["approved_number"]) not in approved:
            raise BadArchiveError(flaw.NO_SEATING)


def write_venues(session: ScopedSession, rows: Iterable[Mapping[str, Any]]) -> list[int]:
    """Return the versions of venues that an archive's seatings use, by line.

    A version that the house has is used; the others come as venues that are not offered to new
    meetings, so that nothing of the house's own changes.
    """
    numbers = []
    venues: dict[str, VenueRecord] = {}
    for row in rows:
        known = session.scalar(
            select(VenueVersionRecord.id).where(
                VenueVersionRecord.content_hash == row["content_hash"]
            )
        )
        numbers.append(known or write_version(session, row, venues))
    return numbers


def write_version(
    session: ScopedSession, row: Mapping[str, Any], venues: dict[str, VenueRecord]
) -> int:
    """Write a version of a venue that came along; return its number."""
    name = read_venue_text(row["content"]).name
    venue = venues.get(name)
    if venue is None:
        venue = venues[name] = VenueRecord(
            organisation_id=session.owner,
            name=free_name(session, name),
            version_number=0,
            is_retired=True,
            changed_at=row["made_at"],
        )
        session.add(venue)
        session.flush()
    venue.version_number = max(venue.version_number, row["number"])
    version = VenueVersionRecord(organisation_id=session.owner, venue_id=venue.id, **row)
    session.add(version)
    session.flush()
    return version.id


def free_name(session: ScopedSession, name: str) -> str:
    """Return a venue's name, with a number where the house has one of that name."""
    taken = set(session.scalars(select(VenueRecord.name)))
    tried, number = name, 1
    while tried in taken:
        number += 1
        tried = f"{name[:LONGEST_NAME]}（归档 {number}）"
    return tried


LONGEST_NAME = 70
"""Room is left for what tells it from others."""
