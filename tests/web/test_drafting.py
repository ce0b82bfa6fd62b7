from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from planner.models.account import Role
from tests.web.test_page import PAGES

if TYPE_CHECKING:
    from tests.conftest import House, PageClient, Publisher

FORM = {"kind": "plenary", "term": "13", "number": "5", "opens_on": "2028-01-17"}
ABSENT = {"/sittings/open", "/people/sg", "/rostrum/open?view=rostrum", "/revisions/1"}
UNPUBLISHED = [page for page in PAGES if page not in ABSENT and not page.startswith("/papers")]


def test_a_meeting_is_made_from_its_template(client: PageClient, house: House) -> None:
    client.sign_in(house)
    answer = client.send("/meetings/new", **FORM, conditions=["election"])
    assert (answer.status_code, answer.location) == (302, "/meetings/1/start")
    overview = client.get("/meetings/1").text
    assert "政协云岭省第十三届委员会第五次会议" in overview
    pages = {page: client.get(f"/meetings/1{page}").status_code for page in UNPUBLISHED}
    assert pages == dict.fromkeys(UNPUBLISHED, 200)
    assert "选举" in client.get("/meetings/1/schedule").text
    assert "草稿，未发布" in client.get("/meetings").text


def test_papers_are_those_of_a_revision(client: PageClient, house: House) -> None:
    client.sign_in(house)
    client.send("/meetings/new", **FORM)
    assert "/meetings/1/papers" not in client.get("/meetings/1").text.partition("</nav>")[0]
    assert client.get("/meetings/1/papers").status_code == 404
    assert client.send("/meetings/1/package").status_code == 404
    assert client.get("/jobs/1").status_code == 404


@pytest.mark.parametrize("kind", ["plenary", "standing", "chair", "secretaries", "consultation"])
def test_every_kind_has_its_template(client: PageClient, house: House, kind: str) -> None:
    client.sign_in(house)
    assert client.get(f"/meetings/new?kind={kind}").status_code == 200
    answer = client.send("/meetings/new", **(FORM | {"kind": kind, "theme": "乡村振兴"}))
    assert answer.status_code == 302
    assert client.get(answer.location.replace("start", "timeline")).status_code == 200


def test_the_next_number_is_proposed(client: PageClient, house: House, publish: Publisher) -> None:
    publish(house)
    page = client.sign_in(house).get("/meetings/new?kind=plenary").text
    assert 'name="term" type="number" min="1" max="999" required value="13"' in page
    assert 'name="number" type="number" min="1" max="999" required value="5"' in page


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ({"opens_on": ""}, "请填写开幕日期。"),
        ({"opens_on": "2028-02-30"}, "“2028-02-30”不是日期。"),
        ({"closes_on": "2028-01-10"}, "闭幕日期早于开幕日期，请改正。"),
        ({"closes_on": "2029-01-17"}, "会期超过一个月，请核对年份和日期。"),
        ({"reports_on": "2028-01-18"}, "报到日期晚于开幕日期，请改正。"),
        ({"number": "0"}, "届、次应为 1 至 999 的整数。"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_lost(
    client: PageClient, house: House, wrong: dict[str, str], refusal: str
) -> None:
    client.sign_in(house)
    answer = client.send("/meetings/new", **(FORM | {"place": "云岭会堂"} | wrong))
    assert answer.status_code == 400
    assert refusal in answer.text
    assert 'value="云岭会堂"' in answer.text
    assert client.get("/meetings/1").status_code == 404
    name, typed = next(iter(wrong.items()))
    field = re.search(f'<input id="{name}"[^>]*>', answer.text)
    assert field is not None
    assert f'value="{typed}"' in field[0]
    assert f'aria-describedby="{name}-fault" aria-invalid="true"' in field[0]
    assert f'id="{name}-fault">{refusal}<' in answer.text


def test_what_is_no_day_stays_in_its_field_as_it_was_typed(
    client: PageClient, house: House
) -> None:
    client.sign_in(house)
    page = client.send("/meetings/new", **(FORM | {"opens_on": "2028年2月30日"})).text
    assert '<input id="opens_on" name="opens_on" type="text" required value="2028年2月30日"' in page
    assert '<input id="closes_on" name="closes_on" type="date"' in page


def test_a_title_is_given_once(client: PageClient, house: House) -> None:
    client.sign_in(house)
    client.send("/meetings/new", **FORM)
    again = client.send("/meetings/new", **FORM)
    assert again.status_code == 409
    assert "已有同名会议" in again.text


def test_readers_neither_make_meetings_nor_see_drafts(client: PageClient, house: House) -> None:
    client.sign_in(house)
    client.send("/meetings/new", **FORM)
    client.send("/sign-out")
    client.sign_in(house, Role.READER)
    assert client.send("/meetings/new", **FORM).status_code == 403
    assert "第五次会议" not in client.get("/meetings").text
    assert client.get("/meetings/1").status_code == 404
    hidden, absent = (client.get(f"/meetings/{number}").text for number in (1, 2))
    assert strip_token(hidden) == strip_token(absent.replace("/meetings/2", "/meetings/1"))


def strip_token(page: str) -> str:
    return re.sub(r'name="csrf_token" value="[^"]*"', "", page)
