"""What values of a plan are called in a sentence about a change."""

from __future__ import annotations

from datetime import date, time
from enum import StrEnum
from typing import TYPE_CHECKING

from planner.domain.directory import selector_wording
from planner.domain.enumeration import list_names, list_wordings, quote
from planner.domain.moment import spell_day, spell_time
from planner.domain.person import AttendanceKind
from planner.domain.vocabulary import LABELS
from planner.domain.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Callable

    from planner.domain.directory import Directory

    Say = Callable[[Directory, object], Wording]

NONE = Wording("", "")
SHORT = 40
"""A longer text is named by its beginning."""


def say_plainly(directory: Directory, value: object) -> Wording:
    """Return a text in quotation marks, a number, day, time, term, or yes and no."""
    del directory
    if value is None or value == "":
        return NONE
    if isinstance(value, bool):
        return Wording("是", "yes") if value else Wording("否", "no")
    if isinstance(value, StrEnum) and value in LABELS:
        return LABELS[value]
    if isinstance(value, date):
        return spell_day(value, with_year=True)
    if isinstance(value, time):
        return spell_time(value)
    text = " ".join(str(value).split())
    text = text if len(text) <= SHORT else f"{text[: SHORT - 1]}…"
    text = quote(text) if isinstance(value, str) else text
    return Wording(text, text)


def say_person(directory: Directory, value: object) -> Wording:
    """Return the name of the person whose key it is."""
    name = directory.name_of(str(value))
    return Wording(name, name)


def say_people(directory: Directory, value: object) -> Wording:
    """Return the names of people by their keys."""
    return list_names([directory.name_of(key) for key in _keys(value)])


def say_department(directory: Directory, value: object) -> Wording:
    """Return the name of the department whose key it is."""
    name = directory.department_name(str(value))
    return Wording(name, name)


def say_workstream(directory: Directory, value: object) -> Wording:
    """Return the name of the workstream whose key it is."""
    found = directory.workstreams.get(str(value))
    name = found.name if found else str(value)
    return Wording(name, name)


def say_sittings(directory: Directory, value: object) -> Wording:
    """Return the names of sittings by their keys."""
    found = (directory.sittings.get(key) for key in _keys(value))
    names = [each.name if each else key for key, each in zip(_keys(value), found, strict=True)]
    return list_names(names, "个会次")


def say_participants(directory: Directory, value: object) -> Wording:
    """Return who takes part, selector by selector."""
    return list_wordings([_say_selector(directory, key) for key in _keys(value)])


def say_words(directory: Directory, value: object) -> Wording:
    """Return words in a row: units, sectors."""
    del directory
    return list_names(list(_keys(value)), "项")


def say_terms(directory: Directory, value: object) -> Wording:
    """Return terms of the plan in a row."""
    return list_wordings([say_plainly(directory, each) for each in _parts(value)])


def say_anchor(directory: Directory, value: object) -> Wording:
    """Return what a task hangs on."""
    fixed = {
        "report": Wording("报到", "registration"),
        "open": Wording("开幕", "the opening"),
        "close": Wording("闭幕", "the closing"),
    }
    kind, _, key = str(value).partition(":")
    if kind == "sitting" and key in directory.sittings:
        name = directory.sittings[key].name
        return Wording(name, name)
    if kind == "task" and key in directory.tasks:
        name = directory.tasks[key].name
        return Wording(f"任务{quote(name)}完成", f"the end of {quote(name)}")
    try:
        return spell_day(date.fromisoformat(str(value)), with_year=True)
    except ValueError:
        return fixed.get(str(value), Wording(str(value), str(value)))


def say_nothing_more(directory: Directory, value: object) -> Wording:
    """Return no words: of such a value only that it changed is told."""
    del directory, value
    return NONE


def _say_selector(directory: Directory, selector: str) -> Wording:
    kinds = {kind.value for kind in AttendanceKind} | {"standing", "conveners"}
    if ":" in selector or selector in kinds:
        return selector_wording(selector, directory)
    return Wording(selector, selector)


def _keys(value: object) -> tuple[str, ...]:
    return tuple(str(each) for each in _parts(value))


def _parts(value: object) -> tuple[object, ...]:
    return value if isinstance(value, tuple) else ()
