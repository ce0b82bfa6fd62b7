"""Let entries of work stand without an account, and copies of papers answer nobody."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the step."""
    with op.batch_alter_table("work_entries") as table:
        table.alter_column("account_id", existing_type=sa.Integer(), nullable=True)
    with op.batch_alter_table("issued_papers") as table:
        table.add_column(
            sa.Column("is_copy", sa.Boolean(), nullable=False, server_default=sa.false())
        )
    with op.batch_alter_table("issued_papers") as table:
        table.alter_column("is_copy", existing_type=sa.Boolean(), server_default=None)
