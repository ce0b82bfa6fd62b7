"""`planner rostrum` on the command line."""

from __future__ import annotations

import pytest
from click.testing import CliRunner, Result

from planner.cli import main


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["rostrum", *arguments])


@pytest.mark.parametrize(
    ("count", "options", "expected"),
    [
        (1, [], "1"),
        (2, [], "1 2"),
        (6, [], "5 3 1 2 4 6"),
        (7, [], "7 5 3 1 2 4 6"),
        (8, ["--rule", "left_first", "--view", "hall"], "7 5 3 1 2 4 6 8"),
        (7, ["--view", "rostrum"], "6 4 2 1 3 5 7"),
        (7, ["--rule", "right_first"], "6 4 2 1 3 5 7"),
        (8, ["--rule", "right_first", "--view", "rostrum"], "7 5 3 1 2 4 6 8"),
        (8, ["--rule", "centre_one"], "7 5 3 1 2 4 6 8"),
        (5, ["--rows", "3,2"], "4 5\n3 1 2"),
        (5, ["--rows", "3，2", "--view", "rostrum"], "2 1 3\n5 4"),
    ],
)
def test_plain_rows_are_those_the_viewer_sees(
    count: int, options: list[str], expected: str
) -> None:
    result = run("--plain", *options, *(str(rank) for rank in range(1, count + 1)))
    assert (result.exit_code, result.stdout, result.stderr) == (0, f"{expected}\n", "")


def test_each_seat_is_printed_with_its_reason() -> None:
    assert run("甲", "乙", "丙").stdout == (
        "前排（从台下看）\n"
        "  丙  甲  乙\n"
        "  丙\t第3位：左为尊，1号位右手第一席\n"
        "  甲\t第1位：单数席次，居正中\n"
        "  乙\t第2位：左为尊，1号位左手第一席\n"
    )


def test_reasons_come_in_english() -> None:
    assert run("--language", "en", "--rows", "1,1", "甲", "乙").stdout == (
        "Row 2 (seen from the hall)\n"
        "  乙\n"
        "  乙\tNo. 1: an odd row, the exact centre\n"
        "The front row (seen from the hall)\n"
        "  甲\n"
        "  甲\tNo. 1: an odd row, the exact centre\n"
    )


def test_exact_centre_in_an_odd_row_is_told_on_standard_error() -> None:
    result = run("--plain", "--rule", "centre_one", "甲", "乙", "丙")
    assert (result.exit_code, result.stdout) == (0, "丙 甲 乙\n")
    assert result.stderr == "双数单摆只用于四人以上的双数排，前排按左为尊就座\n"


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ("3,3", "各排共 6 座，给出 2 人；请核对 --rows 或名单\n"),
        ("2,0", "--rows 应为各排人数，如 7,9；现为“2,0”\n"),
        ("两", "--rows 应为各排人数，如 7,9；现为“两”\n"),
    ],
)
def test_rows_that_do_not_fit_the_names_are_refused(rows: str, words: str) -> None:
    result = run("--rows", rows, "甲", "乙")
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", words)


def test_nobody_to_seat_is_a_usage_error() -> None:
    assert run().exit_code == 2


def test_a_group_photo_has_hosts_at_the_ends_of_its_rows() -> None:
    result = run("--plain", "--photo", "东，西、南,北", "--rows", "5,2", *"1234567")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == "南 6 7 北\n西 5 3 1 2 4 东\n"


def test_a_photo_with_an_even_front_row_says_so() -> None:
    result = run("--plain", "--photo", "-", "1", "2")
    assert (result.exit_code, result.stdout) == (0, "1 2\n")
    assert "前排" in result.stderr
