"""Tasks done with the keyboard alone: no mouse, the focus seen at every step, nothing a trap."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.journeys.desk import BUILD_MILLISECONDS, CONSULTATION, PLENARY, open_meeting
from tests.journeys.keyboard import Keyboard

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.journeys.desk import Desk

pytestmark = pytest.mark.xdist_group("journeys")

LIVE = ".draft-line.is-live"
Sit = "Callable[..., tuple[Page, Keyboard, str]]"


@pytest.fixture
def sit(desk: Desk) -> Sit:
    """Return what opens a page of a meeting for an account, hands on the keyboard."""

    def sit_down(
        account: str, place: str = "", title: str = CONSULTATION
    ) -> tuple[Page, Keyboard, str]:
        page = desk.visit(account)
        path = open_meeting(page, title)
        keyboard = Keyboard.of(page)
        page.goto(f"{path}{place}")
        return page, keyboard, path

    return sit_down


def test_sign_in_and_open_a_meeting(desk: Desk):
    page = desk.visit()
    keyboard = Keyboard.of(page)
    page.goto("/sign-in")
    keyboard.press("Tab")
    assert keyboard.look()["name"] == "跳到正文"
    keyboard.fill("账号", "reader")
    keyboard.fill("密码", desk.house.passwords["reader"])
    keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/meetings$"))
    keyboard.choose(PLENARY)
    expect(page.locator(".meeting-title")).to_have_text(PLENARY)
    assert keyboard.used_no_mouse()


def test_another_meeting_and_the_other_language_from_the_menus(sit: Sit):
    page, keyboard, _path = sit("reader")
    keyboard.choose("换一个会议")
    keyboard.choose(PLENARY)
    expect(page.locator(".meeting-title")).to_have_text(PLENARY)
    keyboard.choose("查阅")
    expect(page.locator(".bar .menu.is-end")).to_have_attribute("open", "")
    keyboard.press("Escape")
    expect(page.locator(".bar .menu.is-end")).not_to_have_attribute("open", "")
    assert keyboard.look()["name"] == "查阅"
    keyboard.press("Enter")
    keyboard.choose("English")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    assert keyboard.used_no_mouse()


def test_search_and_open_a_person(sit: Sit):
    page, keyboard, _path = sit("editor", title=PLENARY)
    expect(page.locator(LIVE)).to_be_visible()
    keyboard.press("/")
    page.keyboard.type("jkm")
    expect(page.get_by_role("option", selected=True)).to_contain_text("简堃明")
    keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("简堃明")
    assert keyboard.used_no_mouse()


def test_edit_a_cell_and_take_it_back(sit: Sit):
    page, keyboard, path = sit("editor")
    page.goto(f"{path}/edit/tasks")
    expect(page.locator(LIVE)).to_be_visible()
    cell = page.locator("[data-cell] [data-field=name]").first
    before = cell.input_value()
    keyboard.into_the_page()
    keyboard.go_to(re.sub(r"\s+", " ", cell.evaluate("each => each.labels[0].textContent").strip()))
    page.keyboard.press("Control+a")
    page.keyboard.type("临时的任务名")
    keyboard.press("Enter")
    expect(cell).to_have_attribute("data-state", "saved")
    keyboard.press("Escape")
    keyboard.press("Control+z")
    expect(cell).to_have_value(before)
    assert keyboard.used_no_mouse()


def test_add_an_agenda_item(sit: Sit):
    page, keyboard, path = sit("editor", "/edit/agenda")
    many = page.locator("[data-row]").count()
    keyboard.into_the_page()
    keyboard.go_to("题目")
    page.keyboard.type("听取协商情况的说明")
    keyboard.press("Enter")
    expect(page.locator("[data-row]")).to_have_count(many + 1)
    expect(page.locator(LIVE)).to_be_visible()
    keyboard.press("Control+z")
    page.goto(f"{path}/edit/agenda")
    expect(page.locator("[data-row]")).to_have_count(many)
    assert keyboard.used_no_mouse()


def test_waive_a_finding_and_take_it_up_again(sit: Sit):
    page, keyboard, _path = sit("editor", "/findings", PLENARY)
    many = page.locator("main .finding-waive").count()
    keyboard.into_the_page()
    keyboard.choose("搁置")
    keyboard.go_to("理由")
    page.keyboard.type("已另行安排")
    keyboard.press("Enter")
    expect(page.locator("main .finding-waive")).to_have_count(many - 1)
    keyboard.into_the_page()
    keyboard.choose("不再搁置")
    expect(page.locator("main .finding-waive")).to_have_count(many)
    assert keyboard.used_no_mouse()


def test_send_for_approval_and_approve(sit: Sit):
    page, keyboard, path = sit("editor", "/review")
    keyboard.into_the_page()
    keyboard.go_to("送审说明")
    page.keyboard.type("请审定")
    keyboard.choose("送审")
    expect(page.locator("main .mark").first).to_contain_text("待审")
    leader, leaders_keyboard, _path = sit("leader", "/review")
    leaders_keyboard.into_the_page()
    leaders_keyboard.go_to("审定意见（可不填）")
    leader.keyboard.type("同意")
    leaders_keyboard.choose("审定")
    expect(leader.locator("main .mark").first).to_contain_text("已审定")
    page.goto(f"{path}/review")
    keyboard.into_the_page()
    keyboard.choose("撤回送审")
    expect(page.locator("main .mark").first).to_contain_text("已撤回")
    assert (keyboard.used_no_mouse(), leaders_keyboard.used_no_mouse()) == (True, True)


def test_build_and_open_a_paper(sit: Sit):
    page, keyboard, _path = sit("editor", "/papers")
    keyboard.into_the_page()
    keyboard.choose("预览 议程")
    leaves, link = page.locator(".leaves"), page.get_by_role("link", name="预览", exact=True)
    expect(leaves.or_(link)).to_be_visible(timeout=BUILD_MILLISECONDS)
    if link.is_visible():
        keyboard.into_the_page()
        keyboard.choose("预览")
    expect(leaves).to_be_visible()
    assert keyboard.used_no_mouse()


def test_the_rail_is_a_sheet_on_a_phone_for_the_keyboard_too(desk: Desk):
    page = desk.visit("reader", width=390)
    keyboard = Keyboard.of(page)
    page.goto(open_meeting(page))
    keyboard.choose("目录")
    keyboard.go_to("人员")
    keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("人员")
    assert keyboard.used_no_mouse()


def test_a_dialog_keeps_the_focus_and_gives_it_back(sit: Sit):
    page, keyboard, _path = sit("editor")
    expect(page.locator(LIVE)).to_be_visible()
    keyboard.go_to("快捷键")
    keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="快捷键")
    expect(dialog).to_be_visible()
    for _ in range(4):
        keyboard.press("Tab")
        assert page.evaluate(
            "document.activeElement === document.body || !!document.activeElement.closest('dialog')"
        )
    keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    assert keyboard.look()["name"] == "快捷键"
    assert keyboard.used_no_mouse()
