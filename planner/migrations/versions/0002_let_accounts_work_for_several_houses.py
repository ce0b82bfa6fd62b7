"""Let accounts work for several houses: memberships, roles, and three administrators."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

INSTANT = sa.DateTime(timezone=True)
revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the step; accounts and their roles are kept, sessions and uploads end."""
    create_memberships()
    op.execute(
        "INSERT INTO memberships (organisation_id, account_id, person_key, reminds_days_before, "
        "wants_mail, joined_at) SELECT organisation_id, id, '', 3, true, created_at FROM accounts"
    )
    op.create_table(
        "former_roles",
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(20), nullable=False),
        sa.Column("granted_at", INSTANT, nullable=False),
    )
    op.execute(
        "INSERT INTO former_roles (organisation_id, account_id, role, granted_at) "
        "SELECT organisation_id, id, role, created_at FROM accounts"
    )
    op.drop_table("sign_in_sessions")
    op.drop_table("sign_in_attempts")
    op.drop_table("person_entries")
    op.execute("DELETE FROM uploads")
    repoint("uploads", "account_id", ondelete="CASCADE")
    repoint("revisions", "issued_by_id")
    widen_accounts()
    create_role_grants()
    op.execute(
        "INSERT INTO role_grants (organisation_id, account_id, administration, role, granted_at) "
        "SELECT organisation_id, account_id, '', role, granted_at FROM former_roles"
    )
    op.drop_table("former_roles")
    create_grant_requests()
    create_sign_in_sessions()
    create_sign_in_attempts()


def create_memberships() -> None:
    """Make the table of memberships."""
    op.create_table(
        "memberships",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("person_key", sa.String(), nullable=False),
        sa.Column("reminds_days_before", sa.Integer(), nullable=False),
        sa.Column("wants_mail", sa.Boolean(), nullable=False),
        sa.Column("joined_at", INSTANT, nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["accounts.id"],
            name="fk_memberships_account_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name="fk_memberships_organisation_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_memberships"),
        sa.UniqueConstraint(
            "organisation_id", "account_id", name="uq_memberships_organisation_id_account_id"
        ),
    )
    op.create_index("ix_memberships_account_id", "memberships", ["account_id"])


def repoint(table: str, column: str, ondelete: str | None = None) -> None:
    """Let a table's account be one of the house's members."""
    name = f"fk_{table}_organisation_id_{column}"
    with op.batch_alter_table(table) as batch:
        batch.drop_constraint(name, type_="foreignkey")
        batch.create_foreign_key(
            name,
            "memberships",
            ["organisation_id", column],
            ["organisation_id", "account_id"],
            ondelete=ondelete,
        )


def widen_accounts() -> None:
    """Give accounts what they need outside a house, and let go of their one house and role."""
    with op.batch_alter_table("accounts") as batch:
        batch.add_column(
            sa.Column("mail_address", sa.String(254), server_default="", nullable=False)
        )
        batch.add_column(sa.Column("language", sa.String(5), server_default="zh", nullable=False))
        batch.add_column(sa.Column("password_set_at", INSTANT, nullable=True))
        batch.add_column(
            sa.Column(
                "must_change_password", sa.Boolean(), server_default=sa.false(), nullable=False
            )
        )
        batch.add_column(
            sa.Column("administration", sa.String(10), server_default="", nullable=False)
        )
        batch.add_column(
            sa.Column("totp_secret", sa.String(200), server_default="", nullable=False)
        )
        batch.add_column(sa.Column("totp_confirmed_at", INSTANT, nullable=True))
        batch.add_column(
            sa.Column("totp_last_step", sa.Integer(), server_default="0", nullable=False)
        )
        batch.add_column(sa.Column("oidc_subject", sa.String(255), nullable=True))
    op.execute("UPDATE accounts SET password_set_at = created_at")
    with op.batch_alter_table("accounts") as batch:
        batch.drop_constraint("uq_accounts_organisation_id_id", type_="unique")
        batch.drop_constraint("fk_accounts_organisation_id", type_="foreignkey")
        batch.drop_column("organisation_id")
        batch.drop_column("role")
        batch.alter_column("password_set_at", existing_type=INSTANT, nullable=False)
        for column in ("mail_address", "language", "administration", "totp_secret"):
            batch.alter_column(column, existing_type=sa.String(), server_default=None)
        batch.alter_column("must_change_password", existing_type=sa.Boolean(), server_default=None)
        batch.alter_column("totp_last_step", existing_type=sa.Integer(), server_default=None)
        batch.create_unique_constraint("uq_accounts_id_administration", ["id", "administration"])
        batch.create_unique_constraint("uq_accounts_oidc_subject", ["oidc_subject"])
        batch.create_check_constraint(
            "administration_known",
            "administration IN ('', 'system', 'security', 'audit')",
        )


def create_role_grants() -> None:
    """Make the table of role grants."""
    op.create_table(
        "role_grants",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("administration", sa.String(length=10), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=True),
        sa.Column("granted_at", INSTANT, nullable=False),
        sa.Column("requested_by_id", sa.Integer(), nullable=True),
        sa.Column("confirmed_by_id", sa.Integer(), nullable=True),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("administration = ''", name="ck_role_grants_not_an_administrator"),
        sa.ForeignKeyConstraint(
            ["account_id", "administration"],
            ["accounts.id", "accounts.administration"],
            name="fk_role_grants_account_id_administration",
        ),
        sa.ForeignKeyConstraint(
            ["confirmed_by_id"], ["accounts.id"], name="fk_role_grants_confirmed_by_id"
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "account_id"],
            ["memberships.organisation_id", "memberships.account_id"],
            name="fk_role_grants_organisation_id_account_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "meeting_id"],
            ["meetings.organisation_id", "meetings.id"],
            name="fk_role_grants_organisation_id_meeting_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name="fk_role_grants_organisation_id"
        ),
        sa.ForeignKeyConstraint(
            ["requested_by_id"], ["accounts.id"], name="fk_role_grants_requested_by_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_role_grants"),
        sa.UniqueConstraint(
            "organisation_id",
            "account_id",
            "role",
            "meeting_id",
            name="uq_role_grants_organisation_id_account_id_role_meeting_id",
        ),
    )
    op.create_index(
        "uq_role_grants_whole",
        "role_grants",
        ["organisation_id", "account_id", "role"],
        unique=True,
        sqlite_where=sa.text("meeting_id IS NULL"),
        postgresql_where=sa.text("meeting_id IS NULL"),
    )


