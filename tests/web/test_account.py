"""Signing in: what passwords cost, cookies, redirects, forms."""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from argon2 import PasswordHasher
from sqlalchemy import select, update

from planner.models import (
    AccountRecord,
)
from planner.models.account import Role
from planner.services.password import decoy_hash
from tests.application import keep_app
from tests.conftest import PASSWORD, PageClient
from tests.web.sign_in import (
    WRONG,
    enrol,
    fresh,
    try_password,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Engine

    from planner.models import ScopedSession
    from planner.settings import Settings
    from tests.conftest import Clock, House


def test_nothing_secret_is_logged(
    client: PageClient, house: House, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    client.sign_in(house)
    totp, codes = enrol(client, clock)
    try_password(client, "editor", WRONG)
    token = client.get_cookie("plenum_sign_in")
    assert token is not None
    for secret in (PASSWORD, WRONG, totp.secret, codes[0], token.value):
        assert secret not in caplog.text


class CountingHasher(PasswordHasher):
    """Notes with which parameters passwords are verified: they make the time it takes."""

    def __init__(self) -> None:
        super().__init__(time_cost=1, memory_cost=8, parallelism=1)
        self.costs: list[str] = []

    def verify(self, hash: str | bytes, password: str | bytes) -> Any:  # noqa: A002, ANN401  as argon2 has it
        self.costs.append(str(hash).split("$")[3])
        return super().verify(hash, password)


def test_unknown_name_costs_as_much_as_a_wrong_password(
    client: PageClient,
    house: House,
    sessions: Callable[[], ScopedSession],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert house
    counting = CountingHasher()
    monkeypatch.setattr("planner.services.password.hasher", lambda: counting)
    decoy_hash.cache_clear()
    with sessions() as session:
        session.execute(update(AccountRecord).values(password_hash=counting.hash(PASSWORD)))
        session.execute(
            update(AccountRecord)
            .where(AccountRecord.sign_in_name == "leader")
            .values(password_hash="!")  # noqa: S106  a hash that is none
        )
        session.commit()
    for name in ("editor", "nobody", "leader"):
        assert try_password(client, name, WRONG) == 401
    assert counting.costs == ["m=8,t=1,p=1"] * 3
    decoy_hash.cache_clear()


def test_hash_of_old_parameters_is_made_anew(
    client: PageClient, house: House, sessions: Callable[[], ScopedSession]
) -> None:
    old = PasswordHasher(time_cost=2, memory_cost=16, parallelism=1).hash(PASSWORD)
    with sessions() as session:
        session.execute(
            update(AccountRecord)
            .where(AccountRecord.sign_in_name == "editor")
            .values(password_hash=old)
        )
        session.commit()
    assert client.send("/sign-in", name=house.name(Role.EDITOR), password=PASSWORD).location
    with sessions() as session:
        kept = session.scalars(
            select(AccountRecord.password_hash).where(AccountRecord.sign_in_name == "editor")
        ).one()
    assert "$m=8,t=1,p=1$" in kept


def test_cookies_over_tls_are_bound_to_the_host(
    settings: Settings, engine: Engine, clock: Clock, house: House
) -> None:
    assert engine
    with keep_app(replace(settings, public_url="https://localhost"), clock) as app:
        client = fresh(app)
        page = client.get("/sign-in", base_url="https://localhost").text
        token = page.split('name="csrf_token" value="', 1)[1].split('"', 1)[0]
        answer = client.post(
            "/sign-in",
            base_url="https://localhost",
            headers={"Referer": "https://localhost/sign-in"},
            data={"csrf_token": token, "name": house.name(Role.EDITOR), "password": PASSWORD},
        )
        assert answer.status_code == 302
        cookies = answer.headers.getlist("Set-Cookie")
    assert sorted(each.split("=", 1)[0] for each in cookies) == [
        "__Host-plenum_device",
        "__Host-plenum_form",
        "__Host-plenum_sign_in",
    ]
    for each in cookies:
        facts = {part.strip().lower() for part in each.split(";")[1:]}
        assert {"secure", "httponly", "samesite=lax", "path=/"} <= facts
        assert not any(part.startswith("domain") for part in facts)


ELSEWHERE = (
    *("//evil", "/\\evil", "\\\\evil", "https:evil", "javascript:x"),
    *("/\nevil", "/\x7f/evil", "/\x85/evil"),
)


def test_sign_in_never_leads_elsewhere(client: PageClient, house: House) -> None:
    name = house.name(Role.READER)
    for target in ELSEWHERE:
        answer = client.send("/sign-in", name=name, password=PASSWORD, next=target)
        assert (target, answer.location) == (target, "/")
        again = client.get("/sign-in", query_string={"next": target})
        assert (target, again.location) == (target, "/")


@pytest.mark.parametrize("target", ELSEWHERE)
def test_forms_of_signing_in_carry_no_address_of_others(
    client: PageClient, house: House, target: str
) -> None:
    page = client.get("/sign-in", query_string={"next": target}).text
    refused = client.send("/sign-in", name=house.name(Role.READER), password=target, next=target)
    for text in (page, refused.text):
        assert '<input type="hidden" name="next" value="">' in text
    kept = client.get("/sign-in", query_string={"next": "/meetings?q=1"}).text
    assert '<input type="hidden" name="next" value="/meetings?q=1">' in kept


def test_forms_of_the_account_want_their_token(client: PageClient, house: House) -> None:
    client.sign_in(house)
    for address in (
        "/account",
        "/account/password",
        "/account/two-step",
        "/account/two-step/end",
        "/account/sessions/end",
        "/account/house",
        "/sign-out",
    ):
        assert client.post(address).status_code == 400
    assert client.get("/account").headers["Cache-Control"] == "no-store"
