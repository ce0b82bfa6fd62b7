"""Who answers for what at each sitting."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from planner.domain.responsibility import CoverageCell, coverage
from planner.domain.task import Aspect, Task, TaskState
from tests.builders import a_sound_plan

SITTINGS = ("open", "groups", "close")
TASKS = st.lists(
    st.builds(
        Task,
        key=st.sampled_from(["a", "b", "c", "d"]),
        name=st.just("任务"),
        owner=st.sampled_from(["", "owner", "lead", "nobody"]),
        state=st.sampled_from(TaskState),
        condition=st.sampled_from(["", "election"]),
        aspects=st.lists(st.sampled_from(Aspect), max_size=3).map(tuple),
        sittings=st.lists(st.sampled_from(SITTINGS), max_size=2).map(tuple),
    ),
    max_size=6,
    unique_by=lambda task: task.key,
)


def test_task_without_sittings_covers_all_of_them():
    rows = coverage(a_sound_plan()).rows
    assert [row[0] for row in rows] == [
        CoverageCell(key, Aspect.TIME, ("run",), ("owner",)) for key in SITTINGS
    ]
    assert [[cell.aspect for cell in row] for row in rows] == [list(Aspect)] * 3


def test_special_task_stands_before_the_general_one_and_owners_only_once():
    plan = a_sound_plan()
    special = [
        Task(key, "任务", owner=owner, aspects=(Aspect.PRESS,), sittings=("open",))
        for key, owner in (("x", "lead"), ("y", "lead"))
    ]
    plan = replace(plan, tasks=(*plan.tasks, *special))
    cells = [row[6] for row in coverage(plan).rows]
    assert cells[0] == CoverageCell("open", Aspect.PRESS, ("x", "y", "run"), ("lead", "owner"))
    assert cells[1] == CoverageCell("groups", Aspect.PRESS, ("run",), ("owner",))


@given(TASKS)
def test_cell_is_covered_where_a_standing_task_has_a_known_owner(tasks: list[Task]):
    plan = a_sound_plan(tasks=tuple(tasks))
    expected = {
        (key, aspect)
        for key in SITTINGS
        for aspect in Aspect
        if any(
            aspect in task.aspects
            and (not task.sittings or key in task.sittings)
            and task.owner in {"owner", "lead"}
            and task.state is not TaskState.DROPPED
            and not task.condition
            for task in tasks
        )
    }
    matrix = coverage(plan)
    covered = {(cell.sitting, cell.aspect) for row in matrix.rows for cell in row if cell.owners}
    assert covered == expected
    assert len(matrix.uncovered()) == len(SITTINGS) * len(Aspect) - len(expected)
