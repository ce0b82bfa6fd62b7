from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import pytest
import xlsxwriter

from planner.planfile import PlanFileError
from planner.planfile.roster_column import propose_columns
from planner.planfile.roster_file import MOST_COLUMNS, read_roster

if TYPE_CHECKING:
    from collections.abc import Sequence

ROWS = (("姓名", "性别", "工作单位"), ("王　芳", "女", "云岭大学，东校区"), ("丁一", "男", "一中"))


def a_csv(delimiter: str = ",") -> str:
    return "\r\n".join(delimiter.join(f'"{cell}"' for cell in row) for row in ROWS) + "\r\n"


def a_workbook(rows: Sequence[Sequence[object]], *, sheet: str = "名单") -> bytes:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        page = book.add_worksheet(sheet)
        for at, row in enumerate(rows):
            page.write_row(at, 0, row)
    return target.getvalue()


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "，"])
@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16", "utf-16-le", "utf-16-be"]
)
def test_text_is_read_in_every_encoding_and_delimiter(encoding: str, delimiter: str) -> None:
    found = read_roster(a_csv(delimiter).encode(encoding), "名册.csv")
    assert (found.header, found.sheet) == (ROWS[0], "")
    assert found.rows == ((2, ROWS[1]), (3, ROWS[2]))


def test_a_character_beyond_gbk_is_read_from_gb18030() -> None:
    found = read_roster("姓名,性别\n欧阳𬭎,男\n".encode("gb18030"), "名册.csv")
    assert found.rows == ((2, ("欧阳𬭎", "男")),)


def test_a_workbook_is_read_below_its_title_with_numbers_as_texts() -> None:
    raw = a_workbook([["某市政协委员名册"], [], ["序号", "姓名", "手机"], [1, "王芳", 13800000001]])
    found = read_roster(raw, "名册.xlsx")
    assert found.header == ("序号", "姓名", "手机")
    assert found.rows == ((4, ("1", "王芳", "13800000001")),)
    assert found.place(4, 1).wording.zh == "名册.xlsx，“名单”表 B4（姓名）"


def test_lines_in_quotes_keep_the_numbers_of_the_file() -> None:
    found = read_roster('姓名,单位\n王芳,"云岭\n大学"\n\n丁一,一中\n'.encode(), "名册.csv")
    assert [number for number, _ in found.rows] == [2, 5]
    assert found.place(5, 1).wording.zh == "名册.csv，第 5 行（单位）"


def bomb() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"<workbook>" + b" " * 60_000_000 + b"</workbook>")
    return target.getvalue()


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"   \n ",
        "姓名\n".encode(),
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\xff\xff",
        b"\xff" * 100,
        b"PK\x03\x04 not a zip",
        b"\xd0\xcf\x11\xe0 old",
        '姓名,单位\n"王芳,云岭\n'.encode(),
        ("姓名,单位\n" + "王" * 2001 + ",x\n").encode(),
        ",".join(["姓名"] * (MOST_COLUMNS + 1)).encode() + b"\n" + b"x," * MOST_COLUMNS + b"x\n",
        ("姓名,单位\n" + "王芳,x\n" * 20_001).encode(),
        bomb(),
    ],
    ids=lambda raw: raw[:8].hex(),  # a zip bears the time in its next bytes
)
def test_what_is_no_roster_or_hostile_is_refused(raw: bytes) -> None:
    with pytest.raises(PlanFileError):
        read_roster(raw, "名册.csv")


@pytest.mark.parametrize(
    ("header", "rows", "remembered", "fields"),
    [
        (["委员姓名", "手 机（必填）", "组别"], [], {}, {0: "name", 1: "contact", 2: "group"}),
        (["Name", "Phone"], [], {}, {0: "name", 1: "contact"}),
        (["姓名", "名字"], [], {}, {0: "name"}),
        (
            ["姓名", "甲", "乙"],
            [["x", "女", "13800000001"]],
            {},
            {0: "name", 1: "sex", 2: "contact"},
        ),
        (["姓名", "片区"], [], {"片区": "group"}, {0: "name", 1: "group"}),
        (["姓名", "电话"], [], {"电话": ""}, {0: "name"}),
        (["姓名", "a", "b"], [["x", "教育界", "第一组"]], {}, {0: "name", 1: "sector", 2: "group"}),
    ],
)
def test_columns_are_proposed(
    header: list[str], rows: list[list[str]], remembered: dict[str, str], fields: dict[int, str]
) -> None:
    assert propose_columns(header, rows, remembered) == fields
