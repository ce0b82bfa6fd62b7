"""Signing in under attack: names and addresses are locked, and what is logged of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from planner.models import (
    AuditRecord,
    SignInAttemptRecord,
)
from planner.models.account import Role
from planner.services.attempt import ADDRESS_LIMIT, NAME_LIMIT
from tests.application import keep_app
from tests.conftest import NOW, PASSWORD, PageClient
from tests.web.sign_in import (
    WRONG,
    fresh,
    try_password,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask
    from sqlalchemy import Engine

    from planner.models import ScopedSession
    from planner.settings import Settings
    from tests.conftest import Clock, House


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
