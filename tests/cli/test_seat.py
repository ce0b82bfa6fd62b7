"""`planner seat` on the command line."""

from __future__ import annotations

import json
from io import BytesIO
from typing import TYPE_CHECKING

import openpyxl
import pytest
from click.testing import CliRunner

from planner.cli import main
from planner.domain.person import AttendanceKind
from planner.domain.sitting import Rostrum, RostrumRow, SittingKind
from planner.planfile import write_yaml
from planner.planfile.venue_workbook_writer import write_venue_workbook
from tests.builders import a_person, a_plan, a_sitting
from tests.documents.seatings import a_small_hall

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

    from planner.domain.plan import Plan

FILES = [
    "01-会场座次图.pdf",
    "02-座次索引（按姓氏笔画）.pdf",
    "03-座次索引（按汉语拼音）.pdf",
    "04-桌签.pdf",
    "05-证件.pdf",
    "06-排座依据.pdf",
    "07-座次表.xlsx",
    "08-座次.json",
    "09-主席台座次图.pdf",
]


def a_meeting(count: int = 4) -> Plan:
    people = (
        *(
            a_person(f"p{at}", f"王{word}", sector="经济界")
            for at, word in enumerate("甲乙丙丁戊己庚辛壬癸"[:count])
        ),
        a_person("chair", "周主席", rank=1),
    )
    opening = a_sitting(
        kind=SittingKind.OPENING,
        participants=(AttendanceKind.MEMBER.value,),
        rostrum=Rostrum((RostrumRow(("chair",)),)),
    )
    return a_plan(
        people=people, sittings=(opening, a_sitting("s2", "闭幕会", kind=SittingKind.CLOSING))
    )


@pytest.fixture
def plan_file(tmp_path: Path) -> Path:
    return write_plan(tmp_path, a_meeting())


@pytest.fixture
def venue_file(tmp_path: Path) -> Path:
    path = tmp_path / "会场.xlsx"
    path.write_bytes(write_venue_workbook(a_small_hall()))
    return path


def write_plan(folder: Path, plan: Plan) -> Path:
    path = folder / "方案.yaml"
    path.write_text(write_yaml(plan), encoding="utf-8")
    return path


def seat(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["seat", *map(str, arguments)])


def test_seating_is_told_without_writing_anything(plan_file: Path, tmp_path: Path) -> None:
    before = sorted(tmp_path.iterdir())
    result = seat(plan_file, "--venue", "hall")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == (
        "开幕会，人民会堂：就座 4 人，未就座 0 人，主席台 1 人。\n  池座 4 人\n  1 经济界 4 人\n"
    )
    assert sorted(tmp_path.iterdir()) == before


def test_words_come_in_english(plan_file: Path) -> None:
    result = seat(plan_file, "--venue", "hall", "--language", "en")
    assert result.stdout.splitlines()[0] == (
        "开幕会, 人民会堂: 4 seated, 0 without a seat, 1 on the rostrum."
    )


