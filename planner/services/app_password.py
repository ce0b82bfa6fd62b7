"""应用密码: what a program that speaks CalDAV signs in with; one for each device."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from planner.models import AccountRecord
from planner.models.account import Permission
from planner.models.calendar import SubscriptionPurpose
from planner.services.account import read_account, spell_name
from planner.services.actor import Actor
from planner.services.attempt import begin_attempt, hash_text, is_used_up
from planner.services.audit import write_audit
from planner.services.calendar_token import find_subscription
from planner.services.sign_in_policy import Caller

if TYPE_CHECKING:
    from datetime import datetime

    from planner.models import ScopedSession
    from planner.models.account import Account
    from planner.services.calendar_token import Subscription
    from planner.services.sign_in_policy import SignInPolicy

READS = frozenset({Permission.SELF, Permission.READ, Permission.DRAFT})
"""What an app password is good for: it reads calendars, those of the staff where he may."""
GROUP = 8
FILLERS = str.maketrans("", "", " -\t")


@dataclass(frozen=True, slots=True)
class Device:
    """A program that signed in: whose it is, and with which app password it came."""

    account: Account
    subscription: Subscription


def spell_password(token: str) -> str:
    """Return an app password in groups, as people type it."""
    return "-".join(token[at : at + GROUP] for at in range(0, len(token), GROUP))


def read_password(typed: str) -> str:
    """Return the token that an app password is, however it was typed."""
    return typed.translate(FILLERS).casefold()


def recognise_device(session: ScopedSession, name: str, password: str) -> Device | None:
    """Return whose app password this is, and scope the session to its house; None for nobody's.

    It belongs to one account: with another sign-in name it opens nothing.
    """
    token = read_password(password)
    found = find_subscription(session, token, SubscriptionPurpose.DAV) if token else None
    record = session.get(AccountRecord, found.account_id) if found and found.account_id else None
    if found is None or record is None or record.sign_in_name != spell_name(name):
        return None
    account = read_account(session, record, found.organisation_id)
    if account.organisation_id != found.organisation_id:
        return None
    return Device(replace(account, limits=READS), found)


def count_wrong_device(
    session: ScopedSession, name: str, now: datetime, policy: SignInPolicy
) -> None:
    """Count a sign-in that failed, as those on the page are counted, but by itself; commits.

    The right app password is never locked out: nobody guesses 160 bits, and a device whose app
    password was ended keeps knocking.

    Raises:
        LockedOutError: There were too many.
    """
    key = hash_text(f"app password {spell_name(name)}")
    attempt = begin_attempt(session, key, Caller(), now, policy)
    if is_used_up(session, attempt, now, policy):
        write_audit(session, Actor(None, now), "subscription.lock", "subscription")
        session.commit()
