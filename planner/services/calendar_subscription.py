"""Subscriptions: a token for each device, shown once, renewed and revoked at any moment.

A token opens one feed (or, for programs that speak CalDAV, the calendars of its account) for
reading, and nothing else. Only its hash is kept, so that nobody who reads the database can use it.
It holds as long as its person may read the feed: who loses a role loses what it opened.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import and_, func, select, update

from planner.domain.error import InvalidRequestError
from planner.domain.wording import Wording
from planner.models import (
    CalendarFeedRecord,
    CalendarSubscriptionRecord,
    MeetingRecord,
    RoleGrantRecord,
)
from planner.models.calendar import Audience, FeedKind, SubscriptionPurpose
from planner.services.audit import digest, write_audit
from planner.services.calendar import FeedScope
from planner.services.calendar_feed import find_feed
from planner.services.calendar_token import hash_token
from planner.services.error import MissingRecordError
from planner.services.secret_path import TOKEN_BYTES, spell_token

if TYPE_CHECKING:
    from datetime import date, datetime

    from planner.models import ScopedSession
    from planner.services.actor import Actor

LONGEST_NAME = 80
MOST_OF_ACCOUNT = 50
MOST_OF_PERSON = 10
Device, Feed, Grant = CalendarSubscriptionRecord, CalendarFeedRecord, RoleGrantRecord


@dataclass(frozen=True, slots=True)
class ListedSubscription:
    """A device as its person sees it in his list."""

    id: int
    name: str
    purpose: SubscriptionPurpose
    scope: FeedScope | None
    meeting_title: str
    created_at: datetime
    last_used_on: date | None
    last_client: str


def draw_token() -> str:
    """Return a new token: 160 bits, letters and digits that stand in any address."""
    return spell_token(secrets.token_bytes(TOKEN_BYTES))


def make_subscription(
    session: ScopedSession,
    actor: Actor,
    scope: FeedScope | None,
    purpose: SubscriptionPurpose,
    name: str,
    person: str = "",
) -> tuple[int, str]:
    """Make a token for a device, and return its number and the token: it is said only this once.

    ``scope`` was looked at before (``check_scope``); None opens the calendars of the account.
    ``person`` is whose own page it is made on, where there is no account.
    """
    refuse_many(session, actor, scope, person)
    token = draw_token()
    record = Device(
        organisation_id=session.owner,
        purpose=purpose.value,
        feed_id=find_feed(session, scope) if scope else None,
        account_id=actor.account_id,
        person=person,
        name=read_name(name),
        token_hash=hash_token(token)["token"],
        created_at=actor.now,
    )
    session.add(record)
    session.flush()
    told = {"name": record.name, "feed": record.feed_id, "person": digest(person) if person else ""}
    write_audit(session, actor, "subscription.make", f"subscription/{record.id}", after=told)
    session.commit()
    return record.id, token


def refuse_many(session: ScopedSession, actor: Actor, scope: FeedScope | None, person: str) -> None:
    """Refuse one device more than anybody has."""
    if actor.account_id is not None:
        mine, most = Device.account_id == actor.account_id, MOST_OF_ACCOUNT
    else:
        feeds = select(Feed.id).where(Feed.meeting_id == (scope.meeting_id if scope else None))
        mine, most = and_(Device.person == person, Device.feed_id.in_(feeds)), MOST_OF_PERSON
    count = session.scalar(select(func.count(Device.id)).where(mine, Device.revoked_at.is_(None)))
    if (count or 0) >= most:
        where = "订阅与设备" if actor.account_id is not None else "已订阅的设备"
        raise InvalidRequestError(
            Wording(
                f"订阅已有 {most} 个，请先在“{where}”里停用不再使用的。",
                f"There are {most} subscriptions already; end those no longer used first.",
            )
        )


def read_name(name: str) -> str:
    """Return what a device is called; without a name nobody could tell which one to end."""
    said = " ".join(name.split())[:LONGEST_NAME]
    if not said:
        raise InvalidRequestError(
            Wording(
                "请填写设备名称，例如“我的手机”，以便日后停用。",
                "Name the device, such as “my phone”, so that you can end it later.",
            )
        )
    return said


def list_subscriptions(session: ScopedSession, actor: Actor) -> list[ListedSubscription]:
    """Return the devices of whoever acts, the newest first."""
    rows = session.execute(
        select(Device, Feed, MeetingRecord.title)
        .outerjoin(Feed, Feed.id == Device.feed_id)
        .outerjoin(MeetingRecord, MeetingRecord.id == Feed.meeting_id)
        .where(Device.account_id == actor.account_id, Device.revoked_at.is_(None))
        .order_by(Device.id.desc())
    )
    return [
        ListedSubscription(
            id=device.id,
            name=device.name,
            purpose=SubscriptionPurpose(device.purpose),
            scope=scope_of(feed) if feed else None,
            meeting_title=title or "",
            created_at=device.created_at,
            last_used_on=device.last_used_on,
            last_client=device.last_client,
        )
        for device, feed, title in rows
    ]


def scope_of(feed: CalendarFeedRecord) -> FeedScope:
    """Return what a feed is of."""
    return FeedScope(FeedKind(feed.kind), feed.key, Audience(feed.audience), feed.meeting_id)


def find_own(
    session: ScopedSession, actor: Actor, subscription_id: int
) -> CalendarSubscriptionRecord:
    """Return one of one's own devices that still holds."""
    record = session.scalar(
        select(Device).where(
            Device.id == subscription_id,
            Device.account_id == actor.account_id,
            Device.revoked_at.is_(None),
        )
    )
    if record is None:
        raise MissingRecordError
    return record


def rotate_subscription(
    session: ScopedSession, actor: Actor, subscription_id: int
) -> tuple[CalendarSubscriptionRecord, str]:
    """Give a device a new token, and return both; the former one opens nothing from now on.

    An app password has no address that could be shown anew: it is ended, and another one made.
    """
    record = find_own(session, actor, subscription_id)
    if record.feed_id is None:
        raise MissingRecordError
    token = draw_token()
    record.token_hash = hash_token(token)["token"]
    record.last_used_on, record.last_client = None, ""
    told = {"name": record.name}
    write_audit(session, actor, "subscription.rotate", f"subscription/{record.id}", after=told)
    session.commit()
    return record, token


def revoke_subscription(session: ScopedSession, actor: Actor, subscription_id: int) -> None:
    """End one of one's own devices; it is told at its next poll."""
    record = find_own(session, actor, subscription_id)
    record.revoked_at = actor.now
    told = {"name": record.name}
    write_audit(session, actor, "subscription.revoke", f"subscription/{record.id}", before=told)
    session.commit()


def end_personal(session: ScopedSession, actor: Actor, meeting_id: int, person: str | None) -> None:
    """End what was subscribed to on somebody's own page, with None on all; the caller commits.

    Whoever had a link that he should not have had may have subscribed with it.
    """
    feeds = select(Feed.id).where(Feed.meeting_id == meeting_id)
    session.execute(
        update(Device)
        .where(
            Device.person != "" if person is None else Device.person == person,
            Device.account_id.is_(None),
            Device.feed_id.in_(feeds),
            Device.revoked_at.is_(None),
        )
        .values(revoked_at=actor.now)
        .execution_options(synchronize_session=False)
    )
