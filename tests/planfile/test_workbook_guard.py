"""Hostile files: refused in words, within five seconds and 300 MB, in a process of their own."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from planner.planfile import read_plan, write_workbook, write_yaml
from tests.builders import a_person, a_plan

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

MOST_SECONDS = 5
MOST_MEGABYTES = 300
READ = """
import json, os, re, signal, sys, time
from pathlib import Path
from planner.planfile import PlanFileError, read_plan

def read(path):
    started = time.process_time()
    try:
        read_plan(path)
        words = []
    except PlanFileError as error:
        words = [fault.wording.zh for fault in error.faults]
    seconds = time.process_time() - started
    peak = int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]) // 1024
    print(json.dumps({"words": words, "seconds": seconds, "megabytes": peak}), flush=True)

for line in sys.stdin:
    child = os.fork()
    if child == 0:
        signal.alarm(60)
        read(Path(line.rstrip()))
        os._exit(0)
    _, status = os.waitpid(child, 0)
    if status != 0:
        print(json.dumps({"words": [f"ended with {status}"]}), flush=True)
"""
"""The modules are loaded once; what reads a file is a process of its own that has read no other."""


@pytest.fixture(scope="module")
def reader() -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen(
        [sys.executable, "-c", READ], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        yield process


def read_apart(reader: subprocess.Popen[str], path: Path) -> dict[str, Any]:
    """Return what a process of its own says of a file."""
    assert reader.stdin is not None
    assert reader.stdout is not None
    print(path, file=reader.stdin, flush=True)
    told: dict[str, Any] = json.loads(reader.stdout.readline())
    return told


def a_workbook() -> bytes:
    return write_workbook(a_plan(people=(a_person(),)))


def with_parts(changes: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A sound workbook with some parts exchanged or added."""
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(a_workbook())) as source,
        zipfile.ZipFile(packed, "w", method, compresslevel=1) as target,
    ):
        for name in source.namelist():
            if name not in changes:
                target.writestr(name, source.read(name))
        for name, part in changes.items():
            target.writestr(name, part)
    return packed.getvalue()


def a_sheet(body: str, head: str = "", tail: str = "") -> bytes:
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    text = f'<?xml version="1.0"?>{head}<worksheet xmlns="{space}"><sheetData>{body}</sheetData>'
    return f"{text}{tail}</worksheet>".encode()


def with_sheet(body: str, head: str = "", tail: str = "") -> bytes:
    return with_parts({"xl/worksheets/sheet5.xml": a_sheet(body, head, tail)})


def with_lying_size() -> bytes:
    """An entry whose directory says 1,000 bytes where 200 MB come out."""
    raw = bytearray(with_parts({"xl/worksheets/sheet5.xml": b" " * 200_000_000}))
    real = (200_000_000).to_bytes(4, "little")
    return bytes(raw.replace(real, (1_000).to_bytes(4, "little")))


def noise(count: int) -> bytes:
    return (bytes(range(255, -1, -1)) * (count // 256 + 1))[:count]


ENTITY = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
FAR = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
UNNUMBERED = '<row r="19999">' + "<c><v>1</v></c>" * 300 + "</row>"
HOSTILE: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "zip bomb": (
        "xlsx",
        lambda: with_parts({"xl/worksheets/sheet5.xml": b" " * 400_000_000}),
        "过大",
    ),
    "lying directory": ("xlsx", with_lying_size, "损坏"),
    "many entries": (
        "xlsx",
        lambda: with_parts({f"xl/worksheets/s{n}.xml": b"<a/>" for n in range(2_000)}),
        "过大",
    ),
    "endless elements": (
        "xlsx",
        lambda: with_sheet("<row>" + "<c/>" * 7_000_000 + "</row>"),
        "过大",
    ),
    "far cell": ("xlsx", lambda: with_sheet(FAR), "XFD1048576"),
    "far cell without a name": ("xlsx", lambda: with_sheet(UNNUMBERED), "超出"),
    "large area": (
        "xlsx",
        lambda: with_sheet(
            '<row r="1"><c r="IA1"><v>1</v></c></row>'
            '<row r="19999"><c r="A19999"><v>1</v></c></row>'
        ),
        "超出",
    ),
    "merged everywhere": (
        "xlsx",
        lambda: with_sheet(
            "", tail="<mergeCells>" + '<mergeCell ref="A1:XFD1048576"/>' * 9_000 + "</mergeCells>"
        ),
        "过大",
    ),
    "external entity": ("xlsx", lambda: with_sheet("", ENTITY), "实体"),
    "entity expansion": ("xlsx", lambda: with_sheet("", LAUGHS), "实体"),
    "entity in UTF-16": (
        "xlsx",
        lambda: with_parts({"xl/worksheets/sheet5.xml": f"{LAUGHS}<worksheet/>".encode("utf-16")}),
        "实体",
    ),
    "macros": ("xlsx", lambda: with_parts({"xl/vbaProject.bin": b"x"}), "宏"),
    "compressed otherwise": (
        "xlsx",
        lambda: with_parts({"xl/worksheets/sheet5.xml": b"<a/>"}, zipfile.ZIP_LZMA),
        "损坏",
    ),
    "old format": ("xlsx", lambda: b"\xd0\xcf\x11\xe0" + b"\0" * 4_096, ".xls"),
    "password": (
        "xlsx",
        lambda: b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"),
        "密码",
    ),
    "no workbook": ("xlsx", lambda: noise(100_000), "不是 .xlsx"),
    "100 MB workbook": ("xlsx", lambda: noise(100_000_000), "16 MB"),
    "100 MB text": ("yaml", lambda: b"a: b\n" * 20_000_000, "16 MB"),
    "aliases": ("yaml", lambda: b"a: &a [x]\nb: &b [*a, *a]\nc: [*b, *b]\n", "锚点"),
    "nesting": ("yaml", lambda: b"[" * 15_000_000, "嵌套"),
    "nested lines": ("yaml", lambda: b"- " * 7_000_000, "嵌套"),
    "many parts": ("yaml", lambda: b"[" + b"a," * 7_000_000 + b"]", "过大"),
    "many faults": ("yaml", lambda: b"people:\n" + b"- {}\n" * 60_000, "必填"),
    "many unknown fields": (
        "yaml",
        lambda: b"\n".join(b"f%d: x" % number for number in range(90_000)),
        "字段",
    ),
    "many unknown people": (
        "yaml",
        lambda: (
            write_yaml(a_plan()).encode()
            + b"people:\n"
            + b"".join(b"- {name: a%d}\n" % number for number in range(15_000))
            + b"leaves:\n"
            + b"".join(b"- {person: b%d}\n" % number for number in range(15_000))
        ),
        "没有这个人员",
    ),
    "huge scalar": ("yaml", lambda: b"title: " + b"x" * 15_000_000, "过长"),
    "huge number": ("yaml", lambda: b"term: " + b"9" * 200_000, "整数"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_file_is_refused_quickly(
    name: str, tmp_path: Path, reader: subprocess.Popen[str]
) -> None:
    ending, make, expected = HOSTILE[name]
    path = tmp_path / f"方案.{ending}"
    path.write_bytes(make())
    told = read_apart(reader, path)
    assert any(expected in words for words in told["words"])
    assert told["seconds"] < MOST_SECONDS
    assert told["megabytes"] < MOST_MEGABYTES


def test_styled_empty_cells_far_away_do_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    path.write_bytes(a_workbook())
    book = openpyxl.load_workbook(path)
    book["日程"]["XFD1048576"].font = openpyxl.styles.Font(bold=True)
    book.save(path)
    assert read_plan(path) == a_plan(people=(a_person(),))
