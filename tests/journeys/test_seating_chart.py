"""座次图: people dragged, chosen, found and moved by keys; two editors; what is refused or lost."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.journeys.desk import fill_sign_in
from tests.journeys.hall import Hall, seat_plenary
from tests.journeys.keyboard import Keyboard

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.journeys.desk import Desk


ONE, OTHER, NEXT = "hall-10-18", "hall-11-19", "hall-12-19"
BEHIND = "hall-10-19"
"""In the row of ONE, next to it on the right as seen from the hall."""


@pytest.fixture(scope="module")
def path(reception: Desk) -> str:
    return seat_plenary(reception.visit("editor"), "座次图的座次")


@pytest.fixture
def hall(desk: Desk, path: str) -> Iterator[Hall]:
    page = desk.visit("editor", is_still=True)
    hall = Hall(page).open(path)
    hall.find("12排1座")
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield hall
    assert complaints == []


def undo(hall: Hall) -> None:
    with hall.page.expect_response("**/undo") as answer:
        hall.page.keyboard.press("Control+z")
    assert answer.value.status == 200


def test_a_drag_swaps_two_people_and_touches_their_seats_only(hall: Hall):
    mine, theirs = hall.name(ONE), hall.name(OTHER)
    assert mine != theirs
    hall.page.keyboard.press("Escape")
    hall.watch()
    assert hall.carry(ONE, OTHER) == f"与{theirs}对调"
    assert hall.drop() == 200
    hall.expect_name(ONE, theirs)
    hall.expect_name(OTHER, mine)
    assert hall.touched() == {ONE, OTHER}
    expect(hall.page.locator("[data-detail] h2")).to_have_text(mine)
    expect(hall.page.locator("[data-detail]")).to_contain_text("手工调整")
    undo(hall)
    hall.expect_name(ONE, mine)
    hall.expect_name(OTHER, theirs)
    hall.page.keyboard.press("Control+Shift+Z")
    hall.expect_name(ONE, theirs)
    undo(hall)
    hall.expect_name(ONE, mine)


def test_shift_pushes_the_row_along(hall: Hall):
    first, second, third = (hall.name(f"hall-11-{at}") for at in (20, 21, 22))
    assert hall.carry("hall-11-20", "hall-11-22") == f"与{third}对调"
    hall.page.keyboard.down("Shift")
    ghost = hall.page.locator("[data-ghost] span")
    expect(ghost).to_have_text(re.compile(f"插入 .*，{third}等依次顺移"))
    assert hall.drop() == 200
    hall.page.keyboard.up("Shift")
    hall.expect_name("hall-11-22", first)
    assert [hall.name(f"hall-11-{at}") for at in (20, 21, 23)] == [None, second, third]
    undo(hall)
    hall.expect_name("hall-11-20", first)


def test_a_refusal_stands_at_the_seat_and_nobody_moves(hall: Hall):
    page, mine, theirs = hall.page, hall.name(ONE), hall.name(OTHER)
    hall.click(OTHER)
    page.locator("[data-detail]").get_by_role("button", name="锁定", exact=True).click()
    expect(page.locator("[data-detail] .mark")).to_contain_text("锁定")
    said = f"{theirs}已锁定，请先解锁"
    assert hall.carry(ONE, OTHER) == said
    page.mouse.up()
    expect(page.locator("[data-bubble]")).to_have_text(said)
    assert hall.said == said
    assert (hall.name(ONE), hall.name(OTHER)) == (mine, theirs)
    undo(hall)


def test_several_are_chosen_with_a_lasso_and_moved_at_once(hall: Hall):
    page = hall.page
    moved, free = ([f"hall-{row}-{at}" for at in (18, 19, 20)] for row in (12, 10))
    for each in free:
        hall.click(each, *["Control"] * (each != free[0]))
    with page.expect_response("**/deeds"):
        page.keyboard.press("u")
    hall.expect_name(free[-1], None)
    names = [hall.name(each) for each in moved]
    page.get_by_role("button", name="框选").click()
    (left, y), (right, _) = hall.spot(moved[0]), hall.spot(moved[-1])
    page.mouse.move(left - 12, y - 30)
    page.mouse.down()
    page.mouse.move(right + 12, y + 30, steps=2)
    page.mouse.up()
    page.get_by_role("button", name="框选").click()
    expect(page.locator("[data-detail] h2")).to_have_text("已选中 3 人")
    assert page.url.endswith(f"pick={'%2C'.join(moved)}")
    assert hall.carry(moved[0], free[0]).startswith("3 人移至 ")
    assert hall.drop() == 200
    assert [hall.name(each) for each in free] == names
    assert [hall.name(each) for each in moved] == [None] * 3
    undo(hall)
    undo(hall)
    hall.expect_name(moved[0], names[0])


def test_somebody_leaves_his_seat_for_the_list_and_comes_back(hall: Hall):
    page, name, behind = hall.page, hall.name(ONE), hall.name(BEHIND)
    page.get_by_role("tab", name="未就座").click()
    queue = page.locator("#seating-unseated")
    box = queue.bounding_box()
    assert box is not None
    hall.carry_to(ONE, (box["x"] + 60, box["y"] + 80))
    assert hall.drop() == 200
    hall.expect_name(ONE, None)
    person = queue.get_by_role("button", name=name)
    expect(person).to_be_visible()
    page.mouse.click(*hall.spot(ONE))
    with page.expect_response("**/deeds") as closed:
        page.locator("[data-detail]").get_by_role("button", name="后面的人补上来").click()
    assert closed.value.status == 200
    hall.expect_name(ONE, behind)
    with page.expect_response("**/undo"):
        page.locator("[data-undo-deed]").click()
    hall.expect_name(ONE, None)
    page.get_by_role("tab", name="未就座").click()
    person.hover()
    page.mouse.down()
    page.mouse.move(*hall.spot(NEXT), steps=3)
    expect(page.locator("[data-ghost] span")).to_have_text(re.compile("^替下"))
    page.mouse.move(*hall.spot(ONE), steps=3)
    expect(page.locator("[data-ghost] span")).to_have_text(re.compile("^移动到"))
    assert hall.drop() == 200
    hall.expect_name(ONE, name)


def test_the_keyboard_alone_moves_locks_and_takes_back(hall: Hall, path: str):
    keyboard = Keyboard.of(hall.page)
    hall.open(path)
    hall.find("12排1座")
    page, mine, theirs = hall.page, hall.name(NEXT), hall.name(OTHER)
    assert keyboard.look()["what"].startswith('<div class="seating-frame"')
    keyboard.press("Enter")
    assert hall.said.startswith(f"已拿起{mine}")
    keyboard.press("ArrowUp")
    assert "池座11排1座" in hall.said
    assert f"与{theirs}对调" in hall.said
    with page.expect_response("**/deeds"):
        keyboard.press("Enter")
    hall.expect_name(NEXT, theirs)
    hall.expect_name(OTHER, mine)
    with page.expect_response("**/deeds"):
        keyboard.press("l")
    expect(page.locator("[data-live]")).to_have_text("已保存。")
    keyboard.press("ArrowLeft", "ArrowRight")
    expect(page.locator("[data-live]")).to_contain_text("已锁定")
    with page.expect_response("**/deeds") as answer:
        keyboard.press("u")
    assert answer.value.status == 422
    expect(page.locator("[data-bubble]")).to_contain_text("锁定")
    undo(hall)
    undo(hall)
    hall.expect_name(NEXT, mine)
    keyboard.press("Escape", "Space", "ArrowRight", "Space")
    expect(page.locator("[data-detail] h2")).to_have_text("已选中 2 人")
    keyboard.press("Shift+?")
    expect(page.get_by_role("dialog", name="座次图快捷键")).to_be_visible()
    keyboard.press("Escape")
    assert keyboard.used_no_mouse()


def test_initials_fly_to_a_person_and_filters_dim_the_others(hall: Hall, path: str):
    page, name = hall.page, hall.name(OTHER)
    hall.open(path)
    expect(page.locator("#seating")).to_have_attribute("data-level", "far")
    hall.find(str(name))
    hall.expect_name(OTHER, name)
    assert page.url.endswith(f"?pick={OTHER}")
    page.locator("[data-more] summary").click()
    page.get_by_label("性别").select_option(label="女")
    tally = page.locator("[data-tally]")
    expect(tally).to_have_text(re.compile(r"符合条件 \d+ 人"))
    told = tally.inner_text()
    hits = page.locator(".seat.is-hit").count()
    assert f"已就座 {hits} 人" in told
    page.reload()
    expect(tally).to_have_text(told)
    page.get_by_role("button", name="取消筛选").click()
    expect(tally).to_have_text(re.compile("^已就座"))
    assert "sex=" not in page.url


def test_two_editors_see_each_others_moves(hall: Hall, desk: Desk, path: str):
    page = desk.visit(is_still=True)
    page.goto("/sign-in")
    fill_sign_in(page, "editor", desk.house.passwords["editor"])
    expect(page.get_by_role("navigation", name="主导航")).to_be_visible()
    other = Hall(page).open(path)
    other.find("10排1座")
    mine, theirs = hall.name(ONE), hall.name(OTHER)
    other.watch()
    hall.carry(ONE, OTHER)
    assert hall.drop() == 200
    other.expect_name(ONE, theirs)
    other.expect_name(OTHER, mine)
    expect(other.page.locator(".mark-flash text")).to_have_count(2)
    assert other.touched() == {ONE, OTHER}
    expect(other.page.locator(".seating-others")).to_contain_text("同时在线")
    undo(hall)
    other.expect_name(ONE, mine)


def test_a_lost_connection_is_said_and_nobody_has_moved(hall: Hall):
    page, mine, theirs = hall.page, hall.name(ONE), hall.name(OTHER)
    hall.carry(ONE, OTHER)
    page.context.set_offline(True)
    page.mouse.up()
    expect(page.locator("[data-bubble]")).to_contain_text("没有保存")
    expect(page.locator("[data-ghost]")).to_be_hidden()
    assert (hall.name(ONE), hall.name(OTHER)) == (mine, theirs)
    page.context.set_offline(False)


def test_leave_is_recorded_and_leads_to_the_ways_to_go_on(hall: Hall, desk: Desk):
    path = seat_plenary(desk.visit("editor"), "请假的座次")
    page = hall.open(path).page
    hall.find("12排1座")
    name = hall.name(NEXT)
    hall.click(NEXT)
    page.locator("[data-detail]").get_by_role("button", name="登记请假").click()
    dialog = page.get_by_role("dialog", name="登记请假")
    dialog.get_by_label("事由").fill("住院")
    with page.expect_response("**/absences"):
        dialog.get_by_role("button", name="登记请假").click()
    expect(page.locator("[data-offers]")).to_contain_text("1 人请假")
    expect(page.locator(f'[data-seat="{NEXT}"]')).to_have_class(re.compile("is-absent"))
    page.get_by_role("link", name="比较补位方案").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("补位方案")
    expect(page.locator("main")).to_contain_text(str(name))
