"""Journeys of a reader: signing in, through every page of a meeting, and to a person."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.journeys.desk import (
    NARROW,
    PLENARY,
    WIDE,
    fill_sign_in,
    gather_complaints,
    go,
    list_rail,
    open_meeting,
)

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.journeys.desk import Desk


RAIL = (
    *("总览", "日程 · 程序", "议程", "人员", "座次", "文稿"),
    *("任务台账", "时间表", "路线图", "责任清单", "工作组看板", "我的任务"),
    *("文件与日历", "日历订阅", "体检", "修改方案", "送审 · 审定", "版本", "邀请", "通知与邮件"),
)
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def test_signing_in_refuses_a_wrong_password_in_words_and_then_opens_the_meeting(desk: Desk):
    page = desk.visit()
    page.goto("/meetings")
    expect(page).to_have_url(re.compile("/sign-in"))
    fill_sign_in(page, "editor", "not the password")
    expect(page.get_by_role("alert")).to_contain_text(re.compile("[一-鿿]{4,}"))
    expect(page.get_by_label("账号")).to_have_value("editor")
    expect(page.get_by_label("密码")).to_have_value("")
    fill_sign_in(page, "editor", desk.house.passwords["editor"])
    page.get_by_role("link", name=PLENARY, exact=True).click()
    expect(page).to_have_title(re.compile(PLENARY))
    assert tuple(list_rail(page)) == RAIL


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_every_page_of_the_rail_stands_without_errors_at_the_width(desk: Desk, width: int):
    page = desk.visit("editor", width=width)
    complaints = gather_complaints(page)
    open_meeting(page)
    seen = {name: look_at(page, path) for name, path in list_rail(page).items()}
    assert seen == dict.fromkeys(RAIL, (200, 1, 0))
    assert complaints == []


def look_at(page: Page, path: str) -> tuple[int, int, int]:
    """Return a page's status, its number of first headings, and what sticks out sideways."""
    answer = go(page, path)
    return answer.status, page.locator("h1").count(), page.evaluate(OVERFLOW)


def test_the_rail_unfolds_on_a_narrow_screen(desk: Desk):
    page = desk.visit("editor", width=NARROW)
    open_meeting(page)
    link = page.locator(".rail").get_by_role("link", name="人员")
    expect(link).to_be_hidden()
    page.locator(".rail summary").click()
    link.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("人员")


def test_searching_people_finds_one_by_initials_pinyin_or_name(desk: Desk):
    page = desk.visit("reader")
    page.goto(desk.path_of() + "/people")
    field = page.get_by_role("searchbox", name="查找")
    names = page.locator("#found tbody tr td:first-child a")
    for typed in ("jkm", "jiankunming", "简堃"):
        field.fill("")
        expect(names).not_to_have_count(1)
        field.press_sequentially(typed)
        expect(names).to_have_text(["简堃明"])
    page.get_by_role("link", name="简堃明").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("简堃明")


def test_people_stand_in_three_orders(desk: Desk):
    page = desk.visit("reader")
    page.goto(desk.path_of() + "/people")
    names = page.locator("#found tbody tr td:first-child a")
    heads = {}
    for order, first in (("pinyin", "艾"), ("strokes", "丁"), ("rank", "陆")):
        page.get_by_label("排序").select_option(order)
        expect(names.first).to_have_text(re.compile(f"^{first}"))
        heads[order] = names.all_text_contents()[:4]
    assert heads == {
        "pinyin": ["艾尔肯江·吐尔洪尼牙孜", "安翰涛", "敖渤明", "敖绮淑"],
        "strokes": ["丁晴珩", "丁槐渤", "丁慕芸", "刁媛燕"],
        "rank": ["陆翀远", "欧阳𬭎", "程㛃", "诸葛秉衡"],
    }
