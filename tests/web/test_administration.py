"""The three administrators' pages: who asks, who confirms, who reads the log."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select

from planner.models import (
    AccountRecord,
    AuditRecord,
    GrantRequestRecord,
    OrganisationRecord,
    RoleGrantRecord,
)
from planner.models.account import Administration, Role
from planner.services.account import add_account
from tests.conftest import NOW, PASSWORD, hash_password, scoped

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask
    from werkzeug.test import TestResponse

    from planner.models import ScopedSession
    from tests.conftest import House, PageClient, Publisher

    Offices = Callable[[str], PageClient]

ACCOUNTS = "/administration/accounts"
REQUESTS = "/administration/requests"
LOG = "/administration/log"


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


def number_of(sessions: Callable[[], ScopedSession], name: str) -> int:
    with sessions() as session:
        return session.scalars(
            select(AccountRecord.id).where(AccountRecord.sign_in_name == name)
        ).one()


def roles_of(sessions: Callable[[], ScopedSession], house: House, account_id: int) -> list[str]:
    with scoped(sessions, house) as session:
        wanted = RoleGrantRecord.account_id == account_id
        return list(session.scalars(select(RoleGrantRecord.role).where(wanted)))


def ask(client: PageClient, account_id: int, house: House, **more: object) -> TestResponse:
    facts = {"role": "editor", "house": house.id, "note": "接替离任同志", **more}
    return client.send(f"{ACCOUNTS}/{account_id}/roles", **facts)


def test_each_administrator_begins_at_his_own_page(offices: Offices) -> None:
    homes = {name: offices(name).get("/administration").location for name in Administration if name}
    assert homes == {"system": ACCOUNTS, "security": REQUESTS, "audit": LOG}


def test_signing_in_leads_an_administrator_to_his_page(app: Flask, offices: Offices) -> None:
    assert offices
    client: Any = app.test_client()
    answer = client.send("/sign-in", name="audit", password=PASSWORD)
    assert answer.location == "/administration"


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


def test_disabled_account_is_out_at_once(
    offices: Offices, house: House, client: PageClient, sessions: Callable[[], ScopedSession]
) -> None:
    client.sign_in(house, Role.READER)
    address = f"{ACCOUNTS}/{number_of(sessions, 'reader')}"
    offices("system").send(f"{address}/disable")
    assert client.get("/meetings").location.startswith("/sign-in")
    refused = client.send("/sign-in", name="reader", password=PASSWORD)
    assert refused.status_code == 401
    offices("system").send(f"{address}/enable")
    client.sign_in(house, Role.READER)


def test_closed_house_lets_nobody_in_and_opens_again(
    offices: Offices, house: House, client: PageClient
) -> None:
    client.sign_in(house)
    system, address = offices("system"), f"/administration/houses/{house.id}"
    assert "确认停用" in system.get(address).text
    system.send(f"{address}/close")
    assert client.get("/meetings").status_code == 404
    system.send(f"{address}/reopen")
    assert client.get("/meetings").status_code == 200


def test_house_is_added_and_renamed_once_only(offices: Offices, house: House) -> None:
    system = offices("system")
    assert system.send("/administration/houses", name="政协海陵市委员会").status_code == 302
    assert system.send("/administration/houses", name="政协海陵市委员会").status_code == 422
    assert system.send("/administration/houses", name=" ").status_code == 422
    renamed = system.send(f"/administration/houses/{house.id}", name="政协云岭市委员会")
    assert renamed.status_code == 302
    assert "政协云岭市委员会" in system.get("/administration/houses").text


def test_security_administrator_ends_sessions(
    offices: Offices, house: House, client: PageClient, sessions: Callable[[], ScopedSession]
) -> None:
    client.sign_in(house, Role.LEAD)
    account_id = number_of(sessions, "lead")
    offices("security").send(f"/administration/accounts/{account_id}/sessions/end")
    assert client.get("/meetings").location.startswith("/sign-in")


def test_log_is_searched_by_who_when_action_subject_and_house(
    offices: Offices, house: House, sessions: Callable[[], ScopedSession]
) -> None:
    account_id = number_of(sessions, "reader")
    ask(offices("system"), account_id, house)
    audit = offices("audit")
    found = audit.get(f"{LOG}?who=system&action=role.request&subject=request/1&house={house.id}")
    assert found.text.count("<td>申请角色<br><small><code>role.request</code>") == 1
    assert f"account_id: {account_id}" in found.text
    for question in (
        "who=nobody",
        "last=2026-11-30",
        "first=2026-12-02",
        "subject=none",
        "house=99",
    ):
        assert "没有符合条件的记录" in audit.get(f"{LOG}?{question}").text
    read = audit.get(f"{LOG}?action=audit.read").text
    assert "<td>查询日志<br><small><code>audit.read</code></small></td>" in read
    assert '<optgroup label="账号">' in read
    assert '<option value="account.sign_in">登录</option>' in read
    assert '<option value="audit.read" selected>查询日志</option>' in read
    signed_in = audit.get(f"{LOG}?action=account.sign_in").text
    assert re.search(r"<td>账号 \d+<br><small><code>account/\d+</code></small>", signed_in)


def test_log_is_exported_so_that_no_cell_is_a_formula(
    offices: Offices, house: House, sessions: Callable[[], ScopedSession]
) -> None:
    account_id = number_of(sessions, "reader")
    system = offices("system")
    system.send(f"{ACCOUNTS}/{account_id}", display_name="=HYPERLINK(1)", mail_address="")
    system.send("/administration/houses", name="=1+1")
    audit = offices("audit")
    rows = list(csv.reader(io.StringIO(audit.get(f"{LOG}/export.csv").get_data(as_text=True)[1:])))
    assert rows[0][:3] == ["number", "at", "organisation_id"]
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "@"))]
    lines = audit.get(f"{LOG}/export.jsonl?action=account.change").text.splitlines()
    assert [json.loads(line)["after"]["display_name"] for line in lines] == ["=HYPERLINK(1)"]
    assert house


def test_verify_button_says_whether_the_chain_is_sound(offices: Offices) -> None:
    audit = offices("audit")
    audit.send(f"{LOG}/verify")
    assert "逐条核对无误" in audit.get(LOG).text


Form = tuple[str, str, dict[str, str], str, str]
LONG = "长" * 201
FORMS: dict[str, Form] = {
    "a new account without a name": (
        *("system", ACCOUNTS),
        *({"sign_in_name": "wangfang", "display_name": " ", "mail_address": "w@x.example"},),
        *("display_name", "请填写姓名"),
    ),
    "a sign-in name that is taken": (
        *("system", ACCOUNTS, {"sign_in_name": "reader", "display_name": "王芳"}),
        *("sign_in_name", "已被使用"),
    ),
    "a mail address that is none": (
        *("system", f"{ACCOUNTS}/1", {"display_name": "王芳", "mail_address": "nobody"}),
        *("mail_address", "邮箱地址不完整"),
    ),
    "a house without a name": (
        *("system", "/administration/houses", {"name": "", "short_name": "海陵政协"}),
        *("name", "请填写机关全称"),
    ),
    "a house with a name too long": (
        *("system", "/administration/houses/1", {"name": LONG, "short_name": "海陵政协"}),
        *("name", "200 字以内"),
    ),
    "a role without a reason": (
        *("system", f"{ACCOUNTS}/1/roles"),
        *({"role": "leader", "house": "1", "meeting": "", "note": " "}, "note", "请写明理由"),
    ),
    "a role in a meeting that is no number": (
        *("system", f"{ACCOUNTS}/1/roles"),
        *(
            {"role": "lead", "house": "1", "meeting": "3 号", "note": "轮岗"},
            "meeting",
            "是一个数字",
        ),
    ),
    "an administration without a reason": (
        *("system", f"{ACCOUNTS}/1/roles", {"role": "audit", "note": ""}),
        *("office-note", "请写明理由"),
    ),
    "a log from a day that is none": (
        *("audit", LOG, {"who": "system", "first": "2026-02-30", "last": "2026-12-02"}),
        *("first", "日期应如"),
    ),
    "a log to a day before the first": (
        *("audit", LOG, {"who": "system", "first": "2026-12-02", "last": "2026-12-01"}),
        *("last", "止期早于起期"),
    ),
}


def test_refused_form_comes_again_with_what_was_typed_and_the_fault_at_its_field(
    offices: Offices, sessions: Callable[[], ScopedSession]
) -> None:
    clients = {office: offices(office) for office in ("system", "audit")}
    rows = count_rows(sessions)
    for name, (office, address, typed, at, words) in FORMS.items():
        client = clients[office]
        is_search = address == LOG
        answer = client.get(LOG, query_string=typed) if is_search else client.send(address, **typed)
        assert (name, answer.status_code) == (name, 422)
        faults = re.findall(r'class="field-fault" id="([^"]*)-fault">([^<]*)<', answer.text)
        assert (name, [(each, words in told) for each, told in faults]) == (name, [(at, True)])
        assert re.search(rf'id="{at}" name="[^"]*"[^>]* aria-invalid="true"', answer.text), name
        assert 'class="refusal" role="alert"' in answer.text, name
        assert [each for each in typed if not is_shown(answer.text, each, typed[each])] == [], name
    assert count_rows(sessions) == rows


def is_shown(page: str, name: str, value: str) -> bool:
    """Tell whether a field of that name holds what was typed, or has it chosen."""
    fields = re.findall(rf' name="{name}"[^>]*>(?:<option.*?</select>)?', page)
    chosen = f'<option value="{value}" selected>'
    marks = [chosen if "<option" in text else f' value="{value}"' for text in fields]
    return not value or any(mark in text for mark, text in zip(marks, fields, strict=True))


def count_rows(sessions: Callable[[], ScopedSession]) -> dict[str, int]:
    """Return how many rows each table of administration has, the log but for signing in."""
    with sessions() as session:
        counted = {
            "accounts": select(AccountRecord.sign_in_name, AccountRecord.display_name),
            "requests": select(GrantRequestRecord.id),
            "houses": select(OrganisationRecord.name),
            "log": select(AuditRecord.id),
        }
        return {name: len(set(session.execute(each))) for name, each in counted.items()}


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


def test_log_is_not_exported_for_a_question_that_cannot_be_read(offices: Offices) -> None:
    answer = offices("audit").get(f"{LOG}/export.csv?first=2026-02-30&who=system")
    assert answer.location == f"{LOG}?first=2026-02-30&who=system"


def test_system_administrator_writes_down_who_an_account_is_at_the_sign_on(
    app: Flask, offices: Offices, sessions: Callable[[], ScopedSession]
) -> None:
    system = offices("system")
    reader, lead, other = (number_of(sessions, each) for each in ("reader", "lead", "security"))
    assert system.send(f"{ACCOUNTS}/{reader}/single-sign-on", subject="u-1").status_code == 404
    parts = app.extensions["plenum"]
    settings = replace(parts.settings, oidc_issuer="https://sign-on.example")
    app.extensions["plenum"] = replace(parts, settings=settings)
    assert system.send(f"{ACCOUNTS}/{reader}/single-sign-on", subject=" u-1 ").status_code == 302
    assert 'value="u-1"' in system.get(f"{ACCOUNTS}/{reader}").text
    taken = system.send(f"{ACCOUNTS}/{lead}/single-sign-on", subject="u-1")
    assert (taken.status_code, 'id="subject-fault"' in taken.text) == (409, True)
    assert system.send(f"{ACCOUNTS}/{other}/single-sign-on", subject="u-2").status_code == 409
    assert system.send(f"{ACCOUNTS}/{reader}/single-sign-on", subject="").status_code == 302
    with sessions() as session:
        assert set(session.scalars(select(AccountRecord.oidc_subject))) == {None}
        actions = session.scalars(select(AuditRecord.action).order_by(AuditRecord.number))
        assert [each for each in actions if each.startswith("single")] == [
            "single_sign_on.link",
            "single_sign_on.unlink",
        ]


@pytest.mark.parametrize("address", [ACCOUNTS, f"{LOG}?action=account", REQUESTS])
def test_long_lists_cost_what_short_ones_do(
    offices: Offices,
    house: House,
    sessions: Callable[[], ScopedSession],
    count_queries: Callable[[Callable[[], object]], int],
    address: str,
) -> None:
    client = offices({ACCOUNTS: "system", REQUESTS: "security"}.get(address, "audit"))
    client.get(address)
    few = count_queries(lambda: client.get(address))
    system = offices("system")
    for each in range(3):
        name = f"more-{each}"
        system.send(ACCOUNTS, sign_in_name=name, display_name=name, mail_address="")
        account_id = number_of(sessions, name)
        system.send(f"{ACCOUNTS}/{account_id}/places", house=house.id, person_key="")
        ask(system, account_id, house)
    assert count_queries(lambda: client.get(address)) == few
    assert few <= 12
