"""座次: the list of a meeting's seatings, a new one, its chart page and its states."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from planner.models.account import Role
from planner.services.seating import NewSeating, add_seating
from planner.services.venue import list_venues
from tests.conftest import scoped
from tests.seated import ACTOR, Seated, seat_meeting

if TYPE_CHECKING:
    from collections.abc import Callable

    from planner.models import ScopedSession
    from tests.conftest import Clock, House, PageClient, Publisher

ADDED = re.compile(r"/meetings/\d+/seating/\d+$")


@pytest.fixture
def seated(sessions: Callable[[], ScopedSession], house: House) -> Seated:
    return seat_meeting(sessions, house)


def test_without_a_venue_the_list_says_what_to_do_first(
    client: PageClient, house: House, publish: Publisher
) -> None:
    page = client.sign_in(house).get(f"/meetings/{publish(house)}/seating").text
    assert "还没有会场" in page
    assert "新建座次" not in page


def test_the_list_tells_how_far_each_seating_is(
    client: PageClient, house: House, seated: Seated
) -> None:
    page = client.sign_in(house).get(f"/meetings/{seated.meeting}/seating").text
    row = re.sub(r"<[^>]+>|\s+", " ", page.split("<tbody>", 1)[1].split("</tbody>", 1)[0])
    assert row.split() == ["大会", "会堂", "第", "1", "版", "全体会议", "6", "0", "8", "起草"]


def test_a_new_seating_opens_empty_and_is_filled_by_rule(
    client: PageClient, house: House, seated: Seated, sessions: Callable[[], ScopedSession]
) -> None:
    with scoped(sessions, house) as session:
        venue = list_venues(session)[0].version_id
    client.sign_in(house)
    address = f"/meetings/{seated.meeting}/seating"
    made = client.send(address, name="闭幕会", venue=venue, sitting="full").location
    assert ADDED.search(made)
    assert "还没有人就座" in client.get(made).text
    answer = client.send(f"{made}/fill")
    page = client.get(answer.location).text
    assert "已按规则排座：6 人就座。" in page
    assert "还没有人就座" not in page


def test_a_refused_seating_keeps_what_was_written_and_names_the_field(
    client: PageClient, house: House, seated: Seated
) -> None:
    client.sign_in(house)
    answer = client.send(
        f"/meetings/{seated.meeting}/seating", name="大会", venue=1, sitting="full"
    )
    assert answer.status_code == 422
    fault = re.search(r'id="seating-name-fault">([^<]+)', answer.text)
    assert fault is not None
    assert fault.group(1) == "“大会”已被使用，请换一个。"
    assert 'value="full" checked' in answer.text


def test_readers_find_no_drafts(client: PageClient, house: House, seated: Seated) -> None:
    client.sign_in(house, Role.READER)
    page = client.get(f"/meetings/{seated.meeting}/seating").text
    assert "还没有审定的座次。" in page
    assert "大会" not in page.split("<main", 1)[1]
    assert client.get(seated.path).status_code == 404
    assert client.get(f"{seated.path}/list").status_code == 404


def test_the_seating_of_a_meeting_that_was_held_can_only_be_looked_at(
    client: PageClient, house: House, seated: Seated, clock: Clock
) -> None:
    clock.at = clock.at.replace(year=2027, month=3)
    client.sign_in(house)
    page = client.get(seated.path).text
    assert "会议已经召开，座次只能查看。" in page
    assert "data-undo-deed" not in page
    assert client.send(f"{seated.path}/fill").status_code == 423


def test_the_list_costs_the_same_number_of_queries_at_one_seating_and_at_three(
    client: PageClient,
    house: House,
    seated: Seated,
    sessions: Callable[[], ScopedSession],
    count_queries: Callable[[Callable[[], object]], int],
) -> None:
    client.sign_in(house)
    address = f"/meetings/{seated.meeting}/seating"
    client.get(address)
    few = count_queries(lambda: client.get(address))
    with scoped(sessions, house) as session:
        venue = list_venues(session)[0].version_id
        for name in ("闭幕会", "联组"):
            add_seating(session, seated.meeting, NewSeating(name, venue, ("full",)), ACTOR)
    assert count_queries(lambda: client.get(address)) == few


def test_the_chart_page_costs_few_queries(
    client: PageClient,
    house: House,
    seated: Seated,
    count_queries: Callable[[Callable[[], object]], int],
) -> None:
    client.sign_in(house)
    client.get(seated.path)
    assert count_queries(lambda: client.get(seated.path)) <= 12
