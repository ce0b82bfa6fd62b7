from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

import pytest

from planner.services.package import PackageReport, build_package
from planner.services.package_folder import (
    FolderReport,
    ForeignFileError,
    write_package,
)
from planner.services.package_record import RECORD
from planner.services.store import FileStore
from tests.builders import a_plan, a_sitting

if TYPE_CHECKING:
    from pathlib import Path

TODAY = date(2026, 12, 1)
MEETING = "日历/01-会议日历.ics"
OPENING = "日历/02-会次-01-开幕会.ics"


@pytest.fixture
def store(tmp_path: Path) -> FileStore:
    return FileStore(tmp_path / "store")


def build(store: FileStore, *names: str) -> PackageReport:
    sittings = tuple(a_sitting(f"s{place}", name) for place, name in enumerate(names))
    return build_package(a_plan(sittings=sittings), TODAY, store, only=["calendar"])


def list_files(folder: Path) -> list[str]:
    return sorted(
        str(path.relative_to(folder))
        for path in folder.rglob("*")
        if path.is_file() and path.name != RECORD
    )


def test_folder_holds_the_package_and_a_second_build_changes_nothing(
    store: FileStore, tmp_path: Path
) -> None:
    folder = tmp_path / "out"
    report = build(store, "开幕会")
    assert write_package(report, store, folder) == FolderReport((MEETING, OPENING), (), (), ())
    assert list_files(folder) == [MEETING, OPENING]
    assert write_package(report, store, folder) == FolderReport((), (MEETING, OPENING), (), ())


def test_files_of_an_earlier_build_go_unless_somebody_changed_them(
    store: FileStore, tmp_path: Path
) -> None:
    folder = tmp_path / "out"
    write_package(build(store, "开幕会", "闭幕会", "合影"), store, folder)
    changed, stale = "日历/02-会次-02-闭幕会.ics", "日历/02-会次-03-合影.ics"
    (folder / changed).write_text("批注", encoding="utf-8")
    report = write_package(build(store, "开幕会"), store, folder)
    assert (report.removed, report.kept) == ((stale,), (changed,))
    assert list_files(folder) == [MEETING, OPENING, changed]


def test_part_of_a_package_lets_the_rest_stay(store: FileStore, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    write_package(build(store, "开幕会"), store, folder)
    part = build_package(a_plan(), TODAY, store, only=["calendar:meeting"])
    assert write_package(part, store, folder, is_whole=False).removed == ()
    assert list_files(folder) == [MEETING, OPENING]


def test_foreign_file_stops_everything_unless_forced(store: FileStore, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    foreign = folder / OPENING
    foreign.parent.mkdir(parents=True)
    foreign.write_text("别人的", encoding="utf-8")
    report = build(store, "开幕会")
    with pytest.raises(ForeignFileError) as refused:
        write_package(report, store, folder)
    assert OPENING in refused.value.wording.zh
    assert list_files(folder) == [OPENING]
    assert foreign.read_text(encoding="utf-8") == "别人的"
    write_package(report, store, folder, is_forced=True)
    assert foreign.read_bytes().startswith(b"BEGIN:VCALENDAR")


@pytest.mark.parametrize("path", ["../outside", "/etc/outside", "a/../../outside", "outside"])
def test_record_cannot_make_us_remove_what_lies_outside(
    store: FileStore, tmp_path: Path, path: str
) -> None:
    outside = tmp_path / "outside"
    outside.write_bytes(b"")
    empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / RECORD).write_text(json.dumps({"files": {path: {"sha256": empty}}}), encoding="utf-8")
    assert write_package(build(store), store, folder).removed == ()
    assert outside.exists()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        '{"files": {"a/b": {"sha256": "", "issued_on": "x"}}}',
        '{"files": 1}',
        '{"files": []}',
        "\udcff",
    ],
)
def test_broken_record_is_disregarded(store: FileStore, tmp_path: Path, text: str) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / RECORD).write_bytes(text.encode("utf-8", "surrogateescape"))
    assert write_package(build(store), store, folder).written == (MEETING,)
