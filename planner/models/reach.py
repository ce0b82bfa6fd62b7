"""The few reasons for which a statement may look across houses, and how far each one reaches."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

SELECT, UPDATE, DELETE = "select", "update", "delete"


class Reach(StrEnum):
    """Why a statement looks at rows of more than one house."""

    SIGN_IN = "sign in"
    """Which houses an account belongs to, and what it may do there: before a house is chosen."""
    TOKEN = "token"  # noqa: S105  a reason, not a token
    """Whose token a program shows: its house is only known afterwards."""
    VERIFICATION = "verification"
    """Whether a printed paper is current, asked by somebody without an account."""
    SEAT_LOOKUP = "seat look-up"
    """Whose personal link is shown: its house is only known afterwards."""
    FEED = "feed"
    """Which feed a calendar's token opens, whether it changed, and who may still read it."""
    INVITATION = "invitation"
    """Which invitation is answered, by mail or on its page."""
    SCHEDULE = "schedule"
    """Which work waits for the worker, which serves every house."""
    SWEEP = "sweep"
    """Removing what no longer counts, in every house."""
    SETUP = "setup"
    """What an older installation lacks, and which meetings there are, for commands."""
    ADMINISTRATION = "administration"
    """In which houses accounts have which roles: administrators see that, and no meeting."""


LIMITS: dict[Reach, dict[str, frozenset[str]]] = {
    Reach.SIGN_IN: {
        "memberships": frozenset({SELECT}),
        "role_grants": frozenset({SELECT}),
    },
    Reach.TOKEN: {"api_tokens": frozenset({SELECT})},
    Reach.VERIFICATION: {"issued_papers": frozenset({SELECT})},
    Reach.SEAT_LOOKUP: {"seat_links": frozenset({SELECT})},
    Reach.FEED: {
        "calendar_subscriptions": frozenset({SELECT}),
        "calendar_feeds": frozenset({SELECT}),
        "calendar_bodies": frozenset({SELECT}),
        "meetings": frozenset({SELECT}),
        "memberships": frozenset({SELECT}),
        "role_grants": frozenset({SELECT}),
    },
    Reach.INVITATION: {"calendar_invitations": frozenset({SELECT})},
    Reach.SCHEDULE: {
        "jobs": frozenset({SELECT, UPDATE}),
        "mails": frozenset({SELECT, UPDATE}),
    },
    Reach.SWEEP: {
        "uploads": frozenset({SELECT, DELETE}),
        "roster_imports": frozenset({SELECT, DELETE}),
        "presences": frozenset({SELECT, DELETE}),
        "calendar_ledgers": frozenset({SELECT}),
    },
    Reach.SETUP: {"meetings": frozenset({SELECT})},
    Reach.ADMINISTRATION: {
        "memberships": frozenset({SELECT}),
        "role_grants": frozenset({SELECT}),
        "api_tokens": frozenset({SELECT, UPDATE}),
    },
}
"""Which tables each reason opens, and for what; row-level security opens the same tables."""


def across_houses(reach: Reach) -> dict[str, Any]:
    """Return the execution options of a statement that looks across houses, for one reason."""
    return {"reach": reach}


def spell_reach(reach: Reach | None) -> str:
    """Return the tables that a reason opens as the policies of PostgreSQL read them."""
    return f" {' '.join(sorted(LIMITS[reach]))} " if reach else ""
