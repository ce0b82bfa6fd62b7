"""What commands that read a plan share: the argument, the file, the day."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from planner import clock

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime

    from planner.domain.plan import Plan

PLAN_FILE = click.Path(path_type=Path, exists=True, dir_okay=False)
DAY = click.DateTime(["%Y-%m-%d"])


def plan_argument(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the argument PLAN, a file that is there."""
    return click.argument("plan_file", metavar="PLAN", type=PLAN_FILE)(command)


def today_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command ``--today``: the day that counts as today, the clock's where none is named."""
    return click.option(
        "--today",
        type=DAY,
        callback=choose_today,
        metavar="YYYY-MM-DD",
        help="The day that counts as today (default: today).",
    )(command)


def choose_today(
    _context: click.Context, _parameter: click.Parameter, value: datetime | None
) -> date:
    """Return the day named, or the clock's."""
    return clock.today() if value is None else value.date()


def load_plan(path: Path) -> Plan:
    """Return the plan in a file, by its ending; the reader is loaded only now."""
    from planner.planfile import read_plan  # noqa: PLC0415  pydantic takes 100 ms

    return read_plan(path, path.name)
