"""The three administrators' pages: where they begin, their forms and their lists."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select

from planner.models import (
    AccountRecord,
    AuditRecord,
    GrantRequestRecord,
    OrganisationRecord,
)
from planner.models.account import Administration
from tests.conftest import PASSWORD
from tests.web.office import ACCOUNTS, LOG, REQUESTS, ask, number_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask

    from planner.models import ScopedSession
    from tests.conftest import House, PageClient

    Offices = Callable[[str], PageClient]


def test_each_administrator_begins_at_his_own_page(offices: Offices) -> None:
    homes = {name: offices(name).get("/administration").location for name in Administration if name}
    assert homes == {"system": ACCOUNTS, "security": REQUESTS, "audit": LOG}


def test_signing_in_leads_an_administrator_to_his_page(app: Flask, offices: Offices) -> None:
    assert offices
    client: Any = app.test_client()
    answer = client.send("/sign-in", name="audit", password=PASSWORD)
    assert answer.location == "/administration"


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
