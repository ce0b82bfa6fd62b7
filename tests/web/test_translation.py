"""The pages say everything in both languages, and the compiled catalogue is the written one."""

from __future__ import annotations

import io
import re
from functools import cache
from pathlib import Path

from babel.messages.extract import extract_from_dir
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "planner" / "web" / "translations" / "en" / "LC_MESSAGES"
HAN = re.compile("[\u4e00-\u9fff]")
OPTIONS = {"**.html": {"trim_blocks": "true", "lstrip_blocks": "true"}}


@cache
def said_by_pages() -> set[str]:
    templates = extract_from_dir(
        ROOT / "templates", [("**.html", "jinja2")], options_map=OPTIONS, keywords={"_": None}
    )
    modules = extract_from_dir(
        ROOT / "planner" / "web", [("**.py", "python")], keywords={"_": None}
    )
    return {str(message[2]) for message in (*templates, *modules)}


@cache
def english() -> dict[str, str]:
    with (FOLDER / "messages.po").open("rb") as file:
        return {str(each.id): str(each.string) for each in read_po(file) if each.id}


def test_every_message_is_said_in_english() -> None:
    catalogue = english()
    assert said_by_pages() - set(catalogue) == set()
    assert [key for key, text in catalogue.items() if not text or HAN.search(text)] == []


def test_no_message_is_left_over() -> None:
    assert set(english()) - said_by_pages() == set()


def test_compiled_catalogue_is_current() -> None:
    compiled = read_mo(io.BytesIO((FOLDER / "messages.mo").read_bytes()))
    assert {str(each.id): str(each.string) for each in compiled if each.id} == english()
