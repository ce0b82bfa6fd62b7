"""Signing in through the house's single sign-on, and linking an account to it.

It opens accounts that are there, never makes one: an account is found by the subject that an
administrator wrote down, or that its person linked while he was signed in.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError

from planner.domain.error import PlannerError
from planner.domain.wording import Wording
from planner.models import AccountRecord, SignOnStateRecord
from planner.services.account_register import find_ordinary
from planner.services.actor import Actor
from planner.services.attempt import hash_text
from planner.services.audit import digest, write_audit
from planner.services.error import FieldRefusedError, MissingRecordError
from planner.services.password import confirm_password
from planner.services.seal import seal, unseal
from planner.services.sign_in import SignedIn, begin_visit
from planner.services.sign_on_provider import (
    LONGEST_SUBJECT,
    Errand,
    Provider,
    SignOnRefusedError,
    address_errand,
    fetch_subject,
)

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import CursorResult

    from planner.models import ScopedSession
    from planner.services.sign_in_policy import Caller, SignInPolicy

ERRAND_LIMIT = timedelta(minutes=10)
PURPOSE = "sign-on verifier"


class UnlinkedError(PlannerError):
    """Somebody was recognised elsewhere, but no account here is his."""

    def __init__(self) -> None:
        super().__init__(
            Wording(
                "您的统一认证账号还没有与本系统的账号绑定。请先用账号和密码登录，"
                "在“我的账号”中绑定；没有账号的，请与系统管理员联系。",
                "No account here is linked to you. Sign in with your password and link it in "
                "“My account”; if you have no account, ask the system administrator.",
            )
        )


class SubjectTakenError(FieldRefusedError):
    """Another account is linked to the same person already."""

    def __init__(self) -> None:
        super().__init__(
            Wording(
                "该统一认证账号已绑定其他账号，请与系统管理员联系。",
                "That identity is linked to another account; ask the system administrator.",
            ),
            "subject",
        )


@dataclass(frozen=True, slots=True)
class Returned:
    """What the browser brings back from the single sign-on."""

    state: str
    code: str
    browser: str
    """The cookie that the browser was sent away with."""
    issuer: str = ""
    """Who says he answers (RFC 9207); empty where the provider does not say so."""


def begin_sign_on(
    session: ScopedSession, provider: Provider, browser: str, now: datetime, policy: SignInPolicy
) -> str:
    """Return the address to sign in at; ``browser`` is the cookie to come back with."""
    return send_away(session, provider, browser, now, policy, None)


def begin_link(
    session: ScopedSession,
    provider: Provider,
    actor: Actor,
    proof: tuple[str, str],
    policy: SignInPolicy,
) -> str:
    """Return the address at which whoever acts shows who he is; ``proof``: browser, password."""
    browser, password = proof
    record = confirm_password(session, actor, password, policy)
    return send_away(session, provider, browser, actor.now, policy, record.id)


def send_away(
    session: ScopedSession,
    provider: Provider,
    browser: str,
    now: datetime,
    policy: SignInPolicy,
    account_id: int | None,
) -> str:
    """Note an errand and return where it goes; commits."""
    errand = Errand(*(secrets.token_urlsafe(32) for _ in range(3)))
    session.execute(
        delete(SignOnStateRecord).where(SignOnStateRecord.started_at < now - ERRAND_LIMIT)
    )
    session.add(
        SignOnStateRecord(
            state_hash=hash_text(errand.state),
            browser_hash=hash_text(browser),
            nonce=errand.nonce,
            verifier=seal(errand.verifier, PURPOSE, policy.secret),
            account_id=account_id,
            started_at=now,
        )
    )
    session.commit()
    return address_errand(provider, errand)


def finish_sign_on(
    session: ScopedSession,
    provider: Provider,
    returned: Returned,
    caller: Caller,
    now: datetime,
    policy: SignInPolicy,
) -> SignedIn:
    """Begin the visit of whoever comes back."""
    errand, account_id = take_errand(session, provider, returned, now, policy)
    if account_id is not None:
        raise SignOnRefusedError
    subject = fetch_subject(provider, errand, returned.code, now)
    record = session.scalar(
        select(AccountRecord).where(AccountRecord.oidc_subject == subject, AccountRecord.is_active)
    )
    if record is None:
        actor = Actor(None, now, address=caller.address)
        write_audit(session, actor, "single_sign_on.unlinked", "account")
        session.commit()
        raise UnlinkedError
    return begin_visit(session, record, caller, now, policy, by_sign_on=True)


def finish_link(
    session: ScopedSession,
    provider: Provider,
    returned: Returned,
    actor: Actor,
    policy: SignInPolicy,
) -> None:
    """Link the account of whoever acts to the person whom the single sign-on recognised."""
    errand, account_id = take_errand(session, provider, returned, actor.now, policy)
    if account_id is None or account_id != actor.account_id:
        raise SignOnRefusedError
    subject = fetch_subject(provider, errand, returned.code, actor.now)
    write_subject(session, actor, account_id, subject)


def is_link(session: ScopedSession, state: str) -> bool:
    """Tell whether an errand is to link an account."""
    found = session.scalar(
        select(SignOnStateRecord.account_id).where(SignOnStateRecord.state_hash == hash_text(state))
    )
    return found is not None


def take_errand(
    session: ScopedSession,
    provider: Provider,
    returned: Returned,
    now: datetime,
    policy: SignInPolicy,
) -> tuple[Errand, int | None]:
    """Take the errand that an answer is of, once, and only in the browser it was made for."""
    record = session.scalar(
        select(SignOnStateRecord).where(
            SignOnStateRecord.state_hash == hash_text(returned.state),
            SignOnStateRecord.browser_hash == hash_text(returned.browser),
            SignOnStateRecord.started_at > now - ERRAND_LIMIT,
        )
    )
    if record is None or returned.issuer.rstrip("/") not in {"", provider.issuer}:
        raise SignOnRefusedError
    taken = session.execute(delete(SignOnStateRecord).where(SignOnStateRecord.id == record.id))
    is_mine = bool(cast("CursorResult[Any]", taken).rowcount)
    session.commit()
    if not is_mine or not returned.code:
        raise SignOnRefusedError
    verifier = unseal(record.verifier, PURPOSE, policy.secret)
    return Errand(returned.state, record.nonce, verifier), record.account_id


def write_subject(session: ScopedSession, actor: Actor, account_id: int, subject: str) -> None:
    """Link an account to a subject, or to none; for its person and for administrators."""
    wanted = subject.strip()[:LONGEST_SUBJECT] or None
    before = session.get(AccountRecord, account_id)
    if before is None:
        raise MissingRecordError
    facts = {"subject": digest(wanted) if wanted else ""}
    former = {"subject": digest(before.oidc_subject) if before.oidc_subject else ""}
    try:
        session.execute(
            update(AccountRecord).where(AccountRecord.id == account_id).values(oidc_subject=wanted)
        )
    except IntegrityError as error:
        session.rollback()
        raise SubjectTakenError from error
    action = "single_sign_on.link" if wanted else "single_sign_on.unlink"
    write_audit(session, actor, action, f"account/{account_id}", former, facts)
    session.commit()


def name_subject(session: ScopedSession, actor: Actor, account_id: int, subject: str) -> None:
    """Write down who an account is at the provider; administrators link themselves only."""
    find_ordinary(session, account_id)
    if len(subject.strip()) > LONGEST_SUBJECT:
        words = Wording(
            f"标识在 {LONGEST_SUBJECT} 字以内。",
            f"An identifier has up to {LONGEST_SUBJECT} characters.",
        )
        raise FieldRefusedError(words, "subject")
    write_subject(session, actor, account_id, subject)


def end_link(session: ScopedSession, actor: Actor, password: str, policy: SignInPolicy) -> None:
    """Unlink the account of whoever acts."""
    record = confirm_password(session, actor, password, policy)
    write_subject(session, actor, record.id, "")


def is_linked(session: ScopedSession, account_id: int) -> bool:
    """Tell whether an account is linked to the single sign-on."""
    return session.get_one(AccountRecord, account_id).oidc_subject is not None
