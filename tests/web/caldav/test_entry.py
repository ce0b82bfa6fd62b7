"""CalDAV: who is let in, by which password, and how long."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import update

from planner.models import CalendarSubscriptionRecord, RoleGrantRecord
from planner.models.account import Role
from planner.services.actor import Actor
from planner.services.calendar_subscription import list_subscriptions, revoke_subscription
from tests.conftest import NOW, account_of, scoped
from tests.web.dav import (
    CTAG,
    Program,
    basic,
    give_password,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask

    from planner.models import ScopedSession
    from tests.conftest import Clock, House, PageClient

    Sessions = Callable[[], ScopedSession]


def test_other_peoples_places_are_not_there(
    app: Flask, sessions: Sessions, house: House, program: Program
) -> None:
    other = give_password(app, sessions, house, Role.LEADER)
    for path in (
        other.home(),
        other.home("me/"),
        f"/dav/principals/{other.account_id}/",
        program.home("meeting-99/"),
        program.home("me/no.ics"),
        "/dav/no/such/place",
    ):
        assert program.find(path, CTAG).status == 404


def test_only_name_and_app_password_together_let_in(
    program: Program, client: PageClient, house: House
) -> None:
    wrong = [
        "",
        "Bearer plenum_x",
        "Basic !!!",
        basic(program.name, "a password of the tests"),
        basic("reader", program.password),
        basic("", program.password),
    ]
    for given in wrong:
        answer = program.ask("PROPFIND", "/dav/", Depth="0", Authorization=given)
        assert (answer.status, answer.headers["WWW-Authenticate"]) == (
            401,
            'Basic realm="Plenum CalDAV", charset="UTF-8"',
        )
    client.sign_in(house)
    assert client.open("/dav/", method="PROPFIND").status_code == 401
    spaced = basic(program.name.upper(), program.password.replace("-", " ").upper())
    assert program.ask("OPTIONS", "/dav/", Authorization=spaced).status == 200
    assert "Set-Cookie" not in program.ask("OPTIONS", "/dav/").headers


def test_app_password_that_ended_opens_nothing_at_once(
    program: Program, sessions: Sessions, house: House, place: str
) -> None:
    assert program.find(place, CTAG).status == 207
    with scoped(sessions, house) as session:
        actor = Actor(account_of(session, house, Role.EDITOR), NOW)
        revoke_subscription(session, actor, list_subscriptions(session, actor)[0].id)
    assert program.find(place, CTAG).status == 401


def test_role_that_was_taken_takes_what_it_opened(
    program: Program, sessions: Sessions, house: House, place: str
) -> None:
    body = program.find(place, CTAG).body
    with scoped(sessions, house) as session:
        editor = account_of(session, house, Role.EDITOR).id
        session.execute(
            update(RoleGrantRecord)
            .where(RoleGrantRecord.account_id == editor)
            .values(role=Role.READER.value)
        )
        session.commit()
    assert program.find(place, CTAG).body != body
    assert "韩立群".encode() not in program.ask("GET", place).body


def test_wrong_tries_lock_but_never_the_right_app_password(program: Program, clock: Clock) -> None:
    wrong = basic(program.name, "wrong")
    statuses = [program.ask("OPTIONS", "/dav/", Authorization=wrong).status for _ in range(10)]
    assert statuses == [401] * 8 + [429] * 2
    assert program.ask("OPTIONS", "/dav/").status == 200
    clock.at += timedelta(minutes=16)
    assert program.ask("OPTIONS", "/dav/", Authorization=wrong).status == 401


def test_use_is_written_down_once_a_day(
    program: Program, sessions: Sessions, house: House, clock: Clock
) -> None:
    program.ask("OPTIONS", "/dav/", User_Agent="DAVx5/4.4")
    with scoped(sessions, house) as session:
        record = session.query(CalendarSubscriptionRecord).one()
        assert record.last_used_on == clock.today()


def test_page_makes_shows_once_and_ends_app_passwords(
    client: PageClient, house: House, app: Flask
) -> None:
    client.sign_in(house)
    assert "还没有应用密码" in client.get("/account/app-passwords").text
    page = client.send("/account/app-passwords", name="我的手机")
    assert page.status_code == 201
    password = page.text.split('id="made-password" class="token" value="', 1)[1].split('"', 1)[0]
    assert len(password) == 35
    program = Program(app, house.name(Role.EDITOR), password, 0)
    assert program.ask("OPTIONS", "/dav/").status == 200
    listed = client.get("/account/app-passwords").text
    assert (password in listed, "我的手机" in listed) == (False, True)
    client.send("/account/app-passwords/1/revoke")
    assert program.ask("OPTIONS", "/dav/").status == 401
    assert client.send("/account/app-passwords", name=" ").status_code == 422
