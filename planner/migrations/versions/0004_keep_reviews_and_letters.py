"""Keep reviews, notices of changes, letters, and what owners say of their tasks."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

INSTANT = sa.DateTime(timezone=True)
revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the step."""
    create_reviews()
    create_change_notices()
    create_mails()
    create_work_entries()
    create_attachments()


def create_reviews() -> None:
    """Make the table of reviews."""
    op.create_table(
        "reviews",
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("draft_sequence", sa.Integer(), nullable=False),
        sa.Column("plan_text", sa.Text(), nullable=False),
        sa.Column("plan_hash", sa.String(length=64), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("submitted_by_id", sa.Integer(), nullable=True),
        sa.Column("submitter_name", sa.String(length=80), nullable=False),
        sa.Column("submitted_at", INSTANT, nullable=False),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("decider_name", sa.String(length=80), nullable=False),
        sa.Column("decided_at", INSTANT, nullable=True),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("remarks", sa.JSON(), nullable=False),
        sa.Column("revision_number", sa.Integer(), nullable=True),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id", "decided_by_id"],
            ["memberships.organisation_id", "memberships.account_id"],
            name="fk_reviews_organisation_id_decided_by_id",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "meeting_id"],
            ["meetings.organisation_id", "meetings.id"],
            name="fk_reviews_organisation_id_meeting_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "submitted_by_id"],
            ["memberships.organisation_id", "memberships.account_id"],
            name="fk_reviews_organisation_id_submitted_by_id",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name="fk_reviews_organisation_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_reviews"),
        sa.UniqueConstraint("meeting_id", "number", name="uq_reviews_meeting_id_number"),
        sa.UniqueConstraint("organisation_id", "id", name="uq_reviews_organisation_id_id"),
    )
    op.create_index(
        "ix_reviews_organisation_id_state", "reviews", ["organisation_id", "state"], unique=False
    )


def create_change_notices() -> None:
    """Make the table of change notices."""
    op.create_table(
        "change_notices",
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("from_number", sa.Integer(), nullable=False),
        sa.Column("to_number", sa.Integer(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("chosen", sa.JSON(), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id", "meeting_id"],
            ["meetings.organisation_id", "meetings.id"],
            name="fk_change_notices_organisation_id_meeting_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name="fk_change_notices_organisation_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_change_notices"),
        sa.UniqueConstraint(
            "meeting_id",
            "from_number",
            "to_number",
            name="uq_change_notices_meeting_id_from_number_to_number",
        ),
    )
    op.create_index(
        "ix_change_notices_organisation_id_meeting_id",
        "change_notices",
        ["organisation_id", "meeting_id"],
        unique=False,
    )


def create_mails() -> None:
    """Make the table of mails."""
    op.create_table(
        "mails",
        sa.Column("meeting_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("unique_key", sa.String(length=200), nullable=False),
        sa.Column("to_address", sa.String(length=254), nullable=False),
        sa.Column("to_name", sa.String(length=80), nullable=False),
        sa.Column("language", sa.String(length=5), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("message_id", sa.String(length=120), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_at", INSTANT, nullable=False),
        sa.Column("error", sa.Text(), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("sent_at", INSTANT, nullable=True),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id", "meeting_id"],
            ["meetings.organisation_id", "meetings.id"],
            name="fk_mails_organisation_id_meeting_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name="fk_mails_organisation_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_mails"),
        sa.UniqueConstraint("message_id", name="uq_mails_message_id"),
        sa.UniqueConstraint(
            "organisation_id", "unique_key", name="uq_mails_organisation_id_unique_key"
        ),
    )
    op.create_index(
        "ix_mails_organisation_id_meeting_id",
        "mails",
        ["organisation_id", "meeting_id"],
        unique=False,
    )
    op.create_index("ix_mails_state_next_at", "mails", ["state", "next_at"], unique=False)


def create_work_entries() -> None:
    """Make the table of work entries."""
    op.create_table(
        "work_entries",
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("task_key", sa.String(length=120), nullable=False),
        sa.Column("person_key", sa.String(length=120), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("task_state", sa.String(length=10), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("wanted_on", sa.Date(), nullable=True),
        sa.Column("letter_hash", sa.String(length=64), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("actor_name", sa.String(length=80), nullable=False),
        sa.Column("said_at", INSTANT, nullable=False),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("decider_name", sa.String(length=80), nullable=False),
        sa.Column("decided_at", INSTANT, nullable=True),
        sa.Column("decision", sa.Text(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id", "account_id"],
            ["memberships.organisation_id", "memberships.account_id"],
            name="fk_work_entries_organisation_id_account_id",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "decided_by_id"],
            ["memberships.organisation_id", "memberships.account_id"],
            name="fk_work_entries_organisation_id_decided_by_id",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "meeting_id"],
            ["meetings.organisation_id", "meetings.id"],
            name="fk_work_entries_organisation_id_meeting_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name="fk_work_entries_organisation_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_work_entries"),
        sa.UniqueConstraint("organisation_id", "id", name="uq_work_entries_organisation_id_id"),
    )
    op.create_index(
        "ix_work_entries_organisation_id_meeting_id_state",
        "work_entries",
        ["organisation_id", "meeting_id", "state"],
        unique=False,
    )
    op.create_index(
        "ix_work_entries_organisation_id_meeting_id_task_key",
        "work_entries",
        ["organisation_id", "meeting_id", "task_key"],
        unique=False,
    )


def create_attachments() -> None:
    """Make the table of attachments."""
    op.create_table(
        "attachments",
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("media_type", sa.String(length=100), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("size_bytes", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id", "entry_id"],
            ["work_entries.organisation_id", "work_entries.id"],
            name="fk_attachments_organisation_id_entry_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name="fk_attachments_organisation_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_attachments"),
    )
    op.create_index(
        "ix_attachments_organisation_id_entry_id",
        "attachments",
        ["organisation_id", "entry_id"],
        unique=False,
    )
