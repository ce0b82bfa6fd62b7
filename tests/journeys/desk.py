"""Somebody at the browser: opens pages, signs in, and is told what went wrong in them."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

import pyotp
from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Browser, BrowserContext, Page, Response, StorageState

    from tests.journeys.house import House

PLENARY = "政协江海省第十三届委员会第五次会议"
STANDING = "政协江海省第十三届委员会常务委员会第十九次会议"
CONSULTATION = "政协江海省委员会“健全社区居家养老服务网络”专题协商会"
WAIT_MILLISECONDS = 20_000
BUILD_MILLISECONDS = 150_000
LOOK_SECONDS = 0.4
HEIGHT = 900
WIDE = 1440
NARROW = 390

Scheme = Literal["light", "dark"]


@dataclass(slots=True)
class Desk:
    """Opens a fresh browser for each visitor; who has signed in once need not again."""

    browser: Browser
    house: House
    passes: dict[str, StorageState] = field(default_factory=dict)
    contexts: list[BrowserContext] = field(default_factory=list)
    paths: dict[str, str] = field(default_factory=dict)
    """Where the meetings are that were asked for."""

    def visit(
        self,
        account: str = "",
        *,
        width: int = WIDE,
        scheme: Scheme = "light",
        is_still: bool = False,
    ) -> Page:
        """Return an empty page of a new visitor, signed in where an account is named.

        A still one asks for reduced motion.
        """
        if account and account not in self.passes:
            self.passes[account] = self.sign_in(account)
        context = self.browser.new_context(
            base_url=self.house.url,
            viewport={"width": width, "height": HEIGHT},
            color_scheme=scheme,
            locale="zh-CN",
            reduced_motion="reduce" if is_still else "no-preference",
            storage_state=self.passes.get(account),
        )
        context.set_default_timeout(WAIT_MILLISECONDS)
        self.contexts.append(context)
        return context.new_page()

    def sign_in(self, account: str) -> StorageState:
        """Sign in through the form and return what the browser keeps of it."""
        page = self.visit()
        page.goto("/sign-in")
        fill_sign_in(page, account, self.house.passwords[account])
        expect(page.get_by_role("navigation", name="主导航")).to_be_visible()
        if page.url.endswith("/account/two-step"):
            enrol(page, self.house.passwords[account])
        return page.context.storage_state()

    def path_of(self, title: str = PLENARY) -> str:
        """Return the path of a meeting of the sample; the list is looked into once."""
        if title not in self.paths:
            page = self.visit("editor")
            self.paths[title] = open_meeting(page, title)
            page.close()
        return self.paths[title]

    def leave(self) -> None:
        """Close the visitors' browsers."""
        while self.contexts:
            self.contexts.pop().close()


def fill_sign_in(page: Page, account: str, password: str) -> None:
    """Fill in the sign-in form and send it."""
    page.get_by_label("账号").fill(account)
    page.get_by_label("密码").fill(password)
    page.get_by_role("button", name="登录").click()


def enrol(page: Page, password: str) -> None:
    """Turn two-step sign-in on, as administrators must at their first sign-in."""
    page.get_by_label("当前密码").fill(password)
    page.get_by_role("button", name="开始启用").click()
    code = pyotp.TOTP(page.locator("code.secret").inner_text()).now()
    page.get_by_label("验证码").fill(code)
    page.get_by_role("button", name="启用两步验证").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("恢复码")


def open_meeting(page: Page, title: str = PLENARY) -> str:
    """Open a meeting from the list and return its path."""
    page.goto("/meetings")
    page.get_by_role("link", name=title, exact=True).click()
    expect(page.locator(".meeting-title")).to_have_text(title)
    return page.evaluate("location.pathname")


def wait_for_words(page: Page, path: str, words: str) -> str:
    """Ask for a page until it has some words, and return it; none is drawn meanwhile."""
    ends_at = time.monotonic() + BUILD_MILLISECONDS / 1000
    while time.monotonic() < ends_at:
        text = page.request.get(path).text()
        if words in text:
            return text
        time.sleep(LOOK_SECONDS)
    message = f"{path} has no {words}"
    raise AssertionError(message)


def list_rail(page: Page) -> dict[str, str]:
    """Return the paths of the rail by the names of its pages."""
    links = page.locator(".rail a").evaluate_all(
        "links => links.map(link => [link.firstChild.textContent.trim(), link.pathname])"
    )
    return dict(links)


def gather_complaints(page: Page) -> list[str]:
    """Return a list that fills with errors of the console and of scripts."""
    complaints: list[str] = []

    def note_console(message: object) -> None:
        if getattr(message, "type", "") == "error":
            where = getattr(message, "location", {}).get("url", "")
            complaints.append(f"{getattr(message, 'text', message)} {where}")

    page.on("console", note_console)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    return complaints


def go(page: Page, path: str) -> Response:
    """Open a path and return the answer."""
    answer = page.goto(path)
    assert answer is not None
    return answer


def save(page: Page, click: Callable[[], None]) -> tuple[str, bytes]:
    """Return the name and content of the file that a click downloads."""
    with page.expect_download() as waiting:
        click()
    download = waiting.value
    return download.suggested_filename, download.path().read_bytes()


def send_form(page: Page, path: str, fields: dict[str, object]) -> tuple[int, str, str]:
    """Post a form as the page's visitor; return the status, the final address and the answer."""
    token = page.locator("input[name=csrf_token]").first.input_value()
    answer = page.request.post(path, multipart={"csrf_token": token, **fields})
    return answer.status, answer.url, answer.text()
