"""A plan's values as plain data, without what equals its default."""

from __future__ import annotations

import dataclasses
from datetime import date, time
from enum import StrEnum
from typing import Any

from planner.domain.task import Dependency, Offset
from planner.planfile.offset import spell_dependency


def to_data(value: object) -> Any:  # noqa: ANN401, PLR0911  plain data of any shape, a line a type
    """Return a value of the plan as plain data: what equals its default is left out."""
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, tuple):
        return [to_data(each) for each in value]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.isoformat(timespec="seconds" if value.second else "minutes")
    if isinstance(value, Offset):
        return str(value)
    if isinstance(value, Dependency):
        return spell_dependency(value)
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
