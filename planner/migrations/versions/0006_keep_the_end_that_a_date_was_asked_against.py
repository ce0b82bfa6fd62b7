"""Keep the planned end that another date was asked against."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the step."""
    op.add_column("work_entries", sa.Column("planned_on", sa.Date(), nullable=True))