def test_all_papers_are_written_with_a_line_each(
    plan_file: Path, venue_file: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "out"
    result = seat(plan_file, "--venue", venue_file, "--out", folder, "--signs", "200x100")
    assert result.exit_code == 0, result.output
    assert sorted(path.name for path in folder.iterdir()) == FILES
    lines = result.stdout.splitlines()
    assert [line.split(" — ")[0] for line in lines[-10:-1]] == [
        f"[{number}/9] {name}" for number, name in enumerate(FILES, start=1)
    ]
    assert lines[-1] == f"{folder}：写入 9 个文件。"
    for name in (*FILES[:6], FILES[8]):
        assert (folder / name).read_bytes().startswith(b"%PDF")
    book = openpyxl.load_workbook(BytesIO((folder / FILES[6]).read_bytes()))
    assert book["座次表"]["E3"].value == "王乙"
    told = json.loads((folder / FILES[7]).read_text(encoding="utf-8"))
    assert told["format"] == "plenum-seating/1"
    assert told["sitting"] == {"key": "s1", "name": "开幕会"}
    assert sorted(each["name"] for each in told["seats"]) == ["王丁", "王丙", "王乙", "王甲"]
    assert all(each["place"].startswith("池座") for each in told["seats"])


def test_what_is_there_is_kept_unless_forced(plan_file: Path, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / FILES[7]).write_text("mine", encoding="utf-8")
    refused = seat(plan_file, "--venue", "u_shape", "--out", folder)
    assert (refused.exit_code, [path.name for path in folder.iterdir()]) == (2, [FILES[7]])
    assert "--force" in refused.stderr
    assert seat(plan_file, "--venue", "u_shape", "--out", folder, "--force").exit_code == 0
    assert len(list(folder.iterdir())) == 9


def test_who_has_no_seat_is_named_with_the_reason(tmp_path: Path, venue_file: Path) -> None:
    plan_file = write_plan(tmp_path, a_meeting(10))
    plan = a_meeting(10)
    people = tuple(a_person(f"x{at}", f"张{chr(0x4E00 + at)}", sector="经济界") for at in range(3))
    plan_file.write_text(
        write_yaml(a_plan(people=(*plan.people, *people), sittings=plan.sittings)), encoding="utf-8"
    )
    result = seat(plan_file, "--venue", venue_file)
    assert result.exit_code == 1
    assert result.stdout.startswith("开幕会，会场：就座 11 人，未就座 2 人，主席台 1 人。\n")
    lines = result.stderr.splitlines()
    assert len([line for line in lines if line.endswith("，座位不足，未能安排")]) == 2


def test_wishes_that_conflict_are_named(plan_file: Path, venue_file: Path, tmp_path: Path) -> None:
    settings = tmp_path / "排座.yaml"
    settings.write_text(
        "rules:\n"
        "  - {kind: fixed, people: [王甲], seats: [池座1排1座]}\n"
        "  - {kind: fixed, people: [王乙], seats: [池座1排1座]}\n",
        encoding="utf-8",
    )
    result = seat(plan_file, "--venue", venue_file, "--settings", settings)
    assert result.exit_code == 1
    assert result.stderr.splitlines()[:3] == [
        "不能同时满足的要求：",
        "  固定座位（王甲）",
        "  固定座位（王乙）",
    ]


def test_settings_seat_people_where_they_are_asked_to(
    plan_file: Path, venue_file: Path, tmp_path: Path
) -> None:
    settings = tmp_path / "排座.yaml"
    settings.write_text(
        "rules:\n  - {kind: fixed, people: [王甲], seats: [池座2排3座]}\n", encoding="utf-8"
    )
    folder = tmp_path / "out"
    assert (
        seat(plan_file, "--venue", venue_file, "--settings", settings, "-o", folder).exit_code == 0
    )
    told = json.loads((folder / FILES[7]).read_text(encoding="utf-8"))
    assert {each["name"]: each["place"] for each in told["seats"]}["王甲"] == "池座2排3座"


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--venue", "nowhere"), "没有会场文件“nowhere”"),
        (("--venue", "hall", "--sitting", "s9"), "请用 --sitting 指定会次：s1 开幕会、s2 闭幕会"),
    ],
)
def test_what_is_not_there_is_refused(
    plan_file: Path, options: tuple[str, ...], words: str
) -> None:
    result = seat(plan_file, *options)
    assert (result.exit_code, result.stdout) == (2, "")
    assert words in result.stderr


def test_a_sitting_is_meant_by_key_or_name(plan_file: Path) -> None:
    for name in ("s2", "闭幕会"):
        result = seat(plan_file, "--venue", "hall", "--sitting", name)
        assert result.stdout.startswith("闭幕会，人民会堂：就座 0 人")


def test_a_paper_that_fails_does_not_stop_the_others(tmp_path: Path) -> None:
    plan = a_meeting()
    people = (a_person("p0", "王\U000323af", sector="经济界"), *plan.people[1:])
    plan_file = write_plan(tmp_path, a_plan(people=people, sittings=plan.sittings))
    folder = tmp_path / "out"
    result = seat(plan_file, "--venue", "u_shape", "--out", folder)
    assert result.exit_code == 1
    assert "[1/9] 01-会场座次图.pdf — 未生成: 字库缺字" in result.stderr
    assert sorted(path.name for path in folder.iterdir()) == FILES[6:]
