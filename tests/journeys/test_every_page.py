"""Every page of the application, as the fitting role: axe in both themes, reflow, targets."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from planner.planfile import write_yaml
from planner.services.sample import sample_plan
from tests.journeys.desk import BUILD_MILLISECONDS, Desk, gather_complaints, go
from tests.journeys.inspection import inspect_page
from tests.journeys.place import VALUES, account_of, list_addresses, read_routes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

    from tests.journeys.house import House

pytestmark = pytest.mark.xdist_group("journeys")

FORM_WORD = "document.querySelector('input[name=csrf_token]').value"
IS_WHOLE = "document.doctype !== null"
"""A part of a page has none."""
HASH = re.compile(r"<code>([0-9a-f]{8})</code>")


class Visitors:
    """One browser page for each account, kept for all pages of the application."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.pages: dict[str, Page] = {}

    def page(self, account: str) -> Page:
        """Return the page of an account, signed in."""
        if account not in self.pages:
            self.pages[account] = self.desk.visit(account, is_still=True)
        return self.pages[account]


@pytest.fixture(scope="module")
def visitors(browser: Browser, house: House) -> Iterator[Visitors]:
    desk = Desk(browser, house)
    yield Visitors(desk)
    desk.leave()


@pytest.fixture(scope="module")
def known(visitors: Visitors) -> dict[str, str]:
    """Return what fills addresses: things of the sample, an upload, a job, a printed paper."""
    page = visitors.page("editor")
    page.goto("/meetings/1/papers/agenda")
    token = page.evaluate(FORM_WORD)
    page.request.post("/meetings/1/papers/agenda", form={"csrf_token": token})
    page.goto("/meetings/1/papers/agenda")
    page.wait_for_function(
        "() => document.querySelector('.leaves') || (location.reload(), false)",
        timeout=BUILD_MILLISECONDS,
        polling=400,
    )
    printed = HASH.search(page.content())
    assert printed is not None
    content = write_yaml(sample_plan("consultation")).replace("专题协商会", "重点协商会")
    file = {"name": "方案.yaml", "mimeType": "application/yaml", "buffer": content.encode()}
    upload = page.request.post("/uploads", multipart={"csrf_token": token, "file": file})
    return {
        **VALUES,
        "job_id": "1",
        "upload_id": upload.url.rsplit("/", 1)[1],
        "printed": printed.group(1),
    }


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
        found[address] = inspect_page(page, name_address(address)) + complaints
    assert {address: each for address, each in found.items() if each} == {}


def name_address(address: str) -> str:
    """Return an address as the name of a picture."""
    return re.sub(r"[^0-9a-z]+", "-", address.removeprefix("/").casefold()).strip("-") or "home"
