from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from planner.cli import main
from planner.domain.plan import AgendaItem
from planner.planfile import write_yaml
from tests.builders import a_person, a_plan, a_sitting

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

    from planner.domain.plan import Plan

CHEAP = ("--only", "calendar", "--only", "workbook", "--today", "2026-12-01")


@pytest.fixture
def plan_file(tmp_path: Path) -> Path:
    return write_plan(tmp_path, a_plan(people=(a_person(),), sittings=(a_sitting(),)))


def write_plan(folder: Path, plan: Plan) -> Path:
    path = folder / "方案.yaml"
    path.write_text(write_yaml(plan), encoding="utf-8")
    return path


def build(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["build", *map(str, arguments)])


def test_build_writes_a_folder_with_a_line_for_each_document(
    plan_file: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "out"
    result = build(plan_file, "-o", folder, *CHEAP)
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[0].startswith("[1/5] 日历/01-会议日历.ics — ")
    assert lines[5] == f"{folder}：写入 5 个文件，0 个未变。"
    assert lines[6].startswith("共 5 个文件：新生成 5，取自文件库 0，未生成 0；用时 ")
    assert (folder / "表格" / "03-名册.xlsx").read_bytes().startswith(b"PK")


def test_build_takes_from_the_store_what_did_not_change(plan_file: Path, tmp_path: Path) -> None:
    options = ("-o", tmp_path / "out", "--store", tmp_path / "store", *CHEAP)
    build(plan_file, *options)
    lines = build(plan_file, *options, "--language", "en").stdout.splitlines()
    assert lines[0] == "[1/5] 日历/01-会议日历.ics — unchanged, from the store"
    assert lines[5].endswith("0 files written, 5 unchanged.")


def test_build_writes_a_zip_once(plan_file: Path, tmp_path: Path) -> None:
    archive = tmp_path / "文印包.zip"
    assert build(plan_file, "--zip", archive, *CHEAP).exit_code == 0
    with zipfile.ZipFile(archive) as packed:
        assert len(packed.namelist()) == 5
    before = archive.read_bytes()
    assert build(plan_file, "--zip", archive, *CHEAP).exit_code == 2
    assert build(plan_file, "--zip", archive, *CHEAP, "--force").exit_code == 0
    assert archive.read_bytes() == before


def test_build_prints_the_revision_that_is_named(plan_file: Path, tmp_path: Path) -> None:
    build(plan_file, "-o", tmp_path / "out", *CHEAP, "--revision", 8, "--issued-on", "2027-01-04")
    calendar = (tmp_path / "out" / "日历" / "01-会议日历.ics").read_bytes()
    assert b"SEQUENCE:8\r\n" in calendar
    assert b"DTSTAMP:20270103T160000Z\r\n" in calendar


def test_build_goes_on_after_a_document_that_fails(tmp_path: Path) -> None:
    plan = a_plan(agenda=(AgendaItem("a1", "议题\U000f0001"),), sittings=(a_sitting(),))
    folder = tmp_path / "out"
    result = build(write_plan(tmp_path, plan), "-o", folder, "--only", "agenda", *CHEAP)
    assert result.exit_code == 1
    assert "未生成 1；" in result.stdout
    assert "议程" in result.stderr
    assert (folder / "日历" / "01-会议日历.ics").exists()


@pytest.mark.parametrize(
    "options", [(), ("-o", "out", "--only", "menu"), ("-o", "out", "--revision", "-1")]
)
def test_build_refuses_what_it_cannot_do(
    plan_file: Path, monkeypatch: pytest.MonkeyPatch, options: tuple[str, ...]
) -> None:
    monkeypatch.chdir(plan_file.parent)
    assert build(plan_file, *options).exit_code == 2
    assert not (plan_file.parent / "out").exists()
