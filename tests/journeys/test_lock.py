"""A draft that waits for approval: editors say so, fields rest, and no keystroke is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.journeys.desk import CONSULTATION
from tests.journeys.test_editing import undo_until, wait_until_live

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.journeys.desk import Desk


BANNER = "方案正在送审，不能修改"
EDITORS = (
    "/edit/meeting",
    "/edit/people",
    "/edit/sittings",
    "/agenda/edit",
    "/schedule/edit",
    "/texts/edit",
    "/tasks",
    "/leaves",
    "/move",
    "/details/people/P003",
)
STILL_OPEN = """() => [...document.querySelectorAll("[data-edit]")].filter(
  (each) => each.checkVisibility() && !each.disabled && !each.readOnly
).map((each) => each.dataset.field)"""
NOT_NOW = """() => [...document.querySelectorAll("#main form[method=post] button")].filter(
  (each) => each.checkVisibility() && !each.disabled).map((each) => each.textContent)"""


def submit(page: Page, path: str) -> None:
    page.goto(f"{path}/review")
    page.get_by_role("button", name="送审", exact=True).click()
    expect(page.get_by_role("button", name="撤回送审")).to_be_visible()


def test_every_editor_says_why_it_rests_and_how_to_go_on(desk: Desk) -> None:
    page = desk.visit("editor")
    path = desk.path_of(CONSULTATION)
    page.goto(f"{path}/edit/meeting")
    wait_until_live(page)
    expect(page.get_by_text(BANNER)).not_to_be_visible()
    assert "place" in page.evaluate(STILL_OPEN)
    submit(page, path)
    page.goto(f"{path}/review")
    expect(page.get_by_text(BANNER)).not_to_be_visible()
    for editor in EDITORS:
        page.goto(f"{path}{editor}")
        wait_until_live(page)
        expect(page.get_by_text(BANNER)).to_be_visible()
        assert set(page.evaluate(STILL_OPEN)) <= {"state", "done_on", "note"}, editor
        assert page.evaluate(NOT_NOW) == ["撤回送审"], editor
    page.goto(f"{path}/tasks")
    wait_until_live(page)
    assert "state" in page.evaluate(STILL_OPEN)
    page.get_by_role("button", name="撤回送审").click()
    expect(page).to_have_url(f"{page.url.partition('/meetings/')[0]}{path}/tasks")
    wait_until_live(page)
    expect(page.get_by_text(BANNER)).not_to_be_visible()
    assert "owner" in page.evaluate(STILL_OPEN)


def test_a_day_that_is_not_filled_in_shows_a_dash_while_it_rests(desk: Desk) -> None:
    page = desk.visit("editor")
    path = desk.path_of(CONSULTATION)
    submit(page, path)
    page.goto(f"{path}/edit/meeting")
    wait_until_live(page)
    empty = page.locator('[data-field="reports_on"]')
    expect(empty).to_be_disabled()
    expect(empty).to_have_value("")
    expect(empty).to_have_attribute("type", "text")
    expect(empty).to_have_attribute("placeholder", "—")
    expect(page.locator('[data-field="opens_on"]')).to_have_attribute("type", "date")
    page.get_by_role("button", name="撤回送审").click()
    expect(page.get_by_text(BANNER)).not_to_be_visible()
    expect(empty).to_have_attribute("type", "date")
    expect(empty).to_be_enabled()


def test_the_day_grid_rests_too_and_is_still_read(desk: Desk) -> None:
    page = desk.visit("editor")
    path = desk.path_of(CONSULTATION)
    submit(page, path)
    sent: list[str] = []
    page.on("request", lambda each: sent.append(each.url) if each.method == "POST" else None)
    page.goto(f"{path}/schedule/edit")
    wait_until_live(page)
    expect(page.get_by_role("button", name="新增会次")).to_be_disabled()
    block = page.locator("#day-grid [data-block]").first
    before = block.get_attribute("style"), block.inner_text()
    box = block.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 20, box["y"] + 10)
    page.mouse.down()
    page.mouse.move(box["x"] + 20, box["y"] + 150, steps=4)
    page.mouse.up()
    block.focus()
    for key in ("ArrowDown", "Shift+ArrowDown", "s", "d", "Delete"):
        page.keyboard.press(key)
    expect(page.locator("dialog[open]")).to_have_count(0)
    assert (block.get_attribute("style"), block.inner_text()) == before
    assert [each for each in sent if "/draft" in each or "/sittings/" in each] == []
    page.get_by_role("button", name="撤回送审").click()
    expect(page.get_by_role("button", name="新增会次")).to_be_enabled()


def test_a_text_typed_as_the_draft_is_locked_is_kept_and_saved_when_the_lock_ends(
    desk: Desk,
) -> None:
    page, other = desk.visit("editor"), desk.visit("editor")
    path = desk.path_of(CONSULTATION)
    page.context.route("**/draft/pulse*", lambda route: route.abort())
    page.goto(f"{path}/details/people/P003")
    wait_until_live(page)
    submit(other, path)
    field = page.locator("main").get_by_label("单位", exact=True)
    before = field.input_value()
    field.fill("锁定时写下的单位")
    field.blur()
    expect(field).to_have_attribute("aria-invalid", "true")
    told = page.locator(f"#{field.get_attribute('aria-describedby')}")
    expect(told).to_contain_text("方案已送审，暂不能修改")
    expect(page.get_by_text(BANNER)).to_be_visible()
    expect(page.get_by_role("button", name="撤回送审")).to_be_visible()
    expect(field).not_to_be_editable()
    expect(field).to_have_value("锁定时写下的单位")

    page.context.unroute("**/draft/pulse*")
    other.get_by_role("button", name="撤回送审").click()
    expect(other.get_by_role("button", name="送审", exact=True)).to_be_visible()
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(field).to_have_attribute("data-state", "saved")
    expect(field).not_to_have_attribute("aria-invalid", "true")
    expect(field).to_be_editable()
    expect(page.get_by_text(BANNER)).not_to_be_visible()
    other.goto(f"{path}/details/people/P003")
    expect(other.locator("main").get_by_label("单位", exact=True)).to_have_value("锁定时写下的单位")
    expression = "document.querySelector('main [data-field=unit]').value"
    undo_until(page, expression, before, 1)
