"""The language of what is printed: Chinese unless ``--language en`` says otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Callable

    from planner.domain.wording import Wording

LANGUAGES = ("zh", "en")
META_KEY = "planner.language"


def remember_language(ctx: click.Context, _parameter: click.Parameter, value: str | None) -> None:
    """Keep the language where every command of this call finds it."""
    if value is not None:
        ctx.meta[META_KEY] = value


def language_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command ``--language``; before or after the command's name, the last one counts."""
    return click.option(
        "--language",
        type=click.Choice(LANGUAGES),
        expose_value=False,
        is_eager=True,
        callback=remember_language,
        help="Language of the words printed (default: zh).",
    )(command)


def find_language(ctx: click.Context | None = None) -> str:
    """Return the language of this call; the environment's is not asked."""
    context = ctx or click.get_current_context()
    return str(context.meta.get(META_KEY, LANGUAGES[0]))


def speak(wording: Wording) -> str:
    """Return the words in the language of this call."""
    return wording.in_language(find_language())
