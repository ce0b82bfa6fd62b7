"""One table from the errors of the house to exit codes and words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from planner.domain.error import PlannerError

EXIT_BLOCKED = 1
"""Done, but something is wrong with the plan: a finding blocks, a document failed."""
EXIT_REFUSED = 2
"""Not done: the request or the file cannot be used."""


def report_error(error: PlannerError, language: str) -> int:
    """Print what is wrong on standard error and return the exit code."""
    for line in describe_error(error, language):
        click.echo(line, err=True)
    return EXIT_REFUSED


def describe_error(error: PlannerError, language: str) -> list[str]:
    """Return the lines that tell of an error: its own words, then its faults one by one."""
    lines = [error.wording.in_language(language)]
    faults = getattr(error, "faults", ())
    lines += [f"  {fault.wording.in_language(language)}" for fault in faults]
    return lines
