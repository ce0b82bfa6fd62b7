"""A plenary of 700: filled, approved, printed; three fall ill; all papers in hand in a minute."""

from __future__ import annotations

import io
import re
import time
import zipfile
from typing import TYPE_CHECKING

import pypdfium2
from playwright.sync_api import expect

from planner.planfile import write_yaml
from tests.journeys.delegates import DELEGATES, TITLE, make_plenary, opening_of
from tests.journeys.desk import BUILD_MILLISECONDS, gather_complaints, open_meeting, save

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.journeys.desk import Desk


SEATING = "开幕会座次"
REASON = "三位委员突发疾病请假"
MOST_SECONDS = 60
ILL, SIGNS = 3, 6


def bring_in(page: Page) -> str:
    """Make the plenary from a plan file and return the path of its meeting."""
    page.goto("/meetings")
    page.get_by_role("link", name="上传会议方案").click()
    content = write_yaml(make_plenary()).encode()
    file = {"name": "方案.yaml", "mimeType": "application/yaml", "buffer": content}
    page.get_by_label("方案文件").set_input_files(file)
    page.get_by_role("button", name="上传并核对").click()
    page.get_by_role("button", name="按此文件新建会议").click()
    expect(page.locator(".meeting-title")).to_have_text(TITLE)
    return open_meeting(page, TITLE)


def fill(page: Page, path: str) -> str:
    """Make a seating of the opening in the shipped hall, fill it, and return its path."""
    page.goto(f"{path}/seating")
    page.get_by_label("名称").fill(SEATING)
    venues = page.get_by_label("会场", exact=True)
    options = venues.locator("option").all_text_contents()
    venues.select_option(index=[each.startswith("人民会堂") for each in options].index(True))
    page.get_by_label(opening_of(make_plenary()).name).check()
    page.get_by_role("button", name="新建座次").click()
    page.get_by_role("button", name="按规则排座").click()
    expect(page.get_by_text(f"{DELEGATES} 人就座")).to_be_visible()
    return page.evaluate("location.pathname")


def read_rows(page: Page, seating: str) -> list[list[str]]:
    """Return the names of the hall's rows of one block from the left, as the chart has them."""
    facts = page.evaluate(
        "address => fetch(address).then(each => each.json())", f"{seating}/chart.json"
    )
    at = {place["seat"]: person for person, place in facts["places"].items()}
    rows = []
    for area in facts["venue"]["areas"]:
        for row in area["rows"]:
            found: dict[str, list[str]] = {}
            for seat, *_rest in row["seats"]:
                if seat in at:
                    person = at[seat]
                    found.setdefault(facts["places"][person]["block"], []).append(
                        facts["people"][person]["name"]
                    )
            rows += found.values()
    return rows


def choose_rows(rows: list[list[str]]) -> list[list[str]]:
    """Return three rows of blocks in which somebody has two more of his block behind him."""
    return [row for row in rows if len(row) >= 3][:ILL]


def send(page: Page, seating: str, button: str, reason: str = "") -> None:
    """Send a seating for approval, or an amendment to a second person."""
    page.goto(f"{seating}/versions")
    if reason:
        page.get_by_label("变更理由（必填）").fill(reason)
    page.get_by_role("button", name=button, exact=True).click()
    expect(page.get_by_role("button", name=re.compile("^撤回"))).to_be_visible()


def decide(page: Page, seating: str, button: str) -> None:
    """Let somebody else agree."""
    page.goto(f"{seating}/versions")
    page.get_by_role("button", name=button, exact=True).first.click()
    expect(page.get_by_role("heading", name="已审定").first).to_be_visible()


def report_ill(page: Page, seating: str, names: list[str]) -> None:
    """Note three absences on the chart and go on to the offers."""
    page.goto(seating)
    page.locator(".seating-loading").wait_for(state="hidden")
    for name in names:
        box = page.get_by_role("combobox", name="查找姓名或座位")
        box.fill(name)
        box.press("Enter")
        expect(page.locator("[data-detail]")).to_contain_text(name)
        page.locator("[data-detail]").get_by_role("button", name="登记请假").click()
        dialog = page.get_by_role("dialog")
        dialog.get_by_label("事由").fill("突发疾病")
        dialog.get_by_role("button", name="登记请假").click()
        expect(dialog).to_be_hidden()
    page.get_by_role("link", name="比较补位方案").click()


def take(page: Page, offer: str) -> tuple[int, int]:
    """Take one of the offers; return how many people move and how many signs it says."""
    part = page.get_by_role("region", name=offer)
    numbers = [int(each) for each in part.locator(".offer-costs b").all_text_contents()]
    part.get_by_role("button", name="采用").click()
    expect(page.locator(".seating-head")).to_be_visible()
    return numbers[0], numbers[1]


def build(page: Page, button: str) -> dict[str, bytes]:
    """Have papers made and return them by their names."""
    page.get_by_role("button", name=button).click()
    link = page.get_by_role("link", name="下载全部（.zip）")
    link.wait_for(timeout=BUILD_MILLISECONDS)
    with zipfile.ZipFile(io.BytesIO(save(page, link.click)[1])) as package:
        return {name: package.read(name) for name in package.namelist()}


def find(papers: dict[str, bytes], name: str) -> list[str]:
    """Return the text of each page of the one paper with such a name, as it was written."""
    (content,) = (each for key, each in papers.items() if name in key)
    with pypdfium2.PdfDocument(content) as paper:
        return [squeeze(page.get_textpage().get_text_bounded()) for page in paper]


def squeeze(text: str) -> str:
    """Return a text without its spaces: names of two characters are spread."""
    return re.sub(r"\s", "", text)


def has_names(pages: list[str], names: list[str]) -> list[str]:
    """Return those of some names that a paper has, in their order."""
    whole = squeeze("".join(pages))
    return [name for name in names if squeeze(name) in whole]


def test_three_absences_on_the_last_evening_cost_a_minute(desk: Desk) -> None:
    editor, leader = desk.visit("editor"), desk.visit("leader")
    complaints = gather_complaints(editor)
    seating = fill(editor, bring_in(editor))
    send(editor, seating, "送审")
    decide(leader, seating, "审定")
    editor.goto(f"{seating}/papers")
    first = build(editor, "生成所选文件")
    rows = choose_rows(read_rows(editor, seating))
    ill, pushed = [row[-3] for row in rows], [name for row in rows for name in row[-2:]]

    began = time.monotonic()
    editor.goto(f"{seating}/versions")
    editor.get_by_role("button", name="开始变更").click()
    report_ill(editor, seating, ill)
    assert take(editor, "依次补位") == (SIGNS, SIGNS)
    send(editor, seating, "提交变更", REASON)
    decide(leader, seating, "确认变更")
    editor.goto(f"{seating}/papers")
    papers = build(editor, "生成变更文件")
    seconds = time.monotonic() - began

    assert complaints == []
    assert seconds < MOST_SECONDS
    assert len(first) == 2
    assert has_names(find(first, "会场座次图"), [*ill, *pushed]) == [*ill, *pushed]
    assert has_names(find(papers, "会场座次图"), [*ill, *pushed]) == pushed
    assert "座次第2版" in find(papers, "会场座次图")[0]
    signs = [has_names([page], [*ill, *pushed]) for page in find(papers, "桌签")]
    assert sorted(signs) == sorted([name] for name in pushed)
    assert has_names(find(papers, "座次变更单"), [*ill, *pushed, REASON]) == [*ill, *pushed, REASON]
