"""Signing in under attack: locks, second factor, tokens that change, cookies, what is logged."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pyotp
import pytest
from argon2 import PasswordHasher
from sqlalchemy import select, update

from planner.models import (
    AccountRecord,
    AuditRecord,
    MembershipRecord,
    RoleGrantRecord,
    SignInAttemptRecord,
    SignInSessionRecord,
)
from planner.models.account import Role
from planner.services.account import add_member
from planner.services.actor import Actor
from planner.services.attempt import ADDRESS_LIMIT, NAME_LIMIT
from planner.services.credential import reset_password
from planner.services.password import decoy_hash
from planner.services.second_factor import RECOVERY_CODES
from tests.application import keep_app
from tests.conftest import NOW, PASSWORD, PageClient, scoped

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask
    from sqlalchemy import Engine

    from planner.models import ScopedSession
    from planner.settings import Settings
    from tests.conftest import Clock, House

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


# Locks


def test_lock_tells_when_to_try_again_and_ends_then_however_much_is_tried(
    client: PageClient, house: House, clock: Clock
) -> None:
    assert house
    for _ in range(NAME_LIMIT):
        assert try_password(client, "editor", WRONG) == 401
    clock.at += timedelta(minutes=10)
    answer = client.send("/sign-in", name="editor", password=PASSWORD)
    assert answer.status_code == 429
    assert "请于 10:15 之后再试" in answer.text
    for _ in range(20):
        assert try_password(client, "editor", PASSWORD) == 429
    clock.at = NOW + timedelta(minutes=15, seconds=1)
    assert try_password(client, "editor", PASSWORD) == 302


def test_lock_of_a_name_says_nothing_of_its_existence(client: PageClient, house: House) -> None:
    assert house
    pages = {}
    for name in ("editor", "nobody"):
        for _ in range(NAME_LIMIT):
            try_password(client, name, WRONG, f"192.0.2.{len(name)}")
        pages[name] = client.send("/sign-in", name=name, password=WRONG).text.replace(name, "…")
    tokens = [each.split('name="csrf_token" value="')[1].split('"')[0] for each in pages.values()]
    bare = {each.replace(token, "") for each, token in zip(pages.values(), tokens, strict=True)}
    assert len(bare) == 1


def test_browser_that_was_here_before_is_not_locked_out_by_strangers(
    app: Flask, client: PageClient, house: House
) -> None:
    client.sign_in(house)
    client.send("/sign-out")
    stranger = fresh(app)
    for _ in range(NAME_LIMIT):
        try_password(stranger, "editor", WRONG, "198.51.100.9")
    assert try_password(stranger, "editor", PASSWORD, "198.51.100.9") == 429
    assert try_password(fresh(app), "editor", PASSWORD, "203.0.113.5") == 429
    assert try_password(client, "editor", PASSWORD) == 302


def test_known_browser_is_counted_by_itself(app: Flask, client: PageClient, house: House) -> None:
    client.sign_in(house)
    client.send("/sign-out")
    answers = [try_password(client, "editor", WRONG) for _ in range(NAME_LIMIT + 1)]
    assert answers == [401] * NAME_LIMIT + [429]
    assert try_password(fresh(app), "editor", PASSWORD) == 302


def test_mark_of_a_known_browser_cannot_be_made_or_moved_to_another_name(
    client: PageClient, house: House
) -> None:
    client.sign_in(house)
    client.send("/sign-out")
    for _ in range(NAME_LIMIT):
        try_password(client, "leader", WRONG)
    assert try_password(client, "leader", PASSWORD) == 429
    client.set_cookie("plenum_device", "0123456789.deadbeef~x.y")
    assert try_password(client, "leader", PASSWORD) == 429


def test_address_is_locked_for_new_browsers_only(
    app: Flask, client: PageClient, house: House
) -> None:
    known = fresh(app).sign_in(house, Role.READER)
    known.send("/sign-out")
    for number in range(ADDRESS_LIMIT):
        assert try_password(client, f"name{number}", WRONG) == 401
    assert try_password(client, "editor", PASSWORD) == 429
    assert try_password(client, "editor", PASSWORD, "203.0.113.5") == 302
    assert try_password(known, "reader", PASSWORD) == 302


def test_success_does_not_wipe_what_failed_with_other_names(
    app: Flask, client: PageClient, house: House
) -> None:
    assert house
    for number in range(ADDRESS_LIMIT - 1):
        try_password(client, f"name{number}", WRONG)
    assert try_password(fresh(app), "reader", PASSWORD) == 302
    assert try_password(client, "another", WRONG) == 401
    assert try_password(client, "another", WRONG) == 429


def test_office_address_bears_more(
    settings: Settings, engine: Engine, clock: Clock, house: House
) -> None:
    assert engine
    assert house
    office = replace(settings, shared_addresses=("127.0.0.0/8", "2001:db8::/32"))
    with keep_app(office, clock) as app:
        client = fresh(app)
        for number in range(ADDRESS_LIMIT):
            try_password(client, f"name{number}", WRONG)
        assert try_password(client, "editor", PASSWORD) == 302


def test_failures_stand_in_the_log_without_what_was_typed(
    client: PageClient, house: House, sessions: Callable[[], ScopedSession]
) -> None:
    assert house
    for _ in range(NAME_LIMIT):
        try_password(client, "editor", WRONG)
    try_password(client, "my secret typed as a name", WRONG)
    with sessions() as session:
        rows = session.execute(
            select(AuditRecord.action, AuditRecord.subject, AuditRecord.before, AuditRecord.after)
        ).all()
        hashes = session.scalars(select(SignInAttemptRecord.name_hash)).all()
    assert [row.action for row in rows] == [
        *["account.sign_in_failed"] * NAME_LIMIT,
        "account.lock",
        "account.sign_in_failed",
    ]
    assert rows[-1].subject == "account"
    assert {row.subject for row in rows[:-1]} == {"account/1"}
    assert "secret" not in f"{rows} {hashes}"


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


# The second factor


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


# Tokens, sessions, houses


def cookie(client: PageClient) -> str:
    found = client.get_cookie("plenum_sign_in")
    assert found is not None
    return found.value


def is_worth_something(app: Flask, token: str) -> bool:
    copy = fresh(app)
    copy.set_cookie("plenum_sign_in", token)
    return copy.get("/account").status_code == 200


def test_role_given_or_taken_changes_the_token(
    app: Flask, client: PageClient, house: House, sessions: Callable[[], ScopedSession]
) -> None:
    client.sign_in(house, Role.READER)
    before = cookie(client)
    client.get("/account")
    assert cookie(client) == before
    with scoped(sessions, house) as session:
        reader = session.scalars(
            select(AccountRecord.id).where(AccountRecord.sign_in_name == "reader")
        ).one()
        session.add(
            RoleGrantRecord(
                organisation_id=house.id, account_id=reader, role="editor", granted_at=NOW
            )
        )
        session.commit()
    assert client.get("/account").status_code == 200
    after = cookie(client)
    assert after != before
    assert not is_worth_something(app, before)
    assert is_worth_something(app, after)
    assert client.get("/uploads/new").status_code == 200


def test_password_change_ends_other_sessions_and_changes_the_token(
    app: Flask, client: PageClient, house: House, sessions: Callable[[], ScopedSession]
) -> None:
    other = fresh(app).sign_in(house)
    client.sign_in(house)
    before = cookie(client)
    wrong = client.send("/account/password", current=WRONG, password=CHOSEN, again=CHOSEN)
    assert wrong.status_code == 403
    answer = client.send("/account/password", current=PASSWORD, password=CHOSEN, again=CHOSEN)
    assert answer.location == "/"
    assert not is_worth_something(app, before)
    assert other.get("/account").status_code == 302
    assert client.get("/account").status_code == 200
    assert try_password(fresh(app), "editor", PASSWORD) == 401
    assert try_password(fresh(app), "editor", CHOSEN) == 302
    assert "account.password" in list_actions(sessions)


def test_password_reset_opens_only_the_page_to_choose_another(
    app: Flask,
    client: PageClient,
    house: House,
    clock: Clock,
    sessions: Callable[[], ScopedSession],
) -> None:
    client.sign_in(house)
    with sessions() as session:
        account = session.scalars(
            select(AccountRecord.id).where(AccountRecord.sign_in_name == "editor")
        ).one()
        given = reset_password(session, Actor(None, clock.at), account)
    assert client.get("/account").location.startswith("/sign-in")
    assert try_password(client, "editor", PASSWORD) == 401
    assert try_password(client, "editor", given) == 302
    assert client.get("/meetings").location == "/account/password"
    partial = client.get("/meetings", headers={"HX-Request": "true"})
    assert (partial.status_code, partial.headers["HX-Redirect"]) == (204, "/account/password")
    assert client.send("/account", display_name="x").location == "/account/password"
    assert client.send("/sign-out").status_code == 302
    clock.at += timedelta(days=7)
    assert try_password(fresh(app), "editor", given) == 401


def test_sessions_are_listed_and_ended_one_or_all(
    app: Flask, client: PageClient, house: House
) -> None:
    client.sign_in(house)
    other, stranger = fresh(app).sign_in(house), fresh(app).sign_in(house, Role.READER)
    page = client.get("/account/sessions").text
    ends = [each.split('"')[0] for each in page.split('action="/account/sessions/')[1:]]
    ids = [each.split("/")[0] for each in ends if each != "end"]
    assert len(ids) == 2
    assert page.count("本浏览器</span>") == 1
    for each in ids:
        assert stranger.send(f"/account/sessions/{each}/end").status_code == 404
    assert client.send(f"/account/sessions/{ids[0]}/end").status_code == 302
    assert [client.get("/account").status_code, other.get("/account").status_code] == [200, 302]
    other.sign_in(house)
    assert client.send("/account/sessions/end").location == "/sign-in"
    assert [client.get("/account").status_code, other.get("/account").status_code] == [302, 302]
    assert stranger.get("/account").status_code == 200


def test_limits_of_sessions_are_settings(
    settings: Settings, engine: Engine, clock: Clock, house: House
) -> None:
    assert engine
    with keep_app(replace(settings, session_idle_minutes=5, session_hours=1), clock) as app:
        client = fresh(app).sign_in(house)
        clock.at += timedelta(minutes=5)
        assert client.get("/account").status_code == 302


def test_switch_of_house_brings_its_grants_and_a_new_token(
    app: Flask,
    client: PageClient,
    house: House,
    other_house: House,
    sessions: Callable[[], ScopedSession],
) -> None:
    with scoped(sessions, other_house) as session:
        editor = session.scalars(
            select(AccountRecord.id).where(AccountRecord.sign_in_name == "editor")
        ).one()
        add_member(session, editor, Role.READER, NOW)
        session.commit()
    client.sign_in(house)
    before = cookie(client)
    assert client.get("/uploads/new").status_code == 200
    assert "政协海陵省委员会" in client.get("/account").text
    assert client.send("/account/house", organisation_id=999).status_code == 404
    assert client.send("/account/house", organisation_id=other_house.id).status_code == 302
    assert not is_worth_something(app, before)
    assert client.get("/uploads/new").status_code == 404
    with sessions() as session:
        kept = session.scalars(
            select(SignInSessionRecord.organisation_id).where(
                SignInSessionRecord.ended_at.is_(None)
            )
        ).all()
    assert kept == [other_house.id]


def test_profile_is_kept_and_bad_values_are_refused(
    client: PageClient, house: House, sessions: Callable[[], ScopedSession]
) -> None:
    client.sign_in(house)
    right = {
        "display_name": "王芳",
        "mail_address": "wangfang@example.cn",
        "language": "en",
        "reminds_days_before": "7",
    }
    for name, value in (
        ("display_name", ""),
        ("mail_address", "a b@example.cn"),
        ("mail_address", "a@example.cn\r\nBcc: x@example.cn"),
        ("language", "fr"),
        ("reminds_days_before", "-1"),
    ):
        assert client.send("/account", **(right | {name: value})).status_code == 400
    assert client.send("/account", **right).status_code == 302
    assert '<html lang="en"' in client.get("/account").text
    with scoped(sessions, house) as session:
        record = session.scalars(
            select(AccountRecord).where(AccountRecord.sign_in_name == "editor")
        ).one()
        member = session.scalars(
            select(MembershipRecord).where(MembershipRecord.account_id == record.id)
        ).one()
        about = (record.display_name, record.mail_address, record.language)
        assert (*about, member.reminds_days_before, member.wants_mail) == (
            "王芳",
            "wangfang@example.cn",
            "en",
            7,
            False,
        )


# Cookies, redirects, forms


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
