"""Guard the sign-in: known browsers, recovery codes, former passwords, single sign-on, set-up."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

INSTANT = sa.DateTime(timezone=True)
revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the step."""
    widen_sign_ins()
    create_password_history()
    create_recovery_codes()
    create_sign_on_states()
    create_set_ups()


def widen_sign_ins() -> None:
    """Let sessions know what they were good for, attempts which browser made them."""
    with op.batch_alter_table("sign_in_sessions") as table:
        table.add_column(
            sa.Column("grants_hash", sa.String(length=64), nullable=False, server_default="")
        )
        table.add_column(sa.Column("failures", sa.Integer(), nullable=False, server_default="0"))
        table.add_column(
            sa.Column("by_sign_on", sa.Boolean(), nullable=False, server_default=sa.false())
        )
    with op.batch_alter_table("sign_in_attempts") as table:
        table.add_column(
            sa.Column("device_hash", sa.String(length=64), nullable=False, server_default="")
        )
    for name, column in (
        ("sign_in_sessions", "grants_hash"),
        ("sign_in_sessions", "failures"),
        ("sign_in_sessions", "by_sign_on"),
        ("sign_in_attempts", "device_hash"),
    ):
        with op.batch_alter_table(name) as table:
            table.alter_column(column, server_default=None)


def create_password_history() -> None:
    """Make the table of former passwords."""
    op.create_table(
        "password_history",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=False),
        sa.Column("replaced_at", INSTANT, nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        owned_by_account("password_history"),
        sa.PrimaryKeyConstraint("id", name="pk_password_history"),
    )
    op.create_index("ix_password_history_account_id", "password_history", ["account_id"])


def create_recovery_codes() -> None:
    """Make the table of recovery codes."""
    op.create_table(
        "recovery_codes",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("used_at", INSTANT, nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        owned_by_account("recovery_codes"),
        sa.PrimaryKeyConstraint("id", name="pk_recovery_codes"),
    )
    op.create_index("ix_recovery_codes_account_id", "recovery_codes", ["account_id"])


def create_sign_on_states() -> None:
    """Make the table of those who were sent to the single sign-on."""
    op.create_table(
        "sign_on_states",
        sa.Column("state_hash", sa.String(length=64), nullable=False),
        sa.Column("browser_hash", sa.String(length=64), nullable=False),
        sa.Column("nonce", sa.String(length=64), nullable=False),
        sa.Column("verifier", sa.String(length=400), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("wanted", sa.String(length=2000), nullable=False),
        sa.Column("started_at", INSTANT, nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        owned_by_account("sign_on_states"),
        sa.PrimaryKeyConstraint("id", name="pk_sign_on_states"),
        sa.UniqueConstraint("state_hash", name="uq_sign_on_states_state_hash"),
    )


def create_set_ups() -> None:
    """Make the table of the first set-up."""
    op.create_table(
        "set_ups",
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("opened_at", INSTANT, nullable=False),
        sa.Column("used_at", INSTANT, nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("id = 1", name="ck_set_ups_only_one"),
        sa.PrimaryKeyConstraint("id", name="pk_set_ups"),
    )


def owned_by_account(table: str) -> sa.ForeignKeyConstraint:
    """Return the key that lets a row go with its account."""
    return sa.ForeignKeyConstraint(
        ["account_id"], ["accounts.id"], name=f"fk_{table}_account_id", ondelete="CASCADE"
    )
