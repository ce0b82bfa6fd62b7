"""From the file's parts to the plan's values, and back to plain data without the defaults."""

from __future__ import annotations

import dataclasses
import re
from datetime import time
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from planner.domain import person, plan, sitting, task
from planner.planfile import model

if TYPE_CHECKING:
    from collections.abc import Callable

VALUES: dict[type[model.Part], Callable[..., Any]] = {
    model.OrganisationPart: plan.Organisation,
    model.EditionPart: plan.Edition,
    model.DepartmentPart: plan.Department,
    model.PersonPart: person.Person,
    model.LeavePart: person.Leave,
    model.StepPart: sitting.ProceedingStep,
    model.RowPart: sitting.RostrumRow,
    model.RostrumPart: sitting.Rostrum,
    model.SittingPart: sitting.Sitting,
    model.AgendaPart: plan.AgendaItem,
    model.WorkstreamPart: task.Workstream,
    model.TaskPart: task.Task,
    model.TextPart: plan.TextBlock,
    model.RestPart: plan.RestPeriod,
    model.NoticePart: plan.CalendarNotice,
    model.StrokeOverridePart: plan.StrokeOverride,
    model.WaiverPart: plan.Waiver,
    model.SettingsPart: plan.Settings,
    model.PlanPart: plan.Plan,
}
LAG = re.compile(r"(.+)\+(\d{1,4})", re.DOTALL)


def to_plan(part: model.PlanPart) -> plan.Plan:
    """Return the plan that a checked file holds."""
    made = _to_value(part)
    if not isinstance(made, plan.Plan):
        raise TypeError(made)
    return made


def read_offset(text: str) -> task.Offset:
    """Return the offset written as ``-15w``."""
    amount, unit = text[:-1].replace("−", "-"), text[-1]
    return task.Offset(int(amount), task.OffsetUnit(unit))


def read_dependency(text: str) -> task.Dependency:
    """Return the dependency written as ``Q001`` or ``Q001+2``."""
    found = LAG.fullmatch(text)
    return task.Dependency(found[1], int(found[2])) if found else task.Dependency(text)


def write_dependency(link: task.Dependency) -> str:
    """Return a dependency as it is written; a lag of 0 only where the key looks like one."""
    if link.lag_days or LAG.fullmatch(link.task):
        return f"{link.task}+{link.lag_days}"
    return link.task


def _to_value(part: object) -> object:
    if isinstance(part, model.Part):
        fields: dict[str, Any] = {name: _to_value(value) for name, value in part}
        if isinstance(part, model.TaskPart):
            fields["offset"] = read_offset(part.offset)
            fields["depends_on"] = tuple(map(read_dependency, part.depends_on))
        return VALUES[type(part)](**fields)
    if isinstance(part, tuple):
        return tuple(map(_to_value, part))
    return part


def _write_time(value: time) -> str:
    return value.isoformat(timespec="seconds" if value.second else "minutes")


WRITERS: dict[type, Callable[[Any], object]] = {
    task.Dependency: write_dependency,
    task.Offset: str,
    StrEnum: lambda term: term.value,
    time: _write_time,
}


def to_data(value: object) -> Any:  # noqa: ANN401  plain data of any shape
    """Return a value of the plan as plain data: what equals its default is left out."""
    if isinstance(value, tuple):
        return [to_data(each) for each in value]
    for kind, write in WRITERS.items():
        if isinstance(value, kind):
            return write(value)
    if not dataclasses.is_dataclass(value):
        return value
    return {
        field.name: to_data(held)
        for field in dataclasses.fields(value)
        if (held := getattr(value, field.name)) != _default_of(field)
    }


def _default_of(field: dataclasses.Field[Any]) -> object:
    if field.default_factory is not dataclasses.MISSING:
        return field.default_factory()
    return field.default
