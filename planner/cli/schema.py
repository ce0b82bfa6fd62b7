"""``planner schema``: the JSON Schema of plan files, for editors."""

from __future__ import annotations

import json

import click


@click.command("schema")
def schema_command() -> None:
    """Print the JSON Schema of a plan file in YAML, for editors that complete and check."""
    from planner.planfile import json_schema  # noqa: PLC0415  pydantic takes 100 ms

    click.echo(json.dumps(json_schema(), ensure_ascii=False, indent=2))
