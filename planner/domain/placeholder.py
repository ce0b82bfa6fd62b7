"""A template's words have placeholders such as ``{title}``, filled for one meeting.

They are filled in one pass and without ``str.format``: what a user typed is never read as a
placeholder itself, and braces that mean nothing stay as they are.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from planner.domain.plan import AgendaItem, TextBlock
    from planner.domain.sitting import Sitting
    from planner.domain.task import Task

PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")


def fill_words(words: str, facts: Mapping[str, str]) -> str:
    """Return words with their placeholders filled; an unknown one stays as it is."""
    return PLACEHOLDER.sub(lambda found: facts.get(found[1], found[0]), words)


def fill_sitting(sitting: Sitting, facts: Mapping[str, str]) -> Sitting:
    """Return a sitting with the words of its schedule and of its proceedings filled."""
    return replace(
        sitting,
        name=fill_words(sitting.name, facts),
        place=fill_words(sitting.place, facts),
        content=fill_words(sitting.content, facts),
        participants_note=fill_words(sitting.participants_note, facts),
        steps=tuple(
            replace(
                step,
                content=fill_words(step.content, facts),
                words=fill_words(step.words, facts),
            )
            for step in sitting.steps
        ),
    )


def fill_agenda_item(
    item: AgendaItem, held: frozenset[str], facts: Mapping[str, str]
) -> AgendaItem:
    """Return an item in words, at those of its sittings that are held."""
    return replace(
        item,
        title=fill_words(item.title, facts),
        sittings=tuple(key for key in item.sittings if key in held),
    )


def fill_task(task: Task, held: frozenset[str], facts: Mapping[str, str]) -> Task:
    """Return a task in words; one that served only sittings that are not held serves none."""
    sittings = tuple(key for key in task.sittings if key in held)
    return replace(
        task,
        name=fill_words(task.name, facts),
        standard=fill_words(task.standard, facts),
        note=fill_words(task.note, facts),
        sittings=sittings,
        aspects=task.aspects if sittings or not task.sittings else (),
    )


def fill_text(text: TextBlock, facts: Mapping[str, str]) -> TextBlock:
    """Return a text block in words."""
    return replace(text, title=fill_words(text.title, facts), body=fill_words(text.body, facts))
