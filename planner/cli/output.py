"""Files that commands write: whole, and never over one that is there unless told so."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from planner.cli.language import speak
from planner.domain.error import PlannerError
from planner.domain.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Callable

NEW_FILE = click.Path(path_type=Path, dir_okay=False)


class FileInTheWayError(PlannerError):
    """A file to be written is there already."""


class UnwritableFileError(PlannerError):
    """A file cannot be written where it was asked for."""


def force_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command ``--force``."""
    return click.option("--force", "is_forced", is_flag=True, help="Overwrite what is there.")(
        command
    )


def output_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command ``-o FILE``, which it needs."""
    return click.option(
        "-o", "--output", "output", type=NEW_FILE, required=True, help="File to write."
    )(command)


def refuse_existing(path: Path, *, is_forced: bool) -> None:
    """Raise where a file is in the way and nobody said that it may go."""
    if path.exists() and not is_forced:
        raise FileInTheWayError(
            Wording(
                f"“{path}”已存在，未覆盖；如确需覆盖，请加 --force。",
                f"{path} is there already and was not overwritten; add --force to overwrite it.",
            )
        )


def write_output(path: Path, content: bytes, *, is_forced: bool) -> None:
    """Write a file whole and say where it is."""
    save_output(path, content, is_forced=is_forced)
    click.echo(speak(Wording(f"已写入 {path}", f"Wrote {path}")))


def save_output(path: Path, content: bytes, *, is_forced: bool) -> None:
    """Write a file whole."""
    from planner.services.store import write_whole  # noqa: PLC0415  only where a file is written

    refuse_existing(path, is_forced=is_forced)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, content)
    except OSError as error:
        raise UnwritableFileError(
            Wording(
                f"“{path}”无法写入：{error.strerror}。", f"Cannot write {path}: {error.strerror}."
            )
        ) from error
