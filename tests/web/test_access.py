from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from flask import Flask
from sqlalchemy import select

from planner.models import SignInSessionRecord
from planner.models.account import Role
from planner.web.access import Scope, UndeclaredRouteError, allow, check_routes
from planner.web.redirection import HOME, safe_target

if TYPE_CHECKING:
    from collections.abc import Callable

    from planner.models import ScopedSession
    from tests.conftest import Clock, House, PageClient, Publisher

pytestmark = pytest.mark.both_databases

WRONG = "not the password"


def test_route_without_a_declaration_stops_the_start() -> None:
    app = Flask("test", static_folder=None)
    app.add_url_rule("/open", "open", lambda: "")
    with pytest.raises(UndeclaredRouteError):
        check_routes(app)


def test_route_that_lets_strangers_reach_rows_stops_the_start() -> None:
    app = Flask("test", static_folder=None)
    app.add_url_rule("/open", "open", allow(None, Scope.ORGANISATION)(lambda: ""))
    with pytest.raises(UndeclaredRouteError):
        check_routes(app)


def test_every_route_of_ours_declares_what_it_asks_for(app: Flask) -> None:
    public = {
        rule.rule
        for rule in app.url_map.iter_rules()
        if app.view_functions[rule.endpoint].access.permission is None  # type: ignore[union-attr]
    }
    assert public == {
        "/sign-in",
        "/sign-in/code",
        "/sign-in/single",
        "/sign-in/single/return",
        "/set-up",
        "/favicon.ico",
        "/design",
        "/static/modules/<version>/<path:name>",
        "/static/sheet/<version>.css",
        "/language",
        "/health",
        "/static/<path:name>",
        "/v/<printed>",
        "/s/<token>",
        "/i/<token>",
        "/s/<token>/calendar",
        "/s/<token>/calendar/<int:device_id>/end",
        "/c/<token>.ics",
        "/calendars/guide",
        "/api/v1/openapi.json",
        "/.well-known/caldav",
    }


def test_stranger_is_sent_to_sign_in_from_every_page(app: Flask, client: PageClient) -> None:
    for rule in app.url_map.iter_rules():
        access = app.view_functions[rule.endpoint].access  # type: ignore[union-attr]
        is_page = "GET" in (rule.methods or ()) and not rule.endpoint.startswith(("api.", "dav."))
        if access.permission is not None and is_page:
            values = dict.fromkeys(rule.arguments, 1)
            with app.test_request_context():
                address = rule.build(values)
            assert address is not None
            answer = client.get(address[1])
            assert (rule.rule, answer.status_code) == (rule.rule, 302)
            assert answer.location.startswith("/sign-in")


def test_what_one_may_not_see_answers_like_an_address_that_leads_nowhere(
    client: PageClient, house: House, other_house: House, publish: Publisher
) -> None:
    theirs = publish(other_house)
    client.sign_in(house)
    answers = set()
    for address in (f"/meetings/{theirs}/people", "/meetings/99", "/jobs/1", "/no-such-page"):
        answer = client.get(address)
        plain = re.sub(r'name="csrf_token" value="[^"]*"', "", answer.text).replace(address, "")
        answers.add((answer.status_code, plain))
    assert [status for status, _ in answers] == [404]


def test_signing_in_leads_to_the_page_that_was_wanted(client: PageClient, house: House) -> None:
    answer = client.send(
        "/sign-in",
        name=house.name(Role.READER),
        password="a password of the tests",  # noqa: S106  of the tests
        next="/meetings?x=1",
    )
    assert answer.location == "/meetings?x=1"
    cookie = answer.headers.getlist("Set-Cookie")[0]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


@pytest.mark.parametrize(
    "target",
    ["//evil.example", "/\\evil.example", "https://evil.example", "evil", "/\t/evil", "", None],
)
def test_redirection_never_leaves_the_house(target: str | None) -> None:
    assert safe_target(target) == HOME


