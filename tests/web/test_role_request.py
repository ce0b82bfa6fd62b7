"""Roles and offices: who asks, who confirms."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from planner.models import (
    AccountRecord,
    GrantRequestRecord,
    RoleGrantRecord,
)
from tests.conftest import scoped
from tests.web.office import ACCOUNTS, REQUESTS, ask, number_of, roles_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask

    from planner.models import ScopedSession
    from tests.conftest import House, PageClient, Publisher

    Offices = Callable[[str], PageClient]


def test_role_is_asked_for_by_one_and_confirmed_by_another(
    app: Flask, offices: Offices, house: House, sessions: Callable[[], ScopedSession]
) -> None:
    system, security = offices("system"), offices("security")
    page = system.send(ACCOUNTS, sign_in_name=" WangFang ", display_name="王芳", mail_address="")
    assert page.status_code == 201
    password = re.findall(r'class="token">([^<]+)<', page.text)[0]
    account_id = number_of(sessions, "wangfang")
    assert password not in system.get(f"{ACCOUNTS}/{account_id}").text
    assert ask(system, account_id, house).status_code == 409
    system.send(f"{ACCOUNTS}/{account_id}/places", house=house.id, person_key="P002")
    assert ask(system, account_id, house).status_code == 302
    assert ask(system, account_id, house).status_code == 409
    assert roles_of(sessions, house, account_id) == []
    assert "接替离任同志" in security.get(REQUESTS).text
    security.send(f"{REQUESTS}/1/confirm")
    assert roles_of(sessions, house, account_id) == ["editor"]
    assert security.send(f"{REQUESTS}/1/refuse").status_code == 404
    assert "王芳" in security.get(f"/administration/roles?house={house.id}").text
    client: Any = app.test_client()
    assert client.send("/sign-in", name="wangfang", password=password).status_code == 302
    assert client.get("/meetings").location == "/account/password"


def test_removal_needs_two_as_well_and_ends_the_sessions(
    offices: Offices, house: House, client: PageClient, sessions: Callable[[], ScopedSession]
) -> None:
    account_id = number_of(sessions, "editor")
    client.sign_in(house)
    ask(offices("system"), account_id, house, removal="1")
    assert client.get("/meetings").status_code == 200
    offices("security").send(f"{REQUESTS}/1/confirm")
    assert roles_of(sessions, house, account_id) == []
    assert client.get("/meetings").location.startswith("/sign-in")


def test_refused_request_changes_nothing(
    offices: Offices, house: House, sessions: Callable[[], ScopedSession]
) -> None:
    account_id = number_of(sessions, "reader")
    ask(offices("system"), account_id, house)
    offices("security").send(f"{REQUESTS}/1/refuse")
    assert roles_of(sessions, house, account_id) == ["reader"]
    assert "已拒绝" in offices("security").get(f"{REQUESTS}?state=decided").text


def test_role_in_one_meeting_needs_a_meeting_of_the_house(
    offices: Offices,
    house: House,
    other_house: House,
    publish: Publisher,
    sessions: Callable[[], ScopedSession],
) -> None:
    theirs, own = publish(other_house), publish(house)
    account_id = number_of(sessions, "reader")
    assert ask(offices("system"), account_id, house, meeting=theirs).status_code == 422
    assert ask(offices("system"), account_id, house, meeting=own).status_code == 302
    offices("security").send(f"{REQUESTS}/1/confirm")
    with scoped(sessions, house) as session:
        wanted = select(RoleGrantRecord.meeting_id).where(RoleGrantRecord.role == "editor")
        assert sorted(session.scalars(wanted), key=str) == [own, None]


def test_administration_needs_two_and_no_role(
    app: Flask, offices: Offices, sessions: Callable[[], ScopedSession]
) -> None:
    system, security = offices("system"), offices("security")
    system.send(ACCOUNTS, sign_in_name="second", display_name="乙", mail_address="")
    account_id = number_of(sessions, "second")
    address = f"{ACCOUNTS}/{account_id}/roles"
    assert system.send(address, role="audit", note="轮岗").status_code == 302
    editor = number_of(sessions, "editor")
    refused = system.send(f"{ACCOUNTS}/{editor}/roles", role="audit", note="兼任")
    assert (refused.status_code, "不能兼任管理员" in refused.text) == (409, True)
    security.send(f"{REQUESTS}/1/confirm")
    with sessions() as session:
        assert session.get_one(AccountRecord, account_id).administration == "audit"
    for action in ("disable", "password", "two-step"):
        assert system.send(f"{ACCOUNTS}/{account_id}/{action}").status_code == 409
    system.send(address, role="audit", note="轮岗", removal="1")
    security.send(f"{REQUESTS}/2/confirm")
    with sessions() as session:
        assert not session.get_one(AccountRecord, account_id).is_active
    assert app


def test_nobody_decides_about_himself(
    offices: Offices, sessions: Callable[[], ScopedSession]
) -> None:
    own = number_of(sessions, "security")
    offices("system").send(f"{ACCOUNTS}/{own}/roles", role="security", note="x", removal="1")
    assert offices("security").send(f"{REQUESTS}/1/confirm").status_code == 409
    with sessions() as session:
        assert session.scalars(select(GrantRequestRecord.state)).one() == "waiting"


def test_request_that_conflicts_is_told_above_the_form_and_nothing_typed_is_lost(
    offices: Offices, house: House, sessions: Callable[[], ScopedSession]
) -> None:
    account_id = number_of(sessions, "reader")
    answer = ask(offices("system"), account_id, house, role="reader", note="重复的申请")
    assert (answer.status_code, "无需申请" in answer.text) == (409, True)
    assert 'value="重复的申请"' in answer.text
    assert f'<option value="{house.id}" selected' in answer.text


def test_decision_that_is_refused_leaves_the_request_on_the_page(
    offices: Offices, sessions: Callable[[], ScopedSession]
) -> None:
    own = number_of(sessions, "security")
    offices("system").send(f"{ACCOUNTS}/{own}/roles", role="security", note="轮岗", removal="1")
    answer = offices("security").send(f"{REQUESTS}/1/refuse")
    assert (answer.status_code, "不能确认本人" in answer.text) == (409, True)
    assert "轮岗" in answer.text
