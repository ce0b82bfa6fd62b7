"""Changing how somebody gets in: by himself, or by an administrator for whoever is locked out.

Whatever changes here ends all other visits of the account and gives this one a new token.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import update

from planner.models import AccountRecord
from planner.services.account import make_password
from planner.services.audit import write_audit
from planner.services.error import MissingRecordError
from planner.services.password import NewPassword, choose_password, set_password
from planner.services.second_factor import (
    clear_second_factor,
    confirm_enrolment,
    give_up_second_factor,
)
from planner.services.visit import Visit, end_visits, renew_visit

if TYPE_CHECKING:
    from planner.models import ScopedSession
    from planner.services.actor import Actor
    from planner.services.sign_in_policy import SignInPolicy


def change_password(
    session: ScopedSession, actor: Actor, visit: Visit, typed: NewPassword, policy: SignInPolicy
) -> str:
    """Give whoever acts the password that he chose; return the new token of his visit."""
    choose_password(session, actor, typed, policy)
    return renew_visit(session, actor, visit)


def begin_second_factor(
    session: ScopedSession, actor: Actor, visit: Visit, code: str, policy: SignInPolicy
) -> tuple[str, list[str]]:
    """Turn two-step sign-in on; return the visit's new token and the recovery codes."""
    codes = confirm_enrolment(session, actor, code, policy)
    return renew_visit(session, actor, visit), codes


def end_second_factor(
    session: ScopedSession,
    actor: Actor,
    visit: Visit,
    proof: tuple[str, str],
    policy: SignInPolicy,
) -> str:
    """Turn it off, with password and code; return the new token of the visit."""
    give_up_second_factor(session, actor, *proof, policy)
    return renew_visit(session, actor, visit)


def reset_password(session: ScopedSession, actor: Actor, account_id: int) -> str:
    """Give an account a one-time password and return it: it opens only the page to change it.

    All visits of the account end. For pages and for the command line (an actor without account).
    """
    record = session.get(AccountRecord, account_id)
    if record is None:
        raise MissingRecordError
    password = make_password()
    set_password(session, record, password, actor.now)
    session.execute(
        update(AccountRecord)
        .where(AccountRecord.id == account_id)
        .values(must_change_password=True)
    )
    end_visits(session, account_id, actor.now)
    write_audit(session, actor, "account.reset_password", f"account/{account_id}")
    session.commit()
    return password


def reset_second_factor(session: ScopedSession, actor: Actor, account_id: int) -> None:
    """Forget the second factor of somebody who lost phone and recovery codes; his visits end."""
    record = session.get(AccountRecord, account_id)
    if record is None:
        raise MissingRecordError
    clear_second_factor(session, account_id)
    end_visits(session, account_id, actor.now)
    write_audit(session, actor, "second_factor.reset", f"account/{account_id}")
    session.commit()
