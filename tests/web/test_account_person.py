from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from planner.models import AccountRecord, AuditRecord, RoleGrantRecord
from planner.models.account import Role
from tests.builders import a_person, a_sound_plan
from tests.conftest import NOW, scoped

if TYPE_CHECKING:
    from collections.abc import Callable

    from planner.models import ScopedSession
    from tests.conftest import House, PageClient, Publisher


@pytest.fixture
def path(house: House, publish: Publisher) -> str:
    twins = (a_person("x1", "同名"), a_person("x2", "同名"))
    plan = a_sound_plan(people=(*a_sound_plan().people, *twins))
    return f"/meetings/{publish(house, plan)}"


@pytest.fixture
def owner_id(house: House, sessions: Callable[[], ScopedSession]) -> int:
    with scoped(sessions, house) as session:
        wanted = select(AccountRecord.id).where(AccountRecord.sign_in_name == "owner")
        return session.scalars(wanted).one()


def test_an_account_is_tied_to_a_person_and_then_has_tasks(
    client: PageClient,
    house: House,
    path: str,
    owner_id: int,
    sessions: Callable[[], ScopedSession],
) -> None:
    client.sign_in(house, Role.OWNER)
    assert "会议全程保障" not in client.get("/work").text
    client.sign_in(house)
    assert client.send(f"{path}/accounts/{owner_id}", person="石小禾").status_code == 302
    assert 'value="石小禾"' in client.get(f"{path}/accounts").text
    client.sign_in(house, Role.OWNER)
    assert "会议全程保障" in client.get("/work").text
    client.sign_in(house)
    assert client.send(f"{path}/accounts/{owner_id}", person="").status_code == 302
    client.sign_in(house, Role.OWNER)
    assert "会议全程保障" not in client.get("/work").text
    with scoped(sessions, house) as session:
        rows = session.scalars(select(AuditRecord).where(AuditRecord.action == "account.tie"))
        assert [each.subject for each in rows] == [f"account/{owner_id}"] * 2


@pytest.mark.parametrize("name", ["同名", "查无此人"])
def test_a_name_that_means_nobody_or_two_is_refused_and_kept(
    client: PageClient, house: House, path: str, owner_id: int, name: str
) -> None:
    client.sign_in(house)
    answer = client.send(f"{path}/accounts/{owner_id}", person=name)
    assert (answer.status_code, f'value="{name}"' in answer.text) == (400, True)
    assert client.send(f"{path}/accounts/{owner_id}", person="x2").status_code == 302


def test_accounts_of_other_houses_are_not_there(
    client: PageClient, house: House, other_house: House, path: str, owner_id: int
) -> None:
    client.sign_in(house)
    page = client.get(f"{path}/accounts").text
    assert "other-owner" not in page
    assert client.send(f"{path}/accounts/{owner_id + 999}", person="").status_code == 404
    client.sign_in(other_house)
    assert client.get(f"{path}/accounts").status_code == 404


def test_who_keeps_one_meeting_only_ties_nobody(
    client: PageClient,
    house: House,
    path: str,
    owner_id: int,
    sessions: Callable[[], ScopedSession],
) -> None:
    with scoped(sessions, house) as session:
        session.add(
            RoleGrantRecord(
                organisation_id=house.id,
                account_id=owner_id,
                role=Role.EDITOR.value,
                meeting_id=int(path.rpartition("/")[2]),
                granted_at=NOW,
            )
        )
        session.commit()
    client.sign_in(house, Role.OWNER)
    assert client.send(f"{path}/accounts/{owner_id}", person="sg").status_code == 403
