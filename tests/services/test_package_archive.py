from __future__ import annotations

import io
import zipfile
from datetime import date
from typing import TYPE_CHECKING

import pytest

from planner.domain.error import UnknownReferenceError
from planner.services.package import build_package
from planner.services.package_archive import pack_archive
from planner.services.store import FileStore
from tests.builders import a_plan, a_sitting

if TYPE_CHECKING:
    from pathlib import Path

TODAY = date(2026, 12, 1)


def pack(folder: Path) -> bytes:
    store = FileStore(folder)
    plan = a_plan(sittings=(a_sitting(),))
    return pack_archive(build_package(plan, TODAY, store, only=["calendar", "workbook"]), store)


def test_archive_has_chinese_names_fixed_times_and_whole_files(tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(pack(tmp_path))) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == [
            "日历/01-会议日历.ics",
            "日历/02-会次-01-开幕会.ics",
            "表格/01-日程.xlsx",
            "表格/02-覆盖表.xlsx",
        ]
        members = archive.infolist()
        assert {member.date_time for member in members} == {(1980, 1, 1, 0, 0, 0)}
        assert {bool(member.flag_bits & 0x800) for member in members} == {True}
        assert archive.read("日历/01-会议日历.ics").startswith(b"BEGIN:VCALENDAR\r\n")


def test_same_package_gives_the_same_bytes(tmp_path: Path) -> None:
    assert pack(tmp_path / "one") == pack(tmp_path / "other")


def test_archive_of_what_the_store_lost_is_refused(tmp_path: Path) -> None:
    store = FileStore(tmp_path)
    report = build_package(a_plan(), TODAY, store, only=["calendar"])
    store.prune(0)
    with pytest.raises(UnknownReferenceError):
        pack_archive(report, store)
