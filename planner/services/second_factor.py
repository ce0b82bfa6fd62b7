"""The second factor: codes by time (RFC 6238), recovery codes, and that neither works twice."""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

import pyotp
from sqlalchemy import delete, func, select, update

from planner.domain.error import InvalidRequestError
from planner.domain.password import spell_password
from planner.domain.wording import Wording
from planner.models import AccountRecord, RecoveryCodeRecord
from planner.services.attempt import begin_attempt, forgive_attempts, hash_text
from planner.services.audit import write_audit
from planner.services.password import confirm_password
from planner.services.seal import seal, unseal
from planner.services.sign_in_error import CodeRefusedError
from planner.services.sign_in_policy import Caller, SignInPolicy

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from sqlalchemy import CursorResult

    from planner.models import ScopedSession
    from planner.services.actor import Actor

STEP_SECONDS = 30
CODE_DIGITS = 6
NEIGHBOURS = (0, -1, 1)
"""A clock may be one step off, either way."""
RECOVERY_CODES = 10
RECOVERY_GROUPS = 4
RECOVERY_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
ISSUER = "Plenum"


@dataclass(frozen=True, slots=True)
class Enrolment:
    """A secret on its way into somebody's authenticator."""

    secret: str
    address: str
    """What the picture says to the authenticator."""


def begin_enrolment(
    session: ScopedSession, actor: Actor, password: str, policy: SignInPolicy
) -> None:
    """Make a secret for whoever acts, good for nothing until a code of it confirms it."""
    record = confirm_password(session, actor, password, policy)
    refuse_enrolled(record)
    sealed = seal(pyotp.random_base32(), purpose_of(record), policy.secret)
    session.execute(
        update(AccountRecord).where(AccountRecord.id == record.id).values(totp_secret=sealed)
    )
    write_audit(session, actor, "second_factor.prepare", f"account/{record.id}")
    session.commit()


def read_enrolment(
    session: ScopedSession, account_id: int, policy: SignInPolicy
) -> Enrolment | None:
    """Return the secret that waits for its confirmation, if there is one."""
    record = session.get_one(AccountRecord, account_id)
    if not record.totp_secret or record.totp_confirmed_at:
        return None
    secret = unseal(record.totp_secret, purpose_of(record), policy.secret)
    address = pyotp.TOTP(secret).provisioning_uri(name=record.sign_in_name, issuer_name=ISSUER)
    return Enrolment(secret, address)


def confirm_enrolment(
    session: ScopedSession, actor: Actor, code: str, policy: SignInPolicy
) -> list[str]:
    """Begin to ask for codes; return the recovery codes, told only now. The caller commits."""
    record = session.get_one(AccountRecord, actor.account_id)
    refuse_enrolled(record)
    attempt = begin_attempt(session, key_of(record), Caller(), actor.now, policy)
    if not spend_step(session, record, code, actor.now, policy):
        write_audit(session, actor, "account.code_failed", f"account/{record.id}")
        session.commit()
        raise CodeRefusedError
    forgive_attempts(session, attempt)
    session.execute(
        update(AccountRecord)
        .where(AccountRecord.id == record.id)
        .values(totp_confirmed_at=actor.now)
    )
    write_audit(session, actor, "second_factor.begin", f"account/{record.id}")
    return make_recovery_codes(session, record.id)


def refuse_enrolled(record: AccountRecord) -> None:
    """Refuse to replace a second factor that is in use."""
    if record.totp_confirmed_at:
        raise InvalidRequestError(
            Wording(
                "两步验证已启用；要换验证器，请先停用。",
                "Two-step sign-in is on; to change the authenticator, turn it off first.",
            )
        )


def give_up_second_factor(
    session: ScopedSession, actor: Actor, password: str, code: str, policy: SignInPolicy
) -> None:
    """Ask for no more codes; only with password and code. The caller commits."""
    record = confirm_password(session, actor, password, policy)
    demand_code(session, actor, record, code, policy)
    clear_second_factor(session, record.id)
    write_audit(session, actor, "second_factor.end", f"account/{record.id}")


def renew_recovery_codes(
    session: ScopedSession, actor: Actor, password: str, code: str, policy: SignInPolicy
) -> list[str]:
    """Replace the recovery codes; only with password and code."""
    record = confirm_password(session, actor, password, policy)
    demand_code(session, actor, record, code, policy)
    codes = make_recovery_codes(session, record.id)
    write_audit(session, actor, "second_factor.renew_codes", f"account/{record.id}")
    session.commit()
    return codes


