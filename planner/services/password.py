"""Passwords: hashed with argon2id, judged by the installation's profile, changed, reset."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import delete, select, update
from zxcvbn import zxcvbn
from zxcvbn.frequency_lists import FREQUENCY_LISTS

from planner.domain.password import LONGEST, find_faults, spell_password
from planner.domain.pinyin import read_name
from planner.domain.wording import Wording
from planner.models import AccountRecord, PasswordHistoryRecord
from planner.services.attempt import begin_attempt, forgive_attempts, hash_text
from planner.services.audit import write_audit
from planner.services.error import MissingRecordError
from planner.services.sign_in_error import PasswordRefusedError, WeakPasswordError
from planner.services.sign_in_policy import Caller, SignInPolicy

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime
    from pathlib import Path

    from planner.models import ScopedSession
    from planner.services.actor import Actor

ONE_TIME = timedelta(days=7)
"""A password that somebody else made opens the door for so long, to change it."""
SOUND_SCORE = 3
READ_BY_GUESSERS = 72
KEPT_FORMER = 24


@cache
def hasher() -> PasswordHasher:
    """Return argon2id with the library's current parameters (RFC 9106, low memory)."""
    return PasswordHasher()


@cache
def decoy_hash() -> str:
    """Return a hash that is verified for names nobody has, so that they take as long."""
    return hasher().hash(secrets.token_urlsafe(32))


def hash_password(password: str) -> str:
    """Return the hash of a password, in one spelling of its characters."""
    return hasher().hash(spell_password(password))


def is_password(known: str | None, password: str) -> bool:
    """Tell whether a password has a hash; takes as long where there is none that could be read."""
    wanted = known if known and known.startswith("$argon2") else decoy_hash()
    try:
        hasher().verify(wanted, spell_password(password[:LONGEST]))
    except (VerificationError, InvalidHashError):
        return False
    return wanted == known and len(password) <= LONGEST


def renew_hash(record: AccountRecord, password: str) -> None:
    """Hash a password anew where the parameters have moved on since; the caller commits."""
    if hasher().check_needs_rehash(record.password_hash):
        record.password_hash = hash_password(password)


def is_due(record: AccountRecord, now: datetime, policy: SignInPolicy) -> bool:
    """Tell whether an account must change its password before anything else."""
    rules = policy.passwords
    is_old = rules.expires and record.password_set_at + timedelta(days=rules.days) <= now
    return record.must_change_password or is_old


def is_stale(record: AccountRecord, now: datetime) -> bool:
    """Tell whether a password that somebody else made lay unused for too long."""
    return record.must_change_password and record.password_set_at + ONE_TIME <= now


def confirm_password(
    session: ScopedSession, actor: Actor, password: str, policy: SignInPolicy
) -> AccountRecord:
    """Return the account of whoever acts, sure that it is he; wrong passwords are counted."""
    record = session.get(AccountRecord, actor.account_id)
    if record is None:
        raise MissingRecordError
    key = hash_text(f"password {record.id}")
    attempt = begin_attempt(session, key, Caller(), actor.now, policy)
    if not is_password(record.password_hash, password):
        write_audit(session, actor, "account.confirm_failed", f"account/{record.id}")
        session.commit()
        raise PasswordRefusedError
    forgive_attempts(session, attempt)
    session.refresh(record)
    return record


@dataclass(frozen=True, slots=True)
class NewPassword:
    """What somebody typed to change his password."""

    current: str
    password: str
    again: str


def choose_password(
    session: ScopedSession, actor: Actor, typed: NewPassword, policy: SignInPolicy
) -> None:
    """Give whoever acts the password that he chose; the caller commits."""
    record = confirm_password(session, actor, typed.current, policy)
    words = () if actor.account is None else tuple(name for _, name in actor.account.houses)
    reasons = list(find_reasons(session, record, typed, words, policy))
    if reasons:
        session.commit()
        raise WeakPasswordError(reasons)
    set_password(session, record, typed.password, actor.now)
    write_audit(session, actor, "account.password", f"account/{record.id}")


def find_reasons(
    session: ScopedSession,
    record: AccountRecord,
    typed: NewPassword,
    houses: Iterable[str],
    policy: SignInPolicy,
) -> Iterator[Wording]:
    """Yield why a new password is refused."""
    password = spell_password(typed.password)
    if typed.password != typed.again:
        yield Wording("两次输入的新密码不一致。", "The two new passwords differ.")
    if is_password(record.password_hash, typed.password):
        yield Wording("新密码与当前密码相同。", "The new password is the current one.")
    elif is_former(session, record, typed.password, policy):
        yield Wording(
            f"新密码与最近 {policy.passwords.remembered} 次用过的相同。",
            f"It was one of your last {policy.passwords.remembered} passwords.",
        )
    words = tuple(list_words(record, houses))
    faults = list(find_faults(policy.passwords, password, words))
    yield from faults
    if not faults and is_guessable(password, words, policy.blocked_file):
        yield Wording(
            "密码太常见或有规律，容易猜中；请换几个互不相关的词。",
            "It is common or follows a pattern; choose a few unrelated words.",
        )


def list_words(record: AccountRecord, houses: Iterable[str]) -> Iterator[str]:
    """Yield the names that a password must not be made of, written and as they sound."""
    names = (record.sign_in_name, record.display_name, record.mail_address.partition("@")[0])
    for name in (*names, *houses):
        if name:
            yield name
            yield "".join(read_name(name))


def is_guessable(password: str, words: Iterable[str], blocked: Path | None) -> bool:
    """Tell whether guessers know a password, or come to it soon."""
    folded = password.casefold()
    if folded in FREQUENCY_LISTS["passwords"] or is_blocked(folded, blocked):
        return True
    judged = zxcvbn(password[:READ_BY_GUESSERS], user_inputs=list(words))
    return int(judged["score"]) < SOUND_SCORE


def is_blocked(folded: str, file: Path | None) -> bool:
    """Tell whether the house's own list has a password; the file may be long."""
    if file is None:
        return False
    with file.open(encoding="utf-8", errors="replace") as lines:
        return any(line.strip().casefold() == folded for line in lines)


def is_former(
    session: ScopedSession, record: AccountRecord, password: str, policy: SignInPolicy
) -> bool:
    """Tell whether a password is one of the last that an account had before its current one."""
    former = session.scalars(
        select(PasswordHistoryRecord.password_hash)
        .where(PasswordHistoryRecord.account_id == record.id)
        .order_by(PasswordHistoryRecord.id.desc())
        .limit(max(policy.passwords.remembered - 1, 0))
    )
    return any(is_password(each, password) for each in former.all())


def set_password(
    session: ScopedSession, record: AccountRecord, password: str, now: datetime
) -> None:
    """Put a password in the place of the former one, which is remembered; the caller commits."""
    session.add(
        PasswordHistoryRecord(
            account_id=record.id, password_hash=record.password_hash, replaced_at=now
        )
    )
    session.flush()
    kept = (
        select(PasswordHistoryRecord.id)
        .where(PasswordHistoryRecord.account_id == record.id)
        .order_by(PasswordHistoryRecord.id.desc())
        .limit(KEPT_FORMER)
    )
    session.execute(
        delete(PasswordHistoryRecord).where(
            PasswordHistoryRecord.account_id == record.id,
            PasswordHistoryRecord.id.not_in(kept.scalar_subquery()),
        )
    )
    session.execute(
        update(AccountRecord)
        .where(AccountRecord.id == record.id)
        .values(
            password_hash=hash_password(password), password_set_at=now, must_change_password=False
        )
    )
