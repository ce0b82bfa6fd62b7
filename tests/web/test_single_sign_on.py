from __future__ import annotations

import logging
import sys
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pyotp
import pytest
from joserfc.jwk import RSAKey
from sqlalchemy import select, update

from planner.models import AccountRecord, AuditRecord
from planner.models.account import Administration, Role
from tests.application import keep_app
from tests.conftest import NOW, PASSWORD, PageClient, hash_password
from tests.web.provider import CLIENT, SECRET, SignOn, keep_sign_on

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from flask import Flask
    from sqlalchemy import Engine

    from planner.models import ScopedSession
    from planner.settings import Settings
    from tests.conftest import Clock, House

SUBJECT = "subject-of-wangfang"


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """One database does: what is at stake here is HTTP and signatures."""
    return sqlite_url


@pytest.fixture(scope="module")
def sign_on() -> Iterator[SignOn]:
    """Keep one provider: its address is a setting, and each setting makes an application."""
    with keep_sign_on(int(NOW.timestamp())) as found:
        yield found


@pytest.fixture
def provider(sign_on: SignOn) -> SignOn:
    sign_on.begin_anew()
    return sign_on


@pytest.fixture
def settings(settings: Settings, provider: SignOn) -> Settings:
    return replace(
        settings,
        oidc_issuer=provider.issuer,
        oidc_client_id=CLIENT,
        oidc_client_secret=SECRET,
        oidc_name="单位统一认证",
    )


@pytest.fixture
def linked(house: House, sessions: Callable[[], ScopedSession]) -> House:
    """Let an administrator have written down the editor's subject."""
    write_subject(sessions, "editor", SUBJECT)
    return house


def write_subject(sessions: Callable[[], ScopedSession], name: str, subject: str) -> None:
    with sessions() as session:
        session.execute(
            update(AccountRecord)
            .where(AccountRecord.sign_in_name == name)
            .values(oidc_subject=subject)
        )
        session.commit()


def come_back(client: PageClient, provider: SignOn) -> Any:  # noqa: ANN401  a test response
    away = client.get("/sign-in/single")
    assert away.status_code == 302
    return client.get("/sign-in/single/return?" + provider.authorise(away.location))


def list_actions(sessions: Callable[[], ScopedSession]) -> list[str]:
    with sessions() as session:
        return list(session.scalars(select(AuditRecord.action).order_by(AuditRecord.number)))


def test_linked_person_signs_in(
    client: PageClient,
    provider: SignOn,
    linked: House,
    sessions: Callable[[], ScopedSession],
) -> None:
    assert linked
    assert "单位统一认证" in client.get("/sign-in").text
    assert come_back(client, provider).location == "/"
    assert client.get("/meetings").status_code == 200
    assert list_actions(sessions) == ["account.sign_in"]


def test_person_without_an_account_gets_none(
    client: PageClient, provider: SignOn, house: House, sessions: Callable[[], ScopedSession]
) -> None:
    assert house
    answer = come_back(client, provider)
    assert answer.status_code == 403
    assert "还没有与本系统的账号绑定" in answer.text
    assert client.get("/meetings").status_code == 302
    with sessions() as session:
        names = session.scalars(select(AccountRecord.sign_in_name)).all()
    assert sorted(names) == sorted(role.value for role in Role)


STRAYS: list[dict[str, Any]] = [
    {"nonce": "another"},
    {"nonce": None},
    {"aud": "another"},
    {"aud": [CLIENT, "another"]},
    {"aud": [CLIENT, "another"], "azp": "another"},
    {"aud": None},
    {"azp": "another"},
    {"iss": "http://127.0.0.1:1"},
    {"exp": int(NOW.timestamp()) - 61},
    {"exp": None},
    {"exp": "soon"},
    {"iat": int(NOW.timestamp()) + 3600},
    {"nbf": int(NOW.timestamp()) + 3600},
    {"sub": ""},
    {"sub": None},
    {"sub": 7},
    {"sub": "x" * 256},
]


