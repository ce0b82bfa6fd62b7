"""An attendee finds his seat: by the poster with name and code, by his own link, on phones."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.journeys.desk import HEIGHT, NARROW, PLENARY
from tests.journeys.inspection import inspect_page

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.journeys.desk import Desk

SMALLEST = 320
FORM_WORD = "document.querySelector('input[name=csrf_token]').value"


def post(page: Page, path: str, **form: str) -> str:
    """Send a form and return where it led."""
    page.goto("/meetings")
    form["csrf_token"] = page.evaluate(FORM_WORD)
    answer = page.request.post(path, multipart=dict(form))
    assert answer.status == 200, f"{path}: {answer.status}"
    return answer.url


def approve_seating(desk: Desk) -> tuple[Page, str]:
    """Seat the plenary, have it approved, and return the editor's page and the meeting's path."""
    editor = desk.visit("editor")
    path = desk.path_of(PLENARY)
    editor.goto(f"{path}/seating")
    option = editor.get_by_label("会场", exact=True).locator("option").filter(has_text="人民会堂")
    venue = str(option.get_attribute("value"))
    seating = post(editor, f"{path}/seating", name="查座", venue=venue, sitting="S08")
    seating = re.sub(r"^.*?(/meetings/\d+/seating/\d+).*$", r"\1", seating)
    post(editor, f"{seating}/fill")
    post(editor, f"{seating}/versions", reason="请审定")
    post(desk.visit("leader"), f"{seating}/versions/1/approve", remark="同意")
    post(editor, f"{path}/seat-links")
    return editor, path


def test_somebody_finds_his_own_seat_on_a_phone(desk: Desk) -> None:
    editor, path = approve_seating(desk)
    editor.goto(f"{path}/seat-links")
    row = editor.locator("main tbody tr").last
    name, code = row.locator("th").inner_text().strip(), row.locator("code").inner_text()
    poster = str(editor.locator(".seat-poster a[href*='/s/']").get_attribute("href"))
    own = str(row.get_by_role("link", name="打开").get_attribute("href"))

    phone = desk.visit(width=NARROW, scheme="dark", is_still=True)
    phone.goto(poster)
    assert inspect_page(phone, "seat-lookup-ask") == []
    phone.get_by_label("姓名").fill(name)
    phone.get_by_label("查座码").fill("AAAAAA")
    phone.get_by_role("button", name="查我的座位").click()
    expect(phone.get_by_role("alert")).to_contain_text("对不上")
    phone.get_by_label("查座码").fill(code.lower())
    phone.get_by_role("button", name="查我的座位").click()
    phone.wait_for_url(own)
    expect(phone.locator(".seat-huge")).to_contain_text("排")
    expect(phone.get_by_role("img", name=re.compile("会场示意图"))).to_be_visible()
    assert name not in phone.content()
    assert inspect_page(phone, "seat-lookup-own") == []

    phone.get_by_role("button", name="iPhone、iPad").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("订阅到手机日历")
    assert inspect_page(phone, "seat-lookup-calendar") == []
    address = phone.get_by_role("textbox", name="订阅地址（https）").input_value()
    told = phone.request.get(address).text()
    assert "座位：" in told.replace("\r\n ", "")
    phone.get_by_role("link", name="返回我的座位").click()
    phone.set_viewport_size({"width": NARROW, "height": HEIGHT})
    device = phone.get_by_role("listitem").filter(has_text="添加于")
    device.locator("summary").click()
    expect(device).to_contain_text("iPhone、iPad")
    assert inspect_page(phone, "seat-lookup-devices", is_still=True) == []
    device.get_by_role("button", name="停用这台设备").click()
    expect(phone.get_by_role("status")).to_contain_text("已停用")
    expect(device).to_have_count(0)
    assert phone.request.get(address).status == 410

    phone.get_by_role("button", name="English").click()
    expect(phone.locator(".seat-huge")).to_contain_text("Row")

    small = desk.visit(width=SMALLEST)
    small.goto(own)
    assert small.evaluate("document.documentElement.scrollWidth") <= SMALLEST
    picture = small.locator(".seat-picture svg").bounding_box()
    assert picture is not None
    assert picture["width"] > SMALLEST / 2
