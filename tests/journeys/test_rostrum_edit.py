"""Arranging a rostrum and the agenda: by mouse-free keys, with what is printed and seen beside."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.journeys.desk import NARROW
from tests.journeys.inspection import find_violations
from tests.journeys.test_editing import undo_all, undo_until, wait_until_live
from tests.journeys.test_schedule_grid import saved

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.journeys.desk import Desk

FIRST_ROW = ".rostrum-row:first-child [data-person]"
PEOPLE = f"[...document.querySelectorAll('{FIRST_ROW}')].map(one => one.dataset.person)"


@pytest.fixture(scope="module")
def path(reception: Desk) -> str:
    return reception.path_of()


def open_page(desk: Desk, address: str, width: int = 1440) -> Page:
    page = desk.visit("editor", width=width)
    page.goto(address)
    wait_until_live(page)
    return page


def people(page: Page) -> list[str]:
    found: list[str] = page.evaluate(PEOPLE)
    return found


def test_names_of_a_rostrum_are_moved_by_keys_and_the_chart_follows(desk: Desk, path: str):
    page = open_page(desk, f"{path}/rostrum/S04/edit")
    before = people(page)
    page.locator(f"{FIRST_ROW} button").first.focus()
    saved(page, lambda: page.keyboard.press("ArrowRight"))
    assert people(page) == [before[1], before[0], *before[2:]]
    seats = page.locator("#stage-part .seat")
    many = seats.count()
    with page.expect_response(lambda answer: answer.url.endswith("/rostrum/S04/edit")):
        page.keyboard.press("Delete")
    expect(seats).to_have_count(many - 1)
    undo_until(page, PEOPLE, before, least=2)


def test_agenda_items_move_by_keys_and_print_in_order(desk: Desk, path: str):
    page = open_page(desk, f"{path}/agenda/edit")
    titles = page.locator("[data-field=title]").evaluate_all("all => all.map(one => one.value)")
    printed = page.locator("#printed p").filter(has_text="一、")
    expect(printed).to_have_text(f"一、{titles[0]}")
    page.locator("[data-field=title]").first.focus()
    saved(page, lambda: page.keyboard.press("Alt+ArrowDown"), "**/draft")
    expect(printed).to_have_text(f"一、{titles[1]}")
    undo_all(page, 1)
    expect(printed).to_have_text(f"一、{titles[0]}")


def test_axe_finds_nothing_in_both_on_a_phone(desk: Desk, path: str):
    found = []
    for address in ("/rostrum/S04/edit", "/agenda/edit"):
        page = open_page(desk, path + address, NARROW)
        found += find_violations(page, scope="light")
        is_wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
        found += [f"{address} is wider than the screen"] if is_wide else []
    assert found == []
