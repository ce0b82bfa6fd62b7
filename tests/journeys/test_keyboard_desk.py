"""The editor's day with the keyboard alone: menus, search, cells, lists, the grid of days."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.journeys.desk import PLENARY

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

    from tests.journeys.keyboard import Sit


ROSTER = """姓名,性别,工作单位,职务,会议身份
冯陪斌,,临澜市社会福利院,院长,出席
丁新增,女,永澄市中医院,护士长,列席
"""
TAB_ROUNDS = 30
IS_OUTSIDE = """() => document.activeElement !== document.body
  && document.activeElement.closest('dialog[open]') === null"""


def undo(page: Page, times: int = 1) -> None:
    """Take back with the keys what a walk did."""
    for _ in range(times):
        with page.expect_response("**/draft/undo") as answer:
            page.keyboard.press("Control+z")
        assert answer.value.status == 200


def test_change_the_language_and_the_meeting_by_menus(sit: Sit):
    page, keyboard, _path = sit("editor")
    for words, language in (("English", "en"), ("中文", "zh-CN")):
        keyboard.choose("秘书处")
        keyboard.choose(words)
        expect(page.locator("html")).to_have_attribute("lang", language)
    keyboard.choose("换一个会议")
    expect(page.locator(".bar-switch li").first).to_be_visible()
    keyboard.press("Escape")
    assert keyboard.look()["name"] == "换一个会议"
    expect(page.locator(".bar-switch li").first).to_be_hidden()
    keyboard.press("Enter")
    keyboard.choose(PLENARY)
    expect(page.locator(".meeting-title")).to_have_text(PLENARY)
    assert keyboard.used_no_mouse()


def test_go_along_the_rail_and_the_sections(sit: Sit):
    page, keyboard, path = sit("editor")
    for name in ("日程 · 程序", "任务台账", "修改方案"):
        keyboard.choose(name)
        expect(page.locator(".rail [aria-current=page]")).to_have_text(name)
    keyboard.into_the_page()
    keyboard.choose("任务")
    expect(page).to_have_url(re.compile(f"{path}/edit/tasks$"))
    assert keyboard.used_no_mouse()


def test_find_somebody_with_one_key(sit: Sit):
    page, keyboard, _path = sit("editor")
    keyboard.wait_until_live()
    keyboard.press("/")
    page.keyboard.type("fpb")
    chosen = page.get_by_role("option", selected=True)
    expect(chosen).to_contain_text("冯培斌")
    keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("冯培斌")
    assert keyboard.used_no_mouse()


def test_a_dialog_keeps_the_focus_and_gives_it_back(sit: Sit):
    page, keyboard, _path = sit("editor")
    keyboard.wait_until_live()
    keyboard.choose("快捷键")
    dialog = page.get_by_role("dialog", name="快捷键")
    expect(dialog).to_be_visible()
    left = []
    for _ in range(TAB_ROUNDS):
        keyboard.press("Tab")
        left.append(page.evaluate(IS_OUTSIDE))
    assert not any(left)
    keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    assert keyboard.look()["name"] == "快捷键"
    assert keyboard.used_no_mouse()


def test_edit_a_cell_take_it_back_and_do_it_again(sit: Sit):
    page, keyboard, _path = sit("editor", "/edit/tasks")
    keyboard.wait_until_live()
    keyboard.into_the_page()
    cell = page.locator("[data-grid] td[data-cell]").first
    field = cell.locator("[data-edit]")
    while not cell.evaluate("cell => cell === document.activeElement"):
        keyboard.press("Tab")
        keyboard.look()
    before = field.input_value()
    keyboard.press("Enter", "Control+a")
    page.keyboard.type("逐户走访")
    keyboard.press("Enter")
    expect(field).to_have_attribute("data-state", "saved")
    undo(page)
    expect(field).to_have_value(before)
    keyboard.press("Control+Shift+Z")
    expect(field).to_have_value("逐户走访")
    undo(page)
    expect(field).to_have_value(before)
    assert keyboard.used_no_mouse()


def test_add_an_item_of_the_agenda_and_move_it(sit: Sit):
    page, keyboard, _path = sit("editor", "/agenda/edit")
    items = page.locator("[data-item]")
    many = items.count()
    keyboard.into_the_page()
    keyboard.fill("新议题", "听取群众代表发言")
    keyboard.press("Enter")
    expect(items).to_have_count(many + 1)
    keyboard.wait_until_live()
    expect(items.last.get_by_label("议题", exact=True)).to_be_focused()
    assert keyboard.look()["name"] == "议题"
    with page.expect_response("**/draft"):
        keyboard.press("Alt+ArrowUp")
    moved = page.locator("[data-item]").nth(many - 1).get_by_label("议题", exact=True)
    expect(moved).to_have_value("听取群众代表发言")
    expect(moved).to_be_focused()
    page.evaluate("globalThis.isSamePage = true")
    keyboard.press("Alt+Delete")
    expect(page.locator(".draft-toast")).to_have_text("已删除“听取群众代表发言”，可用 Ctrl+Z 撤销")
    expect(items).to_have_count(many)
    expect(items.last.get_by_label("议题", exact=True)).to_be_focused()
    assert page.evaluate("globalThis.isSamePage === true"), "the page was loaded anew"
    assert keyboard.used_no_mouse()


def test_move_a_sitting_in_the_grid_of_days(sit: Sit):
    page, keyboard, _path = sit("editor", "/schedule/edit", PLENARY)
    keyboard.wait_until_live()
    keyboard.into_the_page()
    keyboard.go_to("09:00–11:00 开幕会（第一次全体会议）")
    with page.expect_response("**/draft/sittings/*") as answer:
        keyboard.press("ArrowDown", "Shift+ArrowDown")
    assert answer.value.status == 200
    clock = page.locator('[data-block="S04"] time')
    expect(clock).to_have_text("09:15–11:30")
    undo(page)
    expect(clock).to_have_text("09:00–11:00")
    keyboard.press("Enter")
    expect(page.locator("#drawer")).to_contain_text("开幕会（第一次全体会议）")
    keyboard.press("Escape")
    assert keyboard.look()["name"].startswith("09:00–11:00 开幕会")
    assert keyboard.used_no_mouse()


def test_a_roster_comes_in(sit: Sit, tmp_path: Path):
    page, keyboard, path = sit("editor", "/edit/people")
    before = page.locator("[data-total]").get_attribute("data-total")
    file = tmp_path / "名册.csv"
    file.write_bytes(ROSTER.encode("gb18030"))
    page.on("filechooser", lambda chooser: chooser.set_files(file))
    keyboard.into_the_page()
    keyboard.choose("导入名册")
    expect(page).to_have_url(re.compile(f"{path}/edit/people/import$"))
    keyboard.go_to("名册文件（.xlsx 或 .csv）")
    keyboard.press("Enter")
    expect(page.get_by_label("名册文件")).to_have_value(re.compile("名册"))
    keyboard.choose("读取并核对")
    expect(page.get_by_role("heading", level=1)).to_have_text("核对名册")
    keyboard.into_the_page()
    keyboard.go_to("处理 冯陪斌")
    keyboard.press("ArrowDown")
    expect(page.locator(".take-roster")).to_contain_text("将新增 1 人，修改 1 人")
    assert keyboard.look()["name"].startswith("处理 冯陪斌")
    keyboard.choose("导入名册")
    expect(page.locator(".said")).to_contain_text("已修改")
    keyboard.wait_until_live()
    undo(page)
    expect(page.locator("[data-total]")).to_have_attribute("data-total", str(before))
    assert keyboard.used_no_mouse()
