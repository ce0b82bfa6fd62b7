"""The browser of tests: looks at every page it fetches, sends forms, signs in."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pyotp
from argon2 import PasswordHasher
from flask.testing import FlaskClient
from sqlalchemy import select

from planner.models import AccountRecord
from planner.models.account import Role
from planner.services.sign_in import NOWHERE, begin_visit
from planner.web.access import DEVICE_COOKIE, SIGN_IN_COOKIE
from tests.page import check_page
from tests.replay import replayed

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from werkzeug.test import TestResponse

    from planner.models import ScopedSession
    from planner.services.sign_in import SignedIn
    from planner.services.sign_in_policy import SignInPolicy
    from tests.conftest import House

PASSWORD = "a password of the tests"  # noqa: S105  of the tests
CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


@cache
def hash_password() -> str:
    """Return the hash of the tests' password."""
    return CHEAP.hash(PASSWORD)


@replayed
def begin(
    sessions: Callable[[], ScopedSession], name: str, now: datetime, policy: SignInPolicy
) -> SignedIn:
    """Begin a visit of an account."""
    with sessions() as session:
        named = AccountRecord.sign_in_name == name
        record = session.scalars(select(AccountRecord).where(named)).one()
        return begin_visit(session, record, NOWHERE, now, policy)


class PageClient(FlaskClient):
    """A client that looks at every page it fetches, and knows how to send a form."""

    def open(self, *args: object, **kwargs: object) -> TestResponse:
        answer: TestResponse = super().open(*args, **kwargs)  # type: ignore[arg-type]
        check_page(answer)
        return answer

    def token(self) -> str:
        page = self.get("/no-such-page").text  # its form of languages has one
        return page.split('name="csrf_token" value="', 1)[1].split('"', 1)[0]

    def send(self, address: str, **data: object) -> TestResponse:
        return self.post(address, data={"csrf_token": self.token(), **data})

    def sign_in(self, house: House, role: Role = Role.EDITOR) -> PageClient:
        """Begin a visit as the sign-in page does once the password is right: hashing is slow."""
        parts = self.application.extensions["plenum"]
        begun = begin(parts.sessions, house.name(role), parts.now(), parts.policy)
        self.set_cookie(parts.settings.cookie(SIGN_IN_COOKIE), begun.token)
        self.set_cookie(parts.settings.cookie(DEVICE_COOKIE), begun.device)
        return self

    def sign_in_administrator(self, name: str, password: str = PASSWORD) -> PageClient:
        """Sign an administrator in who comes for the first time: he enrols his second factor."""
        answer = self.send("/sign-in", name=name, password=password)
        assert answer.status_code == 302
        self.send("/account/two-step", password=password)
        secret = self.get("/account/two-step").text.split('class="secret">', 1)[1].split("<", 1)[0]
        now = self.application.extensions["plenum"].now()
        answer = self.send("/account/two-step/confirm", code=pyotp.TOTP(secret).at(now))
        assert answer.status_code == 200
        return self
