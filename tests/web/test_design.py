"""The design system: every component has a style sheet and a macro, and /design shows it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from planner.assets import STATIC, TEMPLATES
from planner.web.asset import FOR_EVER
from planner.web.asset_table import FIRST, LAST, order_sheets, read_assets

if TYPE_CHECKING:
    from tests.conftest import PageClient

CLASS = re.compile(r"class=\"([^\"]*)\"")
SHOWN_ELSEWHERE = {"roadmap"}
"""A drawing of a whole plan: it is on the road map's page."""
SHEETS = sorted(each.stem for each in (STATIC / "css" / "components").glob("*.css"))
COLOUR = re.compile(r"#[0-9A-Fa-f]{3,8}\b|\brgb\(")
PRINT_TOKENS = re.compile(r"color-scheme: light; (--paper.*?)\}")
DARK_BLOCK = re.compile(r"color-scheme: dark;(.*?)\}", re.DOTALL)


def keeping(client: PageClient, address: str) -> str:
    """Return how long browsers keep what an address gives."""
    with client.get(address) as answer:
        assert answer.status_code == 200
        return answer.headers["Cache-Control"]


def classes_of(text: str) -> set[str]:
    return {name for found in CLASS.findall(text) for name in found.split()}


@pytest.mark.parametrize("name", SHEETS)
def test_component_has_a_sheet_and_a_template(name: str) -> None:
    assert (TEMPLATES / "components" / f"{name}.html").is_file()


@pytest.mark.parametrize("theme", ["system", "light", "dark", "nonsense"])
def test_design_page_opens_in_each_theme(client: PageClient, theme: str) -> None:
    page = client.get(f"/design?theme={theme}").text
    wanted = {"light": {"is-light"}, "dark": {"is-dark"}}.get(theme, set())
    assert classes_of(page) & {"is-light", "is-dark"} == wanted


@pytest.mark.parametrize("language", ["zh", "en"])
def test_design_page_shows_every_component(client: PageClient, language: str) -> None:
    client.send("/language", language=language)
    shown = classes_of(client.get("/design").text)
    sources = {
        name: (STATIC / "css" / "components" / f"{name}.css").read_text("utf-8") for name in SHEETS
    }
    page = client.get("/design").text
    unseen = [
        name
        for name, source in sources.items()
        if name not in SHOWN_ELSEWHERE
        and not shown & set(re.findall(r"\.([a-z][a-z-]*)", source))
        and f"<{name}" not in page
    ]
    assert unseen == []


@pytest.mark.parametrize(
    "mark",
    [
        *('class="empty"', 'class="skeleton"', 'aria-busy="true"', "<progress id="),
        *('aria-invalid="true"', 'class="field-fault"', " readonly", " disabled"),
        *('data-state="saved"', 'data-state="typed"', 'data-state="faulty"', 'class="offline'),
        *('class="is-print"', 'aria-disabled="true"'),
    ],
)
def test_design_page_shows_each_state(client: PageClient, mark: str) -> None:
    assert mark in client.get("/design").text


def test_what_is_shown_as_printed_has_the_colours_of_print() -> None:
    source = (STATIC / "css" / "print.css").read_text("utf-8")
    shown, printed = PRINT_TOKENS.findall(source)
    assert shown == printed


def test_both_dark_themes_are_the_same() -> None:
    blocks = DARK_BLOCK.findall((STATIC / "css" / "tokens.css").read_text("utf-8"))
    first, second = ([line.strip() for line in each.split("\n")] for each in blocks)
    assert first == second


def test_colours_stand_in_the_tokens_only() -> None:
    found = {
        f"{each.name}: {line.strip()}"
        for each in sorted((STATIC / "css").rglob("*.css"))
        if each.name not in {"tokens.css", "print.css"}
        for line in each.read_text("utf-8").splitlines()
        if COLOUR.search(line.replace("#fff", "").split("/*")[0])
        and "{" in line
        and COLOUR.search(line.split("{", 1)[1].replace("#fff", ""))
    }
    assert found == set()


def test_the_one_sheet_has_the_base_in_a_layer_and_everything_of_ours() -> None:
    assets = read_assets()
    sheet = assets.sheet.decode()
    assert sheet.startswith("@layer base {\n/*!\n * Bootstrap Reboot")
    names = order_sheets(assets.versions)
    assert (tuple(names[:3]), tuple(names[-1:])) == (FIRST, LAST)
    assert all((STATIC / name).read_text("utf-8") in sheet for name in names)


def test_addresses_of_style_and_scripts_are_kept_for_ever(client: PageClient) -> None:
    page = client.get("/sign-in").text
    addresses = re.findall(r'(?:href|src)="(/static/[^"]+)"', page)
    script = next(each for each in addresses if each.endswith("/page.js"))
    addresses.append(script.replace("/page.js", "/conflict.js"))
    assert {keeping(client, each) for each in addresses} == {FOR_EVER}
    assert keeping(client, "/static/modules/000000000000/page.js") == "no-cache"


def test_the_sheet_comes_compressed_where_the_browser_takes_it(client: PageClient) -> None:
    address = re.findall(r'href="(/static/sheet/[^"]+)"', client.get("/sign-in").text)[0]
    plain, packed = client.get(address), client.get(address, headers={"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert len(packed.data) * 3 < len(plain.data)
