"""The group of commands: loads a command when it is called for, maps errors to exit codes."""

from __future__ import annotations

import importlib
import importlib.util
import sys
from typing import TYPE_CHECKING, Any, TextIO, cast

import click

from planner.cli.error import report_error
from planner.cli.language import find_language
from planner.domain.error import PlannerError

if TYPE_CHECKING:
    from collections.abc import Mapping


class PlannerGroup(click.Group):
    """A group whose commands are named by place (``module:attribute``), not imported."""

    def __init__(self, *args: Any, places: Mapping[str, str], **kwargs: Any) -> None:  # noqa: ANN401  click's own
        super().__init__(*args, **kwargs)
        self.places = dict(places)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands in the order in which a newcomer needs them."""
        del ctx
        return [name for name in self.places if self.has_module(name)]

    def has_module(self, name: str) -> bool:
        """Tell whether a command's module is installed; looking does not import it."""
        return importlib.util.find_spec(self.places[name].partition(":")[0]) is not None

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command, its module imported only now."""
        del ctx
        if cmd_name not in self.places or not self.has_module(cmd_name):
            return None
        module, _, attribute = self.places[cmd_name].partition(":")
        return cast("click.Command", getattr(importlib.import_module(module), attribute))

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
