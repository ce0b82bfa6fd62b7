"""The command line: parse, call one service or rule, print; no rule of its own lives here."""

from __future__ import annotations

import click

from planner import __version__
from planner.cli.group import PlannerGroup
from planner.cli.language import language_option

COMMANDS = {
    "build": "planner.cli.build:build_command",
    "check": "planner.cli.check:check_command",
    "diff": "planner.cli.diff:diff_command",
    "sample": "planner.cli.sample:sample_command",
    "template": "planner.cli.template:template_command",
    "schema": "planner.cli.schema:schema_command",
    "sort": "planner.cli.order:sort_command",
    "rostrum": "planner.cli.rostrum:rostrum_command",
    "date": "planner.cli.date:date_command",
    "setup": "planner.cli.setup:setup_command",
    "serve": "planner.cli.serve:serve_command",
}


@click.group(cls=PlannerGroup, places=COMMANDS)
@click.version_option(__version__, prog_name="planner")
@language_option
def main() -> None:
    """会务台 Plenum: one meeting plan in, every paper, calendar and check out."""
