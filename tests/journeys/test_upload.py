"""Journeys of a clerk with a plan file: five mistakes told, a meeting published, then again."""

from __future__ import annotations

import io
from contextlib import closing
from typing import TYPE_CHECKING

import openpyxl
from playwright.sync_api import expect

from tests.journeys.desk import CONSULTATION, go, open_meeting, save, send_form

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.journeys.desk import Desk


OWN_TITLE = "政协江海省委员会“整治背街小巷”专题协商会"
RIGHT = {
    ("会议", "B2"): "政协江海省委员会",
    ("会议", "B5"): "政协江海省第十四届委员会第一次会议",
    ("会议", "B6"): "14",
    ("会议", "B7"): "1",
    ("日程", "C3"): "开幕会",
    ("日程", "E3"): "2027-01-18",
    ("程序", "C3"): "宣布开会",
    ("人员", "C3"): "王芳",
    ("任务", "C3"): "印制会议证件",
    ("任务", "E3"): "开幕",
}
WRONG = {
    ("会议", "B11"): "2027年2月30日",
    ("日程", "F3"): "25:00",
    ("程序", "B3"): "不存在的会",
    ("人员", "E3"): "不详",
    ("任务", "F3"): "大约三周",
}


def fill_workbook(template: bytes) -> bytes:
    """Return the template filled in with a few right cells and five wrong ones."""
    with closing(openpyxl.load_workbook(io.BytesIO(template))) as workbook:
        for (sheet, cell), value in (RIGHT | WRONG).items():
            workbook[sheet][cell] = value
        filled = io.BytesIO()
        workbook.save(filled)
    return filled.getvalue()


def upload(page: Page, name: str, content: bytes) -> None:
    """Choose a file on the form and send it."""
    file = {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    page.get_by_label("方案文件").set_input_files(file)
    page.get_by_role("button", name="上传并核对").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("核对上传的方案")


def list_titles(page: Page) -> list[str]:
    """Return the titles of the meetings there are."""
    page.goto("/meetings")
    return page.locator(".meeting-name").all_text_contents()


def test_a_workbook_with_five_mistakes_is_told_all_five_and_nothing_is_imported(desk: Desk):
    page = desk.visit("editor")
    titles = list_titles(page)
    page.get_by_role("link", name="上传会议方案").click()
    template = save(page, page.get_by_role("link", name="全体会议", exact=True).click)[1]
    upload(page, "方案.xlsx", fill_workbook(template))
    expect(page.get_by_role("alert")).to_contain_text("5 处错误")
    rows = page.locator("table.faults tbody tr")
    told = [row.locator("td").all_text_contents() for row in rows.all()]
    expected = {f"“{sheet}”表 {cell}": found for (sheet, cell), found in WRONG.items()}
    assert {place: find(told, place) for place in expected} == expected
    assert (len(told), all(each[2].strip() for each in told)) == (5, True)
    assert page.get_by_role("button", name="发布").count() == 0
    assert list_titles(page) == titles


def find(told: list[list[str]], place: str) -> str:
    """Return what was found at a place, as the page tells it."""
    return next((found for where, found, _expected in told if place in where), "")


def test_a_plan_is_looked_at_approved_and_published_and_then_once_more(desk: Desk):
    page = desk.visit("editor")
    page.goto("/uploads/new")
    row = page.locator("li", has_text="协商").filter(has=page.get_by_role("link", name="YAML"))
    sample = save(page, row.get_by_role("link", name="YAML").click)[1].decode()
    assert sample.count(f"title: {CONSULTATION}\n") == 1
    first = sample.replace(CONSULTATION, OWN_TITLE)
    upload(page, "方案.yaml", first.encode())
    expect(page.get_by_role("heading", name=OWN_TITLE)).to_be_visible()
    expect(page.get_by_role("heading", name="体检")).to_be_visible()
    expect(page.get_by_role("heading", name="新会议")).to_be_visible()
    expect(page.locator(".finding").first).to_be_visible()
    assert OWN_TITLE not in list_titles(page)
    page.go_back()
    page.get_by_role("button", name="按此文件新建会议").click()
    expect(page.locator(".meeting-title")).to_have_text(OWN_TITLE)
    approve(desk, page, OWN_TITLE)
    assert list_titles(page).count(OWN_TITLE) == 1

    path = open_meeting(page, OWN_TITLE)
    page.goto(f"{path}/revisions")
    page.get_by_role("link", name="上传方案文件").click()
    second = first.replace("place: 省政协机关协商议事厅", "place: 省政协机关三楼会议室", 1)
    upload(page, "方案.yaml", second.encode())
    expect(page.get_by_role("heading", name="与现有草稿相比")).to_be_visible()
    expect(page.locator(".change", has_text="省政协机关三楼会议室")).to_have_count(1)
    page.get_by_role("button", name="带入草稿").click()
    approve(desk, page, OWN_TITLE)
    page.goto(f"{path}/revisions")
    numbers = page.locator("main tbody tr td:first-child a")
    expect(numbers).to_have_text(["第 2 稿", "第 1 稿"])
    assert list_titles(page).count(OWN_TITLE) == 1


def approve(desk: Desk, page: Page, title: str) -> None:
    """Send a draft for approval, let the leader approve it, and publish it."""
    path = open_meeting(page, title)
    page.goto(f"{path}/review")
    page.get_by_role("button", name="送审").click()
    leader = desk.visit("leader")
    leader.goto(f"{path}/review")
    leader.get_by_label("审定意见").fill("同意")
    leader.get_by_role("button", name="审定", exact=True).click()
    expect(leader.locator("main .mark").first).to_contain_text("已审定")
    page.reload()
    page.get_by_role("link", name="发布第").click()
    page.get_by_role("button", name="发布第").click()
    page.goto(f"{path}/review")
    expect(page.locator("main .mark").first).to_contain_text("已发布")


def test_a_reader_cannot_upload(desk: Desk):
    page = desk.visit("reader")
    path = open_meeting(page)
    for place in ("/meetings", f"{path}/revisions"):
        page.goto(place)
        assert page.get_by_role("link", name="上传").count() == 0
    titles = list_titles(page)
    file = {"name": "方案.yaml", "mimeType": "application/yaml", "buffer": b"title: x\n"}
    assert send_form(page, "/uploads", {"file": file})[0] == 403
    assert go(page, "/uploads/new").status == 404
    assert list_titles(page) == titles
