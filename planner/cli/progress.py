"""A line for each document as it is done; a bar as well where somebody watches."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from planner.cli.language import speak
from planner.domain.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from planner.services.package import PackageEntry, PackageProgress

FROM_STORE = Wording("未变，取自文件库", "unchanged, from the store")
FAILED = Wording("未生成", "failed")


@contextmanager
def show_progress() -> Iterator[Callable[[PackageProgress], None]]:
    """Yield what a package tells its progress to."""
    if not sys.stdout.isatty():
        yield lambda progress: click.echo(progress_line(progress))
        return
    from rich.progress import Progress  # noqa: PLC0415  only where somebody watches

    with Progress(transient=True) as bar:
        task = bar.add_task("", total=None)

        def advance(progress: PackageProgress) -> None:
            bar.console.print(progress_line(progress), markup=False, highlight=False)
            bar.update(task, completed=progress.done, total=progress.total)

        yield advance


def progress_line(progress: PackageProgress) -> str:
    """Return the line that tells what became of a document."""
    width = len(str(progress.total))
    return f"[{progress.done:{width}}/{progress.total}] {describe_entry(progress.entry)}"


def describe_entry(entry: PackageEntry) -> str:
    """Return a document's path and what became of it."""
    if entry.failure:
        return f"{entry.path} — {speak(FAILED)}: {speak(entry.failure)}"
    if entry.from_store:
        return f"{entry.path} — {speak(FROM_STORE)}"
    return f"{entry.path} — {entry.size_bytes / 1024:.0f} KB, {entry.seconds:.2f} s"
