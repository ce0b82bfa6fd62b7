"""What tests of signing in share."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pyotp
from sqlalchemy import select

from planner.models import (
    AuditRecord,
)
from tests.conftest import PASSWORD, PageClient

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask

    from planner.models import ScopedSession
    from tests.conftest import Clock


WRONG = "not the password"

CHOSEN = "three unrelated lamps"

STEP = timedelta(seconds=30)


def try_password(client: PageClient, name: str, password: str, address: str = "") -> int:
    where: dict[str, Any] = {"REMOTE_ADDR": address} if address else {}
    data = {"csrf_token": client.token(), "name": name, "password": password}
    return client.post("/sign-in", data=data, environ_overrides=where).status_code


def fresh(app: Flask) -> PageClient:
    client = app.test_client()
    assert isinstance(client, PageClient)
    return client


def read_secret(client: PageClient) -> str:
    client.send("/account/two-step", password=PASSWORD)
    page = client.get("/account/two-step").text
    return page.split('class="secret">', 1)[1].split("<", 1)[0]


def enrol(client: PageClient, clock: Clock) -> tuple[pyotp.TOTP, list[str]]:
    totp = pyotp.TOTP(read_secret(client))
    page = client.send("/account/two-step/confirm", code=totp.at(clock.at)).text
    return totp, [each.split("</code>")[0] for each in page.split("<li><code>")[1:]]


def list_actions(sessions: Callable[[], ScopedSession]) -> list[str]:
    with sessions() as session:
        return list(session.scalars(select(AuditRecord.action).order_by(AuditRecord.number)))
