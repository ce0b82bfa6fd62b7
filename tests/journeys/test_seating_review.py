"""A leader remarks a seat on his tablet and sends back; it is mended, approved, amended by two."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from playwright.sync_api import expect

from tests.journeys.desk import PLENARY, gather_complaints
from tests.journeys.test_review import TABLET, measure

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.journeys.desk import Desk


NAME = "送审座次"
BLOCK = "经济界"
REMARK = "请与旁边一位对调"


def make(editor: Page, path: str) -> str:
    """Make a seating in the sample hall, fill it, and return its address."""
    editor.goto(f"{path}/seating")
    editor.get_by_label("名称").fill(NAME)
    venue = editor.get_by_label("会场", exact=True)
    hall = venue.locator("option").filter(has_text="人民会堂").get_attribute("value")
    venue.select_option(hall)
    editor.locator("input[name=sitting][value=S04]").check()
    editor.get_by_role("button", name="新建座次").click()
    editor.get_by_role("button", name="按规则排座").click()
    expect(editor.get_by_text("已按规则排座")).to_be_visible()
    return editor.url.split("?")[0]


def send(editor: Page, home: str, label: str, text: str, button: str) -> None:
    """Send what stands, with a word on it."""
    editor.goto(f"{home}/versions")
    editor.get_by_label(label).fill(text)
    editor.get_by_role("button", name=button, exact=True).click()
    expect(
        editor.get_by_role("heading", name="待审定").or_(
            editor.get_by_role("heading", name="待确认")
        )
    ).to_be_visible()


def find_pair(editor: Page, home: str) -> tuple[str, str]:
    """Return somebody of a block by key, and the seat of another of the block by its label."""
    chart: Any = editor.request.get(f"{home}/chart.json").json()
    seats = {
        seat[0]: seat[5]
        for area in chart["venue"]["areas"]
        for row in area["rows"]
        for seat in row["seats"]
    }
    one, other = [each for each in chart["places"].items() if each[1]["block"] == BLOCK][:2]
    return one[0], seats[other[1]["seat"]]


def swap(editor: Page, home: str) -> None:
    """Let two of a block change seats, in the list."""
    person, seat = find_pair(editor, home)
    editor.goto(f"{home}/list")
    editor.get_by_label("姓名或编号").fill(person)
    editor.get_by_label("座位，如 12排8座").fill(seat)
    editor.get_by_label("办法").select_option("swap")
    editor.get_by_role("form", name="调整座次").get_by_role("button").click()
    expect(editor.get_by_text("已保存。")).to_be_visible()


def read(leader: Page) -> None:
    """Go from a leader's day to the seating that waits for him."""
    leader.goto("/leader")
    item = leader.locator(".leader-item.is-pressing", has_text=NAME)
    item.get_by_role("link", name="审阅座次").click()
    expect(leader.get_by_role("heading", level=1)).to_have_text(NAME)


def look(leader: Page) -> list[str]:
    """Return what is too small; each block of the drawing has a button of full size below it."""
    return [each for each in measure(leader) if 'class="hall-block' not in each]


def test_a_seating_is_remarked_returned_mended_approved_and_amended_by_two(desk: Desk) -> None:
    editor = desk.visit("editor", is_still=True)
    home = make(editor, desk.path_of(PLENARY))
    send(editor, home, "送审说明", "请审定", "送审")

    leader = desk.visit("leader", width=TABLET, is_still=True)
    complaints = gather_complaints(leader)
    read(leader)
    assert look(leader) == []
    leader.locator(".leader-blocks").get_by_role("link", name=BLOCK).click()
    assert look(leader) == []
    leader.locator("a.leader-seat").first.click()
    leader.get_by_label("的意见").fill(REMARK)
    leader.get_by_role("button", name="记下").click()
    expect(leader.locator(".pin-note")).to_contain_text([REMARK])
    leader.get_by_role("link", name=NAME).click()
    expect(leader.locator(".pin-note")).to_contain_text([REMARK])
    leader.get_by_text("退回…").click()
    leader.get_by_role("button", name="退回", exact=True).click()
    expect(leader.get_by_role("link", name="审阅座次")).to_have_count(0)

    editor.goto("/workbench")
    editor.get_by_role("listitem").filter(has_text="1 处意见待办").get_by_role("link").click()
    expect(editor.get_by_text(REMARK)).to_be_visible()
    swap(editor, home)
    editor.goto(f"{home}/versions")
    editor.get_by_role("button", name="标为已办").click()
    expect(editor.get_by_text("均已办")).to_be_visible()
    send(editor, home, "送审说明", "已按意见对调", "送审")

    read(leader)
    expect(leader.get_by_role("heading", name="上次意见 1 处：已办 1")).to_be_visible()
    leader.get_by_role("button", name="审定", exact=True).click()
    expect(leader.get_by_role("link", name="审阅座次")).to_have_count(0)

    editor.goto(f"{home}/versions")
    editor.get_by_role("button", name="开始变更").click()
    swap(editor, home)
    send(editor, home, "变更理由", "一位委员临时调整", "提交变更")
    expect(editor.get_by_text("变更由您提出，须由另一人确认")).to_be_visible()
    expect(editor.get_by_role("button", name="确认变更")).to_have_count(0)
    editor.get_by_role("link", name="看变更前后对照").click()
    expect(editor.locator("svg .move-bow").first).to_be_visible()

    read(leader)
    assert look(leader) == []
    leader.get_by_role("button", name="确认变更").click()
    expect(leader.get_by_role("link", name="审阅座次")).to_have_count(0)
    assert complaints == []
    editor.goto(f"{home}/versions")
    expect(editor.locator(".life-version.is-current")).to_contain_text("第 3 版")
