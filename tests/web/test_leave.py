from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import update

from planner.domain.person import Leave, LeaveState
from planner.models import MembershipRecord
from planner.models.account import Role
from planner.services.draft import open_draft
from tests.builders import a_person, a_sound_plan
from tests.conftest import TODAY, account_of, scoped
from tests.web.test_api import ALL, Program, make_token

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


READERS = (Role.READER, Role.OWNER, Role.LEAD)
PLACES = (LEAVES, f"{LEAVES}?person=m1", "/meetings/1", "/meetings/1/people/m1")


def test_readers_see_leave_without_its_reason_and_decide_nothing(
    client: PageClient, house: House, publish: Publisher
) -> None:
    publish(house, a_sound_plan(leaves=(Leave("m1", "住院治疗"),)))
    for role in READERS:
        client.sign_in(house, role)
        for place in (*PLACES, "/meetings/1/details/people/m1"):
            page = client.get(place).text
            assert "住院治疗" not in page, (role, place)
            assert "请假" in page
        assert "待批" in client.get(LEAVES).text
        assert "/decide" not in client.get(LEAVES).text
        assert client.get("/meetings/1/revisions/1/source").status_code == 404


@pytest.mark.parametrize("role", [Role.EDITOR, Role.LEADER])
def test_the_desk_and_the_leader_see_why_somebody_is_away(
    client: PageClient, house: House, publish: Publisher, role: Role
) -> None:
    publish(house, a_sound_plan(leaves=(Leave("m1", "住院治疗"),)))
    client.sign_in(house, role)
    for place in PLACES:
        assert "住院治疗" in client.get(place).text, place
    assert "请假待批：住院治疗" in client.get("/meetings/1/details/people/m1").text


def test_whoever_is_away_reads_his_own_reason(
    client: PageClient,
    house: House,
    publish: Publisher,
    sessions: Callable[[], ScopedSession],
) -> None:
    publish(house, a_sound_plan(leaves=(Leave("m1", "住院治疗"), Leave("chair", "出访"))))
    with scoped(sessions, house) as session:
        reader = account_of(session, house, Role.READER).id
        mine = MembershipRecord.account_id == reader
        session.execute(update(MembershipRecord).where(mine).values(person_key="m1"))
        session.commit()
    client.sign_in(house, Role.READER)
    page = client.get(LEAVES).text
    assert "住院治疗" in page
    assert "出访" not in page


def test_programs_of_readers_get_no_reason(
    client: PageClient, house: House, publish: Publisher
) -> None:
    publish(house, a_sound_plan(leaves=(Leave("m1", "住院治疗"),)))
    publish(house, a_sound_plan(leaves=(Leave("m1", "出国访问"),)))
    places = ("plan", "revisions/1", "revisions/2", "revisions/2/changes")
    for role, scopes, is_told in ((Role.READER, ["read"], False), (Role.EDITOR, ALL, True)):
        program = Program(client, make_token(client, house, role, scopes), "zh")
        for place in places:
            answer = program.ask("GET", f"/meetings/1/{place}")
            assert answer.status_code == 200
            told = str(answer.json)
            assert ("住院治疗" in told or "出国访问" in told) is is_told, (role, place)


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
