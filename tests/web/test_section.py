from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, time
from typing import TYPE_CHECKING, get_args

import pytest

from planner.domain.person import Leave
from planner.domain.plan import Group
from planner.models.account import Role
from planner.planfile.offset import spell_offset
from planner.planfile.part import MEMBERS
from planner.services.draft import open_draft
from planner.services.section_table import COLUMNS
from tests.builders import a_person, a_sound_plan
from tests.conftest import scoped

if TYPE_CHECKING:
    from collections.abc import Callable

    from planner.models import ScopedSession
    from tests.conftest import House, PageClient, Publisher

pytestmark = pytest.mark.both_databases


@pytest.mark.parametrize("section", COLUMNS)
def test_every_section_is_a_table_of_fields(
    client: PageClient, house: House, publish: Publisher, section: str
) -> None:
    meeting = publish(house)
    client.sign_in(house)
    page = client.get(f"/meetings/{meeting}/edit/{section}")
    assert page.status_code == 200
    fields = page.text.count("data-edit")
    expected = {"leaves": 0, "departments": 0, "groups": 0}.get(section)
    assert fields % len(COLUMNS[section]) == 0
    assert (fields == 0) is (expected == 0)


def test_fields_read_as_people_write_them(
    client: PageClient, house: House, publish: Publisher
) -> None:
    meeting = publish(house)
    client.sign_in(house)
    page = client.get(f"/meetings/{meeting}/edit/tasks").text
    assert 'data-field="anchor" data-version="1" value="开幕"' in page
    assert 'data-field="workstream" data-version="1" value="会务组"' in page
    assert re.findall(r'data-field="offset" data-version="1" value="([^"]*)"', page) == [
        spell_offset(each.offset) for each in a_sound_plan().tasks
    ]
    owner = next(each.name for each in a_sound_plan().people if each.key == "owner")
    assert f'data-field="owner" data-version="1" value="{owner}"' in page


def test_entries_are_added_moved_and_removed_without_a_script(
    client: PageClient, house: House, publish: Publisher, sessions: Callable[[], ScopedSession]
) -> None:
    meeting = publish(house)
    client.sign_in(house)
    path = f"/meetings/{meeting}/edit/people"
    added = client.send(path, name="钱一")
    assert added.status_code == 302
    key = added.location.rpartition("#row-")[2]

    def names() -> list[str]:
        with scoped(sessions, house) as session:
            return [each.name for each in open_draft(session, meeting).plan.people]

    before = [each.name for each in a_sound_plan().people]
    assert names() == [*before, "钱一"]
    client.send(f"{path}/{key}/move", to="up")
    assert names() == [*before[:-1], "钱一", before[-1]]
    client.send(f"{path}/{key}/move", to="down")
    assert names() == [*before, "钱一"]
    client.send(f"{path}/{key}/remove")
    assert names() == before
    assert client.send(f"{path}/{key}/remove").status_code == 404
    assert client.send(path, name="").status_code == 422
    assert client.send(f"/meetings/{meeting}/edit/settings", name="x").status_code == 404


def test_groups_have_a_table_and_their_findings_lead_to_it(
    client: PageClient, house: House, publish: Publisher, sessions: Callable[[], ScopedSession]
) -> None:
    people = tuple(replace(each, is_convener=False) for each in a_sound_plan().people)
    listed = (Group("第一组", "第一组", "甲室", "1号车"), Group("G2", "第三组"))
    meeting = publish(house, a_sound_plan(people=people, groups=listed))
    client.sign_in(house)
    path = f"/meetings/{meeting}/edit/groups"
    page = client.get(path).text
    assert re.findall(r'data-field="(\w+)" data-version="1" value="([^"]*)"', page) == [
        *(("name", "第一组"), ("room", "甲室"), ("bus", "1号车")),
        *(("name", "第三组"), ("room", ""), ("bus", "")),
    ]
    added = client.send(path, name="第二组")
    assert added.location.endswith("/edit/groups#row-G003")
    with scoped(sessions, house) as session:
        assert open_draft(session, meeting).plan.groups == (*listed, Group("G003", "第二组"))
    found = client.get(f"/meetings/{meeting}/findings").text
    assert f'href="{path}#field-groups-G2-name"' in found
    assert f"{path}#row-" not in found
    people_of = f"/meetings/{meeting}/people?group=%E7%AC%AC%E4%B8%80%E7%BB%84"
    assert f'href="{people_of}"' in found
    assert f'href="{people_of}"' in client.get(f"/meetings/{meeting}/search?q=甲室").text
    assert client.get(people_of).status_code == 200


