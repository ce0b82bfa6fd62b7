"""The proceedings of a sitting: the clock as one types, names by initials, two at one list."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.journeys.desk import NARROW, open_meeting
from tests.journeys.inspection import find_violations
from tests.journeys.test_editing import undo_all, undo_until, wait_until_live
from tests.journeys.test_schedule_grid import saved

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

    from tests.journeys.desk import Desk

CONTENTS = "[...document.querySelectorAll('[data-part=content]')].map(one => one.value)"
SUM = "合计 {} 分钟，预计 {} 结束，{}"


@pytest.fixture(scope="module")
def path(reception: Desk) -> str:
    return f"{open_meeting(reception.visit('editor'))}/sittings/S04"


def open_editor(desk: Desk, path: str, width: int = 1440) -> Page:
    page = desk.visit("editor", width=width)
    page.goto(f"{path}/edit")
    wait_until_live(page)
    return page


def part(page: Page, name: str, number: int) -> Locator:
    return page.locator(f'[data-steps] [data-part="{name}"]').nth(number - 1)


def contents(page: Page) -> list[str]:
    found: list[str] = page.evaluate(CONTENTS)
    return found


def test_the_clock_runs_as_one_types_and_a_speaker_is_found_by_initials(desk: Desk, path: str):
    page = open_editor(desk, path)
    total = page.locator("[data-sum]")
    expect(total).to_have_text(SUM.format(89, "10:29", "余 31 分钟"))
    part(page, "minutes", 1).fill("40")
    expect(total).to_have_text(SUM.format(125, "11:05", "超出 5 分钟"))
    expect(page.locator(".step-clock").nth(1)).to_have_text("09:40–09:42")
    saved(page, lambda: part(page, "minutes", 1).blur())
    expect(page.locator(".findings-news")).to_contain_text("程序共需 125 分钟")
    part(page, "speaker", 1).press_sequentially("lcy")
    expect(page.get_by_role("option", selected=True)).to_contain_text("陆翀远")
    saved(page, lambda: page.keyboard.press("Enter"))
    expect(part(page, "speaker", 1)).to_have_value("陆翀远")
    page.reload()
    wait_until_live(page)
    expect(part(page, "speaker", 1)).to_have_value("陆翀远")
    undo_all(page, 2)
    expect(total).to_have_text(SUM.format(89, "10:29", "余 31 分钟"))


def test_steps_are_inserted_moved_and_deleted_by_keys(desk: Desk, path: str):
    page = open_editor(desk, path)
    before = contents(page)
    part(page, "content", 1).focus()
    page.keyboard.press("Control+Enter")
    page.keyboard.type("介绍来宾")
    saved(page, lambda: page.keyboard.press("Alt+ArrowDown"))
    assert contents(page) == [*before[:2], "介绍来宾", *before[2:]]
    expect(part(page, "content", 3)).to_be_focused()
    saved(page, lambda: page.keyboard.press("Alt+Delete"))
    assert contents(page) == before
    undo_until(page, CONTENTS, before, least=2)


def test_two_editors_of_one_list_are_both_kept(desk: Desk, path: str):
    first, second = open_editor(desk, path), open_editor(desk, path)
    first.context.route("**/draft/pulse*", lambda route: route.abort())
    part(second, "minutes", 2).fill("3")
    saved(second, lambda: part(second, "minutes", 2).blur())
    part(first, "content", 1).fill("宣布开幕")
    saved(first, lambda: part(first, "content", 1).blur())
    expect(part(first, "minutes", 2)).to_have_value("3")
    expect(first.get_by_role("dialog", name="您在另一浏览器中也改了同一处")).to_be_hidden()
    undo_all(second, 1)
    undo_all(first, 1)


def test_a_rehearsal_goes_on_after_a_reload(desk: Desk, path: str):
    page = desk.visit("reader")
    page.goto(path)
    page.get_by_role("button", name="开始演练").click()
    expect(page.locator("[data-now]")).to_have_text(
        "第 1 项，共 6 项；宣布到会人数和会议开幕；计划 4 分钟"
    )
    page.get_by_role("button", name="下一项").click()
    expect(page.locator("[data-pace]")).to_have_text(re.compile("提前 (4:00|3:5[0-9])"))
    page.reload()
    expect(page.locator("[data-step][data-current]")).to_contain_text("奏唱国歌")
    for _ in range(5):
        page.get_by_role("button", name="下一项").click()
    expect(page.locator("[data-now]")).to_contain_text("全部程序已走完")
    page.get_by_role("button", name="结束演练").click()
    expect(page.get_by_role("button", name="开始演练")).to_be_visible()


def test_a_page_that_is_looked_at_saves_nothing(desk: Desk, path: str):
    page = open_editor(desk, path)
    before = contents(page)
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.method))
    assert find_violations(page, scope="light") == []
    assert len(contents(page)) < len(before)
    part(page, "content", 1).focus()
    part(page, "minutes", 1).focus()
    page.reload()
    wait_until_live(page)
    assert set(sent) == {"GET"}
    assert contents(page) == before


def test_axe_finds_nothing_in_the_editor_on_a_phone(desk: Desk, path: str):
    page = open_editor(desk, path, NARROW)
    part(page, "speaker", 1).press_sequentially("l")
    expect(page.locator("#suggestions [role=option]").first).to_be_visible()
    assert find_violations(page, scope="light") == []
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
