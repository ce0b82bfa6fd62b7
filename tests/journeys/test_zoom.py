"""At 200 % zoom nothing of a page is cut, covered, or to be reached by scrolling sideways only."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.journeys.inspection import INSPECTION

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.journeys.desk import Desk


ZOOMED = {"width": 640, "height": 450}
"""A window of 1280 × 900 at 200 %."""
PLACES = (
    *("", "/schedule", "/schedule/edit", "/agenda", "/agenda/edit", "/people", "/edit/people"),
    *("/rostrum", "/texts", "/tasks", "/timeline", "/roadmap", "/responsibilities", "/papers"),
    *("/findings", "/edit/tasks", "/review", "/revisions", "/mails", "/sittings/S04"),
    *("/sittings/S04/edit", "/board/affairs"),
)
LOOKS = ("findStickingOut", "findCut", "findCovered")

ADD_FAULT = """style => {
  const words = document.createElement('p');
  words.textContent = '一句很长的话，在窄处放不下';
  Object.assign(words.style, style);
  document.querySelector('main').append(words);
}"""


def inspect(page: Page, address: str) -> list[str]:
    """Return what of a page is lost when it is zoomed."""
    page.goto(address)
    page.evaluate(INSPECTION)
    page.evaluate("inspection.trim()")
    return [each for look in LOOKS for each in page.evaluate(f"inspection.{look}()")]


def test_pages_of_a_meeting_hold_at_200_percent(desk: Desk):
    page = desk.visit("editor", is_still=True)
    path = desk.path_of()
    page.set_viewport_size(ZOOMED)
    pages = ("/workbench", "/meetings", *(f"{path}{each}" for each in PLACES))
    found = {address: inspect(page, address) for address in pages}
    assert {address: each for address, each in found.items() if each} == {}


@pytest.mark.parametrize("account", ["leader", "owner"])
def test_pages_of_leaders_and_owners_hold_at_200_percent(desk: Desk, account: str):
    page = desk.visit(account, is_still=True)
    page.set_viewport_size(ZOOMED)
    home = "/leader" if account == "leader" else "/work"
    assert {each: inspect(page, each) for each in (home, "/account")} == {home: [], "/account": []}


@pytest.mark.parametrize(
    ("look", "fault"),
    [
        ("findStickingOut", {"width": "900px"}),
        ("findCut", {"width": "40px", "overflow": "hidden", "whiteSpace": "nowrap"}),
        ("findCovered", {"position": "fixed", "inset": "0", "zIndex": "99"}),
    ],
)
def test_each_look_sees_its_fault(desk: Desk, look: str, fault: dict[str, str]):
    page = desk.visit(is_still=True)
    page.set_viewport_size(ZOOMED)
    assert inspect(page, "/sign-in") == []
    page.evaluate(ADD_FAULT, fault)
    assert page.evaluate(f"inspection.{look}()") != []
