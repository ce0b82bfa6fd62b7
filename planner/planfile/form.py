"""What a workbook's sheets are made of: forms and their columns, in the clerk's words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, StrEnum, auto
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from planner.domain import person, plan, sitting, task
from planner.planfile.text import fold_width

FORM_FILE = Path(__file__).resolve().parent / "data" / "workbook.yaml"

BRACKETED = re.compile(r"[(（\[【][^)）\]】]*[)）\]】]")
FREE_HEADERS = ("备注", "说明", "填写说明", "注")
"""Columns and sheets of these names are the clerk's own; they are not read."""
ROW_HEADERS = frozenset({"序号", "no", "no.", "#", "示例"})
EXAMPLE = "示例"


class CellKind(Enum):
    """What a column's cells hold."""

    TEXT = auto()
    LONG_TEXT = auto()
    DAY = auto()
    CLOCK = auto()
    NUMBER = auto()
    COUNT = auto()
    FLAG = auto()
    TERM = auto()
    WORDS = auto()
    PERSON = auto()
    SITTING = auto()
    WORKSTREAM = auto()
    DEPARTMENT = auto()
    DEPENDENCY = auto()
    SELECTOR = auto()
    ANCHOR = auto()
    OFFSET = auto()
    CONDITION = auto()


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table, or a line of a sheet of facts."""

    field: str
    header: str
    kind: CellKind = CellKind.TEXT
    width: int = 12
    also: tuple[str, ...] = ()
    """Other headers that clerks use."""
    example: str = ""
    note: str = ""
    term: type[StrEnum] | None = None
    is_required: bool = False
    is_hidden: bool = False
    """Read where somebody has it, never written."""


@dataclass(frozen=True, slots=True)
class Form:
    """A sheet: a table with one thing a row, or facts with one a line."""

    sheet: str
    section: str
    columns: tuple[Column, ...]
    also: tuple[str, ...] = ()
    is_facts: bool = False

    @property
    def written(self) -> tuple[Column, ...]:
        """Return the columns that a new workbook has."""
        return tuple(column for column in self.columns if not column.is_hidden)

    @property
    def headers(self) -> dict[str, Column]:
        """Return the columns by every header that means them."""
        also = {fold_header(each): column for column in self.columns for each in column.also}
        return also | {fold_header(column.header): column for column in self.columns}


def fold_header(text: str) -> str:
    """Return what spellings of a header have in common: 手 机（必填）* is 手机."""
    plain = BRACKETED.sub("", fold_width(text))
    return re.sub(r"[\s*＊:：/／]+", "", plain).casefold()


def is_free(text: str) -> bool:
    """Tell whether a column or a sheet is the clerk's own and not read."""
    return fold_header(text).startswith(FREE_HEADERS)


@cache
def load_forms() -> tuple[Form, ...]:
    """Return the workbook's sheets in order, the nine that every clerk meets first."""
    return tuple(map(_make_form, yaml.safe_load(FORM_FILE.read_text(encoding="utf-8"))))


def _make_form(facts: dict[str, Any]) -> Form:
    return Form(
        sheet=facts["sheet"],
        section=facts.get("section", ""),
        columns=tuple(map(_make_column, facts["columns"])),
        also=tuple(facts.get("also", ())),
        is_facts=facts.get("is_facts", False),
    )


def _make_column(facts: dict[str, Any]) -> Column:
    given = dict(facts)
    if "term" in given:
        given["term"] = next(
            getattr(room, given["term"])
            for room in (person, plan, sitting, task)
            if hasattr(room, given["term"])
        )
    given["kind"] = CellKind[given.get("kind", "text").upper()]
    given["also"] = tuple(given.get("also", ()))
    return Column(**given)