def test_redirection_goes_to_pages_of_ours() -> None:
    assert safe_target("/meetings/1?view=table") == "/meetings/1?view=table"


def test_wrong_password_and_unknown_name_get_the_same_answer(
    client: PageClient, house: House
) -> None:
    wrong = client.send("/sign-in", name=house.name(Role.EDITOR), password=WRONG)
    unknown = client.send("/sign-in", name="nobody", password=WRONG)
    assert (wrong.status_code, unknown.status_code) == (401, 401)
    assert "账号或密码不对。" in wrong.text
    assert "账号或密码不对。" in unknown.text


@pytest.mark.parametrize("name", ["editor", "nobody"])
def test_too_many_attempts_lock_a_name_whether_it_exists_or_not(
    client: PageClient, house: House, clock: Clock, name: str
) -> None:
    assert house
    answers = [client.send("/sign-in", name=name, password=WRONG).status_code for _ in range(9)]
    assert answers == [401] * 8 + [429]
    clock.at += timedelta(minutes=16)
    assert client.send("/sign-in", name=name, password=WRONG).status_code == 401


def test_session_ends_at_sign_out_for_every_copy_of_its_cookie(
    app: Flask, client: PageClient, house: House
) -> None:
    client.sign_in(house)
    cookie = client.get_cookie("plenum_sign_in")
    assert cookie is not None
    assert client.get("/meetings").status_code == 200
    client.send("/sign-out")
    copy = app.test_client()
    copy.set_cookie("plenum_sign_in", cookie.value)
    assert copy.get("/meetings").status_code == 302


def test_signing_in_again_makes_a_new_token(client: PageClient, house: House) -> None:
    first = client.sign_in(house).get_cookie("plenum_sign_in")
    second = client.sign_in(house).get_cookie("plenum_sign_in")
    assert first is not None
    assert second is not None
    assert first.value != second.value


def test_session_ends_when_idle(client: PageClient, house: House, clock: Clock) -> None:
    client.sign_in(house)
    clock.at += timedelta(hours=1, minutes=59)
    assert client.get("/meetings").status_code == 200
    clock.at += timedelta(hours=1, minutes=59)
    assert client.get("/meetings").status_code == 200
    clock.at += timedelta(hours=2, minutes=1)
    assert client.get("/meetings").status_code == 302


def test_session_ends_in_the_end(client: PageClient, house: House, clock: Clock) -> None:
    client.sign_in(house)
    for _ in range(12):
        clock.at += timedelta(hours=1)
        answer = client.get("/meetings")
    assert answer.status_code == 302


def test_token_itself_is_not_kept(
    client: PageClient, house: House, sessions: Callable[[], ScopedSession]
) -> None:
    cookie = client.sign_in(house).get_cookie("plenum_sign_in")
    assert cookie is not None
    with sessions() as session:
        kept = session.scalars(select(SignInSessionRecord.token_hash)).one()
    assert kept != cookie.value


def test_form_without_token_is_refused(client: PageClient, house: House) -> None:
    client.sign_in(house)
    assert client.post("/uploads").status_code == 400


@pytest.mark.parametrize("role", [Role.LEADER, Role.READER])
def test_only_editors_publish(
    client: PageClient, house: House, publish: Publisher, role: Role
) -> None:
    meeting = publish(house)
    client.sign_in(house, role)
    assert client.get(f"/meetings/{meeting}").status_code == 200
    assert client.get("/uploads/new").status_code == 404
    assert client.send("/uploads").status_code == 403
    assert "上传" not in client.get("/meetings").text


def test_unknown_host_is_refused(client: PageClient) -> None:
    assert client.get("/sign-in", base_url="http://evil.example").status_code == 400


def test_too_large_upload_is_refused(client: PageClient, house: House) -> None:
    client.sign_in(house)
    answer = client.post("/uploads", data={"csrf_token": "x" * 300_000})
    assert answer.status_code == 413
