"""What the documents promise is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click import Context, Group

from planner.cli import main

ROOT = Path(__file__).resolve().parents[2]
READMES = ["README.md", "README.zh-CN.md"]


@pytest.mark.parametrize("name", [*READMES, "CONTRIBUTING.md"])
def test_links_lead_to_files(name: str) -> None:
    links = re.findall(r"\]\(([^)#]+)\)", (ROOT / name).read_text("utf-8"))
    assert [each for each in links if not (ROOT / each).exists()] == []


@pytest.mark.parametrize("name", READMES)
def test_commands_exist(name: str) -> None:
    assert isinstance(main, Group)
    named = set(re.findall(r"^    planner (\w+)", (ROOT / name).read_text("utf-8"), re.MULTILINE))
    assert named - set(main.list_commands(Context(main))) == set()


@pytest.mark.parametrize("name", READMES)
def test_make_targets_exist(name: str) -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    named = set(re.findall(r"`?make ([a-z]+)\b", (ROOT / name).read_text("utf-8")))
    assert named - targets == set()


def test_both_readmes_name_the_same_settings() -> None:
    named = [set(re.findall(r"PLENUM_\w+", (ROOT / each).read_text("utf-8"))) for each in READMES]
    assert named[0] == named[1]