def test_many_entries_come_in_pages_at_the_same_cost(
    client: PageClient,
    house: House,
    publish: Publisher,
    count_queries: Callable[[Callable[[], object]], int],
) -> None:
    def cost(people: int, title: str) -> int:
        members = tuple(a_person(f"p{n}", f"李{n}", rank=n) for n in range(people))
        meeting = publish(house, a_sound_plan(title=title, people=members))
        page = f"/meetings/{meeting}/edit/people"
        client.get(page)
        return count_queries(lambda: client.get(page))

    client.sign_in(house)
    few, many = cost(1, "一人的会"), cost(3000, "三千人的会")
    assert few == many
    assert many <= 12
    page = client.get("/meetings/2/edit/people?q=李29&page=2").text
    assert "共 111 人" in page


def test_readers_do_not_come_to_the_editor(
    client: PageClient, house: House, publish: Publisher
) -> None:
    meeting = publish(house)
    client.sign_in(house, Role.READER)
    assert client.get(f"/meetings/{meeting}/edit/people").status_code == 404
    assert "修改方案" not in client.get(f"/meetings/{meeting}").text


def test_a_sitting_that_is_named_elsewhere_is_asked_about_before_it_goes(
    client: PageClient, house: House, publish: Publisher, sessions: Callable[[], ScopedSession]
) -> None:
    meeting = publish(house)
    client.sign_in(house)
    path = f"/meetings/{meeting}/edit/sittings/open/remove"
    asked = client.send(path, version="1")
    assert asked.status_code == 409
    assert "有 1 处用到这个会次：" in asked.text
    assert "<li>议程：听取和审议常务委员会工作报告</li>" in asked.text

    def keys() -> list[str]:
        with scoped(sessions, house) as session:
            return [each.key for each in open_draft(session, meeting).plan.sittings]

    assert keys() == ["open", "groups", "close"]
    assert client.send(path, version="1", lets_go="1").status_code == 302
    assert keys() == ["groups", "close"]
    headers = {"X-CSRFToken": client.token()}
    for step, said in (("undo", "撤销"), ("redo", "重做")):
        back = client.post(f"/meetings/{meeting}/draft/{step}", json={}, headers=headers).json
        assert back is not None
        assert back["message"] == f"已{said}：删除会次“开幕会”，连带 1 项"
    back = client.post(f"/meetings/{meeting}/draft/undo", json={}, headers=headers).json
    assert back is not None
    assert back["told"]["place"] == "sittings/open"


def test_days_and_times_have_fields_of_their_own_everywhere(
    client: PageClient, house: House, publish: Publisher
) -> None:
    leave = Leave("m1", asked_on=date(2027, 1, 4))
    meeting = publish(house, a_sound_plan(leaves=(leave,)))
    client.sign_in(house)
    for section, columns in COLUMNS.items():
        page = client.get(f"/meetings/{meeting}/edit/{section}").text
        kinds = {
            name: kind
            for kind, name in re.findall(r'<input type="(date|time)"[^>]*data-field="(\w+)"', page)
        }
        fields = MEMBERS[section].model_fields
        wanted = {
            name: {date: "date", time: "time"}[read_type(fields[name].annotation)]
            for name in columns
            if read_type(fields[name].annotation) in {date, time}
        }
        assert kinds == ({} if section == "departments" else wanted)


def read_type(annotation: object) -> object:
    """Return the type of a field without its being optional or annotated."""
    for each in get_args(annotation) or (annotation,):
        if each is not type(None):
            return get_args(each)[0] if get_args(each) else each
    return annotation
