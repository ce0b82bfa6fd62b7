"""Keep calendars: what became of entries, feeds, subscriptions, invitations, busy times."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from planner.migrations.policy import guard_table

INSTANT = sa.DateTime(timezone=True)
revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

OWNED = (
    "calendar_ledgers",
    "calendar_feeds",
    "calendar_bodies",
    "calendar_subscriptions",
    "calendar_invitations",
    "busy_sources",
    "busy_times",
)


def upgrade() -> None:
    """Apply the step."""
    count_changes()
    widen_mails()
    make_calendar_ledgers()
    make_calendar_feeds()
    make_calendar_bodies()
    make_calendar_subscriptions()
    make_calendar_invitations()
    make_busy_sources()
    make_busy_times()
    make_mailboxes()
    for table in OWNED:
        guard_table(table)


def downgrade() -> None:
    """Take the step back."""
    op.drop_table("mailboxes")
    for table in reversed(OWNED):
        op.drop_table(table)
    with op.batch_alter_table("mails") as batch:
        batch.drop_column("calendar_method")
        batch.drop_column("calendar")
    with op.batch_alter_table("meetings") as batch:
        batch.drop_column("calendar_stamp")
        batch.drop_column("sends_invitations")
    for name in ("organisations", "meetings"):
        with op.batch_alter_table(name) as batch:
            for column in ("calendar_changed_at", "work_number", "calendar_number"):
                batch.drop_column(column)


def count_changes() -> None:
    """Let houses and meetings count what changes their calendars; meetings may invite by mail."""
    for name in ("organisations", "meetings"):
        with op.batch_alter_table(name) as table:
            for column in ("calendar_number", "work_number"):
                table.add_column(
                    sa.Column(column, sa.Integer(), nullable=False, server_default="0")
                )
            table.add_column(sa.Column("calendar_changed_at", INSTANT, nullable=True))
        with op.batch_alter_table(name) as table:
            for column in ("calendar_number", "work_number"):
                table.alter_column(column, existing_type=sa.Integer(), server_default=None)
    with op.batch_alter_table("meetings") as table:
        table.add_column(
            sa.Column("sends_invitations", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        table.add_column(
            sa.Column("calendar_stamp", sa.String(length=32), nullable=False, server_default="")
        )
    with op.batch_alter_table("meetings") as table:
        table.alter_column("sends_invitations", existing_type=sa.Boolean(), server_default=None)
        table.alter_column(
            "calendar_stamp", existing_type=sa.String(length=32), server_default=None
        )


def widen_mails() -> None:
    """Let letters carry an invitation."""
    with op.batch_alter_table("mails") as batch:
        batch.add_column(sa.Column("calendar", sa.Text(), nullable=False, server_default=""))
        batch.add_column(
            sa.Column("calendar_method", sa.String(length=10), nullable=False, server_default="")
        )
    with op.batch_alter_table("mails") as batch:
        batch.alter_column("calendar", existing_type=sa.Text(), server_default=None)
        batch.alter_column(
            "calendar_method", existing_type=sa.String(length=10), server_default=None
        )


def make_calendar_ledgers() -> None:
    """calendar_ledgers."""
    op.create_table(
        "calendar_ledgers",
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("topic", sa.String(length=10), nullable=False),
        sa.Column("seed", sa.String(length=400), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("next_end_on", sa.Date(), nullable=True),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id", "meeting_id"],
            ["meetings.organisation_id", "meetings.id"],
            name="fk_calendar_ledgers_organisation_id_meeting_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name="fk_calendar_ledgers_organisation_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_calendar_ledgers"),
        sa.UniqueConstraint(
            "organisation_id",
            "meeting_id",
            "topic",
            name="uq_calendar_ledgers_organisation_id_meeting_id_topic",
        ),
        sa.UniqueConstraint(
            "organisation_id",
            "topic",
            "seed",
            name="uq_calendar_ledgers_organisation_id_topic_seed",
        ),
    )
    op.create_index("ix_calendar_ledgers_next_end_on", "calendar_ledgers", ["next_end_on"])


def make_calendar_feeds() -> None:
    """calendar_feeds."""
    op.create_table(
        "calendar_feeds",
        sa.Column("name", sa.String(length=320), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=True),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("audience", sa.String(length=10), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id", "meeting_id"],
            ["meetings.organisation_id", "meetings.id"],
            name="fk_calendar_feeds_organisation_id_meeting_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name="fk_calendar_feeds_organisation_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_calendar_feeds"),
        sa.UniqueConstraint("organisation_id", "id", name="uq_calendar_feeds_organisation_id_id"),
        sa.UniqueConstraint(
            "organisation_id", "name", name="uq_calendar_feeds_organisation_id_name"
        ),
    )
    op.create_index(
        "ix_calendar_feeds_organisation_id_meeting_id",
        "calendar_feeds",
        ["organisation_id", "meeting_id"],
    )


def make_calendar_bodies() -> None:
    """calendar_bodies."""
    op.create_table(
        "calendar_bodies",
        sa.Column("feed_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=60), nullable=False),
        sa.Column("changed_at", INSTANT, nullable=False),
        sa.Column("plain", sa.LargeBinary(), nullable=False),
        sa.Column("gzipped", sa.LargeBinary(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id", "feed_id"],
            ["calendar_feeds.organisation_id", "calendar_feeds.id"],
            name="fk_calendar_bodies_organisation_id_feed_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name="fk_calendar_bodies_organisation_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_calendar_bodies"),
        sa.UniqueConstraint("feed_id", name="uq_calendar_bodies_feed_id"),
    )


def make_calendar_subscriptions() -> None:
    """calendar_subscriptions."""
    op.create_table(
        "calendar_subscriptions",
        sa.Column("purpose", sa.String(length=6), nullable=False),
        sa.Column("feed_id", sa.Integer(), nullable=True),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("person", sa.String(length=120), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("last_used_on", sa.Date(), nullable=True),
        sa.Column("last_client", sa.String(length=80), nullable=False),
        sa.Column("revoked_at", INSTANT, nullable=True),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id", "account_id"],
            ["memberships.organisation_id", "memberships.account_id"],
            name="fk_calendar_subscriptions_organisation_id_account_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "feed_id"],
            ["calendar_feeds.organisation_id", "calendar_feeds.id"],
            name="fk_calendar_subscriptions_organisation_id_feed_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name="fk_calendar_subscriptions_organisation_id",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_calendar_subscriptions"),
        sa.UniqueConstraint(
            "organisation_id", "id", name="uq_calendar_subscriptions_organisation_id_id"
        ),
        sa.UniqueConstraint("token_hash", name="uq_calendar_subscriptions_token_hash"),
    )
    op.create_index(
        "ix_calendar_subscriptions_organisation_id_account_id",
        "calendar_subscriptions",
        ["organisation_id", "account_id"],
    )
    op.create_index(
        "ix_calendar_subscriptions_organisation_id_feed_id",
        "calendar_subscriptions",
        ["organisation_id", "feed_id"],
    )


def make_calendar_invitations() -> None:
    """calendar_invitations."""
    op.create_table(
        "calendar_invitations",
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("person", sa.String(length=120), nullable=False),
        sa.Column("sitting", sa.String(length=120), nullable=False),
        sa.Column("uid", sa.String(length=80), nullable=False),
        sa.Column("address", sa.String(length=254), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("method", sa.String(length=10), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("span", sa.String(length=16), nullable=False),
        sa.Column("letter", sa.String(length=200), nullable=False),
        sa.Column("sent_at", INSTANT, nullable=False),
        sa.Column("answer", sa.String(length=14), nullable=False),
        sa.Column("answered_at", INSTANT, nullable=True),
        sa.Column("answered_by", sa.String(length=10), nullable=False),
        sa.Column("answer_sequence", sa.Integer(), nullable=False),
        sa.Column("answer_stamp", INSTANT, nullable=True),
        sa.Column("comment", sa.String(length=400), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id", "meeting_id"],
            ["meetings.organisation_id", "meetings.id"],
            name="fk_calendar_invitations_organisation_id_meeting_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name="fk_calendar_invitations_organisation_id",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_calendar_invitations"),
        sa.UniqueConstraint(
            "organisation_id", "id", name="uq_calendar_invitations_organisation_id_id"
        ),
        sa.UniqueConstraint(
            "organisation_id",
            "meeting_id",
            "uid",
            name="uq_calendar_invitations_organisation_id_meeting_id_uid",
        ),
        sa.UniqueConstraint("token_hash", name="uq_calendar_invitations_token_hash"),
    )
    op.create_index(
        "ix_calendar_invitations_organisation_id_meeting_id",
        "calendar_invitations",
        ["organisation_id", "meeting_id"],
    )
    op.create_index("ix_calendar_invitations_uid", "calendar_invitations", ["uid"])


def make_busy_sources() -> None:
    """busy_sources."""
    op.create_table(
        "busy_sources",
        sa.Column("person", sa.String(length=120), nullable=False),
        sa.Column("person_name", sa.String(length=80), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("imported_at", INSTANT, nullable=False),
        sa.Column("imported_by_id", sa.Integer(), nullable=True),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id", "imported_by_id"],
            ["memberships.organisation_id", "memberships.account_id"],
            name="fk_busy_sources_organisation_id_imported_by_id",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name="fk_busy_sources_organisation_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_busy_sources"),
        sa.UniqueConstraint("organisation_id", "id", name="uq_busy_sources_organisation_id_id"),
        sa.UniqueConstraint(
            "organisation_id",
            "person",
            "person_name",
            "name",
            name="uq_busy_sources_organisation_id_person_person_name_name",
        ),
    )


def make_busy_times() -> None:
    """busy_times."""
    op.create_table(
        "busy_times",
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("starts_at", INSTANT, nullable=False),
        sa.Column("ends_at", INSTANT, nullable=False),
        sa.Column("is_all_day", sa.Boolean(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id", "source_id"],
            ["busy_sources.organisation_id", "busy_sources.id"],
            name="fk_busy_times_organisation_id_source_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name="fk_busy_times_organisation_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_busy_times"),
    )
    op.create_index(
        "ix_busy_times_organisation_id_source_id", "busy_times", ["organisation_id", "source_id"]
    )


def make_mailboxes() -> None:
    """Mailboxes."""
    op.create_table(
        "mailboxes",
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("validity", sa.BigInteger(), nullable=False),
        sa.Column("last_uid", sa.BigInteger(), nullable=False),
        sa.Column("strays", sa.JSON(), nullable=False),
        sa.Column("read_at", INSTANT, nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_mailboxes"),
        sa.UniqueConstraint("name", name="uq_mailboxes_name"),
    )
