"""``planner sample``: a shipped sample meeting as a plan file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from planner.cli.language import language_option
from planner.cli.output import force_option, output_option, write_output
from planner.domain.error import InvalidRequestError
from planner.domain.wording import Wording

if TYPE_CHECKING:
    from pathlib import Path

    from planner.domain.plan import Plan

KINDS = ("plenary", "standing", "consultation")


@click.command("sample")
@click.argument("kind", type=click.Choice(KINDS))
@output_option
@force_option
@language_option
def sample_command(kind: str, output: Path, *, is_forced: bool) -> None:
    """Write a shipped sample meeting: .yaml or .xlsx by the ending of the file's name."""
    from planner.services.sample import sample_plan  # noqa: PLC0415  loaded for this command only

    write_output(output, encode_plan(sample_plan(kind), output), is_forced=is_forced)


def encode_plan(plan: Plan, path: Path) -> bytes:
    """Return a plan as the bytes of the kind of file that its name ends in."""
    match path.suffix.casefold():
        case ".yaml" | ".yml":
            from planner.planfile import write_yaml  # noqa: PLC0415  for this kind of file only

            return write_yaml(plan).encode()
        case ".xlsx":
            from planner.planfile import write_workbook  # noqa: PLC0415  the same

            return write_workbook(plan)
        case suffix:
            raise InvalidRequestError(
                Wording(
                    f"文件名应以 .yaml 或 .xlsx 结尾，而不是“{suffix}”。",
                    f"The name must end in .yaml or .xlsx, not in {suffix!r}.",
                )
            )
