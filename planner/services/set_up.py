"""The first set-up of an empty installation: once, by whoever holds the code, never again."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import select, update

from planner.domain.error import PlannerError
from planner.domain.wording import Wording
from planner.models import AccountRecord, SetUpRecord
from planner.models.account import Administration, Role
from planner.services.account import add_account, spell_name
from planner.services.actor import Actor
from planner.services.attempt import begin_attempt, forgive_attempts, hash_text
from planner.services.audit import write_audit
from planner.services.error import MissingRecordError
from planner.services.installation import add_organisation, has_organisation
from planner.services.second_factor import make_groups, spell_code

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import CursorResult

    from planner.models import ScopedSession
    from planner.services.sign_in_policy import Caller, SignInPolicy

ONLY = 1
LONGEST_HOUSE = 200
SIGN_IN_NAME = re.compile(r"[\w.@-]{2,80}")
FIRST_ROLES: tuple[Role | Administration, ...] = (
    Administration.SYSTEM,
    Administration.SECURITY,
    Administration.AUDIT,
    Role.EDITOR,
)
"""Who there must be at first: three administrators, three people, and somebody who works."""


class SetUpRefusedError(PlannerError):
    """The form cannot be taken as it is; ``faults`` name its fields."""

    def __init__(self, faults: dict[str, Wording]) -> None:
        self.faults = faults
        super().__init__(
            Wording(
                "请改正下面标出的栏目，然后重新提交。",
                "Correct the fields marked below and send the form again.",
            )
        )


@dataclass(frozen=True, slots=True)
class FirstHouse:
    """What the form says: the house, and for each first role a sign-in name and a name."""

    name: str
    short_name: str
    people: dict[Role | Administration, tuple[str, str]]


def open_set_up(session: ScopedSession, now: datetime) -> str | None:
    """Let an empty installation wait for its set-up; return a new code, None where it is not."""
    if has_organisation(session) or has_account(session):
        return None
    record = session.get(SetUpRecord, ONLY)
    if record is not None and record.used_at is not None:
        return None
    code = "-".join(make_groups())
    if record is None:
        record = SetUpRecord(id=ONLY, code_hash="", opened_at=now)
        session.add(record)
    record.code_hash, record.opened_at = hash_text(spell_code(code)), now
    write_audit(session, Actor(None, now), "set_up.open", "set_up")
    session.commit()
    return code


def awaits_set_up(session: ScopedSession) -> bool:
    """Tell whether the installation waits for its set-up: opened, not done, nobody in it."""
    record = session.get(SetUpRecord, ONLY)
    return record is not None and record.used_at is None and not has_account(session)


def has_account(session: ScopedSession) -> bool:
    """Tell whether anybody has an account."""
    return session.scalar(select(AccountRecord.id).limit(1)) is not None


def set_up_house(
    session: ScopedSession,
    code: str,
    house: FirstHouse,
    now: datetime,
    caller: Caller,
    policy: SignInPolicy,
) -> list[tuple[Role | Administration, str, str]]:
    """Make the first house and its people; return role, sign-in name and one-time password.

    Raises:
        MissingRecordError: It was done before, or there is nothing to set up.
        SetUpRefusedError: The code or a field is wrong; nothing was made.
    """
    if not awaits_set_up(session):
        raise MissingRecordError
    attempt = begin_attempt(session, hash_text(f"set-up {caller.address}"), caller, now, policy)
    faults = find_faults(house)
    if not secrets.compare_digest(hash_text(spell_code(code)), read_code_hash(session)):
        faults["code"] = Wording(
            "初始化口令不对；它在服务器实例文件夹的 setup-code.txt 中。",
            "The set-up code is wrong; it is in setup-code.txt in the server's instance folder.",
        )
    if faults:
        raise SetUpRefusedError(faults)
    take_set_up(session, now)
    forgive_attempts(session, attempt)
    made = add_first_people(session, house, now)
    actor = Actor(None, now, address=caller.address)
    facts = {"name": house.name, "accounts": [name for _, name, _ in made]}
    write_audit(session, actor, "organisation.set_up", f"organisation/{session.owner}", after=facts)
    session.commit()
    return made


def take_set_up(session: ScopedSession, now: datetime) -> None:
    """Take the one set-up there is: of two at once, one finds it gone."""
    taken = session.execute(
        update(SetUpRecord)
        .where(SetUpRecord.id == ONLY, SetUpRecord.used_at.is_(None))
        .values(used_at=now)
    )
    if not cast("CursorResult[Any]", taken).rowcount:
        session.rollback()
        raise MissingRecordError


def add_first_people(
    session: ScopedSession, house: FirstHouse, now: datetime
) -> list[tuple[Role | Administration, str, str]]:
    """Add the house and its first people; the caller commits."""
    add_organisation(session, house.name, house.short_name)
    return [
        (
            role,
            spell_name(house.people[role][0]),
            add_account(session, *house.people[role], role, now, must_change=True),
        )
        for role in FIRST_ROLES
    ]


def read_code_hash(session: ScopedSession) -> str:
    """Return the hash of the code."""
    return session.get_one(SetUpRecord, ONLY).code_hash


def find_faults(house: FirstHouse) -> dict[str, Wording]:
    """Return what is wrong with each field, by the field's name."""
    faults: dict[str, Wording] = {}
    if not 0 < len(house.name) <= LONGEST_HOUSE:
        faults["house"] = Wording("请填写单位全称。", "Give the full name of the organisation.")
    seen: set[str] = set()
    for role in FIRST_ROLES:
        sign_in_name, display_name = house.people[role]
        name = spell_name(sign_in_name)
        if not SIGN_IN_NAME.fullmatch(name):
            faults[f"{role.value}-sign-in"] = Wording(
                "账号为 2 至 80 个字母、数字、汉字或 . _ - @，不含空格。",
                "Use 2 to 80 letters, digits or . _ - @, without spaces.",
            )
        elif name in seen:
            faults[f"{role.value}-sign-in"] = Wording(
                "账号不能重复：四个账号由四人分别使用。",
                "Each of the four people has an account name of his own.",
            )
        if not 0 < len(display_name) <= 80:  # noqa: PLR2004  as wide as the column
            faults[f"{role.value}-name"] = Wording("请填写姓名。", "Give the name.")
        seen.add(name)
    return faults
