"""Every page of the application, as the fitting role: axe in both themes, reflow, targets."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.journeys.desk import Desk, gather_complaints, go
from tests.journeys.furniture import Visitors, furnish
from tests.journeys.house import keep_house
from tests.journeys.inspection import find_violations, inspect_page
from tests.journeys.place import account_of, list_addresses, read_routes
from tests.journeys.state import STATES
from tests.post import Letterbox, serve_post

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser


IS_WHOLE = "document.doctype !== null"
"""A part of a page has none."""
ADD_LIST = """() => {
  const list = document.createElement('ul');
  list.innerHTML = '<li>一样的字</li>'.repeat(10);
  Object.assign(list.lastChild.style, {color: '#ddd', background: '#fff'});
  document.querySelector('main').append(list);
}"""
ADD_BOX = """() => {
  const box = document.createElement("div");
  box.className = "long";
  Object.assign(box.style, { height: "60px", overflow: "auto" });
  box.append(...[..."九行字九行字九行字"].map((each) => {
    const line = document.createElement("p");
    line.textContent = each;
    return line;
  }));
  document.querySelector("main").append(box);
}"""
ADD_FIELDS = """() => {
  const row = id => `<label for="${id}">一样的字</label><input id="${id}" type="${id}">`;
  const rows = ['text', 'search', 'tel', 'url'].map(row).join('');
  document.querySelector('main').insertAdjacentHTML('beforeend', rows);
}"""


@pytest.fixture(scope="module")
def visitors(
    browser: Browser, sample: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Visitors]:
    """Serve a house of their own: what is made in it would stand in other journeys' way."""
    folder = tmp_path_factory.mktemp("pages")
    box = Letterbox()
    with serve_post(box) as post, keep_house(folder, post, sample) as house:
        desk = Desk(browser, house)
        yield Visitors(desk, box)
        desk.leave()


@pytest.fixture(scope="module")
def known(visitors: Visitors) -> dict[str, str]:
    """Return what fills addresses."""
    return furnish(visitors)


@pytest.mark.parametrize("route", sorted(read_routes()))
def test_page_has_no_fault(route: str, visitors: Visitors, known: dict[str, str]):
    account = account_of(route)
    page = visitors.page(account)
    found = {}
    for address in list_addresses(route, known):
        complaints = gather_complaints(page)
        answer = go(page, address)
        assert answer.status == 200
        if not page.evaluate(IS_WHOLE):
            continue
        found[address] = inspect_page(
            page, name_address(address), frames=visitors.frames.setdefault(account, set())
        )
        found[address] += complaints
    assert {address: each for address, each in found.items() if each} == {}


@pytest.mark.parametrize("state", list(STATES))
def test_state_has_no_fault(state: str, visitors: Visitors, known: dict[str, str]):
    assert known
    page = STATES[state](visitors)
    assert inspect_page(page, f"state-{state}", is_still=True) == []
    page.context.set_offline(False)


def test_what_is_unlike_is_seen_among_what_is_alike(visitors: Visitors):
    page = visitors.page("")
    page.goto("/sign-in")
    page.evaluate(ADD_LIST)
    fault = "color-contrast: li:nth-child(3)"
    assert find_violations(page) == [fault, f"dark {fault}"]
    assert page.locator("main li").count() == 10


def test_a_field_keeps_its_label_however_many_are_alike(visitors: Visitors):
    page = visitors.page("")
    page.goto("/sign-in")
    page.evaluate(ADD_FIELDS)
    assert find_violations(page, scope="light") == []


def test_a_field_whose_label_points_elsewhere_is_seen(visitors: Visitors):
    page = visitors.page("")
    page.goto("/sign-in")
    page.evaluate(ADD_FIELDS)
    page.evaluate("[...document.querySelectorAll('main label')].at(-1).htmlFor = 'nothing'")
    assert [each.partition(":")[0] for each in find_violations(page, scope="light")] == ["label"]


def test_a_box_that_scrolls_beyond_keys_is_seen(visitors: Visitors):
    page = visitors.page("")
    page.goto("/sign-in")
    page.evaluate(ADD_BOX)
    assert find_violations(page, scope="light") == ["scrolls beyond keys: div.long"]


def name_address(address: str) -> str:
    """Return an address as the name of a picture."""
    path = re.sub(r"/[^/]+/\.\./", "/", address.removeprefix("/"))
    return re.sub(r"[^0-9a-z]+", "-", path.casefold()).strip("-") or "home"
