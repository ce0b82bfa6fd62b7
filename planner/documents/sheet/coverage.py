"""覆盖表: who looks after which aspect of each sitting; what nobody does is loud."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.documents.sheet.masthead import Masthead
from planner.documents.sheet.moment import name_half_day, write_short_date
from planner.domain.directory import Directory
from planner.domain.enumeration import list_names
from planner.domain.responsibility import coverage
from planner.domain.task import Aspect
from planner.domain.vocabulary import label

if TYPE_CHECKING:
    from planner.domain.plan import Plan
    from planner.domain.sitting import Sitting

UNCOVERED = "无人负责"


@dataclass(frozen=True, slots=True)
class CoverageEntry:
    """One sitting and its cells; an uncovered cell says 无人负责."""

    sitting: str
    when: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CoverageSheet:
    """The matrix."""

    masthead: Masthead
    summary: str
    aspects: tuple[str, ...]
    entries: tuple[CoverageEntry, ...]


def coverage_sheet(plan: Plan) -> CoverageSheet:
    """Return the coverage matrix of a plan."""
    directory = Directory.of(plan)
    matrix = coverage(plan)
    entries = tuple(
        CoverageEntry(
            sitting.name,
            _when(sitting),
            tuple(_name_owners([directory.name_of(key) for key in cell.owners]) for cell in row),
        )
        for sitting, row in zip(plan.sittings, matrix.rows, strict=True)
    )
    holes = len(matrix.uncovered())
    count = f"共{len(entries)}个会次、{len(entries) * len(Aspect)}项保障责任，"
    summary = count + (f"尚有{holes}项无人负责" if holes else "均已落实到人")
    aspects = tuple(label(aspect).zh for aspect in Aspect)
    return CoverageSheet(Masthead.of(plan, "保障责任覆盖表"), summary, aspects, entries)


def _name_owners(names: list[str]) -> str:
    return list_names(names).zh.replace(" ", "") if names else UNCOVERED


def _when(sitting: Sitting) -> str:
    return f"{write_short_date(sitting.held_on)}{name_half_day(sitting.starts_at, sitting.ends_at)}"
