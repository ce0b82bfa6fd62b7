"""A plan as the rows of the workbook's sheets: values by field, before they are put into words."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from planner.domain.plan import Plan

Record = dict[str, Any]
LONGEST_CELL = 30_000
"""A cell holds 32,767 characters; a longer text goes on in the next row."""


def list_records(plan: Plan, section: str) -> list[Record]:
    """Return the rows of a table."""
    special = SPECIAL.get(section)
    if special:
        return list(special(plan))
    return [_fields_of(each) for each in getattr(plan, section)]


def read_fact(plan: Plan, path: str) -> object:
    """Return a fact of the meeting: ``organisation.name``."""
    value: Any = plan
    for step in path.split("."):
        value = getattr(value, step)
    return value


def _fields_of(value: Any) -> Record:  # noqa: ANN401  a value of the plan
    return {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}


def _list_steps(plan: Plan) -> Iterator[Record]:
    for sitting in plan.sittings:
        for step in sitting.steps:
            yield {"sitting": sitting.key, **_fields_of(step)}


def _list_rostrum(plan: Plan) -> Iterator[Record]:
    for sitting in plan.sittings:
        if sitting.rostrum is None:
            continue
        whole = {"sitting": sitting.key, **_fields_of(sitting.rostrum)}
        rows = [_fields_of(row) for row in sitting.rostrum.rows]
        for number, row in enumerate(rows, start=1):
            yield {**(whole if number == 1 else {"sitting": sitting.key}), "row": number, **row}
        if not rows:
            yield whole


def _list_texts(plan: Plan) -> Iterator[Record]:
    for text in plan.texts:
        for start in range(0, max(len(text.body), 1), LONGEST_CELL):
            title = "" if start else text.title
            body = text.body[start : start + LONGEST_CELL]
            yield {"key": text.key, "title": title, "body": body}


def _list_holidays(plan: Plan) -> Iterator[Record]:
    for notice in plan.settings.calendar_notices:
        yield {"year": notice.year, "kind": "通知", "source": notice.source}
        for rest in notice.rests:
            yield {"year": notice.year, "kind": "放假", **_fields_of(rest)}
        for day in notice.workdays:
            yield {"year": notice.year, "kind": "上班", "first_on": day}


SPECIAL: dict[str, Callable[[Plan], Iterator[Record]]] = {
    "steps": _list_steps,
    "rostrum": _list_rostrum,
    "texts": _list_texts,
    "calendar_notices": _list_holidays,
    "sectors": lambda plan: ({"name": each} for each in plan.settings.sector_order),
    "stroke_overrides": lambda plan: map(_fields_of, plan.settings.stroke_overrides),
    "waivers": lambda plan: map(_fields_of, plan.settings.waivers),
}
