"""The chain of responsibility: owner, lead, accountable leader, secretary-general (一级抓一级)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from planner.domain.condition import is_dropped
from planner.domain.directory import Directory

if TYPE_CHECKING:
    from planner.domain.plan import Plan
    from planner.domain.task import Task


class ChainRole(StrEnum):
    """The levels of the chain, from the hand to the head."""

    OWNER = "owner"  # 责任人
    LEAD = "lead"  # 工作组牵头人
    ACCOUNTABLE = "accountable"  # 责任领导
    SECRETARY_GENERAL = "secretary_general"  # 秘书长


@dataclass(frozen=True, slots=True)
class ChainLink:
    """One level of a chain; ``person`` is a key, empty where nobody is named or known."""

    role: ChainRole
    person: str


@dataclass(frozen=True, slots=True)
class Chain:
    """The chain above one task, all four levels in order; one person may stand on several."""

    task: str
    links: tuple[ChainLink, ...]

    @property
    def gaps(self) -> tuple[ChainRole, ...]:
        """The levels at which nobody stands."""
        return tuple(link.role for link in self.links if not link.person)

    @property
    def is_unbroken(self) -> bool:
        """Whether somebody stands on every level up to the secretary-general."""
        return not self.gaps

    def above(self, person: str) -> tuple[ChainLink, ...]:
        """Return whom a person of the chain reports to, nearest first, nobody twice."""
        places = [place for place, link in enumerate(self.links) if link.person == person]
        upper = self.links[places[-1] + 1 :] if places else self.links
        seen = {person, ""}
        above = []
        for link in upper:
            if link.person not in seen:
                above.append(link)
                seen.add(link.person)
        return tuple(above)


def chain_of(plan: Plan, task: Task, directory: Directory | None = None) -> Chain:
    """Return the chain above a task; pass a directory when asking for many."""
    directory = directory or Directory.of(plan)
    workstream = directory.workstreams.get(task.workstream)
    named = (
        (ChainRole.OWNER, task.owner),
        (ChainRole.LEAD, workstream.lead if workstream else ""),
        (ChainRole.ACCOUNTABLE, workstream.accountable if workstream else ""),
        (ChainRole.SECRETARY_GENERAL, plan.secretary_general),
    )
    people = directory.people
    links = (ChainLink(role, person if person in people else "") for role, person in named)
    return Chain(task.key, tuple(links))


def chains_of(plan: Plan) -> tuple[Chain, ...]:
    """Return the chains of all tasks that this meeting has, in the plan's order."""
    directory = Directory.of(plan)
    return tuple(chain_of(plan, task, directory) for task in standing_tasks(plan))


def standing_tasks(plan: Plan) -> tuple[Task, ...]:
    """Return the tasks that this meeting has: the condition holds, nobody dropped them."""
    conditions = plan.settings.conditions
    return tuple(task for task in plan.tasks if not is_dropped(task, conditions))
