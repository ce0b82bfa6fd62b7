"""A journey in English: the frame speaks it, names and data stay as they are."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from planner.calendars.programme import list_places
from planner.services.sample import sample_plan
from tests.journeys.desk import PLENARY, list_rail, open_meeting

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.journeys.desk import Desk


CHINESE = re.compile("[一-鿿]")
FRAME = ", ".join(
    (
        *(".skip", ".bar-mark", ".bar button:not([lang])", ".rail", "h1", "main button"),
        *("main a.button", "main label", "main input[placeholder]"),
    )
)
READ = """all => all.map(each => [
  each.textContent,
  each.getAttribute('placeholder') || '',
  each.matches('nav') ? each.getAttribute('aria-label') : '',
].join(' ').trim())"""


def test_the_frame_speaks_english_after_the_switch_and_chinese_again(desk: Desk):
    page = desk.visit("editor")
    open_meeting(page)
    expect(page.locator("html")).to_have_attribute("lang", "zh-CN")
    page.locator(".bar .menu.is-end summary").click()
    page.get_by_role("button", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator(".meeting-title")).to_have_text(PLENARY)
    pages = ("/meetings", "/uploads/new", *list_rail(page).values())
    left = [(path, text) for path in pages for text in find_chinese(page, path)]
    assert left == []
    page.locator(".bar .menu.is-end summary").click()
    page.get_by_role("button", name="中文").click()
    expect(page.locator("html")).to_have_attribute("lang", "zh-CN")


def find_chinese(page: Page, path: str) -> list[str]:
    """Return the Chinese words that are left in the frame of a page."""
    page.goto(path)
    texts = page.locator(FRAME).evaluate_all(READ)
    return sorted({each for each in texts if CHINESE.search(strip_names(each))})


@cache
def list_names() -> list[str]:
    """Return what the sample's people, places, tasks, texts and the like are called, long first."""
    plan = sample_plan("plenary")
    named = (*plan.tasks, *plan.workstreams, *plan.sittings, *plan.people)
    names = [each.name for each in named] + [each.title for each in plan.texts]
    names += [plan.title, *list_places(plan)]
    return sorted(names, key=len, reverse=True)


def strip_names(text: str) -> str:
    """Return a text without the names of the plan, which are data in any language."""
    for name in list_names():
        text = text.replace(name, "")
    return text
