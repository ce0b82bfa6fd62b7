"""Putting a plan's values into the words of a workbook's cells."""

from __future__ import annotations

from datetime import date, time
from enum import StrEnum
from typing import TYPE_CHECKING

from planner.domain.task import Dependency, Offset
from planner.domain.vocabulary import CONDITIONS, label
from planner.planfile.conversion import to_data
from planner.planfile.fault import UnreadableError
from planner.planfile.form import CellKind, Column
from planner.planfile.offset import spell_dependency, spell_offset
from planner.planfile.participant import spell_anchor, spell_selector
from planner.planfile.register import Register
from planner.planfile.text import join_list, split_list

if TYPE_CHECKING:
    from planner.domain.plan import Plan

CellValue = str | int | date | time | None
SECTION_OF = {
    CellKind.PERSON: "people",
    CellKind.SITTING: "sittings",
    CellKind.WORKSTREAM: "workstreams",
    CellKind.DEPARTMENT: "departments",
}


class Speaker:
    """Says the values of one plan; what has a name of its own is named, the rest by its key."""

    def __init__(self, plan: Plan) -> None:
        register = Register(to_data(plan))
        self._names = {
            section: {
                key: _choose_name(register, section, key, shelf.names[key]) for key in shelf.names
            }
            for section, shelf in register.shelves.items()
        }

    def say(self, column: Column, value: object) -> CellValue:
        """Return what a cell holds for a value."""
        if isinstance(value, tuple):
            return join_list([str(self.say(column, each)) for each in value])
        if isinstance(value, bool):
            return "是" if value else None
        if isinstance(value, int):
            return None if column.kind is CellKind.COUNT and not value else value
        if isinstance(value, date | time) or value is None:
            return value
        return self._say_words(column, value)

    def _say_words(self, column: Column, value: object) -> str:
        if isinstance(value, StrEnum):
            return label(value).zh
        if isinstance(value, Offset):
            return spell_offset(value)
        if isinstance(value, Dependency):
            return spell_dependency(value)
        return self._say_reference(column.kind, str(value))

    def _say_reference(self, kind: CellKind, text: str) -> str:
        section = SECTION_OF.get(kind)
        if section:
            return self._names[section].get(text, text)
        if kind is CellKind.SELECTOR:
            person = text.partition(":")[2]
            return spell_selector(text, self._names["people"].get(person, person))
        if kind is CellKind.ANCHOR:
            return spell_anchor(text)
        if kind is CellKind.CONDITION and text in CONDITIONS:
            return CONDITIONS[text].zh
        return text


def _choose_name(register: Register, section: str, key: str, name: str) -> str:
    """Return the name where it means this key alone and can stand in a list, else the key."""
    try:
        is_clear = split_list(name) == [name] and register.find(section, name) == key
    except UnreadableError:
        is_clear = False
    return name if is_clear else key
