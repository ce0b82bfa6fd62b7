"""Hands on the keyboard only: going to things by Tab, with the focus looked at on every step."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from datetime import date

    from playwright.sync_api import Page

MOST_STEPS = 150
DATE_ORDERS = (("%Y", "%m", "%d"), ("%m", "%d", "%Y"), ("%d", "%m", "%Y"))
COUNT_MOUSE = """
  for (const kind of ['mousedown', 'pointerdown', 'touchstart'])
    addEventListener(kind, () => globalThis.noteMouse(kind), true);
"""
FOCUSED = """async () => {
  const each = document.activeElement, style = getComputedStyle(each);
  const isThere = ({top, bottom, left, right}) =>
    bottom > 0 && top < innerHeight && right > 0 && left < innerWidth;
  for (let n = 0; n < 30 && !isThere(each.getBoundingClientRect()); n += 1)
    await new Promise(requestAnimationFrame);  // it is being scrolled to
  const label = each.labels?.[0]?.textContent;
  const named = [each.getAttribute('aria-labelledby')].filter(Boolean)
    .map(id => document.getElementById(id)?.textContent)[0];
  return {
    name: (each.getAttribute('aria-label') ?? named ?? label ?? each.textContent ?? '').trim()
      .replace(/\\s+/g, ' '),
    isLost: each === document.body || each === document.documentElement,
    isSeen: [each, ...each.labels ?? []].map(one => getComputedStyle(one))
      .some(one => one.outlineStyle !== 'none' && parseFloat(one.outlineWidth) >= 1)
      || parseFloat(style.borderBlockEndWidth) >= 2,
    isOnScreen: isThere(each.getBoundingClientRect()),
    what: each.outerHTML.slice(0, 100),
  };
}"""


@dataclass(slots=True)
class Keyboard:
    """Somebody who never touches the mouse."""

    page: Page
    mouse: list[str] = field(default_factory=list)
    """What was done as a mouse does it, on whichever pages one came to."""

    @classmethod
    def of(cls, page: Page) -> Keyboard:
        """Return the keyboard of a page that notes what a mouse would do."""
        keyboard = cls(page)
        page.expose_function("noteMouse", lambda kind: keyboard.mouse.append(kind))  # noqa: PLW0108  which takes attributes
        page.add_init_script(COUNT_MOUSE)
        return keyboard

    def go_to(self, name: str, *, backwards: bool = False) -> None:
        """Press Tab until the thing of that name has the focus; it must be seen at every step."""
        key = "Shift+Tab" if backwards else "Tab"
        passed: list[str] = []
        while len(passed) < MOST_STEPS:
            self.page.keyboard.press(key)
            focused = self.look()
            passed.append(focused["name"])
            if focused["name"] == name or focused["name"].startswith(f"{name} "):
                return
        pytest.fail(f"“{name}” is not reached by {key}: {passed}")

    def look(self) -> dict[str, Any]:
        """Return what has the focus; outside the page's own frame it must be seen."""
        focused: dict[str, Any] = self.page.evaluate(FOCUSED)
        if not focused["isLost"]:  # the browser's own bar has it between last and first
            assert focused["isSeen"], f"the focus is not seen: {focused['what']}"
            assert focused["isOnScreen"], f"the focus is off the screen: {focused['what']}"
        return focused

    def choose(self, name: str, *, backwards: bool = False) -> None:
        """Go to a link or button and press Enter."""
        self.go_to(name, backwards=backwards)
        self.page.keyboard.press("Enter")

    def fill(self, name: str, text: str) -> None:
        """Go to a field and type over what it holds."""
        self.go_to(name)
        self.page.keyboard.press("Control+a")
        self.page.keyboard.type(text)

    def type_date(self, day: date) -> None:
        """Type a date into the field that has the focus, in the order of the browser's language."""
        for order in DATE_ORDERS:
            self.press("ArrowLeft", "ArrowLeft", "ArrowLeft")
            for part in order:
                self.page.keyboard.type(f"{day:{part}}")
                if part == "%Y":  # it would take two more digits
                    self.press("ArrowRight")
            if self.page.evaluate("document.activeElement.value") == day.isoformat():
                return
        pytest.fail(f"{day} cannot be typed")

    def press(self, *keys: str) -> None:
        """Press keys one after the other."""
        for key in keys:
            self.page.keyboard.press(key)

    def into_the_page(self) -> None:
        """Skip the bar and the rail."""
        self.choose("跳到正文")
        assert self.page.evaluate("document.activeElement.id") == "main"

    def wait_until_live(self) -> None:
        """Wait until the page of a draft listens to keys."""
        expect(self.page.locator(".draft-line.is-live")).to_be_visible()

    def used_no_mouse(self) -> bool:
        """Tell whether nothing was done as a mouse does it."""
        self.page.wait_for_timeout(1)  # what the browser has told by now is heard
        return not self.mouse


Sit = Callable[..., tuple["Page", Keyboard, str]]
"""Opens a page of a meeting for an account: its page, the keyboard, the path of the meeting."""
