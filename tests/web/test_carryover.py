from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

import pytest

from planner.domain.carryover import Part
from planner.models.account import Role
from planner.services.draft import open_draft
from tests.conftest import scoped

if TYPE_CHECKING:
    from collections.abc import Callable

    from planner.domain.plan import Plan
    from planner.models import ScopedSession
    from tests.conftest import House, PageClient, Publisher

FACTS = {"term": "13", "number": "5", "opens_on": "2028-01-10", "closes_on": "2028-01-13"}
EVERYTHING = {f"source-{part.value}": "earlier" for part in Part}
FORM = FACTS | EVERYTHING | {"place": "云岭会堂"}
ADDRESS = "/meetings/new/earlier"


def open_plan(sessions: Callable[[], ScopedSession], house: House, meeting_id: int) -> Plan:
    with scoped(sessions, house) as session:
        return open_draft(session, meeting_id).plan


def test_a_meeting_is_made_from_an_earlier_one(
    client: PageClient, house: House, publish: Publisher, sessions: Callable[[], ScopedSession]
) -> None:
    earlier = publish(house)
    client.sign_in(house)
    page = client.get(f"{ADDRESS}?earlier={earlier}").text
    assert 'name="number" type="number" min="1" max="999" required value="5"' in page
    chosen = FORM | {"earlier": str(earlier), "attendance": ["member", "staff"]}
    preview = client.send(ADDRESS, **chosen, step="preview")
    assert preview.status_code == 200
    assert "政协云岭省第十三届委员会第五次会议" in preview.text
    assert "旧届次、旧日期的文字 1 处" in preview.text
    assert client.get("/meetings/2").status_code == 404  # a preview makes nothing
    made = client.send(ADDRESS, **chosen, step="make")
    assert (made.status_code, made.location) == (302, "/meetings/2/start")
    plan = open_plan(sessions, house, 2)
    assert [each.held_on for each in plan.sittings] == [
        date(2028, 1, 10),
        date(2028, 1, 10),
        date(2028, 1, 13),
    ]
    assert len(plan.people) == 8
    start = client.get("/meetings/2/start").text
    assert "2027年1月18日" in start
    assert 'href="/meetings/2/texts/notes/edit#field-texts-notes-body"' in start


def test_who_does_not_come_again_is_left_out_by_name(
    client: PageClient, house: House, publish: Publisher, sessions: Callable[[], ScopedSession]
) -> None:
    chosen = FORM | {"earlier": str(publish(house)), "attendance": "member"}
    client.sign_in(house)
    unknown = client.send(ADDRESS, **chosen, gone="某某某", step="make")
    assert unknown.status_code == 400
    assert "上次会议没有这些人：某某某" in unknown.text
    assert client.send(ADDRESS, **chosen, gone="高 峻\n", step="make").status_code == 302
    names = [each.name for each in open_plan(sessions, house, 2).people]
    assert names == ["郑明远", "韩立群", "苏文博", "白晓岚", "欧阳靖"]


def test_a_shorter_session_offers_days_for_what_does_not_fit(
    client: PageClient, house: House, publish: Publisher, sessions: Callable[[], ScopedSession]
) -> None:
    chosen = FORM | {"earlier": str(publish(house)), "closes_on": "2028-01-11"}
    client.sign_in(house)
    made = client.send(ADDRESS, **(chosen | {"day-groups": "x"}), step="make")
    assert made.status_code == 400
    assert client.send(ADDRESS, **chosen, step="make").status_code == 302
    held = [each.held_on for each in open_plan(sessions, house, 2).sittings]
    assert held == [date(2028, 1, 10), date(2028, 1, 10), date(2028, 1, 11)]


@pytest.mark.parametrize("given", ["2", "1-draft", "x", ""])
def test_nothing_is_lent_that_one_may_not_read(
    client: PageClient, house: House, other_house: House, publish: Publisher, given: str
) -> None:
    publish(other_house)
    client.sign_in(house)
    answer = client.send(ADDRESS, **FORM, earlier=given, step="make")
    assert answer.status_code in {302, 404}
    assert answer.location in {None, ADDRESS}
    assert "云岭" not in client.get(ADDRESS).text.partition("<main")[2]


def test_readers_make_no_meetings(client: PageClient, house: House, publish: Publisher) -> None:
    earlier = publish(house)
    client.sign_in(house, Role.READER)
    assert client.get(ADDRESS).status_code == 404
    assert client.send(ADDRESS, **FORM, earlier=str(earlier), step="make").status_code == 403


def test_the_form_keeps_what_was_said(client: PageClient, house: House, publish: Publisher) -> None:
    chosen = FORM | {"earlier": str(publish(house)), "opens_on": "2028-02-30", "gone": "高峻"}
    chosen["source-texts"] = "nowhere"
    client.sign_in(house)
    answer = client.send(ADDRESS, **chosen, step="preview")
    assert answer.status_code == 400
    assert "“2028-02-30”不是日期。" in answer.text
    assert ">高峻</textarea>" in answer.text
    ticked = re.findall(r'id="source-texts-(\w+)"[^>]* checked', answer.text)
    assert ticked == ["nowhere"]
