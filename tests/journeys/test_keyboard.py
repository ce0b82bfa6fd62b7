"""Tasks done with the keyboard alone: no mouse, the focus seen at every step, nothing a trap."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.journeys.desk import PLENARY
from tests.journeys.keyboard import Keyboard

if TYPE_CHECKING:
    from tests.journeys.desk import Desk
    from tests.journeys.keyboard import Sit


def test_sign_in_and_open_a_meeting(desk: Desk):
    page = desk.visit()
    keyboard = Keyboard.of(page)
    page.goto("/sign-in")
    keyboard.press("Tab")
    assert keyboard.look()["name"] == "跳到正文"
    keyboard.fill("账号", "reader")
    keyboard.fill("密码", desk.house.passwords["reader"])
    keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/workbench$"))
    keyboard.choose(PLENARY)
    expect(page.locator(".meeting-title")).to_have_text(PLENARY)
    assert keyboard.used_no_mouse()


def test_a_mouse_is_noticed_on_the_page_before_too(desk: Desk):
    page = desk.visit("reader")
    keyboard = Keyboard.of(page)
    page.goto("/meetings")
    page.get_by_role("link", name=PLENARY, exact=True).click()
    expect(page.locator(".meeting-title")).to_have_text(PLENARY)
    assert not keyboard.used_no_mouse()


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
