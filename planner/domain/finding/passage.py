"""The texts of a plan, each with its place: what is read for words of another year."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from planner.domain.finding.rule import name_sitting, name_task
from planner.domain.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.domain.plan import Plan
    from planner.domain.sitting import Sitting


class Passage(NamedTuple):
    """A text, and where it stands."""

    place: str
    place_name: Wording
    text: str


def list_passages(plan: Plan) -> tuple[Passage, ...]:
    """Return the texts of a plan that are not empty, in the plan's order."""
    return tuple(each for each in _passages(plan) if each.text.strip())


def _passages(plan: Plan) -> Iterator[Passage]:
    yield Passage("title", Wording("会议名称", "Title"), plan.title)
    yield Passage("theme", Wording("会议主题", "Theme"), plan.theme)
    for sitting in plan.sittings:
        yield from _in_sitting(sitting)
    for item in plan.agenda:
        name = Wording(f"议程“{item.title}”", f"Agenda item “{item.title}”")
        yield Passage(f"agenda/{item.key}/title", name, item.title)
    for task in plan.tasks:
        for part, text in (("name", task.name), ("standard", task.standard), ("note", task.note)):
            yield Passage(f"tasks/{task.key}/{part}", name_task(task), text)
    for block in plan.texts:
        name = Wording(block.title or block.key, block.title or block.key)
        yield Passage(f"texts/{block.key}/title", name, block.title)
        yield Passage(f"texts/{block.key}/body", name, block.body)


def _in_sitting(sitting: Sitting) -> Iterator[Passage]:
    place, name = f"sittings/{sitting.key}", name_sitting(sitting)
    yield Passage(f"{place}/name", name, sitting.name)
    yield Passage(f"{place}/content", name, sitting.content)
    yield Passage(f"{place}/participants_note", name, sitting.participants_note)
    for number, step in enumerate(sitting.steps, 1):
        yield Passage(f"{place}/steps/{number}", name, step.content)
        yield Passage(f"{place}/steps/{number}/words", name, step.words)
