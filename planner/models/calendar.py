"""Calendars: what became of each entry, the feeds that people subscribe to, and who was invited."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import (
    JSON,
    BigInteger,
    ForeignKeyConstraint,
    Index,
    LargeBinary,
    String,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from planner.models.record import OwnedRecord, Record, owned_key


class FeedKind(StrEnum):
    """What a feed is of."""

    MEETING = "meeting"
    SITTING = "sitting"
    WORKSTREAM = "workstream"
    PERSON = "person"
    """Where somebody is called to, with his duties and his seat."""
    LEADER = "leader"
    """A leader's duties, and what falls due to him."""
    OWNER = "owner"
    """The tasks of their owner."""
    VENUE = "venue"
    YEAR = "year"
    """All that a house holds in a year."""


class Audience(StrEnum):
    """For whom a feed is, which decides what it shows."""

    OUTLINE = "outline"
    """When and where, without names and seats."""
    STAFF = "staff"
    """With who presides, speaks and takes part, and with what is internal."""
    PERSONAL = "personal"
    """One's own, with one's duties and seat."""


class Topic(StrEnum):
    """What the entries of a calendar are of."""

    PROGRAMME = "programme"
    """Sittings, and what people do there."""
    WORK = "work"
    """Tasks, and what falls due."""


class SubscriptionPurpose(StrEnum):
    """What a token opens."""

    FEED = "feed"
    """One feed, by its address."""
    DAV = "dav"
    """All calendars of an account, for a program that speaks CalDAV."""


class CalendarLedgerRecord(OwnedRecord):
    """What became of the entries of a meeting: sequence, instant, and what was cancelled."""

    __tablename__ = "calendar_ledgers"
    __table_args__ = (
        UniqueConstraint("organisation_id", "meeting_id", "topic"),
        UniqueConstraint("organisation_id", "topic", "seed"),
        ForeignKeyConstraint(
            ["organisation_id", "meeting_id"],
            ["meetings.organisation_id", "meetings.id"],
            ondelete="CASCADE",
        ),
        Index(None, "next_end_on"),
    )

    meeting_id: Mapped[int]
    topic: Mapped[str] = mapped_column(String(10))
    """One of ``Topic``: what changes together is kept together."""
    seed: Mapped[str] = mapped_column(String(400))
    """What the UIDs of its entries are made from: that of its first revision, for good."""
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    """The ledger as ``planner/calendars/ledger.py`` packs it."""
    next_end_on: Mapped[date | None]
    """The day on which the next cancelled entry goes; None while none waits for that."""


class CalendarFeedRecord(OwnedRecord):
    """One feed, whoever subscribes to it, and for which state its body was made."""

    __tablename__ = "calendar_feeds"
    __table_args__ = (
        owned_key(),
        UniqueConstraint("organisation_id", "name"),
        ForeignKeyConstraint(
            ["organisation_id", "meeting_id"],
            ["meetings.organisation_id", "meetings.id"],
            ondelete="CASCADE",
        ),
        Index(None, "organisation_id", "meeting_id"),
    )

    name: Mapped[str] = mapped_column(String(320))
    """Kind, meeting, key and audience in one word: a feed is there once."""
    kind: Mapped[str] = mapped_column(String(12))
    """One of ``FeedKind``."""
    meeting_id: Mapped[int | None]
    """None for a feed over all meetings of the house."""
    key: Mapped[str] = mapped_column(String(200), default="")
    """Key of the sitting, workstream or person; name of the place; the year."""
    audience: Mapped[str] = mapped_column(String(10))
    """One of ``Audience``."""


class CalendarBodyRecord(OwnedRecord):
    """The body of a feed as it was last made, and the same compressed."""

    __tablename__ = "calendar_bodies"
    __table_args__ = (
        UniqueConstraint("feed_id"),
        ForeignKeyConstraint(
            ["organisation_id", "feed_id"],
            ["calendar_feeds.organisation_id", "calendar_feeds.id"],
            ondelete="CASCADE",
        ),
    )

    feed_id: Mapped[int]
    number: Mapped[str] = mapped_column(String(60))
    """The state that it was made for."""
    changed_at: Mapped[datetime]
    plain: Mapped[bytes] = mapped_column(LargeBinary)
    gzipped: Mapped[bytes] = mapped_column(LargeBinary)


class CalendarSubscriptionRecord(OwnedRecord):
    """A token of one device; only its hash is kept."""

    __tablename__ = "calendar_subscriptions"
    __table_args__ = (
        owned_key(),
        UniqueConstraint("token_hash"),
        ForeignKeyConstraint(
            ["organisation_id", "feed_id"],
            ["calendar_feeds.organisation_id", "calendar_feeds.id"],
            ondelete="CASCADE",
        ),
        ForeignKeyConstraint(
            ["organisation_id", "account_id"],
            ["memberships.organisation_id", "memberships.account_id"],
            ondelete="CASCADE",
        ),
        Index(None, "organisation_id", "account_id"),
        Index(None, "organisation_id", "feed_id"),
    )

    purpose: Mapped[str] = mapped_column(String(6), default=SubscriptionPurpose.FEED.value)
    feed_id: Mapped[int | None]
    """None where the token opens all calendars of its account."""
    account_id: Mapped[int | None]
    """None where somebody without an account subscribed from his own page."""
    person: Mapped[str] = mapped_column(String(120), default="")
    """Whose own page it was made on, where there is no account."""
    name: Mapped[str] = mapped_column(String(80))
    """The device, as its owner calls it."""
    token_hash: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime]
    last_used_on: Mapped[date | None]
    """Written once a day, not at every poll."""
    last_client: Mapped[str] = mapped_column(String(80), default="")
    revoked_at: Mapped[datetime | None]


