"""A journey from an empty installation to an editor at work and an administrator with his code."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING

import pyotp
from playwright.sync_api import expect

from tests.journeys.desk import Desk, fill_sign_in, gather_complaints
from tests.journeys.house import find_port, keep_house

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page


HOUSE = "政协云岭省委员会"
PEOPLE = {
    "系统管理员": ("李明", "liming"),
    "安全保密管理员": ("赵静", "zhaojing"),
    "安全审计员": ("陈晨", "chenchen"),
    "秘书处": ("王芳", "wangfang"),
}
CHOSEN = "七盏互不相干的灯 lamps"
STEP_SECONDS = 30


def fill_set_up(page: Page, code: str) -> None:
    page.get_by_label("初始化口令").fill(code)
    page.get_by_label("单位全称").fill(HOUSE)
    page.get_by_label("简称").fill("云岭政协")
    for role, (name, sign_in_name) in PEOPLE.items():
        group = page.get_by_role("group", name=role, exact=True)
        group.get_by_label("姓名").fill(name)
        group.get_by_label("账号").fill(sign_in_name)
    page.get_by_role("button", name="建立单位和账号").click()


def choose_password(page: Page, former: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text("更改密码")
    page.get_by_label("当前密码").fill(former)
    page.get_by_label("新密码", exact=True).fill(CHOSEN)
    page.get_by_label("再输入一次新密码").fill(CHOSEN)
    page.get_by_role("button", name="更改密码").click()


def test_empty_installation_comes_to_work(browser: Browser, tmp_path: Path) -> None:
    with keep_house(tmp_path, find_port()) as house:
        desk = Desk(browser, house)
        page = desk.visit()
        complaints = gather_complaints(page)
        page.goto("/")
        expect(page.get_by_role("heading", level=1)).to_have_text("初始化会务台")
        fill_set_up(page, "not-the-code")
        expect(page.get_by_role("alert")).to_contain_text("请改正")
        complaints.clear()  # the browser notes each answer of 422
        fill_set_up(page, house.passwords["setup-code"])
        expect(page.get_by_role("heading", level=1)).to_have_text("初始化完成")
        given = {
            name: page.locator(f"[data-account={name}]").inner_text() for _, name in PEOPLE.values()
        }
        assert len(set(given.values())) == 4
        page.get_by_role("link", name="去登录").click()
        sign_editor_in(page, given["wangfang"])
        assert complaints == []
        enrol_administrator(desk.visit(), given["liming"])
        answer = page.goto("/set-up")
        assert answer is not None
        assert answer.status == 404
        desk.leave()


def sign_editor_in(page: Page, given: str) -> None:
    """The editor chooses a password of her own and is at work."""
    fill_sign_in(page, "wangfang", given)
    choose_password(page, given)
    expect(page.get_by_role("status").first).to_contain_text("密码已更改")
    page.goto("/meetings")
    expect(page.get_by_role("heading", level=1)).to_have_text("会议")


def enrol_administrator(page: Page, given: str) -> None:
    """The administrator chooses a password, scans the key, and comes back with a code."""
    page.goto("/sign-in")
    fill_sign_in(page, "liming", given)
    choose_password(page, given)
    expect(page.get_by_role("heading", level=1)).to_have_text("两步验证")
    page.get_by_label("当前密码").fill(CHOSEN)
    page.get_by_role("button", name="开始启用").click()
    expect(page.get_by_role("img", name="两步验证二维码")).to_be_visible()
    totp = pyotp.TOTP(page.locator("code.secret").inner_text())
    page.get_by_label("验证码").fill(totp.now())
    page.get_by_role("button", name="启用两步验证").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("恢复码")
    codes = page.locator(".recovery-codes code").all_inner_texts()
    assert len(codes) == 10
    assert all(re.fullmatch(r"[a-z2-9]{4}(-[a-z2-9]{4}){3}", each) for each in codes)
    page.get_by_role("link", name="已保存，继续").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("我的账号")
    page.context.clear_cookies()
    page.goto("/sign-in")
    fill_sign_in(page, "liming", CHOSEN)
    page.get_by_label("验证码").fill(totp.at(int(time.time()) + STEP_SECONDS))
    page.get_by_role("button", name="继续").click()
    expect(page).to_have_url(re.compile("/administration/accounts"))
