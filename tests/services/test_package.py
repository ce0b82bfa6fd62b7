from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from planner.documents.imprint import Imprint
from planner.domain.error import InvalidRequestError
from planner.domain.plan import AgendaItem
from planner.domain.task import Offset, Workstream
from planner.services.package import (
    PackageCancelledError,
    PackageProgress,
    build_package,
    list_parts,
    select_parts,
)
from planner.services.store import FileStore
from tests.builders import a_person, a_plan, a_sitting, a_task

if TYPE_CHECKING:
    from pathlib import Path

    from planner.domain.plan import Plan

TODAY = date(2026, 12, 1)
CHEAP = ("calendar", "workbook")


def a_meeting() -> Plan:
    return a_plan(
        people=(
            a_person("p1", "王芳", post="主席", rank=1, sector="经济界"),
            a_person("p2", "李明", post="主任", sector="农业界"),
        ),
        sittings=(a_sitting(presiders=("p1",), participants=("member",), place="云岭会堂"),),
        agenda=(AgendaItem("a1", "听取和审议常务委员会工作报告"),),
        workstreams=(Workstream("w1", "会务组", accountable="p1", lead="p2"),),
        tasks=(a_task(workstream="w1", owner="p2", offset=Offset(-20)),),
    )


@pytest.fixture
def store(tmp_path: Path) -> FileStore:
    return FileStore(tmp_path / "store")


def test_package_holds_papers_calendars_and_workbooks(store: FileStore) -> None:
    report = build_package(a_meeting(), TODAY, store)
    assert [entry.path for entry in report.failures] == []
    assert {entry.path.split("/")[0] for entry in report.entries} == {"文件", "日历", "表格"}
    assert len({entry.path for entry in report.entries}) == len(report.entries)
    starts = {"pdf": b"%PDF-", "ics": b"BEGIN:VCALENDAR", "xlsx": b"PK"}
    for entry in report.made:
        content = store.get(entry.digest)
        assert content is not None
        assert content.startswith(starts[entry.path.rpartition(".")[2]])
        assert entry.size_bytes == len(content)


def test_second_build_comes_from_the_store_with_the_same_bytes(
    store: FileStore, tmp_path: Path
) -> None:
    first = build_package(a_meeting(), TODAY, store)
    again = build_package(a_meeting(), TODAY, store)
    elsewhere_store = FileStore(tmp_path / "elsewhere")
    elsewhere = build_package(a_meeting(), TODAY, elsewhere_store)
    assert [entry.from_store for entry in first.entries] == [False] * len(first.entries)
    assert [entry.from_store for entry in again.entries] == [True] * len(first.entries)
    for one, other in zip(first.entries, elsewhere.entries, strict=True):
        assert store.get(one.digest) == elsewhere_store.get(other.digest), one.path


def test_changed_post_renders_only_what_shows_it(store: FileStore) -> None:
    plan = a_meeting()
    build_package(plan, TODAY, store, only=CHEAP)
    posted = replace(plan, people=(plan.people[0], replace(plan.people[1], post="副主任")))
    report = build_package(posted, TODAY, store, only=CHEAP)
    assert [entry.key for entry in report.entries if not entry.from_store] == ["workbook:roster"]


def test_imprint_is_asked_for_each_part_and_printed(store: FileStore) -> None:
    asked: dict[str, str] = {}

    def imprint_for(key: str, content: str) -> Imprint:
        asked[key] = content
        return Imprint(7, date(2026, 12, 30), "")

    report = build_package(
        a_meeting(), TODAY, store, only=["calendar:meeting"], imprint_for=imprint_for
    )
    assert list(asked) == ["calendar:meeting"]
    assert b"SEQUENCE:7\r\n" in (store.get(report.entries[0].digest) or b"")


def test_paper_that_cannot_be_printed_stops_no_other(store: FileStore) -> None:
    plan = a_meeting()
    broken = replace(plan, agenda=(AgendaItem("a1", "议题\U000f0001"),))
    report = build_package(broken, TODAY, store)
    failed = {entry.key: entry.failure for entry in report.failures}
    assert failed["agenda"] is not None
    assert "\U000f0001" in failed["agenda"].zh
    assert len(report.made) == len(report.entries) - len(failed)
    assert len(report.made) > len(failed)


def test_progress_is_told_after_each_part(store: FileStore) -> None:
    told: list[PackageProgress] = []
    report = build_package(a_meeting(), TODAY, store, only=CHEAP, progress=told.append)
    total = len(report.entries)
    assert [(each.done, each.total, each.entry) for each in told] == [
        (number, total, entry) for number, entry in enumerate(report.entries, start=1)
    ]


def test_package_can_be_called_off_between_parts(store: FileStore) -> None:
    told: list[PackageProgress] = []
    with pytest.raises(PackageCancelledError):
        build_package(
            a_meeting(),
            TODAY,
            store,
            only=CHEAP,
            progress=told.append,
            is_cancelled=lambda: len(told) == 2,
        )
    assert len(told) == 2
    assert store.get(told[0].entry.digest) is not None


def test_only_takes_a_key_or_what_stands_before_its_colon() -> None:
    parts = list_parts(a_meeting(), TODAY)
    chosen = select_parts(parts, ["calendar:meeting", "workbook"])
    assert [part.key.partition(":")[0] for part in chosen] == ["calendar"] + ["workbook"] * 5
    assert select_parts(parts, []) == list(parts)
    with pytest.raises(InvalidRequestError) as refused:
        select_parts(parts, ["menu"])
    assert refused.value.wording.en.startswith("There is no document 'menu'; there are: ")
