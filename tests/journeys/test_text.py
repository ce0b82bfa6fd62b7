"""Writing a text: tools, preview, what Word leaves on the clipboard, hostile content."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.journeys.desk import NARROW, gather_complaints
from tests.journeys.inspection import find_violations
from tests.journeys.test_editing import undo_all, wait_until_live

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.journeys.desk import Desk

PASTE = """html => {
  const data = new DataTransfer();
  data.setData('text/html', html);
  const told = {clipboardData: data, bubbles: true, cancelable: true};
  document.activeElement.dispatchEvent(new ClipboardEvent('paste', told));
}"""
WORD = """<html><head><style>p.MsoNormal{mso-x:1}</style></head><body>
<p class=MsoNormal style='font-family:仿宋'><b><span>会场</span></b><span>纪律</span><o:p></o:p></p>
<p class=MsoListParagraph style='mso-list:l0 level1'><span style='mso-list:Ignore'>Ø </span>准时</p>
<ol><li>签到</li><li><i>就座</i></li></ol>
<script>document.title = "stolen"</script>
<img src=x onerror="document.title = 'stolen'"></body></html>"""


@pytest.fixture(scope="module")
def path(reception: Desk) -> str:
    return f"{reception.path_of()}/texts/notice/edit"


def open_text(desk: Desk, path: str, width: int = 1440) -> Page:
    page = desk.visit("editor", width=width)
    page.goto(path)
    wait_until_live(page)
    return page


def test_a_text_is_written_pasted_previewed_and_kept(desk: Desk, path: str):
    page = open_text(desk, path)
    complaints = gather_complaints(page)
    body = page.get_by_label("正文", exact=True)
    before = body.input_value()
    body.fill("请全体起立")
    body.evaluate("field => field.setSelectionRange(1, 3)")
    page.keyboard.press("Control+b")
    expect(body).to_have_value("请**全体**起立")
    expect(page.locator("#preview strong")).to_have_text("全体")
    body.fill("")
    page.evaluate(PASTE, WORD)
    expect(body).to_have_value("**会场**纪律\n- 准时\n1. 签到\n2. *就座*")
    expect(page.locator("#preview li")).to_have_text(["准时", "签到", "就座"])
    body.fill("<img src=x onerror=\"document.title='stolen'\"><script>1</script>")
    expect(page.locator("#preview")).to_contain_text("<script>1</script>")
    assert page.locator("#preview :is(img, script)").count() == 0
    assert "stolen" not in page.title()
    body.fill(before)
    body.blur()
    expect(body).to_have_attribute("data-state", "saved")
    page.reload()
    expect(body).to_have_value(before)
    # The browser says so of what Word left: it is read in a document of its own, never applied.
    said = ("Applying inline style", "Executing inline event handler")
    assert [each for each in complaints if not each.startswith(said)] == []


def test_the_tools_mark_lines(desk: Desk, path: str):
    page = open_text(desk, path)
    body = page.get_by_label("正文", exact=True)
    body.fill("甲\n乙")
    body.evaluate("field => field.setSelectionRange(0, 3)")
    page.get_by_role("button", name="编号列表").click()
    expect(body).to_have_value("1. 甲\n2. 乙")
    page.get_by_role("button", name="编号列表").click()
    expect(body).to_have_value("甲\n乙")
    with page.expect_response("**/draft/texts/*"):
        body.blur()
    undo_all(page, 1)
    expect(body).to_contain_text("各位委员")


def test_axe_finds_nothing_where_texts_are_written_on_a_phone(desk: Desk, path: str):
    page = open_text(desk, path, NARROW)
    assert find_violations(page, scope="light") == []
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
