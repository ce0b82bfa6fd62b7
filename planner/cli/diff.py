"""``planner diff``: what changed between two plans, in a clerk's words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from planner.cli.language import language_option, speak
from planner.cli.plan import PLAN_FILE, load_plan
from planner.domain.wording import Wording

if TYPE_CHECKING:
    from pathlib import Path

NOTHING = Wording("两份方案没有差别。", "The two plans do not differ.")


@click.command("diff")
@click.argument("old_file", metavar="OLD", type=PLAN_FILE)
@click.argument("new_file", metavar="NEW", type=PLAN_FILE)
@language_option
def diff_command(old_file: Path, new_file: Path) -> None:
    """Print what changed from OLD to NEW."""
    from planner.domain.comparison import compare_plans  # noqa: PLC0415  loaded for this command only

    changes = compare_plans(load_plan(old_file), load_plan(new_file))
    for change in changes:
        click.echo(speak(change.wording))
    if not changes:
        click.echo(speak(NOTHING))
