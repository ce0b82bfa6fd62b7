"""Who asks for less motion sees none; the test itself sees the motion that others get."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.journeys.desk import Desk


PLACES = ("", "/schedule/edit", "/edit/people", "/agenda/edit", "/board/affairs", "/rostrum")
FIND_MOTION = """() => {
  const LEAST = 0.01, found = new Set();
  const seconds = text => text.split(',')
    .map(each => parseFloat(each) * (/ms/.test(each) ? 0.001 : 1));
  const note = (each, what) => found.add(`${each.tagName}.${each.className}: ${what}`);
  for (const each of document.querySelectorAll('*')) {
    for (const part of [null, '::before', '::after']) {
      const style = getComputedStyle(each, part);
      if (seconds(style.transitionDuration).some(long => long > LEAST)) note(each, 'transition');
      const lasts = seconds(style.animationDuration).some(long => long > LEAST);
      if (style.animationName !== 'none' && lasts) note(each, style.animationName);
      if (style.scrollBehavior === 'smooth') note(each, 'smooth scrolling');
    }
  }
  for (const each of document.getAnimations()) note(each.effect.target, 'runs');
  return [...found].sort();
}"""


def find_motion(page: Page, address: str) -> list[str]:
    """Return what moves or would move on a page."""
    page.goto(address)
    return list(page.evaluate(FIND_MOTION))


def test_nothing_moves_where_less_motion_is_asked_for(desk: Desk):
    page = desk.visit("editor", is_still=True)
    path = desk.path_of()
    pages = ("/design", "/meetings", "/sign-in", *(f"{path}{each}" for each in PLACES))
    found = {address: find_motion(page, address) for address in pages}
    page.goto(path)
    expect(page.locator(".draft-line.is-live")).to_be_visible()
    page.keyboard.press("/")
    expect(page.get_by_role("dialog", name="查找")).to_be_visible()
    found["search"] = list(page.evaluate(FIND_MOTION))
    assert {address: each for address, each in found.items() if each} == {}


def test_motion_is_seen_where_it_is_welcome(desk: Desk):
    page = desk.visit("editor")
    found = " ".join(find_motion(page, "/design"))
    for motion in ("turn", "breathe", "pass", "transition", "runs"):
        assert motion in found
