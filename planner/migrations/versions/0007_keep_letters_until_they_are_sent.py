"""Keep what a letter needs on its way, what changes make void, and the days of reminders."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

INSTANT = sa.DateTime(timezone=True)
revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the step."""
    widen_mails()
    with op.batch_alter_table("change_notices") as table:
        table.add_column(sa.Column("papers", sa.JSON(), server_default="[]", nullable=False))
    with op.batch_alter_table("issued_papers") as table:
        table.add_column(sa.Column("voided_number", sa.Integer(), nullable=True))
    op.create_table(
        "reminder_runs",
        sa.Column("ran_on", sa.Date(), nullable=False),
        sa.Column("ran_at", INSTANT, nullable=False),
        sa.Column("letters", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name="fk_reminder_runs_organisation_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_reminder_runs"),
        sa.UniqueConstraint(
            "organisation_id", "ran_on", name="uq_reminder_runs_organisation_id_ran_on"
        ),
    )


def widen_mails() -> None:
    """Add the second body of a letter, what it is about, and who hands it over."""
    with op.batch_alter_table("mails") as table:
        table.add_column(sa.Column("html", sa.Text(), server_default="", nullable=False))
        table.add_column(sa.Column("facts", sa.JSON(), server_default="{}", nullable=False))
        table.add_column(
            sa.Column("lease_token", sa.String(length=40), server_default="", nullable=False)
        )
        table.add_column(sa.Column("lease_until", INSTANT, nullable=True))
