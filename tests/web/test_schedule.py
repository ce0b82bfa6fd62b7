from __future__ import annotations

import html
import json
from dataclasses import replace
from datetime import time
from typing import TYPE_CHECKING, Any

import pytest

from planner.models.account import Role
from planner.services.draft import open_draft
from tests.builders import a_person, a_sitting, a_sound_plan, a_task
from tests.conftest import scoped

if TYPE_CHECKING:
    from collections.abc import Callable

    from planner.models import ScopedSession
    from tests.conftest import House, PageClient, Publisher


def facts_of(page: str) -> dict[str, Any]:
    raw = page.split('id="sitting-list" data-facts="', 1)[1].split('"', 1)[0]
    facts: dict[str, Any] = json.loads(html.unescape(raw))
    return facts


def test_the_half_day_is_named_as_on_paper(
    client: PageClient, house: House, publish: Publisher
) -> None:
    whole = a_sitting("reg", "报到", starts_at=time(9), ends_at=time(16))
    meeting = publish(house, a_sound_plan(sittings=(whole, *a_sound_plan().sittings)))
    client.sign_in(house, Role.READER)
    page = client.get(f"/meetings/{meeting}/schedule").text
    rows = [each.split("</th>")[0] for each in page.split('<th scope="row">')[1:]]
    assert rows == ["全天", "上午", "下午"]
    assert "报到" in page.split('<th scope="row">全天')[1].split("</tr>")[0]


def test_the_grid_knows_who_is_wanted_twice_and_what_was_found(
    client: PageClient, house: House, publish: Publisher
) -> None:
    plan = a_sound_plan()
    first, *rest = plan.sittings
    meeting = publish(house, replace(plan, sittings=(replace(first, place=""), *rest)))
    client.sign_in(house)
    facts = facts_of(client.get(f"/meetings/{meeting}/schedule/edit").text)
    assert facts["shared"][1] == ["open", "close", "郑明远", "韩立群、苏文博、白晓岚、高峻、欧阳靖"]
    assert facts["findings"] == {"open": ["重要 没有地点"]}
    assert [each["on"] for each in facts["days"]][::5] == ["2027-01-16", "2027-01-21"]
    assert (facts["first"], facts["last"]) == ("2027-01-17", "2027-01-21")


def test_a_script_gets_the_list_alone_filtered(
    client: PageClient, house: House, publish: Publisher
) -> None:
    task = a_task(workstream="affairs", sittings=("groups",))
    meeting = publish(house, a_sound_plan(tasks=(task,)))
    client.sign_in(house)
    path = f"/meetings/{meeting}/schedule/edit"
    part = client.get(f"{path}?stream=affairs", headers={"X-Part": "1"}).text
    assert part.count("data-sitting=") == 1
    assert 'data-sitting="groups"' in part
    assert "<html" not in part


def test_split_and_copy_answer_scripts_and_forms(
    client: PageClient, house: House, publish: Publisher, sessions: Callable[[], ScopedSession]
) -> None:
    meeting = publish(house)
    client.sign_in(house)
    path = f"/meetings/{meeting}/sittings/open"
    headers = {"X-CSRFToken": client.token()}
    split = client.post(f"{path}/split", json={"at": "10:00", "version": 1}, headers=headers)
    assert split.status_code == 200
    assert [each["values"]["starts_at"] for each in split.json["entries"]] == ["09:00", "10:00"]
    assert client.send(f"{path}/copy", held_on="2027-01-20").status_code == 302
    for body in ({"at": "25:00"}, {"at": "8:0"}, {}, ["x"]):
        assert client.post(f"{path}/split", json=body, headers=headers).status_code == 400
    with scoped(sessions, house) as session:
        held = [f"{each.held_on:%d}" for each in open_draft(session, meeting).plan.sittings]
    assert held == ["18", "18", "18", "20", "21"]


@pytest.mark.parametrize("page", ["/schedule/edit"])
def test_it_costs_the_same_for_one_sitting_and_for_many(
    client: PageClient,
    house: House,
    publish: Publisher,
    count_queries: Callable[[Callable[[], object]], int],
    page: str,
) -> None:
    def cost(many: int, title: str) -> int:
        people = tuple(a_person(f"p{n}", f"李{n}", rank=n) for n in range(many * 20))
        sittings = tuple(a_sitting(f"s{n}", participants=("member",)) for n in range(many))
        meeting = publish(house, a_sound_plan(title=title, people=people, sittings=sittings))
        client.get(f"/meetings/{meeting}{page}")
        return count_queries(lambda: client.get(f"/meetings/{meeting}{page}"))

    client.sign_in(house)
    few, many = cost(1, "一次"), cost(40, "四十次")
    assert few == many
    assert many <= 12


def test_readers_see_no_editor(client: PageClient, house: House, publish: Publisher) -> None:
    meeting = publish(house)
    client.sign_in(house, Role.READER)
    assert "编排日程" not in client.get(f"/meetings/{meeting}/schedule").text
    assert client.get(f"/meetings/{meeting}/schedule/edit").status_code == 404
