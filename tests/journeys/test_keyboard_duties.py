"""Leaders, owners, leads and administrators at the keyboard alone; nothing of it needs a mouse."""

from __future__ import annotations

import re
import time
from datetime import timedelta
from typing import TYPE_CHECKING

import pyotp
from playwright.sync_api import expect

from planner.clock import today
from tests.journeys.desk import BUILD_MILLISECONDS, PLENARY, STANDING
from tests.journeys.keyboard import Keyboard

if TYPE_CHECKING:
    from tests.journeys.desk import Desk
    from tests.journeys.keyboard import Sit


TASK = "办理请假，更新应到人数，预判是否过半"
LATE = "拟出会议召开的决定、议程、日程三项草案"
STEP_SECONDS = 30


def test_send_for_approval_send_back_and_withdraw(sit: Sit):
    editor, hands, path = sit("editor", "/review", STANDING)
    hands.into_the_page()
    hands.fill("送审说明", "请审定")
    hands.choose("送审")
    expect(editor.locator("main")).to_contain_text("说明：请审定")

    leader, finger, _path = sit("leader", "/review", STANDING)
    finger.into_the_page()
    finger.choose("退回…")
    finger.fill("总的意见", "日程再压缩半天")
    finger.choose("退回")
    expect(leader.locator("main .mark").first).to_contain_text("已退回")

    editor.goto(f"{path}/review")
    expect(editor.locator("main")).to_contain_text("日程再压缩半天")
    hands.into_the_page()
    hands.choose("送审")
    expect(editor.locator("main .mark").first).to_contain_text("待审")

    leader.goto(f"{path}/review")
    finger.into_the_page()
    finger.fill("审定意见（可不填）", "同意")
    finger.choose("审定")
    expect(leader.locator("main .mark").first).to_contain_text("已审定")

    editor.reload()
    hands.into_the_page()
    hands.choose("撤回送审")
    expect(editor.locator("main .mark").first).to_contain_text("已撤回")
    assert hands.used_no_mouse()
    assert finger.used_no_mouse()


def test_tick_off_a_task_and_take_it_back(sit: Sit):
    page, keyboard, _path = sit("owner", "/work", STANDING)
    keyboard.into_the_page()
    keyboard.choose(TASK)
    expect(page.get_by_role("heading", level=1)).to_have_text(TASK)
    keyboard.into_the_page()
    keyboard.go_to("完成情况（可不填）")
    page.keyboard.type("已更新应到人数")
    for name in ("拍照", "选择文件"):
        keyboard.go_to(name)
    keyboard.choose("确认完成")
    expect(page.locator(".entry").first).to_contain_text("已更新应到人数")
    keyboard.into_the_page()
    keyboard.choose("撤回完成，继续办理")
    expect(page.locator("main .facts").first).to_contain_text("进行中")
    assert keyboard.used_no_mouse()


def test_ask_for_another_date_and_take_it_back(sit: Sit):
    page, keyboard, _path = sit("owner", "/work", STANDING)
    keyboard.into_the_page()
    keyboard.choose(TASK)
    expect(page.get_by_role("heading", level=1)).to_have_text(TASK)
    keyboard.into_the_page()
    keyboard.choose("申请改期")
    keyboard.go_to("新的完成日期")
    wanted = today() + timedelta(days=9)
    keyboard.type_date(wanted)
    keyboard.go_to("理由")
    page.keyboard.type("讨论室还在协调")
    keyboard.choose("提出申请")
    entry = page.locator(".entry.is-date").first
    expect(entry).to_contain_text("待处理")
    expect(entry).to_contain_text(f"{wanted.month}月{wanted.day}日")
    keyboard.into_the_page()
    keyboard.choose("撤回")
    expect(entry).to_contain_text("已撤回")
    assert keyboard.used_no_mouse()


def test_move_a_card_of_the_board_and_back(sit: Sit):
    page, keyboard, _path = sit("lead", "/board/affairs", PLENARY)
    keyboard.into_the_page()
    for there, words in (("doing", "进行中"), ("open", "未开始")):
        keyboard.choose(f"{LATE}：移到“{words}”")
        column = page.locator(f"[data-column={there}] .card")
        expect(column.filter(has_text=LATE)).to_be_visible()
    assert keyboard.used_no_mouse()


def test_have_a_paper_made_look_at_it_and_download_it(sit: Sit):
    page, keyboard, _path = sit("reader", "/papers", PLENARY)
    keyboard.into_the_page()
    keyboard.choose("预览 程序：各组召集人会议")
    expect(page.locator("#progress .is-success")).to_be_visible(timeout=BUILD_MILLISECONDS)
    keyboard.into_the_page()
    keyboard.choose("预览")
    expect(page.locator(".leaves img").first).to_be_visible()
    keyboard.into_the_page()
    keyboard.go_to("下载")
    with page.expect_download() as waiting:
        keyboard.press("Enter")
    assert waiting.value.suggested_filename.endswith(".pdf")
    assert keyboard.used_no_mouse()


def test_sign_in_with_a_second_factor(desk: Desk):
    page = desk.visit()
    keyboard = Keyboard.of(page)
    page.goto("/sign-in")
    keyboard.fill("账号", "audit")
    keyboard.fill("密码", desk.house.passwords["audit"])
    keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("两步验证")
    keyboard.fill("当前密码", desk.house.passwords["audit"])
    keyboard.choose("开始启用")
    codes = pyotp.TOTP(page.locator("code.secret").inner_text())
    keyboard.fill("验证码", codes.now())
    keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("恢复码")
    keyboard.choose("已保存，继续")
    expect(page.get_by_role("heading", level=1)).to_have_text("我的账号")
    keyboard.choose(page.locator(".bar .menu.is-end summary").inner_text())
    keyboard.choose("退出")
    expect(page.get_by_role("heading", level=1)).to_have_text("登录")
    keyboard.fill("账号", "audit")
    keyboard.fill("密码", desk.house.passwords["audit"])
    keyboard.press("Enter")
    expect(page.get_by_label("验证码")).to_be_visible()
    keyboard.fill("验证码", codes.at(int(time.time()) + STEP_SECONDS))
    keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/administration/log"))
    assert keyboard.used_no_mouse()
