"""The responsibility letter (责任书) of one person: what he signs for, and to whom he reports."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.domain.directory import Directory
from planner.domain.responsibility.chain import ChainRole, chain_of
from planner.domain.responsibility.workstream import tasks_by_owner

if TYPE_CHECKING:
    from collections.abc import Iterable

    from planner.domain.person import Person
    from planner.domain.plan import Plan
    from planner.domain.responsibility.chain import ChainLink
    from planner.domain.timeline import DatedTask, Timeline


@dataclass(frozen=True, slots=True)
class ResponsibilityLetter:
    """What a letter holds: tasks with dates and standards, helpers, the chain above the person."""

    person: Person
    tasks: tuple[DatedTask, ...]
    workstreams: tuple[str, ...]
    """Keys of the workstreams his tasks belong to, in the order in which they come up."""
    helpers: tuple[str, ...]
    """Units and people in words, as the tasks name them, nobody twice."""
    chain: tuple[ChainLink, ...]
    """Whom he reports to, nearest first; each level once for each person who stands on it."""

    @property
    def counterpart(self) -> str:
        """The key of the person who signs opposite: the nearest above, or nobody."""
        return self.chain[0].person if self.chain else ""


def list_letters(plan: Plan, timeline: Timeline) -> tuple[ResponsibilityLetter, ...]:
    """Return one letter for everybody who owns a task, in the roster's order."""
    directory = Directory.of(plan)
    owned = tasks_by_owner(plan, timeline)
    return tuple(
        _write(plan, directory, directory.people[person], tasks) for person, tasks in owned.items()
    )


def write_letter(plan: Plan, timeline: Timeline, person: Person) -> ResponsibilityLetter:
    """Return the letter of one person; one who owns nothing gets a letter without tasks."""
    owned = tuple(each for each in timeline.tasks if each.task.owner == person.key)
    return _write(plan, Directory.of(plan), person, owned)


def _write(
    plan: Plan, directory: Directory, person: Person, tasks: tuple[DatedTask, ...]
) -> ResponsibilityLetter:
    return ResponsibilityLetter(
        person=person,
        tasks=tasks,
        workstreams=tuple(
            dict.fromkeys(each.task.workstream for each in tasks if each.task.workstream)
        ),
        helpers=tuple(dict.fromkeys(helper for each in tasks for helper in each.task.support)),
        chain=_join_chains(
            link
            for each in tasks
            for link in chain_of(plan, each.task, directory).above(person.key)
        ),
    )


def _join_chains(links: Iterable[ChainLink]) -> tuple[ChainLink, ...]:
    """Return the links level by level, nobody twice."""
    levels = list(ChainRole)
    nearest: dict[str, ChainLink] = {}
    for link in sorted(links, key=lambda each: levels.index(each.role)):
        nearest.setdefault(link.person, link)
    return tuple(nearest.values())
