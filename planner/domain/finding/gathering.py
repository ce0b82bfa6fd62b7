"""Telling the same thing of many tasks: each by itself, or a workstream's in one finding."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from planner.domain.enumeration import count_things, list_names
from planner.domain.finding.rule import join_place
from planner.domain.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from planner.domain.finding.inspection import Inspection
    from planner.domain.finding.rule import Rule
    from planner.domain.finding.value import Finding
    from planner.domain.task import Task

MANY = 5
"""Of more tasks of one workstream than this, one finding tells."""


def gather_tasks(
    inspection: Inspection,
    rule: Rule,
    part: str,
    found: Iterable[tuple[Task, Wording]],
    what: Wording,
) -> Iterator[Finding]:
    """Yield a finding for each task with its reason; ``what`` is the reason for many together."""
    groups: dict[str, list[tuple[Task, Wording]]] = defaultdict(list)
    for task, why in found:
        groups[task.workstream].append((task, why))
    for key, group in groups.items():
        if len(group) > MANY:
            yield _tell_together(inspection, rule, key, [task for task, _ in group], what)
        else:
            yield from (rule.in_task(task, part, why) for task, why in group)


def _tell_together(
    inspection: Inspection, rule: Rule, key: str, tasks: list[Task], what: Wording
) -> Finding:
    stream = inspection.directory.workstreams.get(key)
    place = join_place("workstreams", key, "tasks") if stream else "tasks"
    name = Wording(stream.name, f"Workstream {stream.name}") if stream else Wording("任务", "Tasks")
    names = list_names([f"“{task.name}”" for task in tasks], "项")
    count = len(tasks)
    why = Wording(
        f"{count} 项任务{what.zh}：{names.zh}",
        f"{count_things(count, 'task')} {what.en}: {names.en}",
    )
    return rule.at(place, name, why)
