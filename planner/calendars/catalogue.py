"""Which calendars a plan has, and what their files are called."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.calendars.duty import collect_duties
from planner.domain.directory import Directory
from planner.domain.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterable

    from planner.domain.plan import Plan


@dataclass(frozen=True, slots=True)
class CalendarFile:
    """One calendar of a plan.

    Keys are ``meeting``, ``sitting:<key>``, ``workstream:<key>``, ``owner:<person>`` and
    ``duty:<person>``.
    """

    key: str
    title: Wording
    filename: str


def list_calendars(plan: Plan) -> tuple[CalendarFile, ...]:
    """Return the calendars of a plan: meeting, sittings, workstreams, owners, people with duties.

    A sitting without a day and a workstream without tasks have none.
    """
    directory = Directory.of(plan)
    owners = {task.owner for task in plan.tasks if task.owner}
    streams = {task.workstream for task in plan.tasks}
    leaders = collect_duties(plan).keys() | {
        each.accountable for each in plan.workstreams if each.accountable and each.key in streams
    }
    files = [CalendarFile("meeting", Wording("会议日历", "The meeting"), "01-会议日历.ics")]
    files += number_files(
        "sitting",
        "02-会次",
        (
            (each.key, Wording(each.name, each.name))
            for each in plan.sittings
            if each.held_on is not None
        ),
    )
    files += number_files(
        "workstream",
        "03-工作组",
        (
            (each.key, Wording(f"{each.name}任务", f"Tasks of {each.name}"))
            for each in plan.workstreams
            if each.key in streams
        ),
    )
    names = tell_apart(plan, directory, owners | leaders)
    files += number_files(
        "owner",
        "04-责任人",
        (
            (key, Wording(f"{name}任务", f"Tasks of {name}"))
            for key, name in names.items()
            if key in owners
        ),
    )
    files += number_files(
        "duty",
        "05-职责",
        (
            (key, Wording(f"{name}会议职责", f"Duties of {name}"))
            for key, name in names.items()
            if key in leaders
        ),
    )
    return tuple(files)


def number_files(kind: str, head: str, parts: Iterable[tuple[str, Wording]]) -> list[CalendarFile]:
    """Return the files of one kind, numbered in their order."""
    return [
        CalendarFile(f"{kind}:{key}", title, f"{head}-{number:02d}-{title.zh}.ics")
        for number, (key, title) in enumerate(parts, start=1)
    ]


def tell_apart(plan: Plan, directory: Directory, keys: set[str]) -> dict[str, str]:
    """Return names by key in the order of the roster; equal names get their unit or post."""
    people = [each for each in plan.people if each.key in keys]
    count = Counter(each.name for each in people)
    names = {}
    for person in people:
        apart = person.unit or person.post or person.key
        is_shared = count[person.name] > 1
        names[person.key] = f"{person.name}（{apart}）" if is_shared else person.name
    for key in sorted(keys - names.keys()):
        names[key] = directory.name_of(key)
    return names
