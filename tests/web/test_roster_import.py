from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

import pytest

from planner.models.account import Role
from tests.builders import a_person, a_sound_plan

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import House, PageClient, Publisher

EDIT = "/meetings/1/edit/people"
ROSTER = "姓名,单位,组别\n白晓岚,云岭大学,第二组\n高俊,云岭医院,第二组\n钱一,一中,第一组\n"


@pytest.fixture
def desk(client: PageClient, house: House, publish: Publisher) -> PageClient:
    publish(house)
    return client.sign_in(house)


def bring(desk: PageClient, text: str = ROSTER) -> str:
    answer = desk.send(f"{EDIT}/import", file=(io.BytesIO(text.encode("gbk")), "名册.csv"))
    assert answer.status_code == 302
    return str(answer.location)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_roster_is_looked_at_chosen_and_taken(desk: PageClient, language: str) -> None:
    desk.send("/language", language=language)
    place = bring(desk)
    page = desk.get(place).text
    assert 'value="is:m2"' in page
    for group in ("new", "changed", "same", "doubtful", "missing", "faulty"):
        assert desk.get(f"{place}?group={group}").status_code == 200
    base = re.search(r'name="base" value="(\d+)"', page)
    assert base is not None
    assert desk.send(f"{place}/take", base=base[1]).status_code == 400
    chosen = desk.send(f"{place}/choices", **{"row-3": "is:m2", "group": "doubtful", "page": "1"})
    assert chosen.location.endswith("?group=doubtful&page=1")
    assert 'value="is:m2" selected' in desk.get(chosen.location).text
    taken = desk.send(f"{place}/take", base=base[1])
    assert taken.location.endswith("/edit/people?changed=3")
    assert "钱一" in desk.get(taken.location).text
    assert desk.get(place).status_code == 404


def test_pasted_rows_come_in_the_same_way(desk: PageClient) -> None:
    place = desk.send(f"{EDIT}/import", text="姓名\t单位\n钱一\t一中\n").location
    assert "钱一" in desk.get(place).text
    assert desk.send(f"{EDIT}/import", text=" ").location == f"{EDIT}/import"


def test_columns_can_be_said_and_a_roster_discarded(desk: PageClient) -> None:
    place = bring(desk, "谁,哪里\n钱一,一中\n")
    assert "没有找到姓名列" in desk.get(place).text
    desk.send(f"{place}/columns", **{"column-0": "name", "column-1": "unit"})
    assert "钱一" in desk.get(place).text
    assert desk.send(f"{place}/discard").status_code == 302
    assert desk.get(place).status_code == 404


def test_a_column_that_goes_nowhere_is_told_and_the_matching_open(desk: PageClient) -> None:
    page = desk.get(bring(desk)).text
    assert ("没有认出" in page, 'class="columns-match" open' in page) == (False, False)
    page = desk.get(bring(desk, "姓名,工号\n钱一,7\n")).text
    assert "有 1 列没有认出、不会导入：工号。" in page
    assert 'class="columns-match" open' in page


def test_a_faulty_row_offers_to_leave_out_its_cell(desk: PageClient) -> None:
    place = bring(desk, "姓名,性别\n钱一,甲\n高俊,乙\n")
    page = desk.get(place).text
    assert '<option value="part">只忽略这一格</option>' in page
    assert '<option value="part:another">' in page
    assert '<option value="part:is:m2">' in page
    desk.send(f"{place}/choices", **{"row-2": "part", "row-3": "part:is:m2", "group": "faulty"})
    page = desk.get(place).text
    assert '<option value="part" selected>' in page
    assert '<option value="part:is:m2" selected>' in page


def test_a_hostile_file_is_refused_and_nothing_stays(desk: PageClient) -> None:
    for content in (b"PK\x03\x04", b"\x00" * 50, "姓名\n".encode()):
        answer = desk.send(f"{EDIT}/import", file=(io.BytesIO(content), "../../名册.xlsx"))
        assert answer.status_code == 422
        assert "草稿没有改动" in answer.text


def test_an_import_is_hidden_from_others(
    desk: PageClient, client: PageClient, house: House, other_house: House
) -> None:
    place = bring(desk)
    client.sign_in(other_house)
    assert client.get(place).status_code == 404
    client.sign_in(house, Role.READER)
    assert client.get(place).status_code == 404


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_people_are_exported_as_filtered(desk: PageClient, ending: str) -> None:
    answer = desk.get(f"{EDIT}/export.{ending}?group=第二组")
    assert answer.status_code == 200
    assert f".{ending}" in answer.headers["Content-Disposition"]
    if ending == "csv":
        assert len(answer.text.splitlines()) == 4
    assert desk.get(f"{EDIT}/export.pdf").status_code == 404


def test_a_roster_costs_the_same_at_few_rows_and_at_many(
    desk: PageClient,
    house: House,
    publish: Publisher,
    count_queries: Callable[[Callable[[], object]], int],
) -> None:
    members = tuple(a_person(f"p{at}", f"李{at}") for at in range(1000))
    publish(house, a_sound_plan(people=members))
    costs = []
    for number in (1, 1000):
        rows = "".join(f"赵{at},x\n" for at in range(number))
        place = bring(desk, f"姓名,单位\n{rows}")
        desk.get(place)
        costs.append(count_queries(lambda place=place: desk.get(place)))  # type: ignore[misc]
    assert costs[0] == costs[1]
    assert costs[0] <= 12
