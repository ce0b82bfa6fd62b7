"""Signing in with a second factor."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select, update

from planner.models import (
    AccountRecord,
    AuditRecord,
)
from planner.models.account import Role
from planner.services.second_factor import RECOVERY_CODES
from tests.conftest import PASSWORD, PageClient
from tests.web.sign_in import (
    STEP,
    WRONG,
    enrol,
    fresh,
    list_actions,
    read_secret,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask

    from planner.models import ScopedSession
    from tests.conftest import Clock, House


def test_code_opens_one_session(app: Flask, client: PageClient, house: House, clock: Clock) -> None:
    client.sign_in(house)
    totp, _ = enrol(client, clock)
    clock.at += 2 * STEP
    code = totp.at(clock.at)
    first, second = fresh(app), fresh(app)
    for each in (first, second):
        assert each.send("/sign-in", name="editor", password=PASSWORD).location == "/sign-in/code"
        assert each.get("/meetings").status_code == 302
    assert first.send("/sign-in/code", code=f" {code[:3]} {code[3:]}").location == "/"
    assert second.send("/sign-in/code", code=code).status_code == 401
    assert second.send("/sign-in/code", code=totp.at(clock.at - STEP)).status_code == 401
    assert second.send("/sign-in/code", code=totp.at(clock.at + STEP)).location == "/"


def test_code_that_confirmed_opens_no_session(
    app: Flask, client: PageClient, house: House, clock: Clock
) -> None:
    client.sign_in(house)
    totp, _ = enrol(client, clock)
    other = fresh(app)
    other.send("/sign-in", name="editor", password=PASSWORD)
    assert other.send("/sign-in/code", code=totp.at(clock.at)).status_code == 401


def test_waiting_session_ends_after_some_wrong_codes_or_minutes(
    client: PageClient, house: House, clock: Clock
) -> None:
    client.sign_in(house)
    totp, _ = enrol(client, clock)
    client.send("/sign-out")
    client.send("/sign-in", name="editor", password=PASSWORD)
    waiting = client.get_cookie("plenum_sign_in")
    assert waiting is not None
    answers = [client.send("/sign-in/code", code="000000").status_code for _ in range(5)]
    assert answers == [401] * 5
    clock.at += 2 * STEP
    assert client.send("/sign-in/code", code=totp.at(clock.at)).status_code == 401
    assert client.get("/sign-in/code").location == "/sign-in"
    client.send("/sign-in", name="editor", password=PASSWORD)
    answers = [client.send("/sign-in/code", code="000000").status_code for _ in range(4)]
    assert answers == [401, 401, 401, 429]
    clock.at += timedelta(minutes=16)
    client.send("/sign-in", name="editor", password=PASSWORD)
    clock.at += timedelta(minutes=10, seconds=1)
    assert client.send("/sign-in/code", code=totp.at(clock.at)).status_code == 401


def test_recovery_code_works_once(
    client: PageClient, house: House, clock: Clock, sessions: Callable[[], ScopedSession]
) -> None:
    client.sign_in(house)
    _, codes = enrol(client, clock)
    assert len(set(codes)) == RECOVERY_CODES
    outcomes = []
    for _ in range(2):
        client.send("/sign-out")
        client.send("/sign-in", name="editor", password=PASSWORD)
        outcomes.append(client.send("/sign-in/code", code=codes[0].upper()).status_code)
    assert outcomes == [302, 401]
    assert client.send("/sign-in/code", code=codes[1]).status_code == 302
    assert "8" in client.get("/account/two-step").text.split("剩余恢复码")[1][:40]
    with sessions() as session:
        after = session.scalars(
            select(AuditRecord.after).where(AuditRecord.action == "account.sign_in")
        ).all()
    assert [each.get("second") for each in after] == [None, "recovery code", "recovery code"]


def test_turning_off_takes_password_and_code(
    client: PageClient, house: House, clock: Clock, sessions: Callable[[], ScopedSession]
) -> None:
    client.sign_in(house)
    totp, codes = enrol(client, clock)
    clock.at += 2 * STEP
    right = totp.at(clock.at)
    for password, code, status in (
        (WRONG, right, 403),
        (PASSWORD, "000000", 401),
        (PASSWORD, right, 302),
    ):
        answer = client.send("/account/two-step/end", password=password, code=code)
        assert answer.status_code == status
    client.send("/sign-out")
    assert client.send("/sign-in", name="editor", password=PASSWORD).location == "/"
    assert client.send("/account/two-step/codes", password=PASSWORD, code=codes[0]).status_code == (
        401
    )
    actions = list_actions(sessions)
    assert actions.count("account.code_failed") == 2
    assert [each for each in actions if each.startswith("second")] == [
        "second_factor.prepare",
        "second_factor.begin",
        "second_factor.end",
    ]


def test_secret_is_sealed_and_opens_for_its_account_only(
    client: PageClient, house: House, sessions: Callable[[], ScopedSession]
) -> None:
    client.sign_in(house)
    secret = read_secret(client)
    with sessions() as session:
        sealed = session.scalars(
            select(AccountRecord.totp_secret).where(AccountRecord.sign_in_name == "editor")
        ).one()
        session.execute(
            update(AccountRecord)
            .where(AccountRecord.sign_in_name == "reader")
            .values(totp_secret=sealed)
        )
        session.commit()
    assert secret not in sealed
    client.sign_in(house, Role.READER)
    assert client.get("/account/two-step").status_code == 409
