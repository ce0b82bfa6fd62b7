"""Journeys without a mouse, and what axe finds on the pages."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.journeys.desk import PLENARY, open_meeting
from tests.journeys.house import ROOT

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.journeys.desk import Desk, Scheme

pytestmark = pytest.mark.xdist_group("journeys")

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
RULES = {
    "light": {"resultTypes": ["violations"]},
    "dark": {"resultTypes": ["violations"], "runOnly": ["color-contrast"]},
}
"""In the dark only the colours differ."""
FIND_VIOLATIONS = """async options => {
  const {violations} = await axe.run(document, options);
  return violations
    .filter(each => ['serious', 'critical'].includes(each.impact))
    .map(each => `${each.id}: ${each.nodes.slice(0, 3).map(node => node.target).join(' | ')}`);
}"""
FOCUSED = "(document.activeElement.id || document.activeElement.textContent).trim()"
IS_FOCUS_SEEN = """() => {
  const style = getComputedStyle(document.activeElement);
  return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1;
}"""
MOST_STEPS = 20


@pytest.fixture(scope="module")
def axe() -> str:
    """Return axe's script; without it this is skipped, or fails where CI runs."""
    if not AXE.is_file():
        message = f"AXE DID NOT RUN: {AXE} is missing ('make test' installs it)"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    return AXE.read_text("utf-8")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(desk: Desk, axe: str, scheme: Scheme):
    page = desk.visit("editor", scheme=scheme)
    path = open_meeting(page)
    rules = RULES[scheme]
    pages = (path, f"{path}/schedule", f"{path}/people", f"{path}/papers", "/meetings")
    found = [violation for each in pages for violation in find_violations(page, each, axe, rules)]
    stranger = desk.visit(scheme=scheme)
    found += find_violations(stranger, "/sign-in", axe, rules)
    assert found == []


def find_violations(page: Page, path: str, axe: str, rules: dict[str, list[str]]) -> list[str]:
    """Return the serious and critical violations of a page."""
    page.goto(path)
    page.evaluate(axe)
    return [f"{path} {violation}" for violation in page.evaluate(FIND_VIOLATIONS, rules)]


def test_the_keyboard_alone_signs_in_and_opens_a_meeting(desk: Desk):
    page = desk.visit()
    page.goto("/sign-in")
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUSED) == "跳到正文"
    tab_to(page, "name")
    page.keyboard.type("reader")
    tab_to(page, "password")
    page.keyboard.type(desk.house.passwords["reader"])
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/workbench$"))
    tab_to(page, PLENARY)
    assert page.evaluate(IS_FOCUS_SEEN)
    page.keyboard.press("Enter")
    expect(page.locator(".meeting-title")).to_have_text(PLENARY)


def tab_to(page: Page, wanted: str) -> None:
    """Press the tabulator until the wanted field or link has the focus."""
    passed = []
    while len(passed) < MOST_STEPS:
        page.keyboard.press("Tab")
        passed.append(page.evaluate(FOCUSED))
        if passed[-1] == wanted:
            return
    pytest.fail(f"{wanted} is not reached by the tabulator: {passed}")
