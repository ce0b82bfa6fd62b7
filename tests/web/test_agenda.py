from __future__ import annotations

from typing import TYPE_CHECKING

from planner.models.account import Role
from planner.services.draft import open_draft
from tests.conftest import scoped

if TYPE_CHECKING:
    from collections.abc import Callable

    from planner.models import ScopedSession
    from tests.conftest import House, PageClient, Publisher


def test_items_and_the_adoption_are_added_and_printed(
    client: PageClient, house: House, publish: Publisher, sessions: Callable[[], ScopedSession]
) -> None:
    meeting = publish(house)
    client.sign_in(house)
    path = f"/meetings/{meeting}/agenda"
    assert client.send(path, title="审议通过决议").location.endswith("#field-agenda-A002-title")
    assert client.send(f"{path}/adoption", body="**2027年1月18日**通过").status_code == 302
    part = client.get(f"{path}/edit", headers={"X-Part": "1"}).text
    assert "<p>二、审议通过决议</p>" in part
    assert '<p class="printed-note">（2027年1月18日通过）</p>' in part
    with scoped(sessions, house) as session:
        plan = open_draft(session, meeting).plan
    assert [each.title for each in plan.texts] == ["会议须知", "议程通过情况"]
    assert client.get(f"{path}/edit").text.count('data-field="title"') == 2


def test_materials_of_an_item_are_read_and_shown(
    client: PageClient, house: House, publish: Publisher, sessions: Callable[[], ScopedSession]
) -> None:
    meeting = publish(house)
    client.sign_in(house)
    change = {"values": {"materials": "常委会工作报告（稿）\n说明"}, "version": 1}
    headers = {"X-CSRFToken": client.token()}
    path = f"/meetings/{meeting}/draft/agenda/a1"
    assert client.post(path, json=change, headers=headers).status_code == 200
    with scoped(sessions, house) as session:
        item = open_draft(session, meeting).plan.agenda[0]
    assert item.materials == ("常委会工作报告（稿）", "说明")
    assert "常委会工作报告（稿）" in client.get(f"/meetings/{meeting}/agenda").text


def test_readers_see_no_editor(client: PageClient, house: House, publish: Publisher) -> None:
    meeting = publish(house)
    client.sign_in(house, Role.READER)
    assert "编辑议程" not in client.get(f"/meetings/{meeting}/agenda").text
    assert client.get(f"/meetings/{meeting}/agenda/edit").status_code == 404
