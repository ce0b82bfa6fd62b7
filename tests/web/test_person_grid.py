from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from planner.services.draft import open_draft
from tests.builders import a_person, a_sound_plan
from tests.conftest import scoped

if TYPE_CHECKING:
    from collections.abc import Callable

    from planner.models import ScopedSession
    from tests.conftest import House, PageClient, Publisher

EDIT = "/meetings/1/edit/people"


def keys_of(page: str) -> list[str]:
    return re.findall(r'<tr id="row-([^"]+)"', page)


@pytest.fixture
def desk(client: PageClient, house: House, publish: Publisher) -> PageClient:
    publish(house)
    return client.sign_in(house)


@pytest.mark.parametrize(
    ("query", "keys"),
    [
        ("", ["chair", "vice", "sg", "m1", "m2", "m3", "lead", "owner"]),
        ("attendance=staff", ["lead", "owner"]),
        ("group=第二组&order=strokes", ["m3", "m2", "vice"]),
        ("ranked=1", ["chair", "vice", "sg"]),
        ("gap=group", ["lead", "owner"]),
        ("q=gj", ["m2"]),
        ("q=云岭大学", ["m1"]),
        ("double=1", []),
        ("leave=any", []),
        ("attendance=nonsense&page=x", ["chair", "vice", "sg", "m1", "m2", "m3", "lead", "owner"]),
    ],
)
def test_filters_stand_in_the_address(desk: PageClient, query: str, keys: list[str]) -> None:
    assert keys_of(desk.get(f"{EDIT}?{query}").text) == keys


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_part_of_the_table_opens(desk: PageClient, language: str) -> None:
    desk.send("/language", language=language)
    assert desk.get(f"{EDIT}?sel=m1,m2").text.count(" checked") >= 2
    assert not desk.get(EDIT, headers={"X-Part": "1"}).text.startswith("<!DOCTYPE")
    for act in ("set", "leave", "remove"):
        asked = desk.send(f"{EDIT}/bulk", act=act, field="group", value="第三组", keys="chair,m1")
        assert asked.status_code == 200
        assert "chair,m1" in asked.text


def test_a_bulk_edit_is_said_first_and_then_done(
    desk: PageClient, house: House, sessions: Callable[[], ScopedSession]
) -> None:
    wish = {"act": "set", "field": "group", "value": "第三组", "all": "1", "attendance": "member"}
    asked = desk.send(f"{EDIT}/bulk", **wish).text
    assert "将修改 6 人" in asked
    keys = re.search(r'name="keys" value="([^"]+)"', asked)
    assert keys is not None
    done = desk.send(f"{EDIT}/bulk/apply", **{**wish, "all": "", "keys": keys[1]})
    assert done.location.endswith("/edit/people?attendance=member&changed=6")
    assert "已修改 6 人" in desk.get(done.location).text
    with scoped(sessions, house) as session:
        people = open_draft(session, 1).plan.people
    assert [each.group for each in people] == ["第三组"] * 6 + [""] * 2
    assert desk.send(f"{EDIT}/bulk", act="set", field="group").status_code == 400


def test_a_block_is_shown_when_it_adds_and_written_when_it_is_sure(
    desk: PageClient, house: House, sessions: Callable[[], ScopedSession]
) -> None:
    token = {"X-CSRFToken": desk.token()}
    block = {"rows": [["石小禾"], ["丁一"]], "keys": ["owner"], "fields": ["name"]}
    shown = desk.post(f"{EDIT}/paste", json=block, headers=token).json
    assert shown is not None
    assert "新增 1 人，修改 0 人" in shown["html"]
    done = desk.post(f"{EDIT}/paste", json={**block, "is_sure": True}, headers=token).json
    assert done is not None
    assert [each["values"]["name"] for each in done["entries"]] == ["丁一"]
    with scoped(sessions, house) as session:
        assert open_draft(session, 1).plan.people[-1].name == "丁一"
    assert desk.post(f"{EDIT}/paste", json=[], headers=token).status_code == 400
    faulty = {**block, "rows": [[""]], "is_sure": True}
    assert desk.post(f"{EDIT}/paste", json=faulty, headers=token).status_code == 422


def test_attendance_that_cannot_be_read_of_a_new_person_is_said_to_be_the_default(
    desk: PageClient, house: House, sessions: Callable[[], ScopedSession]
) -> None:
    token = {"X-CSRFToken": desk.token()}
    block = {"rows": [["丁一", "贵客"]], "keys": [], "fields": ["name", "attendance"]}
    shown = desk.post(f"{EDIT}/paste", json=block, headers=token).json
    assert shown is not None
    assert "先贴入时按出席计" in shown["html"]
    sound = {**block, "is_sure": True, "is_sound_only": True}
    assert desk.post(f"{EDIT}/paste", json=sound, headers=token).status_code == 200
    with scoped(sessions, house) as session:
        assert open_draft(session, 1).plan.people[-1].attendance.value == "member"
    known = {**block, "keys": ["owner"]}
    shown = desk.post(f"{EDIT}/paste", json=known, headers=token).json
    assert shown is not None
    assert "先贴入时按出席计" not in shown["html"]


def test_a_view_is_kept_and_dropped(desk: PageClient) -> None:
    kept = desk.send(f"{EDIT}/views", name="教师", q="教授", order="pinyin")
    page = desk.get(kept.location).text
    assert ">教师 <b>1</b>" in page
    view = re.search(r"/edit/people/views/(\d+)/remove", page)
    assert view is not None
    desk.send(f"{EDIT}/views/{view[1]}/remove")
    assert "教师" not in desk.get(EDIT).text


def test_suggestions_come_as_options(desk: PageClient) -> None:
    found = desk.get("/meetings/1/edit/suggest?kind=person&q=oy").text
    assert re.findall('data-(value|key|name)="([^"]+)"', found) == [
        ("value", "欧阳靖"),
        ("key", "m3"),
        ("name", "欧阳靖"),
    ]
    unit = desk.get("/meetings/1/edit/suggest?kind=unit&q=云岭茶").text
    assert re.findall('data-(value|key)="([^"]+)"', unit) == [("value", "云岭茶业")]


def test_the_table_costs_the_same_at_one_row_and_at_three_thousand(
    client: PageClient,
    house: House,
    publish: Publisher,
    count_queries: Callable[[Callable[[], object]], int],
) -> None:
    client.sign_in(house)
    costs = []
    for number in (1, 3000):
        members = tuple(a_person(f"p{at}", f"李{at}", rank=at) for at in range(number))
        meeting = publish(house, a_sound_plan(title=f"{number} 人的会", people=members))
        page = f"/meetings/{meeting}/edit/people?order=strokes"
        client.get(page)
        costs.append(count_queries(lambda page=page: client.get(page)))  # type: ignore[misc]
    assert costs[0] == costs[1]
    assert costs[0] <= 12
