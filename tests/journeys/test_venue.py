"""A hall is made, changed by mouse and by keys, saved twice, taken down and taken in again."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.journeys.desk import NARROW, go

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

    from tests.journeys.desk import Desk


def seat(page: Page, name: str) -> Locator:
    return page.get_by_role("option", name=name, exact=True)


def tried(page: Page, deed: str | Locator) -> None:
    """Press a key or a button, and wait for what the server makes of it."""
    with page.expect_response(lambda answer: answer.url.endswith("/preview")):
        if isinstance(deed, str):
            page.keyboard.press(deed)
        else:
            deed.click()
    expect(page.locator("[data-venue]")).not_to_have_attribute("aria-busy", "true")


def make_hall(page: Page, name: str) -> None:
    page.goto("/venues")
    page.get_by_role("link", name="新建会场").click()
    page.get_by_label("会场名称").fill(name)
    page.get_by_label("排数", exact=True).fill("3")
    page.get_by_label("每排各段座位数").fill("4,4")
    page.get_by_label("座号", exact=True).select_option("odd_left")
    page.get_by_label("主席台各排座位数").fill("5")
    page.get_by_role("button", name="看图").click()
    expect(page.get_by_role("img", name="座位图，从台下看")).to_be_visible()
    page.get_by_role("button", name="新建").click()
    expect(page.get_by_role("heading", name=name)).to_be_visible()


def open_editor(page: Page) -> None:
    page.get_by_role("link", name="修改会场").click()
    expect(page.get_by_role("listbox")).to_be_visible()


def test_hall_is_made_edited_saved_and_brought_elsewhere(desk: Desk):
    page = desk.visit("editor")
    make_hall(page, "云岭小礼堂")
    open_editor(page)
    # a frame round two seats blocks them
    first, last = seat(page, "池座1排7座").bounding_box(), seat(page, "池座1排5座").bounding_box()
    assert first is not None
    assert last is not None
    page.mouse.move(first["x"] - 4, first["y"] - 4)
    page.mouse.down()
    page.mouse.move(last["x"] + last["width"] + 2, last["y"] + last["height"] + 2, steps=4)
    page.mouse.up()
    expect(page.locator("[data-chosen]")).to_have_text("已选 2 座：池座1排7座、池座1排5座")
    tried(page, page.get_by_role("button", name="停用"))
    expect(seat(page, "池座1排5座（停用）")).to_have_attribute("aria-selected", "true")
    # by keys: the seat behind is removed, and its number goes with it
    page.get_by_role("listbox").focus()
    page.keyboard.press("Escape")
    seat(page, "池座1排7座（停用）").click()
    page.keyboard.press("ArrowDown")
    tried(page, "4")
    expect(seat(page, "池座2排未编号座位（拆除）")).to_have_count(1)
    tried(page, "Control+z")
    expect(seat(page, "池座2排7座")).to_have_count(1)
    tried(page, "Control+y")
    # the area is numbered the other way
    page.get_by_text("分区", exact=True).filter(has=page.locator("xpath=self::summary")).click()
    form = page.locator("[data-area-form]")
    form.get_by_label("座号").select_option("odd_right")
    tried(page, form.get_by_role("button", name="改分区"))
    expect(seat(page, "池座3排8座")).to_have_count(1)
    # a wrong step is told and changes nothing
    bend = page.locator("form", has=page.get_by_role("button", name="改弧度"))
    bend.get_by_label("首排弧半径（米）").fill("1")
    tried(page, bend.get_by_role("button", name="改弧度"))
    expect(page.locator("[data-said]")).to_have_text("首排弧半径（米）应为 2 至 500，现为 1")
    expect(page.locator("[data-unsaved]")).to_have_text("3 步未保存")
    page.get_by_label("版本说明").fill("按现场核对")
    page.get_by_role("button", name="存为新版").click()
    expect(page.get_by_text("已存为第 2 版。")).to_be_visible()
    expect(page.get_by_role("row", name="第 2 版")).to_contain_text("按现场核对")
    # taken down and taken in again, it is the same
    with page.expect_download() as taken:
        page.get_by_role("link", name="座位图数据（.json）").click()
    path = taken.value.path()
    assert json.loads(path.read_text("utf-8"))["name"] == "云岭小礼堂"
    go(page, "/venues/import")
    page.get_by_label("会场文件").set_input_files(
        {
            "name": "小礼堂.json",
            "mimeType": "application/json",
            "buffer": path.read_bytes(),
        }
    )
    page.get_by_role("button", name="上传并核对").click()
    page.get_by_label("会场名称").fill("海陵小礼堂")
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_role("heading", name="海陵小礼堂")).to_be_visible()
    area = page.get_by_role("row", name=re.compile("池座"))
    expect(area).to_contain_text("左双右单")
    expect(area.locator("td.number")).to_have_text(["3", "21", "—", "2", "—"])


def test_fixtures_rows_and_areas_change_by_keys_and_forms(desk: Desk):
    page = desk.visit("editor")
    make_hall(page, "云岭二厅")
    open_editor(page)
    page.get_by_text("设施", exact=True).click()
    page.get_by_label("种类").select_option("pillar")
    tried(page, page.get_by_role("button", name="加设施"))
    expect(page.locator(".v-fixture.is-pillar")).to_have_count(1)
    before = float(page.locator("[data-fixture-form] [name=x]").input_value())
    page.get_by_role("listbox").focus()
    tried(page, "Alt+ArrowRight")
    moved = float(page.locator("[data-fixture-form] [name=x]").input_value())
    assert moved == pytest.approx(before + 0.1)
    tried(page, "Delete")
    expect(page.locator(".v-fixture.is-pillar")).to_have_count(0)
    page.locator("summary").filter(has_text=re.compile(r"^排$")).click()
    more = page.locator("form", has=page.get_by_role("button", name="最后加一排（桌）"))
    more.get_by_label("分区").select_option(label="池座")
    tried(page, more.get_by_role("button"))
    expect(seat(page, "池座4排1座")).to_have_count(1)
    # two saved meanwhile: nothing is lost, and the same can be done on the newer version
    other = page.context.new_page()
    other.goto(page.url)
    expect(other.get_by_role("listbox")).to_be_visible()
    seat(other, "池座1排1座").click()
    tried(other, "3")
    other.get_by_role("button", name="存为新版").click()
    expect(other.get_by_text("已存为第 2 版。")).to_be_visible()
    page.get_by_role("button", name="存为新版").click()
    expect(page.locator("[data-said]")).to_contain_text("已另存第 2 版")
    tried(page, page.get_by_role("button", name="在第 2 版上重做"))
    expect(seat(page, "池座1排1座（停用）")).to_have_count(1)
    page.get_by_role("button", name="存为新版").click()
    expect(page.get_by_text("已存为第 3 版。")).to_be_visible()


def test_editor_fits_a_phone_and_outlives_a_reload(desk: Desk):
    page = desk.visit("editor", width=NARROW)
    make_hall(page, "云岭三厅")
    open_editor(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    seat(page, "池座1排1座").click()
    for _ in range(4):
        page.get_by_role("button", name="放大").click()
    expect(seat(page, "池座1排1座")).to_be_in_viewport()
    tried(page, page.get_by_role("button", name="轮椅席"))
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    expect(seat(page, "池座1排1座（轮椅席）")).to_have_count(1)
    expect(page.locator("[data-said]")).to_have_text("已找回上次未保存的 1 步修改。")
