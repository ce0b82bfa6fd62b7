"""Looking at a page as it is: what axe finds in both themes, what sticks out, what is too small."""

from __future__ import annotations

import io
import os
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from tests.journeys.desk import HEIGHT, NARROW, WIDE
from tests.journeys.house import ROOT

if TYPE_CHECKING:
    from playwright.sync_api import Page

INSPECTION = (Path(__file__).parent / "inspection.js").read_text("utf-8")
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
QUICK = {"resultTypes": ["violations"], "preload": False}
"""Sheets are not fetched once more: only rules about films and turned screens read them."""
ALL_RULES = {"runOnly": {"type": "tag", "values": TAGS}, **QUICK}
COLOURS = {"runOnly": ["color-contrast"], **QUICK}
"""In the dark only the colours differ."""
FIND_VIOLATIONS = """async ([exclude, options]) =>
  (await axe.run({exclude}, options)).violations.map(each =>
  `${each.id}: ${each.nodes.slice(0, 3).map(node => node.target).join(' | ')}`)"""
FRAME = (".bar", ".rail")
"""What all pages of an account have around them."""
FIND_FRAME = f"{list(FRAME)}.filter(each => document.querySelector(each)).join()"
REFLOW = 320
"""The width of 1280 pixels at 400 % zoom."""
LONGEST_PICTURE = 2400
PICTURES = os.environ.get("PLENUM_SCREENSHOTS", "")
"""The folder that pictures are written to; where none is named, none are."""


@cache
def read_axe() -> str:
    """Return axe's script; without it the tests are skipped, or fail where CI runs."""
    if not AXE.is_file():
        message = f"AXE DID NOT RUN: {AXE} is missing ('make test' installs it)"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    return AXE.read_text("utf-8")


def find_violations(
    page: Page, *, scope: str = "light and dark", around: tuple[str, ...] = ()
) -> list[str]:
    """Return what axe finds on a page: everything in the light, colours in the dark.

    What is around it, by selectors, is left out. Of things that are alike axe sees the first two.
    Afterwards the page's long lists are short.
    """
    page.evaluate(INSPECTION)
    page.evaluate("inspection.trim()")
    found = page.evaluate("inspection.findUnreachable()")
    page.evaluate("inspection.thin()")
    page.evaluate(read_axe())
    left_out = [[each] for each in around]
    found += page.evaluate(FIND_VIOLATIONS, [left_out, ALL_RULES])
    if "dark" in scope:
        page.emulate_media(color_scheme="dark")
        found += [f"dark {each}" for each in page.evaluate(FIND_VIOLATIONS, [left_out, COLOURS])]
        page.emulate_media(color_scheme="light")
    page.evaluate("inspection.restore()")
    return [str(each) for each in found]


def inspect_page(
    page: Page, name: str, *, is_still: bool = False, frames: set[str] | None = None
) -> list[str]:
    """Return all that is wrong with a page, and take its pictures where they are wanted.

    A still one is looked at as it is: what is open would close or move at another width. Bar and
    rail are looked at once where ``frames`` remembers which of them were.
    """
    if is_still:
        take_picture(page, f"{name}-{(page.viewport_size or {})['width']}")
    else:
        take_pictures(page, name)
    if PICTURES:
        return []  # a run for pictures takes no time for more
    frame = page.evaluate(FIND_FRAME)
    is_known = frames is not None and frame in frames
    found = find_violations(page, around=FRAME if is_known else ())
    if frames is not None:
        frames.add(frame)
    found += page.evaluate("inspection.findSmallTargets()")
    width = NARROW if is_still else REFLOW
    page.set_viewport_size({"width": width, "height": HEIGHT})
    found += page.evaluate("inspection.findStickingOut()")
    page.set_viewport_size({"width": WIDE, "height": HEIGHT})
    return found


def take_pictures(page: Page, name: str) -> None:
    """Write pictures of a page, wide and narrow."""
    if not PICTURES:
        return
    for width in (NARROW, WIDE):
        page.set_viewport_size({"width": width, "height": HEIGHT})
        height = page.evaluate("document.documentElement.scrollHeight")
        if height > HEIGHT:  # so that what sticks to the edges stands where it does on a screen
            page.set_viewport_size({"width": width, "height": min(height, LONGEST_PICTURE)})
        take_picture(page, f"{name}-{width}")
    page.set_viewport_size({"width": WIDE, "height": HEIGHT})


def take_picture(page: Page, name: str) -> None:
    """Write a picture of what a page shows now."""
    if PICTURES:
        folder = Path(PICTURES)
        folder.mkdir(parents=True, exist_ok=True)
        picture = Image.open(io.BytesIO(page.screenshot(animations="disabled")))
        picture.convert("RGB").save(folder / f"{name}.webp", quality=62, method=6)
