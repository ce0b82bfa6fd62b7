"""责任清单: by workstream, who does what by when and to which standard."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.documents.sheet.masthead import Masthead
from planner.documents.sheet.moment import write_short_date
from planner.documents.sheet.name import write_person
from planner.documents.sheet.timeline import NO_WORKSTREAM
from planner.domain.directory import Directory
from planner.domain.responsibility import list_responsibilities
from planner.domain.vocabulary import label

if TYPE_CHECKING:
    from datetime import date

    from planner.domain.plan import Plan
    from planner.domain.responsibility import ResponsibilityList
    from planner.domain.timeline import DatedTask, Timeline

NOBODY = "未落实"


@dataclass(frozen=True, slots=True)
class ResponsibilityEntry:
    """One task of a list."""

    number: str
    task: str
    standard: str
    accountable: str
    lead: str
    owner: str
    support: str
    due: str
    state: str


@dataclass(frozen=True, slots=True)
class ResponsibilitySection:
    """One workstream's tasks."""

    title: str
    entries: tuple[ResponsibilityEntry, ...]


@dataclass(frozen=True, slots=True)
class ResponsibilitySheet:
    """The lists of all workstreams."""

    masthead: Masthead
    sections: tuple[ResponsibilitySection, ...]


def responsibility_sheet(plan: Plan, timeline: Timeline, today: date) -> ResponsibilitySheet:
    """Return the responsibility lists of a plan."""
    directory = Directory.of(plan)
    return ResponsibilitySheet(
        Masthead.of(plan, "筹备工作责任清单"),
        tuple(_section(each, directory, today) for each in list_responsibilities(plan, timeline)),
    )


def _section(found: ResponsibilityList, directory: Directory, today: date) -> ResponsibilitySection:
    stream = found.workstream
    title = f"{stream.name if stream else NO_WORKSTREAM}（{len(found.tasks)}项）"
    accountable = (write_person(stream.accountable, directory) if stream else "") or NOBODY
    lead = _write_lead(found, directory)
    entries = tuple(
        _enter(number, dated, (accountable, lead), directory, today)
        for number, dated in enumerate(found.tasks, start=1)
    )
    return ResponsibilitySection(title, entries)


def _write_lead(found: ResponsibilityList, directory: Directory) -> str:
    """Return the lead department and its person, one a line."""
    stream = found.workstream
    if stream is None:
        return NOBODY
    department = directory.department_name(stream.department) if stream.department else ""
    lines = [department, write_person(stream.lead, directory)]
    return "\n".join(line for line in lines if line) or NOBODY


def _enter(
    number: int,
    dated: DatedTask,
    leaders: tuple[str, str],
    directory: Directory,
    today: date,
) -> ResponsibilityEntry:
    task = dated.task
    return ResponsibilityEntry(
        number=str(number),
        task=task.name,
        standard=task.standard,
        accountable=leaders[0],
        lead=leaders[1],
        owner=write_person(task.owner, directory) or NOBODY,
        support="、".join(task.support),
        due=write_short_date(dated.ends_on),
        state="逾期" if dated.is_late(today) else label(task.state).zh,
    )
