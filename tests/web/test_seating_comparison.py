"""Two versions side by side: the arrows, the lists, the signs; readable with few and with many."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from planner.domain.seating.chart import Seating
from planner.domain.seating.difference import compare_seats
from planner.domain.wording import Wording
from planner.models.account import Role
from planner.services.seating_difference import SeatChange, SeatingDifference, Side
from planner.web.seating_arrow import draw_moves, number_changes
from planner.web.seating_drawing import draw_blocks, draw_hall
from tests.domain.seating.halls import a_hall, some_people
from tests.web.test_seating_version import Desk, desk

if TYPE_CHECKING:
    from planner.domain.seating.binding import Ground

__all__ = ["desk"]
ON_SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
WHY = Wording("手工调整", "moved by hand")


def a_ground(rows: int = 30, columns: int = 30) -> Ground:
    return a_hall(rows, columns, some_people("")).ground


def a_difference(
    before: dict[str, str], after: dict[str, str], block: str = ""
) -> SeatingDifference:
    changes = [
        SeatChange(each.person, f"名{each.person}", "", block, each.before, each.after, WHY)
        for each in compare_seats(before, after)
    ]
    return SeatingDifference(
        Side(1, Seating(before), {}, 1),
        Side(2, Seating(after), {}, 1),
        moved=tuple(each for each in changes if each.is_move),
        came=tuple(each for each in changes if each.before is None),
        left=tuple(each for each in changes if each.after is None),
        renamed=(),
    )


def seats(count: int, shift: int = 0) -> dict[str, str]:
    """Seat so many people row by row, everybody so many rows farther back."""
    return {str(at): f"{at // 30 + 1 + shift}-{at % 30 + 1}" for at in range(count)}


def test_few_moves_are_arrows_with_names() -> None:
    found = a_difference({"a": "1-1", "b": "1-2", "d": "2-2"}, {"a": "1-3", "b": "1-2", "c": "2-1"})
    moves = draw_moves(a_ground(), found)
    assert (moves.is_flow, moves.is_named) == (False, True)
    assert [(each.number, each.text) for each in moves.arrows] == [(1, "名a")]
    assert [(each.number, each.text) for each in moves.came] == [(2, "名c")]
    assert [(each.number, each.text) for each in moves.left] == [(3, "名d")]
    (arrow,) = moves.arrows
    assert arrow.bow.startswith("M40.0 40.0Q")
    assert (arrow.x, arrow.y) == (120.0, 40.0)


def test_many_moves_are_flows_of_blocks_and_single_arrows_on_demand() -> None:
    found = a_difference(seats(700), seats(700, 2), "文艺")
    ground = a_ground(40)
    moves = draw_moves(ground, found)
    assert (moves.is_flow, moves.is_named) == (True, False)
    assert [(each.text, each.count, each.is_within) for each in moves.arrows] == [
        ("文艺", 700, False)
    ]
    single = draw_moves(ground, found, "文艺")
    assert (single.is_flow, len(single.arrows)) == (False, 700)
    assert draw_moves(ground, found, "经济").arrows == ()


def test_a_block_that_changes_within_itself_is_a_ring() -> None:
    before = seats(60)
    turned = dict(zip(before, reversed(before.values()), strict=True))
    (arrow,) = draw_moves(a_ground(), a_difference(before, turned, "文艺")).arrows
    assert (arrow.is_within, arrow.bow, arrow.count) == (True, "", 60)


def test_a_seat_that_the_hall_has_no_more_is_listed_and_not_drawn() -> None:
    found = a_difference({"a": "gone"}, {"a": "1-1"})
    assert draw_moves(a_ground(), found).arrows == ()
    assert number_changes(found) == {"a": 1}


def test_blocks_are_ground_with_numbers_among_their_seats() -> None:
    first, second = draw_blocks(a_ground(), {"文艺": ["1-1", "1-2", "1-3"], "经济": ["2-1"]})
    assert (first.number, first.count, first.x, first.y) == (1, 3, 80.0, 40.0)
    assert (second.number, second.path.count("M")) == (2, 1)
    assert first.path.count("M") == 3


def test_a_hall_is_as_large_as_its_seats() -> None:
    hall = draw_hall(a_ground(2, 4))
    assert hall.box == "-16 -72 232 208"
    assert [each.text for each in hall.areas] == ["池座"]


@ON_SQLITE
def test_the_page_draws_and_lists_what_differs(desk: Desk) -> None:
    desk.approve()
    desk.amend()
    page = desk.page(Role.EDITOR, "/compare?from=1&to=2")
    assert page.count('class="move-bow"') == 1
    assert "移动 1 人" in page
    assert re.search(r">丁明</th>|>丁明 <", page)
    assert "须重印的桌签" in page
    assert "手工调整" in page
    back = desk.page(Role.EDITOR, "/compare?from=2&to=1")
    assert back.count('class="move-bow"') == 1


@ON_SQLITE
def test_the_page_compares_with_now_and_says_when_nothing_differs(desk: Desk) -> None:
    desk.approve()
    assert "两版座次相同" in desk.page(Role.EDITOR, "/compare?from=1&to=now")
    assert "请选两个不同的版本" in desk.page(Role.EDITOR, "/compare?from=1&to=1")
    desk.send(Role.EDITOR, "/amendment")
    desk.move()
    assert "移动 1 人" in desk.page(Role.EDITOR, "/compare")
    client = desk.client
    assert client.get(f"{desk.seated.path}/compare?from=9&to=1").status_code == 404
    assert client.get(f"{desk.seated.path}/compare?from=x&to=").status_code == 200


@ON_SQLITE
def test_the_change_sheet_is_printed_where_there_is_one(desk: Desk) -> None:
    def order(pair: str) -> list[str]:
        page = desk.page(Role.EDITOR, f"/compare?{pair}").partition('value="changes"')[2]
        return re.findall(r'name="(?:edition|since)" value="(\w+)"', page)

    desk.approve()
    desk.amend()
    assert (order("from=1&to=2"), order("from=1&to=now")) == ([], ["draft", "1"])
    desk.send(Role.LEADER, "/versions/2/approve", remark="同意")
    assert (order("from=1&to=2"), order("from=2&to=1")) == (["approved", "1"], [])
    form = {"paper": "changes", "edition": "approved", "since": "1"}
    assert desk.send(Role.EDITOR, "/papers", **form) == 302
