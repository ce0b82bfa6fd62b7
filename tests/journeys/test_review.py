"""A leader sends a plan back with remarks where he points; the desk sees to them; he approves."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.journeys.desk import STANDING, gather_complaints, open_meeting

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.journeys.desk import Desk

pytestmark = pytest.mark.xdist_group("journeys")

REMARK = "请核对会议厅能否容纳"
TABLET = 820


def pin(page: Page, sitting: str) -> None:
    """Open the remark sheet, point at a sitting of the schedule, and note a remark there."""
    page.get_by_text("在这里提意见").click()
    page.locator("#main a.sitting", has_text=sitting).first.click()
    expect(page.get_by_label("对哪里").locator("option:checked")).to_contain_text(sitting)
    page.get_by_label("意见", exact=True).fill(REMARK)
    page.get_by_role("button", name="记下").click()
    expect(page.get_by_text("已提 1 处")).to_be_visible()


def test_send_back_with_a_remark_and_approve(desk: Desk) -> None:
    editor = desk.visit("editor")
    path = open_meeting(editor, STANDING)
    editor.goto(f"{path}/review")
    editor.get_by_label("送审说明").fill("请审定")
    editor.get_by_role("button", name="送审", exact=True).click()

    leader = desk.visit("leader", width=TABLET)
    complaints = gather_complaints(leader)
    leader.goto(f"{path}/schedule")
    expect(leader.get_by_text(re.compile(r"正在审阅第 \d+ 次送审的方案"))).to_be_visible()
    sitting = leader.locator("#main a.sitting b").first.inner_text()
    pin(leader, sitting)
    leader.get_by_role("link", name="审定或退回").click()
    expect(leader.get_by_text(REMARK)).to_be_visible()
    leader.get_by_role("button", name="退回", exact=True).click()
    expect(leader.locator("main .mark").first).to_contain_text("已退回")
    assert complaints == []

    editor.goto(f"{path}/edit/sittings")
    strip = editor.locator(".remark-strip")
    expect(strip).to_contain_text("领导意见 1 处待办")
    expect(editor.locator("tr .remark-note")).to_have_text([REMARK])
    strip.get_by_role("button", name="标为已办").click()
    expect(editor.locator(".remark-strip")).to_have_count(0)
    editor.goto(f"{path}/review")
    editor.get_by_role("button", name="送审", exact=True).click()

    leader.goto(f"{path}/review")
    leader.get_by_label("审定意见（可不填）").fill("同意")
    leader.get_by_role("button", name="审定", exact=True).click()
    expect(leader.locator("main .mark").first).to_contain_text("已审定")
    editor.reload()
    editor.get_by_role("button", name="撤回送审").click()
    expect(editor.locator("main .mark").first).to_contain_text("已撤回")
