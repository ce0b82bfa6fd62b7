"""A leader sends a plan back with remarks where he points; the desk sees to them; he approves."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.journeys.desk import NARROW, STANDING, gather_complaints

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.journeys.desk import Desk


REMARK = "请核对会议厅能否容纳"
TABLET = 820


def pin(page: Page, part: str, name: str, text: str = REMARK) -> None:
    """Go to a part of the plan from the decision page, tap a thing, and note a remark there."""
    page.get_by_role("navigation", name="方案各部分").get_by_role("link", name=part).click()
    item = page.locator(".leader-item", has_text=name).first
    item.locator("a.pin-tap").click()
    page.get_by_label(f"对“{name}”的意见").fill(text)
    page.get_by_role("button", name="记下").click()
    expect(item.locator(".pin-note")).to_contain_text(text)


def measure(page: Page) -> list[str]:
    """Return what on a leader's page is too small for a finger or for the eye, or sticks out."""
    return page.evaluate(
        """() => {
          const seen = (each) => each.checkVisibility() && each.getClientRects().length;
          const main = [...document.querySelectorAll("#main *")].filter(seen);
          const small = main.filter((each) => each.matches("a, button, summary, input, textarea")
            && each.getBoundingClientRect().height < 44);
          const fine = main.filter((each) => parseFloat(getComputedStyle(each).fontSize) < 18
            && [...each.childNodes].some((node) => node.nodeType === 3 && node.data.trim()));
          const wide = document.documentElement.scrollWidth > innerWidth + 1;
          return [...small, ...fine].map((each) => each.outerHTML.slice(0, 120))
            .concat(wide ? ["wider than the window"] : []);
        }"""
    )


def send(editor: Page, path: str) -> None:
    """Send the draft for approval."""
    editor.goto(f"{path}/review")
    editor.get_by_label("送审说明").fill("请审定")
    editor.get_by_role("button", name="送审", exact=True).click()
    expect(editor.get_by_role("button", name="撤回送审")).to_be_visible()


def open_decision(leader: Page, title: str) -> None:
    """Go from a leader's day to what waits for his decision."""
    leader.goto("/leader")
    item = leader.locator(".leader-item.is-pressing", has_text=title)
    item.get_by_role("link", name="审阅方案").click()
    expect(leader.get_by_role("heading", level=1)).to_have_text(title)


@pytest.mark.parametrize("width", [TABLET, NARROW])
def test_a_leader_sends_back_with_remarks_and_approves_on_his_own_pages(
    desk: Desk, width: int
) -> None:
    editor = desk.visit("editor")
    path = desk.path_of(STANDING)
    send(editor, path)

    leader = desk.visit("leader", width=width)
    complaints = gather_complaints(leader)
    open_decision(leader, STANDING)
    expect(leader.get_by_role("heading", name="体检")).to_contain_text("阻断 0 · 重要")
    assert measure(leader) == []
    leader.get_by_role("link", name="草稿文件").click()
    expect(leader.get_by_role("heading", level=1)).to_have_text("草稿文件")
    assert measure(leader) == []
    leader.get_by_role("link", name="返回").click()
    leader.get_by_role("navigation", name="方案各部分").get_by_role("link", name="日程").click()
    assert measure(leader) == []
    sitting = leader.locator("a.pin-tap .leader-what").first.inner_text()
    leader.get_by_role("link", name="审定或退回").first.click()
    pin(leader, "日程", sitting)
    assert measure(leader) == []
    for part in ("议程", "程序", "主席台", "人员", "任务", "文稿"):
        leader.get_by_role("navigation", name="方案各部分").get_by_role("link", name=part).click()
        expect(leader.get_by_role("heading", level=1)).to_have_text(part)
        assert measure(leader) == []
    leader.get_by_role("link", name="审定或退回").first.click()
    expect(leader.locator(".pin-note")).to_contain_text([REMARK])
    back = leader.get_by_role("button", name="退回", exact=True)
    expect(back).not_to_be_visible()
    leader.get_by_text("退回…").click()
    back.click()
    expect(leader.get_by_role("link", name="审阅方案")).to_have_count(0)
    assert complaints == []

    editor.goto(f"{path}/edit/sittings")
    strip = editor.locator(".remark-strip")
    expect(strip).to_contain_text("领导意见 1 处待办")
    expect(editor.locator("tr .remark-note")).to_have_text([REMARK])
    strip.get_by_role("button", name="标为已办").click()
    expect(editor.locator(".remark-strip")).to_have_count(0)
    send(editor, path)

    open_decision(leader, STANDING)
    leader.get_by_label("审定意见（可不填）").fill("同意")
    leader.get_by_role("button", name="审定", exact=True).click()
    expect(leader.get_by_role("link", name="审阅方案")).to_have_count(0)
    editor.reload()
    expect(editor.locator("main .mark").first).to_contain_text("已审定")
    editor.get_by_role("button", name="撤回送审").click()
    expect(editor.locator("main .mark").first).to_contain_text("已撤回")


def test_a_leader_pins_on_the_desk_s_pages_too(desk: Desk) -> None:
    editor = desk.visit("editor")
    path = desk.path_of(STANDING)
    send(editor, path)
    leader = desk.visit("leader", width=TABLET)
    leader.goto(f"{path}/schedule")
    expect(leader.get_by_text(re.compile(r"正在审阅第 \d+ 次送审的方案"))).to_be_visible()
    leader.get_by_text("在这里提意见").click()
    leader.locator("#main a.sitting").first.click()
    leader.get_by_label("意见", exact=True).fill(REMARK)
    leader.get_by_role("button", name="记下").click()
    expect(leader.get_by_text("已提 1 处")).to_be_visible()
    leader.get_by_role("link", name="审定或退回").click()
    leader.get_by_role("button", name="收回").click()
    expect(leader.get_by_text(REMARK)).to_have_count(0)
    editor.reload()
    editor.get_by_role("button", name="撤回送审").click()
    expect(editor.locator("main .mark").first).to_contain_text("已撤回")