def clear_second_factor(session: ScopedSession, account_id: int) -> None:
    """Forget an account's second factor; the caller commits."""
    session.execute(
        update(AccountRecord)
        .where(AccountRecord.id == account_id)
        .values(totp_secret="", totp_confirmed_at=None)
    )
    session.execute(delete(RecoveryCodeRecord).where(RecoveryCodeRecord.account_id == account_id))


def demand_code(
    session: ScopedSession, actor: Actor, record: AccountRecord, code: str, policy: SignInPolicy
) -> None:
    """Take a code of whoever acts; a wrong one is written into the log. Commits only then."""
    try:
        check_code(session, record, code, actor.now, policy)
    except CodeRefusedError:
        write_audit(session, actor, "account.code_failed", f"account/{record.id}")
        session.commit()
        raise


def check_code(
    session: ScopedSession,
    record: AccountRecord,
    code: str,
    now: datetime,
    policy: SignInPolicy,
) -> str:
    """Take a code or a recovery code, once; return which of them it was. Wrong ones are counted."""
    attempt = begin_attempt(session, key_of(record), Caller(), now, policy)
    is_recovery = len(spell_code(code)) > CODE_DIGITS
    if is_recovery:
        is_taken = spend_recovery_code(session, record.id, code, now)
    else:
        is_taken = spend_step(session, record, code, now, policy)
    if not is_taken:
        session.commit()
        raise CodeRefusedError
    forgive_attempts(session, attempt)
    return "recovery code" if is_recovery else "code"


def spend_step(
    session: ScopedSession, record: AccountRecord, code: str, now: datetime, policy: SignInPolicy
) -> bool:
    """Take a code by time, and its step with it: no code is taken twice, not even at once."""
    if not record.totp_secret:
        return False
    secret = unseal(record.totp_secret, purpose_of(record), policy.secret)
    step = find_step(secret, spell_code(code), now)
    if step is None:
        return False
    taken = session.execute(
        update(AccountRecord)
        .where(AccountRecord.id == record.id, AccountRecord.totp_last_step < step)
        .values(totp_last_step=step)
    )
    return bool(cast("CursorResult[Any]", taken).rowcount)


def find_step(secret: str, code: str, now: datetime) -> int | None:
    """Return the step of time that a code is of, if it is of this one or a neighbour."""
    current = int(now.timestamp()) // STEP_SECONDS
    expected = pyotp.TOTP(secret, interval=STEP_SECONDS)
    found = [
        current + shift
        for shift in NEIGHBOURS
        if hmac.compare_digest(
            expected.at((current + shift) * STEP_SECONDS).encode(), code.encode()
        )
    ]
    return found[0] if found else None


def spend_recovery_code(session: ScopedSession, account_id: int, code: str, now: datetime) -> bool:
    """Take a recovery code that was not used before."""
    taken = session.execute(
        update(RecoveryCodeRecord)
        .where(
            RecoveryCodeRecord.account_id == account_id,
            RecoveryCodeRecord.code_hash == hash_text(spell_code(code)),
            RecoveryCodeRecord.used_at.is_(None),
        )
        .values(used_at=now)
    )
    return bool(cast("CursorResult[Any]", taken).rowcount)


def make_recovery_codes(session: ScopedSession, account_id: int) -> list[str]:
    """Make new recovery codes in the place of the former ones; the caller commits."""
    session.execute(delete(RecoveryCodeRecord).where(RecoveryCodeRecord.account_id == account_id))
    codes = ["-".join(make_groups()) for _ in range(RECOVERY_CODES)]
    session.add_all(
        RecoveryCodeRecord(account_id=account_id, code_hash=hash_text(spell_code(each)))
        for each in codes
    )
    return codes


def make_groups() -> Iterator[str]:
    """Yield the groups of one recovery code: 79 bits in letters that are not mistaken."""
    for _ in range(RECOVERY_GROUPS):
        yield "".join(secrets.choice(RECOVERY_LETTERS) for _ in range(RECOVERY_GROUPS))


def count_recovery_codes(session: ScopedSession, account_id: int) -> int:
    """Return how many recovery codes are left."""
    left = session.scalar(
        select(func.count(RecoveryCodeRecord.id)).where(
            RecoveryCodeRecord.account_id == account_id, RecoveryCodeRecord.used_at.is_(None)
        )
    )
    return left or 0


def spell_code(typed: str) -> str:
    """Return a code without what people put between its characters; full width becomes half."""
    return "".join(each for each in spell_password(typed).casefold() if each.isalnum())


def purpose_of(record: AccountRecord) -> str:
    """Return what a secret is sealed for: this account's second factor, no other's."""
    return f"second factor {record.id}"


def key_of(record: AccountRecord) -> str:
    """Return under what wrong codes are counted."""
    return hash_text(f"second factor {record.id}")
