from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from planner.domain.person import Leave, LeaveState
from planner.models.account import Role
from planner.services.draft import open_draft
from tests.builders import a_person, a_sound_plan
from tests.conftest import TODAY, scoped

if TYPE_CHECKING:
    from collections.abc import Callable

    from planner.models import ScopedSession
    from tests.conftest import House, PageClient, Publisher

LEAVES = "/meetings/1/leaves"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_leave_is_asked_seen_with_what_it_touches_and_decided(
    client: PageClient,
    house: House,
    publish: Publisher,
    sessions: Callable[[], ScopedSession],
    language: str,
) -> None:
    publish(house)
    client.sign_in(house)
    client.send("/language", language=language)
    asked = client.send(LEAVES, person="郑明远", reason="出访", sittings="开幕会")
    assert asked.location == f"{LEAVES}#leave-L001"
    page = client.get(f"{LEAVES}?state=pending").text
    assert ("报告" if language == "zh" else "reports") in page
    client.send(f"{LEAVES}/L001/decide", state="granted", decided_by="苏文博")
    with scoped(sessions, house) as session:
        assert open_draft(session, 1).plan.leaves == (
            Leave("chair", "出访", ("open",), LeaveState.GRANTED, TODAY, "苏文博", TODAY),
        )
    client.send(f"{LEAVES}/L001/decide", state="pending")
    with scoped(sessions, house) as session:
        leave = open_draft(session, 1).plan.leaves[0]
    assert (leave.state, leave.decided_by, leave.decided_on) == (LeaveState.PENDING, "", None)


def test_what_makes_no_sense_is_refused(
    client: PageClient, house: House, publish: Publisher
) -> None:
    publish(house, a_sound_plan(leaves=(Leave("m1"),)))
    client.sign_in(house)
    assert client.send(LEAVES, person="没有这个人").status_code == 422
    assert client.send(f"{LEAVES}/L01/decide", state="perhaps").status_code == 400
    assert client.send(f"{LEAVES}/L99/decide", state="granted").status_code == 404


def test_readers_see_leave_of_what_is_published_and_decide_nothing(
    client: PageClient, house: House, publish: Publisher
) -> None:
    publish(house, a_sound_plan(leaves=(Leave("m1", "住院"),)))
    client.sign_in(house, Role.READER)
    page = client.get(f"{LEAVES}?person=m1").text
    assert "住院" in page
    assert "/decide" not in page
    assert "请假待批：住院" in client.get("/meetings/1/details/people/m1").text


def test_leaves_come_in_pages_at_the_same_cost(
    client: PageClient,
    house: House,
    publish: Publisher,
    count_queries: Callable[[Callable[[], object]], int],
) -> None:
    client.sign_in(house)
    costs = []
    for number in (1, 120):
        people = tuple(a_person(f"p{at}", f"李{at}") for at in range(number))
        leaves = tuple(Leave(each.key) for each in people)
        meeting = publish(house, a_sound_plan(title=f"{number}", people=people, leaves=leaves))
        page = f"/meetings/{meeting}/leaves"
        client.get(page)
        costs.append(count_queries(lambda page=page: client.get(page)))  # type: ignore[misc]
    assert costs[0] == costs[1]
    assert costs[0] <= 12
    assert client.get("/meetings/2/leaves?page=3").text.count('<tr id="leave-') == 20
