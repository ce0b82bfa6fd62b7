"""A seating before a leader: rostrum, chair and blocks, a remark on a seat, the decision."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from planner.models.account import Role
from planner.services.seating import NewSeating, add_seating
from planner.services.seating_fill import fill_seating
from planner.services.seating_review import submit_seating
from planner.services.venue import list_venues
from tests.conftest import TODAY, scoped
from tests.seated import ACTOR
from tests.web.test_seating_version import Desk, desk

if TYPE_CHECKING:
    from collections.abc import Callable

    from planner.models import ScopedSession

__all__ = ["desk"]
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def test_a_leader_remarks_a_seat_and_takes_it_back(desk: Desk) -> None:
    desk.send(Role.EDITOR, "/versions", reason="请审定")
    overview = desk.page(Role.LEADER, "/leader")
    assert overview.count('class="hall-block') == 1
    assert "全体委员" in overview
    block = desk.page(Role.LEADER, "/leader?block=全体委员")
    assert block.count('class="leader-seat"') == 6
    assert "意见”" not in block
    assert "丁明”的意见" in desk.page(Role.LEADER, "/leader?block=全体委员&seat=1-1")
    assert desk.send(Role.LEADER, "/versions/1/remarks", seat="1-1", text="请与万明对调") == 302
    assert "请与万明对调" in desk.page(Role.LEADER, "/leader?block=全体委员")
    assert "请与万明对调" in desk.page(Role.EDITOR)
    assert desk.send(Role.EDITOR, "/versions/1/remarks", seat="1-1", text="我也说") == 403
    assert desk.send(Role.LEADER, "/versions/1/remarks/0/remove") == 302
    assert "请与万明对调" not in desk.page(Role.LEADER, "/leader?block=全体委员")


def test_remarks_go_back_with_it_and_are_ticked_off(desk: Desk) -> None:
    desk.send(Role.EDITOR, "/versions")
    desk.send(Role.LEADER, "/versions/1/remarks", seat="1-1", text="请与万明对调")
    assert desk.send(Role.LEADER, "/versions/1/return", next="/leader") == 302
    page = desk.page(Role.EDITOR)
    assert "1 处待办" in page
    assert f"{desk.seated.path}?pick=1-1" in page
    assert desk.send(Role.EDITOR, "/versions/1/remarks/0") == 302
    assert "均已办" in desk.page(Role.EDITOR)
    desk.send(Role.EDITOR, "/versions")
    assert "上次意见 1 处：已办 1" in desk.page(Role.LEADER, "/leader")


def test_what_waits_stands_on_the_pages_of_whom_it_waits_for(desk: Desk) -> None:
    def bench(role: Role, address: str = "/workbench") -> str:
        return desk.client.sign_in(desk.house, role).get(address).text

    desk.send(Role.EDITOR, "/versions", reason="请审定")
    assert [role for role in Role if "座次待审定" in bench(role)] == [Role.LEADER]
    assert "审阅座次" in bench(Role.LEADER, "/leader")
    desk.send(Role.LEADER, "/versions/1/return", remark="再改")
    assert [role for role in Role if "座次退回" in bench(role)] == [Role.EDITOR]
    assert "审阅座次" not in bench(Role.LEADER, "/leader")
    desk.send(Role.EDITOR, "/versions")
    desk.send(Role.LEADER, "/versions/2/approve")
    assert [role for role in Role if "座次退回" in bench(role)] == []
    desk.amend()
    assert [role for role in Role if "座次变更待确认" in bench(role)] == [Role.LEADER]


def test_what_waits_costs_the_same_at_one_and_three(
    desk: Desk,
    sessions: Callable[[], ScopedSession],
    count_queries: Callable[[Callable[[], object]], int],
) -> None:
    def cost(address: str) -> int:
        client = desk.client.sign_in(desk.house, Role.LEADER)
        client.get(address)
        return count_queries(lambda: client.get(address))

    desk.send(Role.EDITOR, "/versions")
    pages = ("/workbench", "/leader")
    few = [cost(each) for each in pages]
    with scoped(sessions, desk.house) as session:
        venue = list_venues(session)[0].version_id
        for name in ("小会", "分会"):
            asked = NewSeating(name, venue, ("full",))
            made = add_seating(session, desk.seated.meeting, asked, ACTOR)
            fill_seating(session, desk.seated.meeting, made, ACTOR, TODAY)
            submit_seating(session, desk.seated.meeting, made, "", ACTOR, TODAY)
    assert [cost(each) for each in pages] == few
    assert desk.client.get("/workbench").text.count("座次待审定") == 3


def test_what_was_approved_is_read_without_forms(desk: Desk) -> None:
    desk.approve()
    page = desk.page(Role.LEADER, "/leader")
    assert "<textarea" not in page.partition('id="main"')[2]
    assert "审定" in page
    plain = desk.page(Role.LEADER, "/leader?block=全体委员&seat=1-1")
    assert "<textarea" not in plain.partition('id="main"')[2]


def test_a_seating_in_work_can_be_looked_at(desk: Desk) -> None:
    assert "起草中，尚未送审" in desk.page(Role.LEADER, "/leader")
    assert "起草中，尚未送审" in desk.page(Role.LEADER, "/leader?block=nothing")
