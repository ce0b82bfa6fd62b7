"""A section of a draft as a table: which fields it shows, and how each reads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.domain.person import AttendanceKind, LeaveState, Sex
from planner.domain.sitting import SittingKind
from planner.domain.task import TaskState
from planner.planfile.offset import read_offset, spell_offset
from planner.planfile.participant import spell_anchor, spell_selector

if TYPE_CHECKING:
    from collections.abc import Callable
    from enum import StrEnum

    from planner.domain.directory import Directory
    from planner.services.draft import Draft, Entry

PAGE_SIZE = 50
COLUMNS: dict[str, tuple[str, ...]] = {
    "meeting": (
        "title",
        "term",
        "number",
        "place",
        "theme",
        "reports_on",
        "opens_on",
        "closes_on",
        "starts_work_on",
        "secretary_general",
    ),
    "departments": ("name", "head"),
    "people": (
        "name",
        "attendance",
        "sex",
        "nationality",
        "post",
        "unit",
        "sector",
        "group",
        "rank",
        "is_standing",
        "is_convener",
        "contact",
        "needs",
        "pinyin",
    ),
    "groups": ("name", "room", "bus", "note"),
    "leaves": ("person", "reason", "sittings", "state", "asked_on", "decided_by", "decided_on"),
    "sittings": (
        "name",
        "kind",
        "held_on",
        "starts_at",
        "ends_at",
        "place",
        "content",
        "presiders",
        "participants",
        "participants_note",
        "is_internal",
    ),
    "agenda": ("title", "reporter", "sittings", "materials"),
    "workstreams": ("name", "accountable", "lead", "department"),
    "tasks": (
        "name",
        "workstream",
        "anchor",
        "offset",
        "duration_days",
        "depends_on",
        "department",
        "owner",
        "support",
        "standard",
        "state",
        "done_on",
        "note",
    ),
    "texts": ("title", "body"),
}
"""The sections that are edited as tables, and their columns. Steps and rostrums have pages."""
TERMS: dict[tuple[str, str], type[StrEnum]] = {
    ("people", "attendance"): AttendanceKind,
    ("people", "sex"): Sex,
    ("leaves", "state"): LeaveState,
    ("sittings", "kind"): SittingKind,
    ("tasks", "state"): TaskState,
}
DEFAULTS = {
    ("people", "attendance"): AttendanceKind.MEMBER.value,
    ("leaves", "state"): LeaveState.PENDING.value,
    ("sittings", "kind"): SittingKind.OTHER.value,
    ("tasks", "state"): TaskState.OPEN.value,
    ("tasks", "anchor"): "open",
    ("tasks", "offset"): "0d",
    ("tasks", "duration_days"): 1,
}
DAYS = frozenset(
    {
        "reports_on",
        "opens_on",
        "closes_on",
        "starts_work_on",
        "asked_on",
        "decided_on",
        "held_on",
        "done_on",
    }
)
CLOCKS = frozenset({"starts_at", "ends_at"})
FLAGS = frozenset({"is_standing", "is_convener", "is_internal"})
LONG = frozenset({"content", "standard", "note", "body", "theme", "participants_note", "reason"})
PEOPLE = frozenset(
    {"person", "head", "presiders", "reporter", "accountable", "lead", "owner", "secretary_general"}
)
SPOKEN: dict[str, Callable[[str, Directory], str]] = {
    "department": lambda key, names: names.department_name(key),
    "workstream": lambda key, names: names.workstream_name(key),
    "offset": lambda text, _names: spell_offset(read_offset(text)),
    "participants": lambda key, names: spell_selector(key, names.name_of(key.partition(":")[2])),
    "anchor": lambda key, _names: spell_anchor(key),
}


@dataclass(frozen=True, slots=True)
class SectionPage:
    """One page of a section."""

    section: str
    columns: tuple[str, ...]
    entries: tuple[Entry, ...]
    total: int
    page: int
    pages: int


def show_section(draft: Draft, section: str, text: str = "", page: int = 1) -> SectionPage:
    """Return a page of a section: the entries whose fields hold a text, or all."""
    entries = draft.entries[section]
    wanted = text.strip().casefold()
    if wanted:
        entries = tuple(each for each in entries if is_meant(each, wanted))
    pages = max(1, -(-len(entries) // PAGE_SIZE))
    page = min(max(1, page), pages)
    shown = entries[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
    return SectionPage(section, COLUMNS[section], shown, len(entries), page, pages)


def is_meant(entry: Entry, wanted: str) -> bool:
    """Tell whether a text stands in one of an entry's fields."""
    return any(
        isinstance(value, str) and wanted in value.casefold() for value in entry.data.values()
    )


def speak_field(entry: Entry, name: str, names: Directory) -> str:
    """Return a field as people write it: names for keys, lists joined."""
    value = entry.data.get(name, DEFAULTS.get((entry.section, name), ""))
    parts = value if isinstance(value, list) else [value]
    speak = SPOKEN.get(name)
    if name in PEOPLE:
        return "、".join(names.name_of(str(each)) for each in parts)
    if speak is not None:
        return "、".join(speak(str(each), names) for each in parts if each)
    return "、".join(str(each) for each in parts)


def show_fields(entry: Entry, names: Directory) -> dict[str, str]:
    """Return what the fields of an entry show where it is not the value that the entry holds.

    That is names for keys, and the default of what the entry leaves out.
    """
    return {
        name: speak_field(entry, name, names)
        for name in COLUMNS.get(entry.section, ())
        if (name in entry.data and (name in PEOPLE or name in SPOKEN))
        or (name not in entry.data and (entry.section, name) in DEFAULTS)
    }
