"""Listing things in a sentence: the first few by name, the rest by number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.domain.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Sequence

NAMED = 6
"""How many a sentence names before it counts."""


def quote(text: str) -> str:
    """Return a text in quotation marks; those within it become single ones."""
    return f"“{text.replace('“', '‘').replace('”', '’')}”"


def list_names(names: Sequence[str], unit: str = "人", named: int = NAMED) -> Wording:
    """Return names in a row; of a long list the first ones and the number: 甲、乙等 12 人."""
    if len(names) <= named:
        return Wording("、".join(names), _join_english(list(names)))
    first = names[: named - 1]
    return Wording(
        f"{'、'.join(first)}等 {len(names)} {unit}",
        f"{', '.join(first)} and {len(names) - len(first)} more",
    )


def list_wordings(parts: Sequence[Wording]) -> Wording:
    """Return words in a row, all of them."""
    return Wording("、".join(each.zh for each in parts), _join_english([each.en for each in parts]))


def count_things(number: int, thing: str, things: str = "") -> str:
    """Return a number with its English noun: 1 task, 3 tasks."""
    return f"{number} {thing if number == 1 else things or f'{thing}s'}"


def _join_english(names: list[str]) -> str:
    if len(names) <= 1:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"
