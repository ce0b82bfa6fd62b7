"""Accounts in the hands of administrators."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import select

from planner.models import (
    AccountRecord,
    AuditRecord,
)
from planner.models.account import Role
from tests.conftest import PASSWORD
from tests.web.office import ACCOUNTS, number_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask

    from planner.models import ScopedSession
    from tests.conftest import House, PageClient

    Offices = Callable[[str], PageClient]


def test_disabled_account_is_out_at_once(
    offices: Offices, house: House, client: PageClient, sessions: Callable[[], ScopedSession]
) -> None:
    client.sign_in(house, Role.READER)
    address = f"{ACCOUNTS}/{number_of(sessions, 'reader')}"
    offices("system").send(f"{address}/disable")
    assert client.get("/meetings").location.startswith("/sign-in")
    refused = client.send("/sign-in", name="reader", password=PASSWORD)
    assert refused.status_code == 401
    offices("system").send(f"{address}/enable")
    client.sign_in(house, Role.READER)


def test_security_administrator_ends_sessions(
    offices: Offices, house: House, client: PageClient, sessions: Callable[[], ScopedSession]
) -> None:
    client.sign_in(house, Role.LEAD)
    account_id = number_of(sessions, "lead")
    offices("security").send(f"/administration/accounts/{account_id}/sessions/end")
    assert client.get("/meetings").location.startswith("/sign-in")


def test_system_administrator_writes_down_who_an_account_is_at_the_sign_on(
    app: Flask, offices: Offices, sessions: Callable[[], ScopedSession]
) -> None:
    system = offices("system")
    reader, lead, other = (number_of(sessions, each) for each in ("reader", "lead", "security"))
    assert system.send(f"{ACCOUNTS}/{reader}/single-sign-on", subject="u-1").status_code == 404
    parts = app.extensions["plenum"]
    settings = replace(parts.settings, oidc_issuer="https://sign-on.example")
    app.extensions["plenum"] = replace(parts, settings=settings)
    assert system.send(f"{ACCOUNTS}/{reader}/single-sign-on", subject=" u-1 ").status_code == 302
    assert 'value="u-1"' in system.get(f"{ACCOUNTS}/{reader}").text
    taken = system.send(f"{ACCOUNTS}/{lead}/single-sign-on", subject="u-1")
    assert (taken.status_code, 'id="subject-fault"' in taken.text) == (409, True)
    assert system.send(f"{ACCOUNTS}/{other}/single-sign-on", subject="u-2").status_code == 409
    assert system.send(f"{ACCOUNTS}/{reader}/single-sign-on", subject="").status_code == 302
    with sessions() as session:
        assert set(session.scalars(select(AccountRecord.oidc_subject))) == {None}
        actions = session.scalars(select(AuditRecord.action).order_by(AuditRecord.number))
        assert [each for each in actions if each.startswith("single")] == [
            "single_sign_on.link",
            "single_sign_on.unlink",
        ]
