from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select

from planner.models import AccountRecord, AuditRecord, OrganisationRecord, RoleGrantRecord
from planner.models.account import Administration, Role
from planner.services.error import MissingRecordError
from planner.services.set_up import FIRST_ROLES, FirstHouse, open_set_up, set_up_house
from planner.services.sign_in_policy import Caller, SignInPolicy
from tests.conftest import NOW

if TYPE_CHECKING:
    from collections.abc import Callable

    from planner.models import ScopedSession
    from tests.conftest import House, PageClient

FORM = {
    "house": "政协云岭省委员会",
    "short-name": "云岭政协",
    "system-name": "李明",
    "system-sign-in": "liming",
    "security-name": "赵静",
    "security-sign-in": "zhaojing",
    "audit-name": "陈晨",
    "audit-sign-in": "Chenchen",
    "editor-name": "王芳",
    "editor-sign-in": "wangfang",
}


@pytest.fixture
def code(sessions: Callable[[], ScopedSession]) -> str:
    with sessions() as session:
        found = open_set_up(session, NOW)
    assert found is not None
    return found


def count(sessions: Callable[[], ScopedSession]) -> tuple[int, int]:
    with sessions() as session:
        houses = session.scalar(select(func.count(OrganisationRecord.id)))
        accounts = session.scalar(select(func.count(AccountRecord.id)))
    return houses or 0, accounts or 0


def test_empty_installation_that_does_not_wait_has_no_such_page(client: PageClient) -> None:
    assert client.get("/set-up").status_code == 404
    assert client.send("/set-up", **FORM).status_code == 404
    assert client.get("/sign-in").status_code == 200


def test_house_with_accounts_never_waits(
    client: PageClient, sessions: Callable[[], ScopedSession], house: House
) -> None:
    assert house
    with sessions() as session:
        assert open_set_up(session, NOW) is None
    assert client.get("/set-up").status_code == 404


def test_set_up_makes_a_house_with_three_administrators_and_an_editor_and_is_gone(
    client: PageClient, sessions: Callable[[], ScopedSession], code: str
) -> None:
    assert client.get("/sign-in").location == "/set-up"
    assert client.get("/set-up").status_code == 200
    answer = client.send("/set-up", code=code.upper().replace("-", " "), **FORM)
    assert answer.status_code == 201
    assert answer.headers["Cache-Control"] == "no-store"
    for again in (client.get("/set-up"), client.send("/set-up", code=code, **FORM)):
        assert again.status_code == 404
    assert client.get("/sign-in").status_code == 200
    with sessions() as session:
        session.scope_to(1)
        accounts = session.execute(
            select(
                AccountRecord.sign_in_name,
                AccountRecord.administration,
                AccountRecord.must_change_password,
            ).order_by(AccountRecord.id)
        ).all()
        grants = session.scalars(select(RoleGrantRecord.role)).all()
        actions = session.scalars(select(AuditRecord.action).order_by(AuditRecord.number)).all()
        assert open_set_up(session, NOW) is None
    assert [tuple(each) for each in accounts] == [
        ("liming", Administration.SYSTEM.value, True),
        ("zhaojing", Administration.SECURITY.value, True),
        ("chenchen", Administration.AUDIT.value, True),
        ("wangfang", "", True),
    ]
    assert grants == [Role.EDITOR.value]
    assert actions == ["set_up.open", "organisation.set_up"]


def test_wrong_code_makes_nothing_and_keeps_what_was_typed(
    client: PageClient, sessions: Callable[[], ScopedSession], code: str
) -> None:
    assert code
    answer = client.send("/set-up", code="wrong", **FORM)
    assert answer.status_code == 422
    assert 'value="wangfang"' in answer.text
    assert "初始化口令不对" in answer.text
    assert count(sessions) == (0, 0)


def test_guessing_the_code_is_locked(client: PageClient, code: str) -> None:
    answers = [client.send("/set-up", code="wrong", **FORM).status_code for _ in range(9)]
    assert answers == [422] * 8 + [429]
    assert client.send("/set-up", code=code, **FORM).status_code == 429


@pytest.mark.parametrize(
    ("field", "value", "fault"),
    [
        ("house", " ", "请填写单位全称。"),
        ("audit-sign-in", "LIMING", "账号不能重复：四个账号由四人分别使用。"),
        ("editor-sign-in", "wang fang", "账号为 2 至 80 个字母、数字、汉字或 . _ - @，不含空格。"),
        ("system-name", "", "请填写姓名。"),
    ],
)
def test_fault_of_a_field_is_named_beside_it(
    client: PageClient,
    sessions: Callable[[], ScopedSession],
    code: str,
    field: str,
    value: str,
    fault: str,
) -> None:
    answer = client.send("/set-up", code=code, **(FORM | {field: value}))
    assert answer.status_code == 422
    assert f'id="{field}-fault">{fault}<' in answer.text
    assert count(sessions) == (0, 0)


def test_two_at_once_make_one_house(sessions: Callable[[], ScopedSession], code: str) -> None:
    names = {
        role: (FORM[f"{role.value}-sign-in"], FORM[f"{role.value}-name"]) for role in FIRST_ROLES
    }
    outcomes: list[str] = []
    begin = threading.Barrier(2)

    def submit(name: str) -> None:
        begin.wait()
        try:
            with sessions() as session:
                house = FirstHouse(name, "", names)
                set_up_house(session, code, house, NOW, Caller(name), SignInPolicy())
            outcomes.append("made")
        except MissingRecordError:
            outcomes.append("gone")

    threads = [threading.Thread(target=submit, args=(each,)) for each in ("甲单位", "乙单位")]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert sorted(outcomes) == ["gone", "made"]
    assert count(sessions) == (1, 4)


def test_person_of_set_up_reaches_only_the_password_page_until_he_chose_his_own(
    client: PageClient, sessions: Callable[[], ScopedSession], code: str
) -> None:
    made = client.send("/set-up", code=code, **FORM).text
    password = made.split('data-account="wangfang">', 1)[1].split("<", 1)[0]
    assert client.send("/sign-in", name="wangfang", password=password).status_code == 302
    for page in ("/", "/account", "/account/sessions", "/meetings"):
        assert client.get(page).location == "/account/password"
    chosen = "three unrelated lamps"
    answer = client.send("/account/password", current=password, password=chosen, again=chosen)
    assert answer.location == "/"
    assert client.get("/meetings").status_code == 200
    with sessions() as session:
        record = session.scalars(
            select(AccountRecord).where(AccountRecord.sign_in_name == "wangfang")
        ).one()
        assert not record.must_change_password