def test_token_that_is_not_for_us_now_is_refused(
    client: PageClient, provider: SignOn, linked: House
) -> None:
    assert linked
    outcomes = []
    for provider.strays in STRAYS:
        outcomes.append((provider.strays, come_back(client, provider).status_code))
    assert outcomes == [(each, 400) for each in STRAYS]
    assert client.get("/meetings").status_code == 302


def test_token_signed_by_another_key_is_refused(
    client: PageClient, provider: SignOn, linked: House
) -> None:
    assert linked
    provider.signing_key = RSAKey.generate_key(2048, {"kid": "1"})
    assert come_back(client, provider).status_code == 400


@pytest.mark.parametrize("algorithm", ["none", "HS256"])
def test_token_without_a_signature_by_key_pair_is_refused(
    client: PageClient,
    provider: SignOn,
    linked: House,
    monkeypatch: pytest.MonkeyPatch,
    algorithm: str,
) -> None:
    assert linked
    right = SignOn.sign

    def sign(self: SignOn, nonce: str) -> str:
        _, claims, signature = right(self, nonce).split(".")
        head = {"none": "eyJhbGciOiJub25lIn0", "HS256": "eyJhbGciOiJIUzI1NiIsImtpZCI6IjEifQ"}
        return f"{head[algorithm]}.{claims}.{'' if algorithm == 'none' else signature}"

    monkeypatch.setattr(SignOn, "sign", sign)
    assert come_back(client, provider).status_code == 400


def test_answer_counts_once(client: PageClient, provider: SignOn, linked: House) -> None:
    assert linked
    away = client.get("/sign-in/single")
    answer = provider.authorise(away.location)
    cookie = client.get_cookie("plenum_sign_on")
    assert cookie is not None
    assert client.get(f"/sign-in/single/return?{answer}").location == "/"
    client.send("/sign-out")
    client.set_cookie("plenum_sign_on", cookie.value)
    assert client.get(f"/sign-in/single/return?{answer}").status_code == 400
    again = client.get("/sign-in/single")
    code = answer.split("&", 1)[0]
    state = provider.authorise(again.location).split("&", 1)[1]
    assert client.get(f"/sign-in/single/return?{code}&{state}").status_code == 400


def test_answer_of_another_browser_is_refused(
    app: Flask, client: PageClient, provider: SignOn, linked: House
) -> None:
    assert linked
    answer = provider.authorise(client.get("/sign-in/single").location)
    stranger = app.test_client()
    stranger.get("/sign-in/single")
    assert stranger.get(f"/sign-in/single/return?{answer}").status_code == 400
    assert client.get(f"/sign-in/single/return?{answer}").status_code == 302


def test_answer_that_comes_too_late_is_refused(
    client: PageClient, provider: SignOn, linked: House, clock: Clock
) -> None:
    assert linked
    answer = provider.authorise(client.get("/sign-in/single").location)
    clock.at += timedelta(minutes=10, seconds=1)
    assert client.get(f"/sign-in/single/return?{answer}").status_code == 400


def test_answer_nobody_asked_for_is_refused(client: PageClient, provider: SignOn) -> None:
    assert provider
    queries = ("", "state=x&code=y", "error=access_denied&state=x")
    answers = [client.get(f"/sign-in/single/return?{each}").status_code for each in queries]
    assert answers == [400, 400, 400]


def test_answer_in_the_name_of_another_issuer_is_refused(
    client: PageClient, provider: SignOn, linked: House
) -> None:
    assert linked
    answer = provider.authorise(client.get("/sign-in/single").location)
    query = f"{answer}&iss=http://evil.example"
    assert client.get(f"/sign-in/single/return?{query}").status_code == 400


def test_provider_of_another_name_is_not_asked(client: PageClient, provider: SignOn) -> None:
    provider.claimed_issuer = "http://127.0.0.1:1"
    assert client.get("/sign-in/single").status_code == 503


