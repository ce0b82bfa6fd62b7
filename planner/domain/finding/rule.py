"""A rule of the preflight: its code, how heavy it weighs, and what cures it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.domain.finding.value import Finding, Severity
from planner.domain.wording import Wording

if TYPE_CHECKING:
    from planner.domain.person import Person
    from planner.domain.sitting import Sitting
    from planner.domain.task import Task, Workstream


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule; what it finds differs only in place and reason."""

    code: str
    severity: Severity
    remedy: Wording

    def at(self, place: str, place_name: Wording, why: Wording) -> Finding:
        """Return a finding anywhere in the plan."""
        return Finding(self.code, self.severity, place, place_name, why, self.remedy)

    def in_sitting(self, sitting: Sitting, part: str, why: Wording) -> Finding:
        """Return a finding in a part of a sitting."""
        return self.at(join_place("sittings", sitting.key, part), name_sitting(sitting), why)

    def in_task(self, task: Task, part: str, why: Wording) -> Finding:
        """Return a finding in a part of a task."""
        return self.at(join_place("tasks", task.key, part), name_task(task), why)

    def in_person(self, person: Person, part: str, why: Wording) -> Finding:
        """Return a finding in a part of a person's record."""
        name = person.name or person.key
        return self.at(join_place("people", person.key, part), Wording(name, name), why)

    def in_workstream(self, workstream: Workstream, part: str, why: Wording) -> Finding:
        """Return a finding in a part of a workstream."""
        place = join_place("workstreams", workstream.key, part)
        name = workstream.name or workstream.key
        return self.at(place, Wording(name, f"Workstream {name}"), why)


def block(code: str, zh: str, en: str) -> Rule:
    """Return a rule whose findings block the plan; the words are the remedy."""
    return Rule(code, Severity.BLOCKING, Wording(zh, en))


def warn(code: str, zh: str, en: str) -> Rule:
    """Return a rule whose findings are important; the words are the remedy."""
    return Rule(code, Severity.IMPORTANT, Wording(zh, en))


def hint(code: str, zh: str, en: str) -> Rule:
    """Return a rule whose findings are hints; the words are the remedy."""
    return Rule(code, Severity.HINT, Wording(zh, en))


def join_place(*parts: str) -> str:
    """Return a path into the plan."""
    return "/".join(part for part in parts if part)


def name_sitting(sitting: Sitting) -> Wording:
    """Return what a sitting is called in a sentence."""
    name = sitting.name or sitting.key
    return Wording(name, name)


def name_task(task: Task) -> Wording:
    """Return what a task is called in a sentence."""
    name = task.name or task.key
    return Wording(f"任务“{name}”", f"Task “{name}”")
