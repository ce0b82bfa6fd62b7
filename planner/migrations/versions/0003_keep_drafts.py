"""Keep drafts: their entries, every change of one, and what editors keep beside them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

INSTANT = sa.DateTime(timezone=True)
revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the step."""
    create_draft_entries()
    create_draft_changes()
    create_presences()
    create_saved_views()
    create_roster_imports()
    create_column_matches()
    widen_meetings()


def create_draft_entries() -> None:
    """Make the table of draft entries."""
    op.create_table(
        "draft_entries",
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("section", sa.String(length=20), nullable=False),
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("position", sa.Double(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.Column("is_removed", sa.Boolean(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id", "meeting_id"],
            ["meetings.organisation_id", "meetings.id"],
            name="fk_draft_entries_organisation_id_meeting_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name="fk_draft_entries_organisation_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_draft_entries"),
        sa.UniqueConstraint(
            "organisation_id",
            "meeting_id",
            "section",
            "key",
            name="uq_draft_entries_organisation_id_meeting_id_section_key",
        ),
    )
    op.create_index(
        "ix_draft_entries_organisation_id_meeting_id_sequence",
        "draft_entries",
        ["organisation_id", "meeting_id", "sequence"],
        unique=False,
    )


def create_draft_changes() -> None:
    """Make the table of draft changes."""
    op.create_table(
        "draft_changes",
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("batch", sa.String(length=36), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("undoes", sa.String(length=36), nullable=False),
        sa.Column("section", sa.String(length=20), nullable=False),
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("position", sa.Double(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("actor_name", sa.String(length=80), nullable=False),
        sa.Column("sitting_in", sa.String(length=64), nullable=False),
        sa.Column("changed_at", INSTANT, nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id", "account_id"],
            ["memberships.organisation_id", "memberships.account_id"],
            name="fk_draft_changes_organisation_id_account_id",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "meeting_id"],
            ["meetings.organisation_id", "meetings.id"],
            name="fk_draft_changes_organisation_id_meeting_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name="fk_draft_changes_organisation_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_draft_changes"),
    )
    op.create_index(
        "ix_draft_changes_organisation_id_meeting_id_batch",
        "draft_changes",
        ["organisation_id", "meeting_id", "batch"],
        unique=False,
    )
    op.create_index(
        "ix_draft_changes_organisation_id_meeting_id_section_key",
        "draft_changes",
        ["organisation_id", "meeting_id", "section", "key"],
        unique=False,
    )
    op.create_index(
        "ix_draft_changes_organisation_id_meeting_id_sequence",
        "draft_changes",
        ["organisation_id", "meeting_id", "sequence"],
        unique=False,
    )


def create_presences() -> None:
    """Make the table of presences."""
    op.create_table(
        "presences",
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("sitting_in", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("seen_at", INSTANT, nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id", "account_id"],
            ["memberships.organisation_id", "memberships.account_id"],
            name="fk_presences_organisation_id_account_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "meeting_id"],
            ["meetings.organisation_id", "meetings.id"],
            name="fk_presences_organisation_id_meeting_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name="fk_presences_organisation_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_presences"),
        sa.UniqueConstraint(
            "organisation_id",
            "meeting_id",
            "account_id",
            "sitting_in",
            name="uq_presences_organisation_id_meeting_id_account_id_sitting_in",
        ),
    )


def create_saved_views() -> None:
    """Make the table of saved views."""
    op.create_table(
        "saved_views",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("page", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("query", sa.String(length=500), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id", "account_id"],
            ["memberships.organisation_id", "memberships.account_id"],
            name="fk_saved_views_organisation_id_account_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name="fk_saved_views_organisation_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_saved_views"),
        sa.UniqueConstraint(
            "organisation_id",
            "account_id",
            "page",
            "name",
            name="uq_saved_views_organisation_id_account_id_page_name",
        ),
    )


def create_roster_imports() -> None:
    """Make the table of roster imports."""
    op.create_table(
        "roster_imports",
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("source_name", sa.String(), nullable=False),
        sa.Column("header", sa.JSON(), nullable=False),
        sa.Column("rows", sa.JSON(), nullable=False),
        sa.Column("columns", sa.JSON(), nullable=False),
        sa.Column("choices", sa.JSON(), nullable=False),
        sa.Column("uploaded_at", INSTANT, nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id", "account_id"],
            ["memberships.organisation_id", "memberships.account_id"],
            name="fk_roster_imports_organisation_id_account_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "meeting_id"],
            ["meetings.organisation_id", "meetings.id"],
            name="fk_roster_imports_organisation_id_meeting_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name="fk_roster_imports_organisation_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_roster_imports"),
    )
    op.create_index(
        "ix_roster_imports_organisation_id_account_id",
        "roster_imports",
        ["organisation_id", "account_id"],
        unique=False,
    )


def create_column_matches() -> None:
    """Make the table of column matches."""
    op.create_table(
        "column_matches",
        sa.Column("heading", sa.String(length=100), nullable=False),
        sa.Column("field", sa.String(length=40), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name="fk_column_matches_organisation_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_column_matches"),
        sa.UniqueConstraint(
            "organisation_id", "heading", name="uq_column_matches_organisation_id_heading"
        ),
    )


def widen_meetings() -> None:
    """Let meetings count the changes of their draft, and revisions say who approved them.

    Values for the rows that are there come from a default, which is dropped in a second step: a
    batch makes the table anew, and would drop the default before the rows are copied.
    """
    numbers = ("draft_sequence", "published_sequence")
    with op.batch_alter_table("meetings") as batch:
        for name in numbers:
            batch.add_column(sa.Column(name, sa.Integer(), server_default="0", nullable=False))
        batch.add_column(sa.Column("draft_stamp", sa.String(32), server_default="", nullable=False))
    with op.batch_alter_table("meetings") as batch:
        for name in numbers:
            batch.alter_column(name, existing_type=sa.Integer(), server_default=None)
        batch.alter_column("draft_stamp", existing_type=sa.String(32), server_default=None)
    with op.batch_alter_table("revisions") as batch:
        batch.add_column(
            sa.Column("approver_name", sa.String(80), server_default="", nullable=False)
        )
        batch.add_column(sa.Column("approved_at", INSTANT, nullable=True))
        batch.add_column(sa.Column("approval_remark", sa.Text(), server_default="", nullable=False))
    with op.batch_alter_table("revisions") as batch:
        batch.alter_column("approver_name", existing_type=sa.String(80), server_default=None)
        batch.alter_column("approval_remark", existing_type=sa.Text(), server_default=None)