def test_administrator_still_needs_his_second_factor(
    client: PageClient, provider: SignOn, house: House, sessions: Callable[[], ScopedSession]
) -> None:
    assert house
    with sessions() as session:
        session.add(
            AccountRecord(
                sign_in_name="system",
                display_name="系统",
                password_hash=hash_password(),
                password_set_at=NOW,
                administration=Administration.SYSTEM.value,
                created_at=NOW,
                oidc_subject=SUBJECT,
            )
        )
        session.commit()
    come_back(client, provider)
    assert client.get("/account/sessions").location == "/account/two-step"
    client.send("/account/two-step", password=PASSWORD)
    secret = client.get("/account/two-step").text.split('class="secret">', 1)[1].split("<", 1)[0]
    client.send("/account/two-step/confirm", code=pyotp.TOTP(secret).at(NOW))
    client.send("/sign-out")
    assert come_back(client, provider).location == "/sign-in/code"
    assert client.get("/account").status_code == 302
    code = pyotp.TOTP(secret).at(NOW + timedelta(seconds=30))
    assert client.send("/sign-in/code", code=code).location == "/administration"


def begin_link(client: PageClient, password: str = PASSWORD) -> Any:  # noqa: ANN401  the same
    return client.send("/account/single-sign-on", password=password)


def read_address(page: str) -> str:
    found = page.split('class="button primary" href="', 1)[1].split('"', 1)[0]
    return found.replace("&amp;", "&")


def test_person_links_his_own_account_with_his_password(
    client: PageClient, provider: SignOn, house: House, sessions: Callable[[], ScopedSession]
) -> None:
    client.sign_in(house)
    assert begin_link(client, "not the password").status_code == 403
    query = provider.authorise(read_address(begin_link(client).text))
    assert client.get(f"/sign-in/single/return?{query}").location == "/account/single-sign-on"
    client.send("/sign-out")
    assert come_back(client, provider).location == "/"
    client.send("/account/single-sign-on/end", password=PASSWORD)
    client.send("/sign-out")
    assert come_back(client, provider).status_code == 403
    assert [each for each in list_actions(sessions) if each.startswith("single")] == [
        "single_sign_on.link",
        "single_sign_on.unlink",
        "single_sign_on.unlinked",
    ]


def test_link_of_one_person_is_not_finished_by_another(
    client: PageClient, provider: SignOn, house: House, sessions: Callable[[], ScopedSession]
) -> None:
    client.sign_in(house)
    query = provider.authorise(read_address(begin_link(client).text))
    errand = client.get_cookie("plenum_sign_on")
    assert errand is not None
    client.sign_in(house, Role.READER)
    client.set_cookie("plenum_sign_on", errand.value)
    assert client.get(f"/sign-in/single/return?{query}").status_code == 400
    with sessions() as session:
        subjects = session.scalars(select(AccountRecord.oidc_subject)).all()
    assert set(subjects) == {None}


def test_identity_is_linked_to_one_account_only(
    client: PageClient, provider: SignOn, linked: House
) -> None:
    client.sign_in(linked, Role.READER)
    query = provider.authorise(read_address(begin_link(client).text))
    answer = client.get(f"/sign-in/single/return?{query}")
    assert answer.status_code == 409
    assert "已绑定其他账号" in answer.text


def test_without_the_extra_pages_say_so_and_passwords_work(
    settings: Settings,
    engine: Engine,
    clock: Clock,
    house: House,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert engine
    for name in [each for each in sys.modules if each.split(".")[0] == "authlib"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(
        "planner.services.sign_on_provider.find_spec", lambda _name: None
    )  # as on a machine without it
    with keep_app(settings, clock) as app:
        client = app.test_client()
        assert isinstance(client, PageClient)
        answer = client.get("/sign-in/single")
        assert answer.status_code == 503
        assert "plenum[sso]" in answer.text
        client.sign_in(house)
        assert client.get("/meetings").status_code == 200


def test_nothing_that_was_sent_is_logged(
    client: PageClient, provider: SignOn, linked: House, caplog: pytest.LogCaptureFixture
) -> None:
    assert linked
    caplog.set_level(logging.DEBUG)
    provider.strays = {"nonce": "another"}
    away = client.get("/sign-in/single")
    query = provider.authorise(away.location)
    client.get(f"/sign-in/single/return?{query}")
    said = caplog.text
    assert "single sign-on refused: nonce" in said
    assert query.split("state=")[1] not in said
    assert SECRET not in said
