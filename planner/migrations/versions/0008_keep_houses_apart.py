"""Keep houses apart in the database itself: row-level security on PostgreSQL."""

from __future__ import annotations

from planner.migrations.policy import guard_table, unguard_table

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

TABLES = (
    "api_tokens",
    "attachments",
    "change_notices",
    "column_matches",
    "draft_changes",
    "draft_entries",
    "issued_papers",
    "jobs",
    "mails",
    "meetings",
    "memberships",
    "presences",
    "reminder_runs",
    "reviews",
    "revisions",
    "role_grants",
    "roster_imports",
    "saved_views",
    "uploads",
    "work_entries",
)


def upgrade() -> None:
    """Apply the step."""
    for table in TABLES:
        guard_table(table)


def downgrade() -> None:
    """Take the step back."""
    for table in TABLES:
        unguard_table(table)
