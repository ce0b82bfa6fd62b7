"""Make the first tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

INSTANT = sa.DateTime(timezone=True)
revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the step."""
    create_organisations()
    create_sign_in_attempts()
    create_accounts()
    create_meetings()
    create_issued_papers()
    create_jobs()
    create_person_entries()
    create_revisions()
    create_sign_in_sessions()
    create_uploads()


def create_organisations() -> None:
    """Make the table of organisations."""
    op.create_table(
        "organisations",
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("short_name", sa.String(80), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_organisations"),
        sa.UniqueConstraint("name", name="uq_organisations_name"),
    )


def create_sign_in_attempts() -> None:
    """Make the table of sign in attempts."""
    op.create_table(
        "sign_in_attempts",
        sa.Column("name_hash", sa.String(64), nullable=False),
        sa.Column("tried_at", INSTANT, nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_sign_in_attempts"),
    )
    op.create_index(
        "ix_sign_in_attempts_name_hash_tried_at", "sign_in_attempts", ["name_hash", "tried_at"]
    )


def create_accounts() -> None:
    """Make the table of accounts."""
    op.create_table(
        "accounts",
        sa.Column("sign_in_name", sa.String(80), nullable=False),
        sa.Column("display_name", sa.String(80), nullable=False),
        sa.Column("password_hash", sa.String(200), nullable=False),
        sa.Column("role", sa.String(20), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name="fk_accounts_organisation_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_accounts"),
        sa.UniqueConstraint("organisation_id", "id", name="uq_accounts_organisation_id_id"),
        sa.UniqueConstraint("sign_in_name", name="uq_accounts_sign_in_name"),
    )


def create_meetings() -> None:
    """Make the table of meetings."""
    op.create_table(
        "meetings",
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("opens_on", sa.Date(), nullable=True),
        sa.Column("closes_on", sa.Date(), nullable=True),
        sa.Column("revision_number", sa.Integer(), nullable=False),
        sa.Column("changed_at", INSTANT, nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name="fk_meetings_organisation_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_meetings"),
        sa.UniqueConstraint("organisation_id", "id", name="uq_meetings_organisation_id_id"),
        sa.UniqueConstraint("organisation_id", "title", name="uq_meetings_organisation_id_title"),
    )
    op.create_index(
        "ix_meetings_organisation_id_opens_on", "meetings", ["organisation_id", "opens_on"]
    )


def create_issued_papers() -> None:
    """Make the table of issued papers."""
    op.create_table(
        "issued_papers",
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("paper_key", sa.String(), nullable=False),
        sa.Column("content_hash", sa.String(64), nullable=False),
        sa.Column("revision_number", sa.Integer(), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("voided_on", sa.Date(), nullable=True),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id", "meeting_id"],
            ["meetings.organisation_id", "meetings.id"],
            name="fk_issued_papers_organisation_id_meeting_id",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name="fk_issued_papers_organisation_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_issued_papers"),
        sa.UniqueConstraint(
            "meeting_id",
            "paper_key",
            "content_hash",
            name="uq_issued_papers_meeting_id_paper_key_content_hash",
        ),
    )
    op.create_index("ix_issued_papers_content_hash", "issued_papers", ["content_hash"])
    op.create_index(
        "ix_issued_papers_organisation_id_meeting_id",
        "issued_papers",
        ["organisation_id", "meeting_id"],
    )


def create_jobs() -> None:
    """Make the table of jobs."""
    op.create_table(
        "jobs",
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("revision_number", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("unique_key", sa.String(), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("sent_at", INSTANT, nullable=False),
        sa.Column("lease_token", sa.String(40), nullable=False),
        sa.Column("lease_until", INSTANT, nullable=True),
        sa.Column("finished_at", INSTANT, nullable=True),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("message_zh", sa.Text(), nullable=False),
        sa.Column("message_en", sa.Text(), nullable=False),
        sa.Column("documents", sa.JSON(), nullable=False),
        sa.Column("result_hash", sa.String(64), nullable=False),
        sa.Column("is_cancel_requested", sa.Boolean(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id", "meeting_id"],
            ["meetings.organisation_id", "meetings.id"],
            name="fk_jobs_organisation_id_meeting_id",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name="fk_jobs_organisation_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_jobs"),
        sa.UniqueConstraint(
            "organisation_id", "unique_key", name="uq_jobs_organisation_id_unique_key"
        ),
    )
    op.create_index("ix_jobs_organisation_id_meeting_id", "jobs", ["organisation_id", "meeting_id"])
    op.create_index("ix_jobs_state_lease_until", "jobs", ["state", "lease_until"])


def create_person_entries() -> None:
    """Make the table of person entries."""
    op.create_table(
        "person_entries",
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("pinyin", sa.String(), nullable=False),
        sa.Column("pinyin_plain", sa.String(), nullable=False),
        sa.Column("initials", sa.String(), nullable=False),
        sa.Column("attendance", sa.String(), nullable=False),
        sa.Column("sex", sa.String(), nullable=False),
        sa.Column("nationality", sa.String(), nullable=False),
        sa.Column("post", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("sector", sa.String(), nullable=False),
        sa.Column("group_name", sa.String(), nullable=False),
        sa.Column("is_standing", sa.Boolean(), nullable=False),
        sa.Column("is_convener", sa.Boolean(), nullable=False),
        sa.Column("rank_place", sa.Integer(), nullable=False),
        sa.Column("strokes_place", sa.Integer(), nullable=False),
        sa.Column("pinyin_place", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id", "meeting_id"],
            ["meetings.organisation_id", "meetings.id"],
            name="fk_person_entries_organisation_id_meeting_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name="fk_person_entries_organisation_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_person_entries"),
    )
    op.create_index(
        "ix_person_entries_organisation_id_meeting_id_initials",
        "person_entries",
        ["organisation_id", "meeting_id", "initials"],
    )
    op.create_index(
        "ix_person_entries_organisation_id_meeting_id_key",
        "person_entries",
        ["organisation_id", "meeting_id", "key"],
    )
    op.create_index(
        "ix_person_entries_organisation_id_meeting_id_name",
        "person_entries",
        ["organisation_id", "meeting_id", "name"],
    )
    op.create_index(
        "ix_person_entries_organisation_id_meeting_id_pinyin",
        "person_entries",
        ["organisation_id", "meeting_id", "pinyin"],
    )
    op.create_index(
        "ix_person_entries_organisation_id_meeting_id_pinyin_place",
        "person_entries",
        ["organisation_id", "meeting_id", "pinyin_place"],
    )
    op.create_index(
        "ix_person_entries_organisation_id_meeting_id_pinyin_plain",
        "person_entries",
        ["organisation_id", "meeting_id", "pinyin_plain"],
    )
    op.create_index(
        "ix_person_entries_organisation_id_meeting_id_rank_place",
        "person_entries",
        ["organisation_id", "meeting_id", "rank_place"],
    )
    op.create_index(
        "ix_person_entries_organisation_id_meeting_id_strokes_place",
        "person_entries",
        ["organisation_id", "meeting_id", "strokes_place"],
    )


def create_revisions() -> None:
    """Make the table of revisions."""
    op.create_table(
        "revisions",
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("plan_text", sa.Text(), nullable=False),
        sa.Column("plan_hash", sa.String(64), nullable=False),
        sa.Column("issued_at", INSTANT, nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("issued_by_id", sa.Integer(), nullable=True),
        sa.Column("issuer_name", sa.String(80), nullable=False),
        sa.Column("source_name", sa.String(), nullable=False),
        sa.Column("source_bytes", sa.LargeBinary(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id", "issued_by_id"],
            ["accounts.organisation_id", "accounts.id"],
            name="fk_revisions_organisation_id_issued_by_id",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "meeting_id"],
            ["meetings.organisation_id", "meetings.id"],
            name="fk_revisions_organisation_id_meeting_id",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name="fk_revisions_organisation_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_revisions"),
        sa.UniqueConstraint("meeting_id", "number", name="uq_revisions_meeting_id_number"),
        sa.UniqueConstraint("organisation_id", "id", name="uq_revisions_organisation_id_id"),
    )
    op.create_index(
        "ix_revisions_organisation_id_meeting_id", "revisions", ["organisation_id", "meeting_id"]
    )


def create_sign_in_sessions() -> None:
    """Make the table of sign in sessions."""
    op.create_table(
        "sign_in_sessions",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("started_at", INSTANT, nullable=False),
        sa.Column("seen_at", INSTANT, nullable=False),
        sa.Column("ended_at", INSTANT, nullable=True),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id", "account_id"],
            ["accounts.organisation_id", "accounts.id"],
            name="fk_sign_in_sessions_organisation_id_account_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name="fk_sign_in_sessions_organisation_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_sign_in_sessions"),
        sa.UniqueConstraint("token_hash", name="uq_sign_in_sessions_token_hash"),
    )
    op.create_index(
        "ix_sign_in_sessions_organisation_id_account_id",
        "sign_in_sessions",
        ["organisation_id", "account_id"],
    )


def create_uploads() -> None:
    """Make the table of uploads."""
    op.create_table(
        "uploads",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=True),
        sa.Column("source_name", sa.String(), nullable=False),
        sa.Column("source_bytes", sa.LargeBinary(), nullable=False),
        sa.Column("uploaded_at", INSTANT, nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id", "account_id"],
            ["accounts.organisation_id", "accounts.id"],
            name="fk_uploads_organisation_id_account_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "meeting_id"],
            ["meetings.organisation_id", "meetings.id"],
            name="fk_uploads_organisation_id_meeting_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name="fk_uploads_organisation_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_uploads"),
    )
    op.create_index(
        "ix_uploads_organisation_id_account_id", "uploads", ["organisation_id", "account_id"]
    )


def downgrade() -> None:
    """Take the step back."""
    for table in (
        "uploads",
        "sign_in_sessions",
        "revisions",
        "person_entries",
        "jobs",
        "issued_papers",
        "meetings",
        "accounts",
        "sign_in_attempts",
        "organisations",
    ):
        op.drop_table(table)
