"""Materials: not final when the printer wants them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from planner.domain.finding.rule import warn
from planner.domain.moment import spell_day
from planner.domain.task import TaskState
from planner.domain.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.domain.finding.inspection import Inspection
    from planner.domain.finding.value import Finding
    from planner.domain.task import Task
    from planner.domain.timeline import DatedTask

PRINTING = re.compile("印制|付印|编印|打印|印刷|排印")
"""Words in the name of a task that takes something to the printer."""

NOT_FINAL = warn(
    "material-after-printing", "提前定稿或推后付印", "Settle it earlier or print later"
)
PRINTED_EARLY = warn(
    "printed-before-final", "核对已印内容，必要时重印", "Check what was printed; reprint if needed"
)


def check_materials(inspection: Inspection) -> Iterator[Finding]:
    """Yield printing tasks that begin before the work they wait for has ended."""
    for printing in inspection.timeline.tasks:
        if not PRINTING.search(printing.task.name):
            continue
        for link in printing.task.depends_on:
            material = inspection.timeline.find(link.task)
            if material is not None:
                yield from _check_pair(printing, material)


def _check_pair(printing: DatedTask, material: DatedTask) -> Iterator[Finding]:
    name = material.task.name
    if _is_begun(printing.task) and material.task.state is not TaskState.DONE:
        why = Wording(f"已开始付印，但“{name}”尚未完成", f"printing began, “{name}” is not done")
        yield PRINTED_EARLY.in_task(printing.task, "state", why)
    elif material.ends_on > printing.starts_on and not _is_begun(printing.task):
        ends, starts = spell_day(material.ends_on), spell_day(printing.starts_on)
        why = Wording(
            f"{starts.zh}付印，“{name}”{ends.zh}才完成",
            f"printing on {starts.en}, but “{name}” ends on {ends.en}",
        )
        yield NOT_FINAL.in_task(printing.task, "depends_on", why)


def _is_begun(task: Task) -> bool:
    return task.state in {TaskState.DOING, TaskState.DONE}
