"""One server and one browser for all journeys; a fresh visitor for each."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pylopdf_fonts_zh_cn
import pytest
from playwright.sync_api import expect, sync_playwright

from tests.journeys.desk import CONSULTATION, WAIT_MILLISECONDS, Desk
from tests.journeys.house import House, keep_house
from tests.journeys.keyboard import Keyboard, Sit
from tests.post import Letterbox, serve_post

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

expect.set_options(timeout=WAIT_MILLISECONDS)  # other tests share the machine
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
"""The first has no window to draw: it takes half the time."""
OPTIONS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def find_browser() -> str:
    """Return the browser's path; without one the journeys are skipped, or fail where CI runs."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        message = f"JOURNEYS DID NOT RUN: no browser found (looked for {', '.join(BROWSERS)})"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    return found


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """Return a headless browser that sets Chinese in the fonts that come with set-up."""
    path = find_browser()
    fonts = write_font_configuration(tmp_path_factory.mktemp("fonts"))
    with (
        sync_playwright() as playwright,
        playwright.chromium.launch(
            executable_path=path,
            args=list(OPTIONS),
            env={**os.environ, "FONTCONFIG_FILE": str(fonts)},
        ) as browser,
    ):
        yield browser


def write_font_configuration(folder: Path) -> Path:
    """Write where the browser finds fonts: a machine of its own may have no Chinese one."""
    folders = (
        Path(pylopdf_fonts_zh_cn.__file__).parent,
        Path(sys.prefix) / "share" / "plenum" / "fonts",
    )
    lines = "".join(f"<dir>{each}</dir>" for each in folders)
    file = folder / "fonts.conf"
    file.write_text(
        f'<fontconfig><include ignore_missing="yes">/etc/fonts/fonts.conf</include>{lines}'
        f"<cachedir>{folder}</cachedir></fontconfig>",
        "utf-8",
    )
    return file


@pytest.fixture(scope="session")
def letterbox() -> Letterbox:
    """Return what the house's mail server has taken."""
    return Letterbox()


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return where the sample house lies that the houses of all processes are copies of."""
    folder = tmp_path_factory.getbasetemp()
    return (folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder) / "sample-house"


@pytest.fixture(scope="session")
def house(
    browser: Browser, letterbox: Letterbox, sample: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[House]:
    """Return a served sample house; asked for after the browser, so that none is served in vain."""
    assert browser.is_connected()
    folder = tmp_path_factory.mktemp("house")
    with serve_post(letterbox) as post, keep_house(folder, post, sample) as house:
        yield house


@pytest.fixture(scope="session")
def reception(browser: Browser, house: House) -> Desk:
    """Return the desk of the whole run, which remembers who has signed in."""
    return Desk(browser, house)


@pytest.fixture
def desk(reception: Desk) -> Iterator[Desk]:
    """Return the desk of one journey; its visitors leave at the end."""
    yield reception
    reception.leave()


@pytest.fixture
def sit(desk: Desk) -> Sit:
    """Return what opens a page of a meeting for an account, hands on the keyboard."""

    def sit_down(
        account: str, place: str = "", title: str = CONSULTATION
    ) -> tuple[Page, Keyboard, str]:
        page = desk.visit(account)
        path = desk.path_of(title)
        keyboard = Keyboard.of(page)
        page.goto(f"{path}{place}")
        return page, keyboard, path

    return sit_down
