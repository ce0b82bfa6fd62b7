"""What tests of pages share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select

from planner.models import (
    AccountRecord,
)
from planner.models.account import Administration
from planner.services.account import add_account
from tests.conftest import NOW, hash_password

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask

    from planner.models import ScopedSession
    from tests.conftest import House, PageClient

    Offices = Callable[[str], PageClient]


@pytest.fixture
def offices(app: Flask, house: House, sessions: Callable[[], ScopedSession]) -> Offices:
    """Return what signs the administrators in, each in a browser of his own."""
    assert house
    with sessions() as session:
        for each in (Administration.SYSTEM, Administration.SECURITY, Administration.AUDIT):
            add_account(session, each.value, f"{each.value} officer", each, NOW)
            session.flush()
        for record in session.scalars(select(AccountRecord)):
            record.password_hash = hash_password()
        session.commit()
    known: dict[str, PageClient] = {}

    def sign_in(name: str) -> PageClient:
        if name not in known:
            client: Any = app.test_client()
            known[name] = client.sign_in_administrator(name)
        return known[name]

    return sign_in
