"""The shipped templates of the five kinds of meeting, read from ``data/templates``."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Annotated

import yaml
from pydantic import BeforeValidator, Field

from planner.domain.placement import Conditional, PlacedSitting
from planner.domain.plan import AgendaItem, Department, MeetingKind, TextBlock
from planner.domain.sitting import ProceedingStep, Sitting, SittingKind
from planner.domain.task import Aspect, Dependency, Task, Workstream
from planner.domain.template import MeetingTemplate
from planner.planfile.shorthand import (
    Day,
    Hours,
    Part,
    Start,
    read_after,
    read_day,
    read_hours,
    read_start,
)

TEMPLATES = Path(__file__).resolve().parent / "data" / "templates"


class StepPart(Part):
    """One step of a sitting's proceedings."""

    content: str
    minutes: int = Field(ge=0)
    words: str = ""
    condition: str = ""

    def value(self) -> Conditional[ProceedingStep]:
        """Return the domain's value."""
        step = ProceedingStep(content=self.content, minutes=self.minutes, words=self.words.strip())
        return Conditional(step, self.condition)


class SittingPart(Part):
    """One sitting."""

    key: str
    name: str
    kind: SittingKind
    day: Annotated[Day, BeforeValidator(read_day)]
    hours: Annotated[Hours, BeforeValidator(read_hours)]
    place: str
    content: str
    participants: tuple[str, ...] = ()
    participants_note: str = ""
    is_internal: bool = False
    at_least_days: int = 1
    condition: str = ""
    steps: tuple[StepPart, ...] = ()

    def value(self) -> Conditional[PlacedSitting]:
        """Return the domain's value."""
        sitting = Sitting(
            key=self.key,
            name=self.name,
            kind=self.kind,
            starts_at=self.hours.starts_at,
            ends_at=self.hours.ends_at,
            place=self.place,
            content=self.content,
            participants=self.participants,
            participants_note=self.participants_note,
            is_internal=self.is_internal,
        )
        placed = PlacedSitting(
            sitting,
            anchor=self.day.anchor,
            days_after=self.day.days_after,
            at_least_days=self.at_least_days,
            steps=tuple(step.value() for step in self.steps),
        )
        return Conditional(placed, self.condition)


class AgendaPart(Part):
    """One item of the agenda."""

    key: str
    title: str
    sittings: tuple[str, ...] = ()
    condition: str = ""

    def value(self) -> Conditional[AgendaItem]:
        """Return the domain's value."""
        item = AgendaItem(key=self.key, title=self.title, sittings=self.sittings)
        return Conditional(item, self.condition)


class TaskPart(Part):
    """One task; ``sittings`` may name a set of the file."""

    key: str
    name: str
    workstream: str
    department: str
    support: tuple[str, ...] = ()
    start: Annotated[Start, BeforeValidator(read_start)]
    days: int = Field(default=1, ge=1)
    lasts_until: Annotated[Day | None, BeforeValidator(read_day)] = None
    after: tuple[Annotated[Dependency, BeforeValidator(read_after)], ...] = ()
    standard: str
    condition: str = ""
    aspects: tuple[Aspect, ...] = ()
    sittings: tuple[str, ...] = ()
    note: str = ""

    def value(self, sets: dict[str, tuple[str, ...]]) -> Task:
        """Return the domain's value."""
        return Task(
            key=self.key,
            name=self.name,
            workstream=self.workstream,
            anchor=self.start.anchor,
            offset=self.start.offset,
            duration_days=self.days,
            depends_on=self.after,
            department=self.department,
            support=self.support,
            standard=self.standard,
            condition=self.condition,
            aspects=self.aspects,
            sittings=tuple(key for name in self.sittings for key in sets.get(name, (name,))),
            note=self.note,
        )


class NamedPart(Part):
    """A department."""

    key: str
    name: str


class WorkstreamPart(NamedPart):
    """A workstream and the department that leads it."""

    department: str


class TextPart(Part):
    """A text block."""

    key: str
    title: str
    body: str


class TemplateFile(Part):
    """A template, whole, as its file has it."""

    kind: MeetingKind
    title: str
    days: int = Field(ge=1)
    reports_days_before: int = Field(default=0, ge=0)
    replies_working_days_before: int = Field(default=0, ge=0)
    quorum: tuple[int, int]
    sets: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    departments: tuple[NamedPart, ...]
    workstreams: tuple[WorkstreamPart, ...]
    sittings: tuple[SittingPart, ...]
    agenda: tuple[AgendaPart, ...]
    tasks: tuple[TaskPart, ...]
    texts: tuple[TextPart, ...]

    def value(self) -> MeetingTemplate:
        """Return the domain's value."""
        return MeetingTemplate(
            kind=self.kind,
            title=self.title,
            days=self.days,
            reports_days_before=self.reports_days_before,
            replies_working_days_before=self.replies_working_days_before,
            quorum_numerator=self.quorum[0],
            quorum_denominator=self.quorum[1],
            departments=tuple(Department(each.key, each.name) for each in self.departments),
            sittings=tuple(each.value() for each in self.sittings),
            agenda=tuple(each.value() for each in self.agenda),
            workstreams=tuple(
                Workstream(each.key, each.name, department=each.department)
                for each in self.workstreams
            ),
            tasks=tuple(each.value(self.sets) for each in self.tasks),
            lasting=tuple(
                (each.key, -each.lasts_until.days_after) for each in self.tasks if each.lasts_until
            ),
            texts=tuple(TextBlock(each.key, each.title, each.body.strip()) for each in self.texts),
        )


@cache
def load_template(kind: MeetingKind) -> MeetingTemplate:
    """Return the shipped template of a kind of meeting."""
    text = (TEMPLATES / f"{MeetingKind(kind).value}.yaml").read_text(encoding="utf-8")
    return TemplateFile.model_validate(yaml.safe_load(text)).value()
