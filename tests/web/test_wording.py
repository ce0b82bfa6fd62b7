"""Everything that people read is there in both languages: no gaps, no strays, the same facts."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[2]
CATALOGUE = ROOT / "planner" / "web" / "translations" / "en" / "LC_MESSAGES" / "messages.po"
HAN = re.compile("[\u3400-\u9fff]")
WIDE = re.compile("[\u3000-\u303f\uff00-\uffef\u3400-\u9fff]")
LATIN = re.compile(r"[A-Za-z]{3,}")
FIELD = re.compile(r"%\(\w+\)s|\{\w+\}")
COMMENT = re.compile(r"/\*.*?\*/|(?<!:)//[^\n]*", re.DOTALL)
QUOTED = re.compile(r"“[^”]*”|「[^」]*」")
SPOKEN = re.compile('[\u3400-\u9fff]|"[：；]"')
"""Words, and what joins them; 、 joins values of the plan itself."""
SCRIPTS = sorted((ROOT / "static" / "js").glob("*.js"))
ALLOWED_MARKS = {"方案文件不使用标签（!）", "plans do not use tags (!)"}
"""The mark itself is what these are about."""
CODE = re.compile(
    r"[a-z-]+/[a-z0-9-]+|plenum\[\w+\]|planner account [\w-]+|planner \w+"
    r"|[\w-]+\.txt|--[\w-]+|\.\w+|PLENUM_\w+|\w+@[\w.]+"
)
"""Commands, options, endings, settings and addresses are the same in every language."""
EXAMPLES = {"planner/cli/date.py", "planner/planfile/holiday.py"}
"""Modules whose English shows what is written in Chinese files."""
PROPER = {
    *("Excel", "WPS", "Word", "PDF", "YAML", "JSON", "API", "OpenAPI", "CSV", "GBK", "UTF", "HTTP"),
    *("Ctrl", "Shift", "Alt", "Tab", "Enter", "Esc", "Delete", "Home", "End", "Space", "Match"),
    *(
        "problem",
        "json",
        "Accept",
        "Language",
        "Plenum",
        "TOTP",
        "OIDC",
        "ASVS",
        "SMTP",
        "iCalendar",
    ),
    *(
        "xlsx",
        "yaml",
        "yml",
        "csv",
        "zip",
        "ics",
        "png",
        "jpg",
        "webp",
        "pdf",
        "docx",
        "utf",
        "https",
        "http",
    ),
    *("SMTP", "Unicode", "DTD", "ETag", "Link", "base", "true", "false"),
    *("English", "NAME", "KEY", "URL", "If"),
    *("CalDAV", "webcal", "Outlook", "Thunderbird", "DAVx", "ICSx", "Tasks", "jtx", "Board"),
    *("iPhone", "iPad", "Mac", "App", "Web", "Internet"),
    *("METHOD", "REPLY", "UID", "SEQUENCE", "DTSTAMP"),
}
"""Names of things that a Chinese page calls so, too."""


@cache
def wordings() -> list[tuple[str, ast.Call]]:
    sources = {path: path.read_text("utf-8") for path in sorted((ROOT / "planner").rglob("*.py"))}
    return [
        (f"{path.relative_to(ROOT)}:{node.lineno}", node)
        for path, source in sources.items()
        if "Wording" in source
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Wording"
    ]


def spell(node: ast.expr) -> tuple[str, list[str]] | None:
    """Return the fixed words of a text and what is filled in; None where it is computed."""
    match node:
        case ast.Constant(value=str(text)):
            return text, []
        case ast.JoinedStr(values=values):
            parts = [spell(each) for each in values]
            fixed = "".join(part[0] for part in parts if part)
            filled = [name for part in parts if part for name in part[1]]
            return fixed, filled
        case ast.FormattedValue(value=value):
            names = {each.id for each in ast.walk(value) if isinstance(each, ast.Name)}
            return "", [min(names, default=ast.unparse(value))]
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            one, other = spell(left), spell(right)
            return (one[0] + other[0], one[1] + other[1]) if one and other else None
        case _:
            return None


def strays(chinese: str) -> list[str]:
    """Return the Latin words in a Chinese text that are no names."""
    plain = CODE.sub("", FIELD.sub("", QUOTED.sub("", chinese)))
    return [each for each in LATIN.findall(plain) if each not in PROPER]


@cache
def english() -> dict[str, str]:
    with CATALOGUE.open("rb") as file:
        return {str(each.id): str(each.string) for each in read_po(file) if each.id}


def test_every_wording_says_something_in_both_languages() -> None:
    faults = []
    for place, call in wordings():
        texts = [spell(each) for each in call.args]
        if len(texts) != 2 or None in texts:
            continue  # computed: made of other wordings
        (zh, zh_filled), (en, en_filled) = texts  # type: ignore[misc]
        if bool(zh.strip() or zh_filled) != bool(en.strip() or en_filled):
            faults.append(f"{place}: one language is empty")
        if HAN.search(QUOTED.sub("", en)) and place.split(":")[0] not in EXAMPLES:
            faults.append(f"{place}: Chinese in the English: {en}")
        if strays(zh) and HAN.search(zh):
            faults.append(f"{place}: English in the Chinese: {strays(zh)}")
    assert faults == []


def test_the_walk_over_wordings_finds_them() -> None:
    assert len(wordings()) > 400


def test_messages_have_no_strays() -> None:
    catalogue = english()
    assert {zh: strays(zh) for zh in catalogue if strays(zh)} == {}
    assert {zh: en for zh, en in catalogue.items() if WIDE.search(en)} == {}


def test_messages_keep_their_fields() -> None:
    kept = {
        zh: (sorted(FIELD.findall(zh)), sorted(FIELD.findall(en))) for zh, en in english().items()
    }
    assert {zh: each for zh, each in kept.items() if each[0] != each[1]} == {}


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_scripts_take_their_words_from_the_page(path: Path) -> None:
    code = COMMENT.sub("", path.read_text("utf-8"))
    words = [line.strip() for line in code.splitlines() if SPOKEN.search(line)]
    assert words == []


def test_no_exclamations_and_no_slang() -> None:
    texts = [*english(), *english().values()]
    for _place, call in wordings():
        texts += [found[0] for each in call.args if (found := spell(each))]
    slang = re.compile(r"[!！]|\boops\b|哦|呢。|啦|亲，", re.IGNORECASE)
    assert [each for each in texts if slang.search(each) and each not in ALLOWED_MARKS] == []


def test_an_edition_is_a_draft_number_everywhere():
    """A first issue is no revision: pages, papers and letters count 稿, never 修订."""
    files = [*(ROOT / "planner").rglob("*.py"), *(ROOT / "templates").rglob("*.*")]
    counted = re.compile(r"次修订|修订号|第.{0,3}修订")
    found = [each.name for each in files if counted.search(each.read_text("utf-8"))]
    assert found == []
