"""What a token of a calendar opens: looked up by one statement that also says whether it holds.

A token opens one feed (or, for programs that speak CalDAV, the calendars of its account) for
reading, and nothing else. It holds as long as its person may read the feed: who loses a role loses
what it opened.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, bindparam, exists, func, or_, select, update

from planner.calendars.identity import SEPARATOR
from planner.models import (
    AccountRecord,
    CalendarFeedRecord,
    CalendarSubscriptionRecord,
    MeetingRecord,
    MembershipRecord,
    OrganisationRecord,
    RoleGrantRecord,
)
from planner.models.account import GRANTS, Permission
from planner.models.calendar import Audience, FeedKind, SubscriptionPurpose
from planner.models.reach import Reach, across_houses
from planner.services.attempt import hash_text
from planner.services.calendar import FeedScope
from planner.services.calendar_client import name_client

if TYPE_CHECKING:
    from datetime import date, datetime

    from sqlalchemy import ColumnElement, Select

    from planner.models import ScopedSession

LONGEST_TOKEN = 64
Device, Feed, Grant = CalendarSubscriptionRecord, CalendarFeedRecord, RoleGrantRecord


@dataclass(frozen=True, slots=True)
class Subscription:
    """What a token opens, whose it is, and at which state that stands."""

    id: int
    organisation_id: int
    house: str
    account_id: int | None
    last_used_on: date | None
    feed_id: int = 0
    kind: str = ""
    meeting_id: int | None = None
    key: str = ""
    audience: str = ""
    calendar_number: int = 0
    work_number: int = 0
    changed_at: datetime | None = None

    @property
    def scope(self) -> FeedScope:
        """Return what its feed is of."""
        return FeedScope(FeedKind(self.kind), self.key, Audience(self.audience), self.meeting_id)


def may_read() -> ColumnElement[bool]:
    """Return the condition that a subscription's account may still read its feed."""
    drafting = [each.value for each in GRANTS if Permission.DRAFT in GRANTS[each]]
    is_own = Feed.audience == Audience.PERSONAL.value
    granted = exists().where(
        Grant.organisation_id == Device.organisation_id,
        Grant.account_id == Device.account_id,
        or_(Grant.meeting_id.is_(None), Grant.meeting_id == Feed.meeting_id, is_own),
        or_(Feed.audience != Audience.STAFF.value, *(Grant.role == role for role in drafting)),
    )
    return and_(
        AccountRecord.is_active,
        granted,
        or_(
            Feed.audience != Audience.PERSONAL.value,
            MembershipRecord.person_key + SEPARATOR + AccountRecord.display_name == Feed.key,
        ),
    )


def choose_facts() -> Select[*tuple[Any, ...]]:
    """Return the statement by which a token finds its feed, and the state that it stands at."""
    house, meeting, member = OrganisationRecord, MeetingRecord, MembershipRecord
    return (
        select(
            Device.id,
            Device.organisation_id,
            house.name,
            Device.account_id,
            Device.last_used_on,
            Feed.id,
            Feed.kind,
            Feed.meeting_id,
            Feed.key,
            Feed.audience,
            func.coalesce(meeting.calendar_number, house.calendar_number),
            func.coalesce(meeting.work_number, house.work_number),
            func.coalesce(meeting.calendar_changed_at, house.calendar_changed_at),
        )
        .join(house, house.id == Device.organisation_id)
        .join(Feed, Feed.id == Device.feed_id)
        .outerjoin(meeting, meeting.id == Feed.meeting_id)
        .outerjoin(AccountRecord, AccountRecord.id == Device.account_id)
        .outerjoin(
            member,
            and_(
                member.account_id == Device.account_id,
                member.organisation_id == Device.organisation_id,
            ),
        )
        .where(
            Device.token_hash == bindparam("token"),
            Device.revoked_at.is_(None),
            house.closed_at.is_(None),
            or_(Device.account_id.is_(None), may_read()),
        )
        .execution_options(**across_houses(Reach.FEED))
    )


def choose_account() -> Select[*tuple[Any, ...]]:
    """Return the statement by which the token of a CalDAV program finds its account."""
    granted = exists().where(
        Grant.organisation_id == Device.organisation_id, Grant.account_id == Device.account_id
    )
    return (
        select(
            Device.id,
            Device.organisation_id,
            OrganisationRecord.name,
            Device.account_id,
            Device.last_used_on,
        )
        .join(OrganisationRecord, OrganisationRecord.id == Device.organisation_id)
        .join(AccountRecord, AccountRecord.id == Device.account_id)
        .where(
            Device.token_hash == bindparam("token"),
            Device.purpose == SubscriptionPurpose.DAV.value,
            Device.revoked_at.is_(None),
            OrganisationRecord.closed_at.is_(None),
            AccountRecord.is_active,
            granted,
        )
        .execution_options(**across_houses(Reach.FEED))
    )


FEED_FACTS = choose_facts()
FACTS: dict[SubscriptionPurpose, Select[*tuple[Any, ...]]] = {
    SubscriptionPurpose.FEED: FEED_FACTS,
    SubscriptionPurpose.DAV: choose_account(),
}
"""Built once: every poll of every device asks one of them."""


def find_subscription(
    session: ScopedSession, token: str, purpose: SubscriptionPurpose
) -> Subscription | None:
    """Return what a token opens, and scope the session to its house; None for no token.

    A revoked token and one that never was are told apart by nothing, the statement included.
    """
    row = session.execute(FACTS[purpose], hash_token(token)).first()
    if row is None:
        return None
    found = Subscription(*row)
    session.scope_to(found.organisation_id)
    return found


def hash_token(token: str) -> dict[str, str]:
    """Return a token as the statements ask for it."""
    return {"token": hash_text(token[:LONGEST_TOKEN].encode(errors="replace").decode())}


def note_use(session: ScopedSession, found: Subscription, browser: str, today: date) -> None:
    """Write down that a device came today, and what kind of program it is; once a day."""
    if found.last_used_on == today:
        return
    session.execute(
        update(Device)
        .where(Device.id == found.id)
        .values(last_used_on=today, last_client=name_client(browser))
        .execution_options(synchronize_session=False)
    )
    session.commit()
