"""`planner sort` on the command line."""

from __future__ import annotations

import pytest
from click.testing import CliRunner, Result

from planner.cli import main


def run(given: str | bytes, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["sort", *arguments], input=given)


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        ("strokes", "丁一\n王芳\n王大可\n单明\n"),
        ("strokes-full", "丁一\n王大可\n王芳\n单明\n"),
        ("pinyin", "丁一\n单明\n王大可\n王芳\n"),
        ("rank", "单明\n王芳\n丁一\n王大可\n"),
    ],
)
def test_sort_puts_names_in_order(by: str, expected: str) -> None:
    result = run("单明\n王芳\n丁一\n王大可\n", "--by", by)
    assert (result.exit_code, result.stdout, result.stderr) == (0, expected, "")


def test_sort_is_by_surname_strokes_unless_told() -> None:
    assert run("王大可\n王芳\n").stdout == "王芳\n王大可\n"


def test_lines_come_out_as_they_went_in() -> None:
    given = "\ufeff王　强（女）\t省直\r\n\r\n  \r\n 王 芳\r\n丁一  备注"
    assert run(given).stdout == "丁一  备注\n 王 芳\n王　强（女）\t省直\n"


def test_rest_of_the_line_separates_equal_names() -> None:
    assert run("王凯\t解放军\n王凯\t河南\n王凯\n").stdout == "王凯\n王凯\t河南\n王凯\t解放军\n"


def test_rank_is_the_number_before_the_tab() -> None:
    given = "10\t王芳\n张三\n2\t谢一\t主席\n2\t丁一\n丁二\n"
    assert run(given, "--by", "rank").stdout == "2\t丁一\n2\t谢一\t主席\n10\t王芳\n张三\n丁二\n"


def test_number_before_the_tab_is_no_part_of_the_name() -> None:
    assert run("1\t王芳\n2\t丁一\n").stdout == "2\t丁一\n1\t王芳\n"


def test_gb_18030_stays_what_it_is_and_is_told() -> None:
    result = run("王芳\n丁一\n".encode("gb18030"))
    assert (result.exit_code, result.stdout_bytes) == (0, "丁一\n王芳\n".encode("gb18030"))
    assert result.stderr == "输入按 GB 18030 编码读取，输出编码不变\n"


def test_unreadable_bytes_are_refused() -> None:
    result = run(b"\xff\xfe\x00")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == "输入既不是 UTF-8 也不是 GB 18030 编码，请另存为 UTF-8 后重试\n"


def test_unverified_characters_are_named_on_standard_error() -> None:
    result = run("王龘\n丁一\n", "--language", "en")
    assert (result.exit_code, result.stdout) == (0, "丁一\n王龘\n")
    assert result.stderr == (
        "outside the table of standard characters, order unverified: 龘（U+9F98）\n"
    )


def test_nothing_in_is_nothing_out() -> None:
    result = run("")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")
