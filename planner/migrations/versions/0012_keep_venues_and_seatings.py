"""Keep venues, and who sits where."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from planner.migrations.policy import guard_table

INSTANT = sa.DateTime(timezone=True)
revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

TABLES = (
    "venues",
    "venue_versions",
    "seatings",
    "seat_places",
    "seat_moves",
    "seating_versions",
    "seat_links",
    "portraits",
)


def upgrade() -> None:
    """Apply the step."""
    make_venues()
    make_venue_versions()
    make_seatings()
    make_seat_places()
    make_seat_moves()
    make_seating_versions()
    make_seat_links()
    make_portraits()
    for table in TABLES:
        guard_table(table)


def downgrade() -> None:
    """Take the step back."""
    for table in reversed(TABLES):
        op.drop_table(table)


def make_venues() -> None:
    """Venues."""
    op.create_table(
        "venues",
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("version_number", sa.Integer(), nullable=False),
        sa.Column("is_retired", sa.Boolean(), nullable=False),
        sa.Column("changed_at", INSTANT, nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name="fk_venues_organisation_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_venues"),
        sa.UniqueConstraint("organisation_id", "id", name="uq_venues_organisation_id_id"),
        sa.UniqueConstraint("organisation_id", "name", name="uq_venues_organisation_id_name"),
    )


def make_venue_versions() -> None:
    """venue_versions."""
    op.create_table(
        "venue_versions",
        sa.Column("venue_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("seat_count", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=True),
        sa.Column("maker_name", sa.String(length=80), nullable=False),
        sa.Column("made_at", INSTANT, nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name="fk_venue_versions_organisation_id"
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "made_by_id"],
            ["memberships.organisation_id", "memberships.account_id"],
            name="fk_venue_versions_organisation_id_made_by_id",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "venue_id"],
            ["venues.organisation_id", "venues.id"],
            name="fk_venue_versions_organisation_id_venue_id",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_venue_versions"),
        sa.UniqueConstraint("organisation_id", "id", name="uq_venue_versions_organisation_id_id"),
        sa.UniqueConstraint("venue_id", "number", name="uq_venue_versions_venue_id_number"),
    )


def make_seatings() -> None:
    """Seatings."""
    op.create_table(
        "seatings",
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("venue_version_id", sa.Integer(), nullable=False),
        sa.Column("sittings", sa.JSON(), nullable=False),
        sa.Column("settings", sa.JSON(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("stamp", sa.String(length=32), nullable=False),
        sa.Column("approved_number", sa.Integer(), nullable=False),
        sa.Column("changed_at", INSTANT, nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name="fk_seatings_organisation_id"
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "meeting_id"],
            ["meetings.organisation_id", "meetings.id"],
            name="fk_seatings_organisation_id_meeting_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "venue_version_id"],
            ["venue_versions.organisation_id", "venue_versions.id"],
            name="fk_seatings_organisation_id_venue_version_id",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_seatings"),
        sa.UniqueConstraint("organisation_id", "id", name="uq_seatings_organisation_id_id"),
        sa.UniqueConstraint(
            "organisation_id",
            "meeting_id",
            "name",
            name="uq_seatings_organisation_id_meeting_id_name",
        ),
    )


def make_seat_places() -> None:
    """seat_places."""
    op.create_table(
        "seat_places",
        sa.Column("seating_id", sa.Integer(), nullable=False),
        sa.Column("person", sa.String(length=120), nullable=False),
        sa.Column("seat", sa.String(length=160), nullable=True),
        sa.Column("block", sa.String(length=80), nullable=False),
        sa.Column("reason", sa.JSON(), nullable=False),
        sa.Column("is_locked", sa.Boolean(), nullable=False),
        sa.Column("locked_by", sa.String(length=80), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name="fk_seat_places_organisation_id"
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "seating_id"],
            ["seatings.organisation_id", "seatings.id"],
            name="fk_seat_places_organisation_id_seating_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_seat_places"),
        sa.UniqueConstraint("seating_id", "person", name="uq_seat_places_seating_id_person"),
        sa.UniqueConstraint("seating_id", "seat", name="uq_seat_places_seating_id_seat"),
    )


def make_seat_moves() -> None:
    """seat_moves."""
    op.create_table(
        "seat_moves",
        sa.Column("seating_id", sa.Integer(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("stamp", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("changes", sa.JSON(), nullable=False),
        sa.Column("settings", sa.JSON(), nullable=True),
        sa.Column("undoes", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("actor_name", sa.String(length=80), nullable=False),
        sa.Column("sitting_in", sa.String(length=64), nullable=False),
        sa.Column("moved_at", INSTANT, nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name="fk_seat_moves_organisation_id"
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "account_id"],
            ["memberships.organisation_id", "memberships.account_id"],
            name="fk_seat_moves_organisation_id_account_id",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "seating_id"],
            ["seatings.organisation_id", "seatings.id"],
            name="fk_seat_moves_organisation_id_seating_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_seat_moves"),
        sa.UniqueConstraint("seating_id", "sequence", name="uq_seat_moves_seating_id_sequence"),
    )


def make_seating_versions() -> None:
    """seating_versions."""
    op.create_table(
        "seating_versions",
        sa.Column("seating_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("base_number", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("submitted_by_id", sa.Integer(), nullable=True),
        sa.Column("submitter_name", sa.String(length=80), nullable=False),
        sa.Column("submitted_at", INSTANT, nullable=False),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("decider_name", sa.String(length=80), nullable=False),
        sa.Column("decided_at", INSTANT, nullable=True),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("remarks", sa.JSON(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name="fk_seating_versions_organisation_id"
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "decided_by_id"],
            ["memberships.organisation_id", "memberships.account_id"],
            name="fk_seating_versions_organisation_id_decided_by_id",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "seating_id"],
            ["seatings.organisation_id", "seatings.id"],
            name="fk_seating_versions_organisation_id_seating_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "submitted_by_id"],
            ["memberships.organisation_id", "memberships.account_id"],
            name="fk_seating_versions_organisation_id_submitted_by_id",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_seating_versions"),
        sa.UniqueConstraint("organisation_id", "id", name="uq_seating_versions_organisation_id_id"),
        sa.UniqueConstraint("seating_id", "number", name="uq_seating_versions_seating_id_number"),
    )
    op.create_index(
        "ix_seating_versions_organisation_id_state",
        "seating_versions",
        ["organisation_id", "state"],
    )


def make_seat_links() -> None:
    """seat_links."""
    op.create_table(
        "seat_links",
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("person", sa.String(length=120), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("made_at", INSTANT, nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name="fk_seat_links_organisation_id"
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "meeting_id"],
            ["meetings.organisation_id", "meetings.id"],
            name="fk_seat_links_organisation_id_meeting_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_seat_links"),
        sa.UniqueConstraint(
            "organisation_id",
            "meeting_id",
            "person",
            name="uq_seat_links_organisation_id_meeting_id_person",
        ),
        sa.UniqueConstraint("token_hash", name="uq_seat_links_token_hash"),
    )


def make_portraits() -> None:
    """Portraits."""
    op.create_table(
        "portraits",
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("person", sa.String(length=120), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("uploaded_at", INSTANT, nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name="fk_portraits_organisation_id"
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "meeting_id"],
            ["meetings.organisation_id", "meetings.id"],
            name="fk_portraits_organisation_id_meeting_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_portraits"),
        sa.UniqueConstraint(
            "organisation_id",
            "meeting_id",
            "person",
            name="uq_portraits_organisation_id_meeting_id_person",
        ),
    )
