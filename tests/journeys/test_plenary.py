"""The main road: a full session from its template to the papers of its first revision."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING

import pdfplumber
from playwright.sync_api import expect

from tests.journeys.desk import BUILD_MILLISECONDS, save

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.journeys.desk import Desk


TITLE = "政协江海省第十三届委员会第六次会议"
PEOPLE = ("陆承宇", "顾清扬", "沈一诺")


def begin(page: Page) -> str:
    """Make the meeting by its form and return its path."""
    page.goto("/meetings")
    page.get_by_role("link", name="新建会议").click()
    page.get_by_label("届", exact=True).fill("13")
    page.get_by_label("次", exact=True).fill("6")
    page.get_by_label("开幕日期").fill("2028-01-17")
    page.get_by_label("地点").fill("江海会堂")
    page.get_by_role("button", name="新建会议").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("起步")
    expect(page.locator(".meeting-title")).to_have_text(TITLE)
    return str(page.evaluate("location.pathname")).removesuffix("/start")


def add_people(page: Page, path: str) -> None:
    """Write the people who will preside into the roster."""
    page.goto(f"{path}/edit/people")
    for name in PEOPLE:
        page.locator("#new-entry").fill(name)
        page.get_by_role("button", name="新增", exact=True).click()
        expect(page.locator("[data-field=name]").last).to_have_value(name)


def cure_what_blocks(page: Page, path: str) -> int:
    """Follow each blocking finding from the first steps to its field, and fill it in."""
    cured = 0
    while True:
        page.goto(f"{path}/start")
        links = page.locator("main .finding.is-blocking a")
        if links.count() == 0:
            return cured
        links.first.click()
        field = page.locator(":target")
        expect(field).to_have_attribute("data-field", "presiders")
        field.fill(PEOPLE[cured % len(PEOPLE)])
        with page.expect_response(lambda answer: "/draft/sittings/" in answer.url) as saved:
            field.press("Tab")
        assert saved.value.status == 200
        cured += 1


def test_a_plenary_from_its_template_to_the_papers_of_its_revision(desk: Desk) -> None:
    editor = desk.visit("editor")
    path = begin(editor)
    add_people(editor, path)
    assert cure_what_blocks(editor, path) == 5
    editor.get_by_role("link", name="去送审").click()
    editor.get_by_label("送审说明").fill("请审定第六次会议方案")
    editor.get_by_role("button", name="送审", exact=True).click()
    expect(editor.get_by_text("待审", exact=False).first).to_be_visible()

    leader = desk.visit("leader")
    leader.goto(f"{path}/review")
    leader.get_by_label("审定意见（可不填）").fill("同意")
    leader.get_by_role("button", name="审定", exact=True).click()
    expect(leader.get_by_text("已审定", exact=False).first).to_be_visible()

    editor.reload()
    editor.get_by_role("link", name="发布第 1 稿").click()
    editor.get_by_role("button", name="发布第 1 稿").click()
    expect(editor.locator(".meeting-line")).to_contain_text("第 1 稿")
    code = build_package(editor, path)

    anybody = desk.visit()
    anybody.goto(f"/v/{code}")
    expect(anybody.get_by_role("heading", level=1)).to_have_text("有效")


def build_package(page: Page, path: str) -> str:
    """Have the papers made, and return the code at the foot of the agenda."""
    page.goto(f"{path}/papers")
    page.get_by_role("button", name="生成第 1 稿文印包").click()
    link = page.get_by_role("link", name="下载全部（.zip）")
    expect(link).to_be_visible(timeout=BUILD_MILLISECONDS)
    _, content = save(page, link.click)
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        [agenda] = [each for each in package.namelist() if "议程" in each and each[-4:] == ".pdf"]
        with pdfplumber.open(io.BytesIO(package.read(agenda))) as paper:
            text = "\n".join(each.extract_text() for each in paper.pages)
    assert "第六次会议" in text
    found = re.search(r"\b[0-9a-f]{8}\b", text)
    assert found is not None, text
    return found[0]
