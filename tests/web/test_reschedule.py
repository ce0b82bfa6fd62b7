from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

import pytest

from planner.services.draft import open_draft
from tests.conftest import scoped

if TYPE_CHECKING:
    from collections.abc import Callable

    from planner.domain.plan import Plan
    from planner.models import ScopedSession
    from tests.conftest import House, PageClient, Publisher

DAYS = {"opens_on": "2027-01-25", "closes_on": "2027-01-28", "reports_on": "2027-01-24"}


@pytest.fixture
def meeting(house: House, publish: Publisher) -> int:
    return publish(house)


def read(sessions: Callable[[], ScopedSession], house: House, meeting: int) -> Plan:
    with scoped(sessions, house) as session:
        return open_draft(session, meeting).plan


def test_the_difference_is_shown_then_saved_then_undone(
    client: PageClient, house: House, meeting: int, sessions: Callable[[], ScopedSession]
) -> None:
    client.sign_in(house)
    address = f"/meetings/{meeting}/move"
    before = read(sessions, house, meeting)
    page = client.get(address, query_string=DAYS).text
    assert (
        '<td>会议全程保障</td><td class="nowrap">1月8日</td><td class="nowrap">1月15日</td>' in page
    )
    assert "1月25日 星期一" in page
    assert read(sessions, house, meeting) == before
    assert client.send(address, **DAYS, base="1").status_code == 302
    moved = read(sessions, house, meeting)
    assert (moved.reports_on, moved.opens_on, moved.closes_on) == (
        date(2027, 1, 24),
        date(2027, 1, 25),
        date(2027, 1, 28),
    )
    assert [each.held_on for each in moved.sittings] == [
        date(2027, 1, 25),
        date(2027, 1, 25),
        date(2027, 1, 28),
    ]
    token = client.token()
    undone = client.post(f"/meetings/{meeting}/draft/undo", json={}, headers={"X-CSRFToken": token})
    assert undone.status_code == 200
    assert read(sessions, house, meeting) == before


def test_what_was_changed_meanwhile_is_looked_at_again(
    client: PageClient, house: House, meeting: int
) -> None:
    client.sign_in(house)
    address = f"/meetings/{meeting}/move"
    assert client.send(address, **DAYS, base="1").status_code == 302
    assert client.send(address, **DAYS, base="1").status_code == 409


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ({"opens_on": "x"}, "“x”不是日期。"),
        ({"closes_on": "2027-01-20"}, "闭幕日期早于开幕日期"),
        ({"reports_on": "2027-01-26"}, "报到日期晚于开幕日期"),
        ({"closes_on": "2028-01-20"}, "会期超过一个月，请核对年份和日期。"),
    ],
)
def test_days_that_cannot_be_are_told(
    client: PageClient, house: House, meeting: int, wrong: dict[str, str], refusal: str
) -> None:
    client.sign_in(house)
    answer = client.get(f"/meetings/{meeting}/move", query_string=DAYS | wrong)
    assert answer.status_code == 400
    assert refusal in answer.text


def test_closing_and_reporting_follow_an_opening_that_alone_was_changed(
    client: PageClient, house: House, meeting: int
) -> None:
    client.sign_in(house)
    address = f"/meetings/{meeting}/move"
    first = client.get(address).text
    fields = dict(re.findall(r'type="hidden" name="(was_\w+)" value="([^"]*)"', first))
    held = {name.removeprefix("was_"): value for name, value in fields.items()}
    assert held["closes_on"] < "2027-02-10"
    days = (date.fromisoformat(held["closes_on"]) - date.fromisoformat(held["opens_on"])).days
    page = client.get(address, query_string=fields | held | {"opens_on": "2027-02-10"}).text
    closing = date(2027, 2, 10 + days).isoformat()
    assert "只改了开幕日期：闭幕改为" in page
    assert page.count(f'name="closes_on" value="{closing}"') == 1
    assert f'name="was_closes_on" value="{closing}"' in page
    seen = {"was_opens_on": "2027-02-10", "was_closes_on": closing, "was_reports_on": ""}
    again = seen | {"opens_on": "2027-02-10", "closes_on": "2027-02-10"}
    page = client.get(address, query_string=again).text
    assert "只改了开幕日期" not in page
    assert '<input type="hidden" name="closes_on" value="2027-02-10">' in page


def test_a_shorter_session_names_what_does_not_fit(
    client: PageClient, house: House, meeting: int, sessions: Callable[[], ScopedSession]
) -> None:
    client.sign_in(house)
    days = DAYS | {"closes_on": "2027-01-25", "place": "新会堂"}
    assert client.send(f"/meetings/{meeting}/move", **days, base="1").status_code == 302
    plan = read(sessions, house, meeting)
    assert {each.held_on for each in plan.sittings} == {date(2027, 1, 25)}
    assert [each.place for each in plan.sittings] == ["新会堂", "各小组会议室", "新会堂"]
