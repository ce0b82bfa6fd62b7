"""`planner date` on the command line."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from planner.cli import main


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(main, ["date", *arguments])
    return result.exit_code, result.output


def test_date_prints_the_day_and_its_reason() -> None:
    code, output = run("--anchor", "2027-01-18", "--offset", "-15w")
    reason = "基准日 2027-01-18 前 15 个工作日；元旦放假顺延 3 天；调休未公布"
    assert (code, output) == (0, f"2026-12-25\t{reason}\n")


@pytest.mark.parametrize("anchor", ["2027-01-18", "2027.1.18", "2027年1月18日", "2027/1/18"])
def test_plain_date_takes_what_clerks_write(anchor: str) -> None:
    assert run("--anchor", anchor, "--offset", "-15w", "--plain") == (0, "2026-12-25\n")


@pytest.mark.parametrize("offset", ["-17d", "−17D", "- 17 d", "－１７d"])
def test_natural_days_move_to_the_working_day_before(offset: str) -> None:
    assert run("--anchor", "2027-01-18", "--offset", offset, "--plain") == (0, "2026-12-31\n")


@pytest.mark.parametrize(
    ("anchor", "offset", "words"),
    [("2027-02-30", "-1d", "不是日期"), ("2027-01-18", "15", "不是提前量")],
)
def test_bad_input_says_what_to_write(anchor: str, offset: str, words: str) -> None:
    code, output = run("--anchor", anchor, "--offset", offset)
    assert code == 2
    assert words in output


@pytest.mark.parametrize("offset", ["0", "0d", "0w", "+0d"])
def test_no_offset_is_the_anchor_itself(offset: str) -> None:
    assert run("--anchor", "2027-01-17", "--offset", offset, "--plain") == (0, "2027-01-17\n")


def test_date_after_on_a_day_of_rest_moves_on() -> None:
    reason = "5 days after the anchor 2027-01-18; 2027-01-23 is a weekend, 2 days later"
    code, output = run("--anchor", "2027-01-18", "--offset", "+5d", "--language", "en")
    assert (code, output) == (0, f"2027-01-25\t{reason}; make-up days not yet announced\n")


def test_date_off_the_calendar_is_refused_in_words() -> None:
    assert run("--anchor", "9999-12-31", "--offset", "+1w") == (
        2,
        "9999-12-31 后 1 天超出日历范围\n",
    )
