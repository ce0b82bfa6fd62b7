"""Two editors at work: fields that save themselves, merge, conflict, survive and go back."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import TimeoutError as WaitedTooLong
from playwright.sync_api import expect

from tests.journeys.desk import CONSULTATION, NARROW
from tests.journeys.inspection import find_violations

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

    from tests.journeys.desk import Desk


UNIT, POST, NAME = "单位", "职务", "姓名"


MAKE_GRID = """rows => {
  const table = document.createElement('table');
  table.dataset.grid = '';
  for (const [key, ...values] of rows) {
    const row = table.insertRow();
    ['post', 'unit'].forEach((field, at) => {
      const cell = row.insertCell();
      cell.dataset.cell = '';
      const input = document.createElement('input');
      Object.assign(input.dataset, {edit: '', section: 'people', key, field});
      input.defaultValue = values[at];
      input.setAttribute('aria-label', `${key} ${field}`);
      cell.append(input);
    });
  }
  document.querySelector('main').append(table);
  document.dispatchEvent(new CustomEvent('htmx:load', {detail: {}}));
  table.querySelector('[data-cell]').focus();
}"""
PASTE = """text => {
  const data = new DataTransfer();
  data.setData('text/plain', text);
  const told = {clipboardData: data, bubbles: true, cancelable: true};
  document.activeElement.dispatchEvent(new ClipboardEvent('paste', told));
}"""


def field(page: Page, name: str) -> Locator:
    return page.locator("main").get_by_label(name, exact=True)


def leave(page: Page, name: str) -> None:
    """Leave a field and wait until what was typed is saved."""
    field(page, name).blur()
    expect(field(page, name)).to_have_attribute("data-state", "saved")


def undo_all(page: Page, times: int) -> None:
    """Take back what a journey did, so that the next one finds the sample as it was."""
    for _ in range(times):
        with page.expect_response("**/draft/undo"):
            page.get_by_role("button", name="撤销").click()


def undo_until(page: Page, expression: str, wanted: object, least: int, most: int = 6) -> None:
    """Take back until the page shows what was; fields save themselves as often as they will."""
    undo_all(page, least - 1)
    asked = f"wanted => JSON.stringify({expression}) === JSON.stringify(wanted)"
    for _ in range(least, most + 1):
        undo_all(page, 1)
        with contextlib.suppress(WaitedTooLong):
            page.wait_for_function(asked, arg=wanted, timeout=1500)
            return
    message = f"{most} times taken back, and the page still shows {page.evaluate(expression)}"
    raise AssertionError(message)


@pytest.fixture
def place(desk: Desk) -> str:
    return f"{desk.path_of(CONSULTATION)}/details/people/P003"


def open_place(desk: Desk, place: str) -> Page:
    page = desk.visit("editor")
    page.goto(place)
    wait_until_live(page)
    return page


def wait_until_live(page: Page) -> None:
    """Wait until the page listens to keys."""
    expect(page.locator(".draft-line.is-live")).to_be_visible()


def test_two_editors_on_one_row(desk: Desk, place: str) -> None:
    first, second = open_place(desk, place), open_place(desk, place)
    first.context.route("**/draft/pulse*", lambda route: route.abort())
    before = field(first, UNIT).input_value()
    field(first, POST).fill("甲的职务")
    leave(first, POST)
    field(second, UNIT).fill("乙的单位")
    leave(second, UNIT)
    expect(field(second, POST)).to_have_value("甲的职务")
    field(first, UNIT).fill("甲的单位")
    field(first, UNIT).blur()
    dialog = first.get_by_role("dialog", name="您在另一浏览器中也改了同一处")
    expect(dialog.locator("[data-who]")).to_contain_text("您在另一浏览器中于")
    expect(dialog.locator("[data-mine]")).to_have_text("甲的单位")
    expect(dialog.locator("[data-theirs]")).to_have_text("乙的单位")
    dialog.get_by_role("radio", name="用另一处的").check()
    dialog.get_by_role("button", name="保存所选").click()
    expect(field(first, UNIT)).to_have_value("乙的单位")
    field(second, UNIT).fill("乙又改了")
    leave(second, UNIT)
    field(first, UNIT).fill("甲坚持")
    field(first, UNIT).blur()
    dialog.get_by_role("button", name="保存所选").click()
    expect(field(first, UNIT)).to_have_attribute("data-state", "saved")
    first.reload()
    expect(field(first, UNIT)).to_have_value("甲坚持")
    field(first, UNIT).fill(before)
    leave(first, UNIT)


def test_what_else_another_changed_is_shown_after_a_choice(desk: Desk, place: str) -> None:
    first, second = open_place(desk, place), open_place(desk, place)
    first.context.route("**/draft/pulse*", lambda route: route.abort())
    for name, text in ((POST, "乙的职务"), (UNIT, "乙的单位")):
        field(second, name).fill(text)
        leave(second, name)
    field(first, POST).fill("甲另写的职务")
    field(first, POST).blur()
    dialog = first.get_by_role("dialog", name="您在另一浏览器中也改了同一处")
    expect(dialog).to_be_visible()
    first.context.unroute("**/draft/pulse*")
    with first.expect_response("**/draft/pulse*"):
        first.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    dialog.get_by_role("radio", name="用另一处的").check()
    dialog.get_by_role("button", name="保存所选").click()
    expect(field(first, POST)).to_have_value("乙的职务")
    expect(field(first, UNIT)).to_have_value("乙的单位")
    undo_all(second, 2)


def test_what_another_did_before_ones_own_change_is_shown_after_it(desk: Desk, place: str) -> None:
    agenda = place.replace("details/people/P003", "agenda/edit")
    first, second = open_place(desk, agenda), open_place(desk, agenda)
    titles = [
        each.locator("[data-item]").get_by_label("议题", exact=True) for each in (first, second)
    ]
    for each in (first, second):
        each.context.route("**/draft/pulse*", lambda route: route.abort())
    for each, at in ((titles[1].nth(1), 1), (titles[0].nth(0), 0)):
        each.fill(f"第{at + 1}项议题")
        each.blur()
        expect(each).to_have_attribute("data-state", "saved")
    first.context.unroute("**/draft/pulse*")
    first.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(titles[0].nth(1)).to_have_value("第2项议题")
    expect(titles[0].nth(0)).to_have_value("第1项议题")
    undo_all(first, 1)
    undo_all(second, 1)


def test_text_survives_when_server_and_browser_fail(desk: Desk, place: str) -> None:
    page = open_place(desk, place)
    context = page.context
    context.route("**/draft/**", lambda route: route.abort())
    field(page, UNIT).fill("断线时输入的单位")
    expect(page.locator(".draft-status")).to_have_text("连接中断，1 处未保存")
    page.close()
    again = context.new_page()
    again.goto(place)
    expect(again.locator(".draft-toast")).to_contain_text("已恢复上次没有保存的 1 处内容")
    expect(field(again, UNIT)).to_have_value("断线时输入的单位")
    context.unroute("**/draft/**")
    again.reload()
    expect(field(again, UNIT)).to_have_value("断线时输入的单位")
    expect(field(again, UNIT)).to_have_attribute("data-state", "saved")
    stranger = open_place(desk, place)
    expect(field(stranger, UNIT)).to_have_value("断线时输入的单位")
    undo_all(again, 1)
    expect(field(again, UNIT)).not_to_have_value("断线时输入的单位")


def test_a_text_goes_to_another_tab_once_its_own_is_closed(desk: Desk, place: str) -> None:
    page = open_place(desk, place)
    page.context.route("**/draft/**", lambda route: route.abort())
    field(page, UNIT).fill("另一标签页里的单位")
    expect(page.locator(".draft-status")).to_have_text("连接中断，1 处未保存")
    other = page.context.new_page()
    other.goto(place)
    wait_until_live(other)
    expect(field(other, UNIT)).not_to_have_value("另一标签页里的单位")
    expect(other.locator(".draft-toast")).to_be_hidden()
    page.close()
    expect(field(other, UNIT)).to_have_value("另一标签页里的单位")
    other.context.unroute("**/draft/**")
    expect(field(other, UNIT)).to_have_attribute("data-state", "saved", timeout=20_000)
    undo_all(other, 1)


def test_undo_and_redo_with_the_keys(desk: Desk, place: str) -> None:
    page = open_place(desk, place)
    before = field(page, POST).input_value()
    field(page, POST).fill("临时职务")
    leave(page, POST)
    page.keyboard.press("Control+z")
    expect(field(page, POST)).to_have_value(before)
    expect(page.locator(".draft-toast")).to_contain_text("已撤销")
    page.keyboard.press("Control+Shift+Z")
    expect(field(page, POST)).to_have_value("临时职务")
    page.keyboard.press("Control+z")
    expect(field(page, POST)).to_have_value(before)


def test_undo_on_another_page_leads_to_what_it_took_back(desk: Desk, place: str) -> None:
    page = open_place(desk, place)
    name, before = field(page, NAME).input_value(), field(page, POST).input_value()
    field(page, POST).fill("临时职务")
    leave(page, POST)
    page.goto(place.replace("details/people/P003", "agenda/edit"))
    wait_until_live(page)
    undo_all(page, 1)
    expect(page.locator(".draft-toast")).to_contain_text(f"已撤销：{name}")
    page.locator(".draft-toast").get_by_role("link", name="去看看").click()
    expect(page.locator("#field-people-P003-post")).to_have_value(before)


def test_a_new_finding_is_told_after_the_edit_that_caused_it(desk: Desk, place: str) -> None:
    page = open_place(desk, place)
    field(page, NAME).fill("程{姓名}")
    leave(page, NAME)
    expect(page.locator(".findings-news")).to_contain_text("这次修改引起 1 项新问题")
    undo_all(page, 1)
    expect(page.locator(".findings-news")).to_contain_text("这次修改消除了 1 项问题")


def test_a_value_that_cannot_be_is_kept_with_its_reason(desk: Desk, place: str) -> None:
    page = open_place(desk, place)
    before = field(page, NAME).input_value()
    field(page, NAME).fill("")
    field(page, NAME).blur()
    expect(field(page, NAME)).to_have_attribute("aria-invalid", "true")
    expect(field(page, NAME)).to_have_accessible_description("此项必填")
    field(page, NAME).fill(before)
    expect(page.locator(".field-fault")).to_have_count(0)


def test_somebody_is_found_with_the_keyboard_alone(desk: Desk, place: str) -> None:
    page = open_place(desk, place)
    name = field(page, NAME).input_value()
    page.keyboard.press("/")
    page.keyboard.type(name)
    expect(page.get_by_role("option", selected=True)).to_contain_text(name)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda address: "/details/" not in address)
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    wait_until_live(page)
    page.keyboard.press("Shift+?")
    expect(page.get_by_role("dialog", name="快捷键")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog", name="快捷键")).to_be_hidden()


def test_a_table_is_worked_with_the_keyboard_alone(desk: Desk, place: str) -> None:
    page = open_place(desk, place)
    page.evaluate(MAKE_GRID, [["P012", "", ""], ["P014", "", ""]])
    cell = page.get_by_label
    page.keyboard.press("Enter")
    page.keyboard.type("甲")
    page.keyboard.press("Enter")
    expect(cell("P012 post")).to_have_attribute("data-state", "saved")
    page.keyboard.press("ArrowRight")
    page.keyboard.type("b")
    expect(cell("P014 unit")).to_be_focused()
    page.keyboard.press("Escape")
    expect(cell("P014 unit")).to_have_value("")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Home")
    with page.expect_response("**/draft") as answer:
        page.evaluate(PASTE, '丙\t"丁\n戊"\n己\t庚\n')
    assert answer.value.status == 200
    expect(cell("P012 post")).to_have_value("丙")
    expect(cell("P014 post")).to_have_value("己")
    expect(cell("P014 unit")).to_have_value("庚")
    undo_all(page, 2)


@pytest.mark.parametrize("width", [1440, NARROW])
def test_axe_finds_nothing_in_what_opens(desk: Desk, place: str, width: int) -> None:
    page = desk.visit("editor", width=width)
    found = []
    for address, keys in (
        (f"{place}", ""),
        (f"{place}?at=people/P012", ""),
        (place, "/"),
        (place, "?"),
    ):
        page.goto(address)
        wait_until_live(page)
        if "at=" in address:
            expect(page.locator("#drawer")).to_be_visible()
        if keys:
            page.keyboard.press(keys)
        if keys == "/":
            page.keyboard.type("a")
            expect(page.locator("#search-found")).not_to_be_empty()
        found += [(address, keys, each) for each in find_violations(page, scope="light")]
        is_wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
        found += [(address, keys, "wider than the screen")] if is_wide else []
    assert found == []


def test_a_day_that_is_filled_in_part_is_not_saved_and_said(desk: Desk):
    page = desk.visit("editor")
    path = f"{desk.path_of()}/edit/meeting"
    page.goto(path)
    wait_until_live(page)
    opening = page.locator('[data-field="opens_on"]')
    before = opening.input_value()
    expect(opening).to_have_attribute("type", "date")
    opening.focus()
    page.keyboard.press("Backspace")
    assert opening.evaluate("field => field.validity.badInput")
    opening.blur()
    expect(opening).to_have_attribute("aria-invalid", "true")
    told = page.locator(f"#{opening.get_attribute('aria-describedby')}")
    expect(told).to_have_text("日期或时间没有填完，没有保存")
    page.once("dialog", lambda dialog: dialog.accept())
    page.goto(path)
    expect(opening).to_have_value(before)
    wait_until_live(page)
    opening.fill("2028-01-20")
    opening.blur()
    expect(opening).to_have_attribute("data-state", "saved")
    undo_all(page, 1)
    expect(opening).to_have_value(before)
