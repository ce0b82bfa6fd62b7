from __future__ import annotations

import os
import subprocess
import sys

import click
import pytest
from click.testing import CliRunner

from planner.cli import main
from planner.cli.error import EXIT_REFUSED
from planner.cli.group import CommandPlace, PlannerGroup
from planner.cli.language import language_option, speak
from planner.domain.error import PlannerError
from planner.domain.wording import Wording

HEAVY = (
    "flask huey icalendar openpyxl PIL pydantic pypinyin rich sqlalchemy weasyprint xlsxwriter yaml"
)


@click.command("fail")
@language_option
def fail_command() -> None:
    """Fail."""
    raise PlannerError(Wording("办不到", "It cannot be done"))


@click.command("say")
@language_option
def say_command() -> None:
    """Say something."""
    click.echo(speak(Wording("王芳𠅤", "Wang Fang")))


@click.group(
    cls=PlannerGroup,
    places={
        name: CommandPlace(f"{__name__}:{name}_command", "试", "Try") for name in ("fail", "say")
    },
)
@language_option
def trial() -> None:
    """Try the group."""


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["fail"], "办不到\n"),
        (["--language", "en", "fail"], "It cannot be done\n"),
        (["fail", "--language", "en"], "It cannot be done\n"),
        (["--language", "en", "fail", "--language", "zh"], "办不到\n"),
    ],
)
def test_error_of_the_house_becomes_words_and_an_exit_code(
    arguments: list[str], words: str
) -> None:
    result = CliRunner(env={"LANG": "en_GB.UTF-8"}).invoke(trial, arguments)
    assert (result.exit_code, result.stderr, result.stdout) == (EXIT_REFUSED, words, "")


def test_terminal_without_the_characters_gets_escapes() -> None:
    result = CliRunner(charset="gb2312").invoke(trial, ["say"])
    assert result.exit_code == 0
    assert result.stdout_bytes == "王芳".encode("gb2312") + b"\\U00020164\n"


def test_every_command_that_is_listed_loads_and_helps() -> None:
    for name in main.list_commands(click.Context(main)):
        result = CliRunner().invoke(main, [name, "--help"])
        assert result.exit_code == 0, name
        assert result.stdout.startswith(f"Usage: main {name}")


def test_list_of_commands_speaks_both_languages() -> None:
    chinese = CliRunner().invoke(main, ["--help"]).stdout
    english = CliRunner().invoke(main, ["--language", "en", "--help"]).stdout
    assert "  date          倒排日期，并说明依据\n" in chinese
    assert "  date          Count a date from an anchor and say why.\n" in english


def test_unknown_command_is_refused() -> None:
    assert CliRunner().invoke(main, ["menu"]).exit_code == EXIT_REFUSED


@pytest.mark.parametrize("arguments", [["--help"], ["sort", "--by", "strokes"], ["--version"]])
def test_small_commands_load_nothing_heavy(arguments: list[str]) -> None:
    script = (
        "import sys; from planner.cli import main; main(sys.argv[1:], standalone_mode=False);"
        f"print(sorted(set('{HEAVY}'.split()) & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, *arguments],
        input="王芳\n",
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONUTF8": "1"},
    )
    assert done.stderr == "[]\n"


def test_output_survives_a_terminal_that_knows_no_chinese() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "from planner.cli import main; main()", "--help"],
        capture_output=True,
        check=True,
        env={**os.environ, "PYTHONIOENCODING": "latin-1"},
    )
    assert b"\\u4f1a\\u52a1\\u53f0 Plenum" in done.stdout
