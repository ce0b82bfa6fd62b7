"""Who may decide a version of a seating: leaders all, editors the amendments of others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.models.account import Permission
from planner.services.seating import open_seating
from planner.services.seating_version import find_version
from planner.web.access import account, require
from planner.web.wiring import db

if TYPE_CHECKING:
    from planner.models import SeatingVersionRecord


def require_decider(meeting_id: int, seating_id: int, number: int) -> None:
    """Refuse who may not decide a version; that nobody confirms his own the service sees to."""
    seating = open_seating(db(), meeting_id, seating_id)
    if not is_decider(find_version(db(), seating.id, number), meeting_id):
        require(Permission.REVIEW, meeting_id)


def is_decider(version: SeatingVersionRecord, meeting_id: int) -> bool:
    """Tell whether whoever has signed in may decide a version."""
    if account().may(Permission.REVIEW, meeting_id):
        return True
    return version.base_number > 0 and account().may(Permission.EDIT, meeting_id)
