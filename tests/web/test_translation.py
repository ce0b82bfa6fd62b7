"""The pages say everything in both languages, and the compiled catalogue is the written one."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "planner" / "web" / "translations" / "en" / "LC_MESSAGES"
HAN = re.compile("[\u4e00-\u9fff]")
FIELD = re.compile(r"%\(\w+\)s")
OPTIONS = {"**.html": {"trim_blocks": "true", "lstrip_blocks": "true"}}


def said_by_pages() -> set[str]:
    templates = extract_from_dir(
        ROOT / "templates", [("**.html", "jinja2")], options_map=OPTIONS, keywords={"_": None}
    )
    modules = extract_from_dir(
        ROOT / "planner" / "web", [("**.py", "python")], keywords={"_": None}
    )
    return {str(message[2]) for message in (*templates, *modules)}


def english() -> dict[str, str]:
    with (FOLDER / "messages.po").open("rb") as file:
        return {str(each.id): str(each.string) for each in read_po(file) if each.id}


def test_every_message_is_said_in_english() -> None:
    catalogue = english()
    assert said_by_pages() - set(catalogue) == set()
    assert [key for key, text in catalogue.items() if not text or HAN.search(text)] == []


def test_no_message_is_left_over() -> None:
    assert set(english()) - said_by_pages() == set()


@pytest.mark.parametrize(("chinese", "text"), sorted(english().items()))
def test_message_keeps_its_fields(chinese: str, text: str) -> None:
    assert sorted(FIELD.findall(text)) == sorted(FIELD.findall(chinese))


def test_compiled_catalogue_is_current() -> None:
    compiled = read_mo(io.BytesIO((FOLDER / "messages.mo").read_bytes()))
    assert {str(each.id): str(each.string) for each in compiled if each.id} == english()
