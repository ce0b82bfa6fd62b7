"""Journeys to the papers: the whole package, and one paper looked at and taken along."""

from __future__ import annotations

import io
import zipfile
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.journeys.desk import (
    BUILD_MILLISECONDS,
    CONSULTATION,
    open_meeting,
    save,
    send_form,
)

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.journeys.desk import Desk


OPENINGS = {".pdf": b"%PDF-", ".ics": b"BEGIN:VCALENDAR", ".xlsx": b"PK\x03\x04"}
IS_UNDER_WAY = """() => {
  const bar = document.querySelector('#progress-bar');
  return bar && 0 < bar.value && bar.value < bar.max;
}"""
ARE_PICTURES_THERE = """() => {
  const leaves = [...document.querySelectorAll('.leaves img')];
  leaves.forEach(leaf => { leaf.loading = 'eager'; });
  return leaves.length > 0 && leaves.every(leaf => leaf.complete && leaf.naturalWidth > 400);
}"""


def test_the_whole_package_is_built_with_progress_and_served_at_once_again(desk: Desk):
    page = desk.visit("editor")
    path = open_meeting(page)
    page.locator(".rail").get_by_role("link", name="文件与日历").click()
    page.get_by_role("button", name="生成第 1 稿文印包").click()
    page.wait_for_function(IS_UNDER_WAY, timeout=BUILD_MILLISECONDS)
    link = page.get_by_role("link", name="下载全部（.zip）")
    expect(link).to_be_visible(timeout=BUILD_MILLISECONDS)
    job = page.url
    name, content = save(page, link.click)
    assert name.endswith(".zip")
    check_package(content)

    status, address, answer = send_form(page, f"{path}/package", {})
    assert (status, address) == (200, job)
    assert "下载全部（.zip）" in answer
    page.goto(f"{path}/papers")
    assert save(page, link.click) == (name, content)


def check_package(content: bytes) -> None:
    """Check that a package holds papers, calendars and tables, each what its name says."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        files = {each: package.read(each) for each in package.namelist() if each[-1] != "/"}
    endings = {each: PurePosixPath(each).suffix for each in files}
    assert set(endings.values()) == set(OPENINGS)
    wrong = [name for name, end in endings.items() if not files[name].startswith(OPENINGS[end])]
    assert wrong == []
    tables = [content for name, content in files.items() if endings[name] == ".xlsx"]
    assert all(zipfile.is_zipfile(io.BytesIO(each)) for each in tables)


def test_one_paper_shows_its_pages_and_is_downloaded(desk: Desk):
    page = desk.visit("reader")
    path = desk.path_of(CONSULTATION)
    page.goto(f"{path}/papers")
    row = page.locator("tr", has=page.locator(".filename", has_text="日程")).first
    row.get_by_role("button", name="预览").click()
    show_preview(page)
    page.wait_for_function(ARE_PICTURES_THERE)
    name, content = save(page, page.get_by_role("link", name="下载", exact=True).click)
    assert (PurePosixPath(name).suffix, content[:5]) == (".pdf", b"%PDF-")


def show_preview(page: Page) -> None:
    """Wait for the paper where a job makes it, and open its pages."""
    leaves = page.locator(".leaves")
    link = page.get_by_role("link", name="预览", exact=True)
    expect(leaves.or_(link)).to_be_visible(timeout=BUILD_MILLISECONDS)
    if link.is_visible():
        link.click()
    expect(leaves).to_be_visible()
