"""The group of commands: loads a command when it is called for, maps errors to exit codes."""

from __future__ import annotations

import importlib
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TextIO, cast

import click

from planner.cli.error import report_error
from planner.cli.language import find_language
from planner.domain.error import PlannerError
from planner.domain.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class CommandPlace:
    """Where a command is (``module:attribute``), and what the list of commands says of it."""

    place: str
    zh: str
    en: str

    def load(self) -> click.Command:
        """Return the command, its module imported only now."""
        module, _, attribute = self.place.partition(":")
        return cast("click.Command", getattr(importlib.import_module(module), attribute))


class PlannerGroup(click.Group):
    """A group whose commands are named by place, not imported."""

    def __init__(self, *args: Any, places: Mapping[str, CommandPlace], **kwargs: Any) -> None:  # noqa: ANN401  click's own
        super().__init__(*args, **kwargs)
        self.places = dict(places)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands in the order in which a newcomer needs them."""
        del ctx
        return list(self.places)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command, or None where there is none of that name."""
        del ctx
        place = self.places.get(cmd_name)
        return place.load() if place else None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands, none of them imported."""
        language = find_language(ctx)
        with formatter.section("Commands"):
            formatter.write_dl(
                [
                    (name, Wording(place.zh, place.en).in_language(language))
                    for name, place in self.places.items()
                ]
            )

    def main(self, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401  click's own
        """Run with output that no terminal's encoding can stop."""
        for stream in (sys.stdout, sys.stderr):
            soften_encoding(stream)
        return super().main(*args, **kwargs)

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401  click's own
        """Run the command; an error of the house becomes words and an exit code."""
        try:
            return super().invoke(ctx)
        except PlannerError as error:
            ctx.exit(report_error(error, find_language(ctx)))


def soften_encoding(stream: TextIO) -> None:
    """Let a stream write characters that its encoding lacks as escapes, never as a crash."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="backslashreplace")
