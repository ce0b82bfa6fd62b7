"""Administrators at the command line: sure that it is they, with password and second factor."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from planner.services.account import read_account
from planner.services.account_register import find_by_name
from planner.services.audit import write_audit
from planner.services.error import MissingRecordError
from planner.services.password import confirm_password
from planner.services.second_factor import demand_code

if TYPE_CHECKING:
    from planner.models import ScopedSession
    from planner.services.actor import Actor
    from planner.services.sign_in_policy import SignInPolicy


def prove_administrator(
    session: ScopedSession,
    sign_in_name: str,
    proof: tuple[str, str],
    actor: Actor,
    policy: SignInPolicy,
) -> Actor:
    """Return an administrator as who acts, after his password and his code; wrong ones count."""
    record = find_by_name(session, sign_in_name)
    if not record.administration or not record.is_active:
        raise MissingRecordError
    known = replace(actor, account=read_account(session, record, None))
    confirm_password(session, known, proof[0], policy)
    demand_code(session, known, record, proof[1], policy)
    write_audit(session, known, "account.prove", f"account/{record.id}")
    session.commit()
    return known