class Answer(StrEnum):
    """What somebody answered to an invitation (RFC 5545 §3.2.12)."""

    NONE = "NEEDS-ACTION"
    ACCEPTED = "ACCEPTED"
    DECLINED = "DECLINED"
    TENTATIVE = "TENTATIVE"


class CalendarInvitationRecord(OwnedRecord):
    """One person's invitation to one sitting: what was last sent, and what was answered."""

    __tablename__ = "calendar_invitations"
    __table_args__ = (
        owned_key(),
        UniqueConstraint("organisation_id", "meeting_id", "uid"),
        UniqueConstraint("token_hash"),
        ForeignKeyConstraint(
            ["organisation_id", "meeting_id"],
            ["meetings.organisation_id", "meetings.id"],
            ondelete="CASCADE",
        ),
        Index(None, "organisation_id", "meeting_id"),
        Index(None, "uid"),
    )

    meeting_id: Mapped[int]
    person: Mapped[str] = mapped_column(String(120))
    sitting: Mapped[str] = mapped_column(String(120))
    uid: Mapped[str] = mapped_column(String(80))
    address: Mapped[str] = mapped_column(String(254))
    name: Mapped[str] = mapped_column(String(80), default="")
    method: Mapped[str] = mapped_column(String(10))
    """What was last sent: ``REQUEST`` or ``CANCEL``."""
    sequence: Mapped[int]
    span: Mapped[str] = mapped_column(String(16), default="")
    """A digest of the time and place that were told last: another one is news."""
    letter: Mapped[str] = mapped_column(String(200))
    """The key of the letter that was written last."""
    sent_at: Mapped[datetime]
    answer: Mapped[str] = mapped_column(String(14), default=Answer.NONE.value)
    answered_at: Mapped[datetime | None]
    answered_by: Mapped[str] = mapped_column(String(10), default="")
    """``mail``, ``page`` or ``staff``."""
    answer_sequence: Mapped[int] = mapped_column(default=0)
    """The sequence that was answered; an answer to an older one no longer counts."""
    answer_stamp: Mapped[datetime | None]
    """DTSTAMP of the answer: an older one does not replace a newer one."""
    comment: Mapped[str] = mapped_column(String(400), default="")
    token_hash: Mapped[str] = mapped_column(String(64))
    """Of the page on which one answers without an account."""


class MailboxRecord(Record):
    """How far the mailbox with the answers was read."""

    __tablename__ = "mailboxes"
    __table_args__ = (UniqueConstraint("name"),)

    name: Mapped[str] = mapped_column(String(200))
    validity: Mapped[int] = mapped_column(BigInteger)
    """UIDVALIDITY: where it changes, numbers begin anew (RFC 9051 §2.3.1.1)."""
    last_uid: Mapped[int] = mapped_column(BigInteger)
    strays: Mapped[dict[str, int]] = mapped_column(JSON, default=dict)
    """How many letters nobody could match came on each of the last days: no word of them."""
    read_at: Mapped[datetime]


class BusySourceRecord(OwnedRecord):
    """A calendar from elsewhere: when somebody of the house is busy."""

    __tablename__ = "busy_sources"
    __table_args__ = (
        owned_key(),
        UniqueConstraint("organisation_id", "person", "person_name", "name"),
        ForeignKeyConstraint(
            ["organisation_id", "imported_by_id"],
            ["memberships.organisation_id", "memberships.account_id"],
        ),
    )

    person: Mapped[str] = mapped_column(String(120))
    """Key of the person in the house's plans; another one's in another plan, but for the name."""
    person_name: Mapped[str] = mapped_column(String(80), default="")
    name: Mapped[str] = mapped_column(String(80))
    imported_at: Mapped[datetime]
    imported_by_id: Mapped[int | None]
    from_on: Mapped[date]
    """Rules were worked out from this day …"""
    to_on: Mapped[date]
    """… up to this one."""


class BusyTimeRecord(OwnedRecord):
    """One time at which somebody is busy: no title, no place, for what it is is his own."""

    __tablename__ = "busy_times"
    __table_args__ = (
        ForeignKeyConstraint(
            ["organisation_id", "source_id"],
            ["busy_sources.organisation_id", "busy_sources.id"],
            ondelete="CASCADE",
        ),
        Index(None, "organisation_id", "source_id"),
    )

    source_id: Mapped[int]
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    is_all_day: Mapped[bool] = mapped_column(default=False)
