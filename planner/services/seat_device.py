"""Devices subscribed on somebody's own page, without an account: listed and ended there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from planner.models import CalendarFeedRecord, CalendarSubscriptionRecord
from planner.services.audit import digest, write_audit
from planner.services.calendar_subscription import MOST_OF_PERSON
from planner.services.error import MissingRecordError

if TYPE_CHECKING:
    from sqlalchemy import Select

    from planner.models import ScopedSession
    from planner.services.actor import Actor
    from planner.services.seat_lookup import KnownLink

MOST_DEVICES = MOST_OF_PERSON
Device, Feed = CalendarSubscriptionRecord, CalendarFeedRecord


def list_devices(session: ScopedSession, link: KnownLink) -> list[CalendarSubscriptionRecord]:
    """Return the devices that still hold of the person of a link, the newest first."""
    return list(session.scalars(select_own(link).order_by(Device.id.desc())))


def end_device(session: ScopedSession, actor: Actor, link: KnownLink, device_id: int) -> None:
    """End one of these devices; it is told at its next poll."""
    record = session.scalar(select_own(link).where(Device.id == device_id))
    if record is None:
        raise MissingRecordError
    record.revoked_at = actor.now
    told = {"name": record.name, "person": digest(link.person)}
    write_audit(session, actor, "subscription.revoke", f"subscription/{record.id}", before=told)
    session.commit()


def select_own(link: KnownLink) -> Select[CalendarSubscriptionRecord]:
    """Return how the devices of the person of a link are found: those of this meeting only."""
    return select(Device).where(
        Device.person == link.person,
        Device.account_id.is_(None),
        Device.revoked_at.is_(None),
        Device.feed_id.in_(select(Feed.id).where(Feed.meeting_id == link.meeting_id)),
    )
