"""The approved version of a seating: what everybody sees who does not see drafts."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from planner.models.seating import SeatingState
from planner.services.error import MissingRecordError
from planner.services.seating_version import read_version

if TYPE_CHECKING:
    from planner.models import ScopedSession
    from planner.services.seating import OpenSeating


def show_approved(session: ScopedSession, opened: OpenSeating) -> OpenSeating:
    """Return a seating as it was approved.

    Raises:
        MissingRecordError: No version was approved yet; nobody else learns that there is a draft.
    """
    if not opened.approved_number:
        raise MissingRecordError
    version = read_version(session, opened.id, opened.approved_number)
    return replace(
        opened,
        state=SeatingState.FROZEN,
        venue_version_id=version.venue_version_id,
        settings=version.settings,
        seating=version.seating,
    )
