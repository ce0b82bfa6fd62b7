"""The grid of days at work: by mouse, by keyboard, by two editors, over a lost connection."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.journeys.desk import NARROW
from tests.journeys.inspection import find_violations
from tests.journeys.test_editing import undo_all, wait_until_live

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Locator, Page

    from tests.journeys.desk import Desk


HOUR = 44
"""Pixels of an hour in the grid."""
OPENING, CLOSING = "S04", "S16"
CLASH = "与“开幕会（第一次全体会议）”同一时间都在江海会堂大会议厅"


@pytest.fixture(scope="module")
def path(reception: Desk) -> str:
    return f"{reception.path_of()}/schedule/edit"


def open_grid(desk: Desk, path: str, width: int = 1440) -> Page:
    page = desk.visit("editor", width=width)
    page.goto(path)
    wait_until_live(page)
    return page


def block(page: Page, key: str) -> Locator:
    return page.locator(f'[data-block="{key}"]')


def clock(page: Page, key: str) -> Locator:
    return block(page, key).locator("time")


def pull(page: Page, key: str, down: float, to: str = "", edge: str = "") -> None:
    """Take a block and move the mouse, without letting go."""
    taken = block(page, key).locator(f".is-{edge}") if edge else block(page, key)
    taken.scroll_into_view_if_needed()
    box = taken.bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + min(box["height"] / 2, 12)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 3, y + 6, steps=2)
    if to:
        column = page.locator(f'[data-on="{to}"]').bounding_box()
        assert column is not None
        x = column["x"] + 20
    page.mouse.move(x, y + down * HOUR, steps=4)


def saved(page: Page, act: Callable[[], object], address: str = "**/draft/sittings/*") -> None:
    """Do something and wait until the server has it."""
    with page.expect_response(address) as answer:
        act()
    assert answer.value.status == 200


def test_a_drag_moves_shows_its_clash_and_is_taken_back(desk: Desk, path: str):
    page = open_grid(desk, path)
    pull(page, CLOSING, -1, "2027-01-18")
    expect(block(page, CLOSING).locator("time")).to_have_text("09:00–10:30")
    expect(block(page, CLOSING).locator(".block-clash")).to_contain_text(CLASH)
    expect(block(page, OPENING)).to_have_attribute("data-clash", "")
    expect(page.locator("[data-said]")).to_contain_text(CLASH)
    saved(page, page.mouse.up)
    expect(page.locator(".findings-news")).to_contain_text("江海会堂大会议厅")
    page.reload()
    expect(clock(page, CLOSING)).to_have_text("09:00–10:30")
    wait_until_live(page)
    undo_all(page, 1)
    expect(clock(page, CLOSING)).to_have_text("10:00–11:30")
    expect(block(page, OPENING)).not_to_have_attribute("data-clash", "")


def test_a_short_sitting_that_clashes_keeps_its_name_and_time(desk: Desk, path: str):
    page = open_grid(desk, path)
    pull(page, CLOSING, -1, "2027-01-18")
    saved(page, page.mouse.up)
    pull(page, CLOSING, -0.75, edge="end")
    short = block(page, CLOSING)
    expect(short).to_have_attribute("data-short", "")
    expect(short).to_have_attribute("data-clash", "")
    expect(short.locator(".block-clash")).not_to_be_visible()
    outer = short.bounding_box()
    assert outer is not None
    for part in ("time", "b"):
        inner = short.locator(part).bounding_box()
        assert inner is not None
        assert inner["height"] >= 10
        assert inner["y"] + inner["height"] <= outer["y"] + outer["height"] + 1
    said = short.get_attribute("aria-label") or ""
    assert CLASH in said
    assert "09:00–" in said
    page.keyboard.press("Escape")
    page.mouse.up()
    undo_all(page, 1)
    expect(clock(page, CLOSING)).to_have_text("10:00–11:30")
    assert block(page, CLOSING).get_attribute("aria-label") is None


def test_edges_stretch_and_escape_puts_back(desk: Desk, path: str):
    page = open_grid(desk, path)
    pull(page, OPENING, 1, edge="end")
    expect(clock(page, OPENING)).to_have_text("09:00–12:00")
    page.keyboard.press("Escape")
    expect(clock(page, OPENING)).to_have_text("09:00–11:00")
    page.mouse.up()
    pull(page, OPENING, -0.5, edge="start")
    saved(page, page.mouse.up)
    expect(clock(page, OPENING)).to_have_text("08:30–11:00")
    undo_all(page, 1)
    expect(clock(page, OPENING)).to_have_text("09:00–11:00")


def test_the_keyboard_alone_moves_stretches_and_undoes(desk: Desk, path: str):
    page = open_grid(desk, path)
    block(page, OPENING).focus()

    def press() -> None:
        for keys in ("ArrowDown", "ArrowDown", "ArrowRight", "Shift+ArrowDown"):
            page.keyboard.press(keys)

    saved(page, press)
    expect(clock(page, OPENING)).to_have_text("09:30–11:45")
    expect(page.locator("[data-said]")).to_contain_text("1月19日 星期二 09:30 至 11:45")
    expect(block(page, OPENING)).to_be_focused()
    page.keyboard.press("Control+z")
    expect(clock(page, OPENING)).to_have_text("09:00–11:00")
    page.keyboard.press("Enter")
    expect(page.locator("#drawer")).to_contain_text("开幕会（第一次全体会议）")
    page.keyboard.press("Escape")
    expect(block(page, OPENING)).to_be_focused()


def test_split_copy_and_delete_by_keys(desk: Desk, path: str):
    page = open_grid(desk, path)
    many = page.locator("[data-block]").count()
    block(page, OPENING).focus()
    page.keyboard.press("s")
    dialog = page.get_by_role("dialog", name="拆分会次")
    dialog.get_by_label("拆分时间").fill("10:15")
    saved(page, lambda: page.keyboard.press("Enter"), "**/split")
    expect(clock(page, OPENING)).to_have_text("09:00–10:15")
    second = page.locator('[data-block]:has(b:text-is("开幕会（第一次全体会议）（续）"))')
    expect(second.locator("time")).to_have_text("10:15–11:00")
    expect(second).to_be_focused()
    saved(page, lambda: page.keyboard.press("d"), "**/copy")
    expect(page.locator("[data-block]")).to_have_count(many + 2)
    expect(
        page.locator('[data-on="2027-01-19"] [data-block]:has(b:text("（续）"))')
    ).to_be_focused()
    saved(page, lambda: page.keyboard.press("Delete"), "**/draft")
    expect(page.locator("[data-block]")).to_have_count(many + 1)
    undo_all(page, 3)
    expect(page.locator("[data-block]")).to_have_count(many)
    expect(clock(page, OPENING)).to_have_text("09:00–11:00")


def test_deleting_what_is_named_elsewhere_asks_first(desk: Desk, path: str):
    page = open_grid(desk, path)
    many = page.locator("[data-block]").count()
    block(page, OPENING).focus()
    page.keyboard.press("Delete")
    dialog = page.get_by_role("dialog", name="别处用到这个会次")
    expect(dialog).to_contain_text("处用到这个会次：")
    expect(dialog.get_by_role("listitem").first).to_contain_text("议程：")
    expect(dialog.get_by_role("button", name="不删除")).to_be_focused()
    page.keyboard.press("Enter")
    expect(dialog).to_be_hidden()
    expect(page.locator("[data-block]")).to_have_count(many)
    expect(block(page, OPENING)).to_be_focused()
    page.keyboard.press("Delete")
    expect(dialog).to_be_visible()
    saved(page, dialog.get_by_role("button", name="一并解除并删除").click, "**/draft")
    expect(page.locator("[data-block]")).to_have_count(many - 1)
    undo_all(page, 1)
    expect(page.locator("[data-block]")).to_have_count(many)


def test_an_empty_place_takes_a_new_sitting(desk: Desk, path: str):
    page = open_grid(desk, path)
    column = page.locator('[data-on="2027-01-18"]').bounding_box()
    assert column is not None
    page.mouse.move(column["x"] + 60, column["y"] + 4 * HOUR)
    page.mouse.down()
    page.mouse.move(column["x"] + 60, column["y"] + 5 * HOUR, steps=4)
    page.mouse.up()
    dialog = page.get_by_role("dialog", name="新增会次")
    expect(dialog.get_by_label("开始")).to_have_value("12:00")
    expect(dialog.get_by_label("结束")).to_have_value("13:00")
    dialog.get_by_label("名称").fill("记者招待会")
    saved(page, lambda: page.keyboard.press("Enter"), "**/draft")
    expect(page.locator("[data-block]", has_text="记者招待会")).to_be_focused()
    undo_all(page, 1)
    expect(page.locator("[data-block]", has_text="记者招待会")).to_have_count(0)


def test_two_editors_on_one_block_choose(desk: Desk, path: str):
    first, second = open_grid(desk, path), open_grid(desk, path)
    first.context.route("**/draft/pulse*", lambda route: route.abort())
    block(second, OPENING).focus()
    saved(second, lambda: second.keyboard.press("ArrowDown"))
    block(first, OPENING).focus()
    first.keyboard.press("ArrowUp")
    dialog = first.get_by_role("dialog", name="您在另一浏览器中也改了同一处")
    expect(dialog.locator("[data-theirs]").first).to_have_text("09:15")
    expect(dialog.locator("[data-mine]").first).to_have_text("08:45")
    for choice in dialog.get_by_role("radio", name="用另一处的").all():
        choice.check()
    dialog.get_by_role("button", name="保存所选").click()
    expect(clock(first, OPENING)).to_have_text("09:15–11:15")
    undo_all(second, 1)
    expect(clock(second, OPENING)).to_have_text("09:00–11:00")


def test_a_lost_connection_keeps_the_move_and_says_so(desk: Desk, path: str):
    page = open_grid(desk, path)
    page.context.route("**/draft/sittings/*", lambda route: route.abort())
    block(page, OPENING).focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator(".draft-status")).to_contain_text("连接中断")
    expect(block(page, OPENING).locator(".block-state")).to_have_text("未保存")
    page.context.unroute("**/draft/sittings/*")
    with page.expect_response("**/draft/sittings/*"):
        page.evaluate("dispatchEvent(new Event('online'))")
    expect(block(page, OPENING).locator(".block-state")).to_be_empty()
    page.reload()
    expect(clock(page, OPENING)).to_have_text("09:15–11:15")
    wait_until_live(page)
    undo_all(page, 1)


def test_every_day_of_the_meeting_is_in_view_and_empty_days_beside_it_are_folded(
    desk: Desk, path: str
):
    page = open_grid(desk, path)
    assert page.locator(".day-scroll").evaluate("each => each.scrollWidth <= each.clientWidth")
    widths = page.locator("[data-on]").evaluate_all(
        "all => all.map((each) => [each.hasAttribute('data-outside'), each.offsetWidth])"
    )
    assert [is_outside for is_outside, _ in widths] == [True, *[False] * (len(widths) - 2), True]
    assert max(width for is_outside, width in widths if is_outside) <= 60
    assert min(width for is_outside, width in widths if not is_outside) >= 112
    folded = page.locator("[data-on]").first.get_attribute("data-on")
    block(page, OPENING).focus()
    before = page.locator(f'[data-sitting="{OPENING}"] [data-field="held_on"]').input_value()
    saved(
        page,
        lambda: page.locator(f'[data-sitting="{OPENING}"] [data-field="held_on"]').evaluate(
            "(field, on) => { field.value = on;"
            " field.dispatchEvent(new Event('input', { bubbles: true })); }",
            folded,
        ),
    )
    expect(page.locator(f'[data-on="{folded}"] [data-block="{OPENING}"]')).to_be_visible()
    assert page.locator(f'[data-on="{folded}"]').evaluate("each => each.offsetWidth") >= 112
    undo_all(page, 1)
    expect(page.locator(f'[data-on="{before}"] [data-block="{OPENING}"]')).to_be_visible()


@pytest.mark.parametrize("width", [1440, NARROW])
def test_axe_finds_nothing_in_grid_and_list(desk: Desk, path: str, width: int):
    page = open_grid(desk, path, width)
    if width == NARROW:
        expect(page.locator("#day-grid")).to_be_hidden()
        expect(page.locator(f'[data-sitting="{OPENING}"] [data-field="starts_at"]')).to_be_visible()
    assert find_violations(page, scope="light") == []
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