def create_grant_requests() -> None:
    """Make the table of grant requests."""
    op.create_table(
        "grant_requests",
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=True),
        sa.Column("is_removal", sa.Boolean(), nullable=False),
        sa.Column("requested_by_id", sa.Integer(), nullable=False),
        sa.Column("requested_at", INSTANT, nullable=False),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("decided_at", INSTANT, nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "decided_by_id IS NULL OR decided_by_id <> requested_by_id",
            name="ck_grant_requests_two_people",
        ),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name="fk_grant_requests_account_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["accounts.id"], name="fk_grant_requests_decided_by_id"
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name="fk_grant_requests_organisation_id"
        ),
        sa.ForeignKeyConstraint(
            ["requested_by_id"], ["accounts.id"], name="fk_grant_requests_requested_by_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_grant_requests"),
    )
    op.create_index(
        "ix_grant_requests_state_requested_at",
        "grant_requests",
        ["state", "requested_at"],
        unique=False,
    )


def create_sign_in_sessions() -> None:
    """Make the table of sign in sessions."""
    op.create_table(
        "sign_in_sessions",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("started_at", INSTANT, nullable=False),
        sa.Column("seen_at", INSTANT, nullable=False),
        sa.Column("ended_at", INSTANT, nullable=True),
        sa.Column("is_complete", sa.Boolean(), nullable=False),
        sa.Column("address", sa.String(length=45), nullable=False),
        sa.Column("browser", sa.String(length=200), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["accounts.id"],
            name="fk_sign_in_sessions_account_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name="fk_sign_in_sessions_organisation_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_sign_in_sessions"),
        sa.UniqueConstraint("token_hash", name="uq_sign_in_sessions_token_hash"),
    )
    op.create_index(
        "ix_sign_in_sessions_account_id", "sign_in_sessions", ["account_id"], unique=False
    )


def create_sign_in_attempts() -> None:
    """Make the table of sign in attempts."""
    op.create_table(
        "sign_in_attempts",
        sa.Column("name_hash", sa.String(length=64), nullable=False),
        sa.Column("address", sa.String(length=45), nullable=False),
        sa.Column("tried_at", INSTANT, nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_sign_in_attempts"),
    )
    op.create_index(
        "ix_sign_in_attempts_address_tried_at",
        "sign_in_attempts",
        ["address", "tried_at"],
        unique=False,
    )
    op.create_index(
        "ix_sign_in_attempts_name_hash_tried_at",
        "sign_in_attempts",
        ["name_hash", "tried_at"],
        unique=False,
    )
