"""Sessions: tokens that change, sessions that end, houses that are switched."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from planner.models import (
    AccountRecord,
    RoleGrantRecord,
    SignInSessionRecord,
)
from planner.models.account import Role
from planner.services.account import add_member
from planner.services.actor import Actor
from planner.services.credential import reset_password
from tests.application import keep_app
from tests.conftest import NOW, PASSWORD, PageClient, scoped
from tests.web.sign_in import (
    CHOSEN,
    WRONG,
    fresh,
    list_actions,
    try_password,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask
    from sqlalchemy import Engine

    from planner.models import ScopedSession
    from planner.settings import Settings
    from tests.conftest import Clock, House


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
