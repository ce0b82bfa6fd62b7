"""Who may see a job and take what it made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.models.account import Permission
from planner.models.job import JobKind
from planner.services.seating_wish import SeatOrder

if TYPE_CHECKING:
    from planner.models.job import Job


def permission_of(job: Job) -> Permission:
    """Return what whoever looks at a job must be allowed: badges bear everybody's own links."""
    if job.kind is JobKind.DRAFT:
        return Permission.DRAFT
    if job.kind is JobKind.SEATING:
        return permission_for(SeatOrder.read(job.subject))
    return Permission.READ


def permission_for(order: SeatOrder) -> Permission:
    """Return what whoever orders papers of a seating must be allowed, besides having them made."""
    if order.has_badges:
        return Permission.EDIT
    return Permission.DRAFT if order.is_draft else Permission.READ
