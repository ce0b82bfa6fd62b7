"""Let a role be asked for by one kind of administrator and confirmed by another; close houses."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

INSTANT = sa.DateTime(timezone=True)
revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the step; requests that nobody could decide yet are let go of."""
    op.add_column("organisations", sa.Column("closed_at", INSTANT, nullable=True))
    op.execute("DELETE FROM grant_requests")
    with op.batch_alter_table("grant_requests") as table:
        table.alter_column("organisation_id", existing_type=sa.Integer(), nullable=True)
        table.add_column(sa.Column("requested_as", sa.String(10), nullable=False))
        table.add_column(sa.Column("decided_as", sa.String(10), nullable=True))
        table.create_check_constraint("asked_by_system", "requested_as = 'system'")
        table.create_check_constraint(
            "decided_by_security", "decided_as IS NULL OR decided_as = 'security'"
        )
        table.create_check_constraint(
            "decided_by_somebody",
            "(state = 'waiting') = (decided_by_id IS NULL) "
            "AND (decided_by_id IS NULL) = (decided_as IS NULL)",
        )
        for person, kind in (("requested_by_id", "requested_as"), ("decided_by_id", "decided_as")):
            table.create_foreign_key(
                f"fk_grant_requests_{person}_{kind}",
                "accounts",
                [person, kind],
                ["id", "administration"],
            )
    with op.batch_alter_table("role_grants") as table:
        table.create_check_constraint(
            "two_people",
            "(requested_by_id IS NULL) = (confirmed_by_id IS NULL) "
            "AND (requested_by_id IS NULL OR requested_by_id <> confirmed_by_id)",
        )


def downgrade() -> None:
    """Take the step back."""
    with op.batch_alter_table("role_grants") as table:
        table.drop_constraint("ck_role_grants_two_people", type_="check")
    op.execute("DELETE FROM grant_requests")
    with op.batch_alter_table("grant_requests") as table:
        for person, kind in (("requested_by_id", "requested_as"), ("decided_by_id", "decided_as")):
            table.drop_constraint(f"fk_grant_requests_{person}_{kind}", type_="foreignkey")
        for name in ("decided_by_somebody", "decided_by_security", "asked_by_system"):
            table.drop_constraint(f"ck_grant_requests_{name}", type_="check")
        table.drop_column("decided_as")
        table.drop_column("requested_as")
        table.alter_column("organisation_id", existing_type=sa.Integer(), nullable=False)
    op.drop_column("organisations", "closed_at")
