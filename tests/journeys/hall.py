"""The hall as somebody at the browser sees it: seats to point at, names on them, what is said."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.journeys.desk import PLENARY, open_meeting, send_form

if TYPE_CHECKING:
    from playwright.sync_api import Page

MIDDLE = """key => {
  const seat = document.querySelector(`[data-seat="${key}"]`).getBoundingClientRect();
  return [seat.x + seat.width / 2, seat.y + seat.height / 2];
}"""
NAME = """key => [...document.querySelectorAll(`[data-name="${key}"] .seat-name`)]
  .map(each => each.textContent.replace('\\u3000', '')).join('') || null"""
WATCH = """() => {
  globalThis.touched = new Set();
  globalThis.added = 0;
  new MutationObserver(list => {
    for (const each of list) {
      if (each.target.dataset?.seat) touched.add(each.target.dataset.seat);
      if (each.target.matches?.('.seats, .chart-base')) added += each.addedNodes.length;
    }
  }).observe(
    document.querySelector('[data-drawing]'), {subtree: true, childList: true, attributes: true}
  );
}"""


@dataclass(slots=True)
class Hall:
    """A page with a chart."""

    page: Page

    def open(self, path: str) -> Hall:
        """Open a seating's chart and wait until it is drawn."""
        self.page.goto(path)
        expect(self.page.locator("#seating.is-ready")).to_be_visible()
        return self

    def find(self, text: str) -> None:
        """Search for somebody or a seat and go there."""
        self.page.locator("#seating-search").fill(text)
        self.page.keyboard.press("Enter")
        expect(self.page.locator("#seating")).to_have_attribute("data-level", "near")

    def spot(self, seat: str) -> tuple[float, float]:
        """Return where a seat is on the screen."""
        x, y = self.page.evaluate(MIDDLE, seat)
        return float(x), float(y)

    def name(self, seat: str) -> str | None:
        """Return the name that stands on a seat, None for a free one."""
        found: str | None = self.page.evaluate(NAME, seat)
        return found

    def expect_name(self, seat: str, name: str | None) -> None:
        """Wait until a name stands on a seat, or none."""
        self.page.wait_for_function(f"([key, name]) => ({NAME})(key) === name", arg=[seat, name])

    def click(self, seat: str, *keys: str) -> None:
        """Click a seat with keys held."""
        for key in keys:
            self.page.keyboard.down(key)
        self.page.mouse.click(*self.spot(seat))
        for key in keys:
            self.page.keyboard.up(key)

    def carry(self, seat: str, to: str) -> str:
        """Drag whoever sits somewhere over another seat, and return what would happen."""
        return self.carry_to(seat, self.spot(to))

    def carry_to(self, seat: str, spot: tuple[float, float]) -> str:
        """Drag whoever sits somewhere to a place on the screen, and return what would happen."""
        x, y = self.spot(seat)
        self.page.mouse.move(x, y)
        self.page.mouse.down()
        self.page.mouse.move(x + 9, y + 9)
        self.page.mouse.move(*spot, steps=2)
        return self.page.locator("[data-ghost] span").inner_text()

    def drop(self) -> int:
        """Let go, and return what the server answered."""
        with self.page.expect_response("**/deeds") as answer:
            self.page.mouse.up()
        expect(self.page.locator("[data-ghost]")).to_be_hidden()
        return answer.value.status

    def watch(self) -> None:
        """Note which seats are touched from now on."""
        self.page.evaluate(WATCH)

    def touched(self) -> set[str]:
        """Return the seats that were touched; none may have been drawn anew."""
        assert self.page.evaluate("added") == 0
        return set(self.page.evaluate("[...touched]"))

    @property
    def said(self) -> str:
        """Return what was read out last."""
        return self.page.locator("[data-live]").inner_text()


def seat_plenary(page: Page, name: str) -> str:
    """Make a seating of the plenary in the sample hall, fill it, and return its path."""
    meeting = open_meeting(page, PLENARY)
    page.goto(f"{meeting}/seating")
    option = page.get_by_label("会场", exact=True).locator("option").filter(has_text="人民会堂")
    fields: dict[str, object] = {
        "name": name,
        "venue": option.get_attribute("value"),
        "sitting": "S04",
    }
    _, address, _ = send_form(page, f"{meeting}/seating", fields)
    path = address.removeprefix(page.evaluate("location.origin"))
    assert send_form(page, f"{path}/fill", {})[0] == 200
    return path
