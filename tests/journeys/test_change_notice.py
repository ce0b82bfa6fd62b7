"""A change after publishing: calendars, its notice, the letter, and the old paper's code."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from icalendar import Calendar
from playwright.sync_api import expect

from tests.journeys.desk import BUILD_MILLISECONDS, STANDING, WAIT_MILLISECONDS
from tests.journeys.test_package import show_preview

if TYPE_CHECKING:
    from email.message import EmailMessage

    from icalendar import Event
    from playwright.sync_api import Page

    from tests.journeys.desk import Desk
    from tests.post import Letterbox


PLACE = "省政协机关礼堂（临时）"
ADDRESS = "member@members.example"


def change(page: Page, path: str, thing: str, name: str, value: str) -> None:
    """Write a field in the page of one thing, and wait until it is saved."""
    page.goto(f"{path}/details/{thing}")
    expect(page.locator(".draft-line.is-live")).to_be_visible()
    field = page.locator("main").get_by_label(name, exact=True)
    field.fill(value)
    field.blur()
    expect(field).to_have_attribute("data-state", "saved")


def read_code(page: Page, path: str) -> str:
    """Have the schedule made, and return the code at its foot."""
    page.goto(f"{path}/papers")
    row = page.locator("tr", has=page.locator(".filename", has_text="02-日程")).first
    row.get_by_role("button", name="预览").click()
    show_preview(page)
    return page.locator(".facts code").inner_text()


def approve(desk: Desk, editor: Page, path: str) -> None:
    """Send the draft for approval and let the leader approve it."""
    editor.goto(f"{path}/review")
    editor.get_by_role("button", name="送审", exact=True).click()
    leader = desk.visit("leader")
    leader.goto(f"{path}/review")
    leader.get_by_label("审定意见（可不填）").fill("同意，请逐一通知。")
    leader.get_by_role("button", name="审定", exact=True).click()
    expect(leader.locator("main .mark").first).to_contain_text("已审定")
    leader.close()


def wait_for_letter(letterbox: Letterbox) -> EmailMessage:
    """Return the first letter to the member, once it has arrived."""
    ends_at = time.monotonic() + WAIT_MILLISECONDS / 1000
    while time.monotonic() < ends_at:
        found = [each for each in letterbox.taken if ADDRESS in str(each["To"])]
        if found:
            return found[0]
        time.sleep(0.2)
    raise AssertionError([str(each["To"]) for each in letterbox.taken])


def subscribe(page: Page, path: str) -> str:
    """Subscribe a device to the calendar of a meeting, and return its address."""
    page.goto(f"{path}/calendars")
    page.get_by_role("link", name=f"订阅 {STANDING}").click()
    page.get_by_label("设备名称").fill("办公室电脑")
    page.get_by_role("button", name="生成订阅地址").click()
    expect(page.get_by_role("img", name="订阅地址的二维码")).to_be_visible()
    return page.get_by_role("textbox", name="订阅地址（https）").input_value()


def poll(address: str, known: str = "") -> tuple[int, str, dict[str, Event]]:
    """Ask for a feed as a program does; return status, ETag, and the entries by UID."""
    asked = Request(address, headers={"If-None-Match": known} if known else {})  # noqa: S310  the house's own
    try:
        with urlopen(asked) as answer:  # noqa: S310  the same
            events = Calendar.from_ical(answer.read()).events
    except HTTPError as refused:
        refused.close()
        return refused.code, str(refused.headers["ETag"]), {}
    return answer.status, str(answer.headers["ETag"]), {str(each["UID"]): each for each in events}


def test_a_change_is_told_and_makes_the_old_paper_void(desk: Desk, letterbox: Letterbox) -> None:
    editor = desk.visit("editor")
    editor.set_default_timeout(BUILD_MILLISECONDS)
    path = desk.path_of(STANDING)
    code = read_code(editor, path)
    address = subscribe(editor, path)
    status, tag, before = poll(address)
    assert (status, poll(address, tag)[0]) == (200, 304)
    change(editor, path, "sittings/S02", "地点", PLACE)
    editor.goto(f"{path}/edit/people")
    key = editor.locator("tr[data-row^='people/']").first.get_attribute("data-row")
    change(editor, path, str(key), "联系方式", ADDRESS)
    approve(desk, editor, path)

    editor.goto(f"{path}/review")
    editor.get_by_role("link", name="发布第 2 稿").click()
    expect(editor.locator(".notice-lines")).to_contain_text(PLACE)
    expect(editor.get_by_label(ADDRESS)).to_be_checked()
    editor.get_by_role("button", name="发布第 2 稿").click()
    expect(editor.get_by_role("heading", level=1)).to_have_text("第 2 稿")

    status, newer, after = poll(address, tag)
    assert (status, newer != tag, after.keys()) == (200, True, before.keys())
    told = {
        uid: int(each["SEQUENCE"]) - int(before[uid]["SEQUENCE"]) for uid, each in after.items()
    }
    [moved] = [uid for uid, by in told.items() if by]
    assert (told[moved], str(after[moved]["LOCATION"])) == (1, PLACE)

    letter = wait_for_letter(letterbox)
    assert letter["Subject"] == f"变更通知：{STANDING}"
    body = letter.get_body(("plain",))  # type: ignore[attr-defined]
    assert PLACE in body.get_content()
    editor.goto(f"{path}/mails")
    expect(editor.get_by_role("row", name=ADDRESS)).to_contain_text("已发出")

    stranger = desk.visit()
    stranger.goto(f"/v/{code}")
    expect(stranger.get_by_role("heading", level=1)).to_have_text("已作废")
    expect(stranger.locator(".verdict-kinds")).to_contain_text("地点有变化")
    assert PLACE not in stranger.content()
    reader = desk.visit("reader")
    reader.goto(f"/v/{code}")
    expect(reader.locator(".verdict-more")).to_contain_text(PLACE)
    reader.get_by_role("link", name="打开现行文件").click()
    expect(reader.get_by_role("heading", level=1)).to_have_text("日程")
