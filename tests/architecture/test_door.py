"""The doors between the rooms, and the habits that a machine can check."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from configparser import ConfigParser
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PLANNER = ROOT / "planner"
MODULES = sorted(PLANNER.rglob("*.py"))
VAGUE = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "base"}
PURE_ADAPTERS = {
    "holidays": {"planner/domain/workday.py"},
    "pypinyin": {"planner/domain/pinyin.py"},
}


def imported_roots(module: Path) -> set[str]:
    roots: set[str] = set()
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            roots |= {name.name.split(".")[0] for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            roots.add(node.module.split(".")[0])
    return roots


def importers_of(library: str) -> list[Path]:
    """Return who imports a library; only who names it at all is parsed."""
    naming = [each for each in MODULES if library in each.read_text("utf-8")]
    return [each for each in naming if library in imported_roots(each)]


def readers_of(pattern: re.Pattern[str]) -> set[str]:
    found = [each for each in MODULES if pattern.search(each.read_text("utf-8"))]
    return {each.relative_to(ROOT).as_posix() for each in found}


def test_rooms_import_only_from_rooms_below() -> None:
    command = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([command], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("module", sorted((PLANNER / "domain").rglob("*.py")), ids=lambda p: p.name)
def test_domain_needs_the_standard_library_only(module: Path) -> None:
    place = module.relative_to(ROOT).as_posix()
    allowed = {name for name, places in PURE_ADAPTERS.items() if place in places}
    foreign = imported_roots(module) - set(sys.stdlib_module_names) - {"planner"}
    assert foreign - allowed == set()


@pytest.mark.parametrize("library", ["weasyprint", "icalendar", "holidays", "pypinyin"])
def test_library_enters_through_one_module(library: str) -> None:
    assert len(importers_of(library)) == 1


def test_no_module_has_a_vague_name() -> None:
    assert [each for each in MODULES if each.stem in VAGUE] == []


def test_only_the_clock_reads_the_clock() -> None:
    reads = re.compile(r"\b(datetime\.now|datetime\.utcnow|date\.today|time\.time)\(")
    assert readers_of(reads) == {"planner/clock.py"}


def test_only_the_settings_read_the_environment() -> None:
    reads = re.compile(r"\bos\.(environ\.get|getenv|environ\[)")
    assert readers_of(reads) <= {"planner/settings.py"}


def test_package_list_names_every_package_on_disk() -> None:
    config = ConfigParser()
    config.read(ROOT / "setup.cfg", encoding="utf-8")
    listed = set(config["options"]["packages"].split())
    on_disk = {
        ".".join(each.parent.relative_to(ROOT).parts) for each in PLANNER.rglob("__init__.py")
    }
    data_only = {"planner.templates", "planner.static", "planner.migrations"}
    assert listed - data_only == on_disk - data_only
