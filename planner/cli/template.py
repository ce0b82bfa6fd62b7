"""``planner template``: an empty, styled workbook to fill in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from planner.cli.language import language_option
from planner.cli.output import force_option, output_option, write_output
from planner.domain.error import InvalidRequestError
from planner.domain.plan import MeetingKind
from planner.domain.wording import Wording

if TYPE_CHECKING:
    from pathlib import Path


@click.command("template")
@click.argument("kind", type=click.Choice([kind.value for kind in MeetingKind]))
@output_option
@force_option
@language_option
def template_command(kind: str, output: Path, *, is_forced: bool) -> None:
    """Write an empty workbook (.xlsx) for a kind of meeting, ready to be filled in."""
    if output.suffix.casefold() != ".xlsx":
        raise InvalidRequestError(
            Wording("空白方案是工作簿，文件名应以 .xlsx 结尾。", "The name must end in .xlsx.")
        )
    from planner.planfile import write_workbook_template  # noqa: PLC0415  pydantic takes 100 ms

    write_output(output, write_workbook_template(MeetingKind(kind)), is_forced=is_forced)
