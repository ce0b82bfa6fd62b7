"""Conditions drop tasks and re-link what hung on them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from planner.domain.condition import drop_tasks, find_dropped_anchors, is_dropped
from planner.domain.task import Dependency, TaskState
from tests.builders import a_task


def test_task_is_dropped_where_its_condition_does_not_hold() -> None:
    task = a_task(condition="election")
    assert is_dropped(task, ()) is True
    assert is_dropped(task, ("election",)) is False
    assert is_dropped(a_task(state=TaskState.DROPPED), ()) is True


def test_dropping_relinks_through_a_chain_and_adds_the_lags() -> None:
    tasks = (
        a_task("a"),
        a_task("b", depends_on=(Dependency("a", 1),)),
        a_task("c", depends_on=(Dependency("b", 2),)),
        a_task("d", depends_on=(Dependency("c", 3), Dependency("a"))),
    )
    assert drop_tasks(tasks, {"b", "c"}) == (
        a_task("a"),
        a_task("d", depends_on=(Dependency("a", 6),)),
    )


def test_dropping_a_ring_leaves_no_link_to_it() -> None:
    tasks = (
        a_task("a", depends_on=(Dependency("b"),)),
        a_task("b", depends_on=(Dependency("a"),)),
        a_task("c", depends_on=(Dependency("a"),)),
    )
    assert drop_tasks(tasks, {"a", "b"}) == (a_task("c"),)


def test_dropped_tasks_on_which_others_hang_are_found_through_a_chain() -> None:
    kept = a_task("c", anchor="task:b")
    tasks = (
        a_task("a", depends_on=(Dependency("z"),)),
        a_task("b", anchor="task:a"),
        kept,
        a_task("d"),
    )
    assert find_dropped_anchors((kept,), tasks) == (a_task("b", anchor="task:a"), a_task("a"))


@given(st.permutations("abcde"))
def test_relinking_does_not_depend_on_the_order_of_tasks(keys: list[str]) -> None:
    tasks = {
        "a": a_task("a", depends_on=(Dependency("b", 4), Dependency("e", 1))),
        "b": a_task("b", depends_on=(Dependency("c", 1),)),
        "c": a_task("c", depends_on=(Dependency("a", 2), Dependency("e", 3))),
        "d": a_task("d", depends_on=(Dependency("a", 5), Dependency("c", 1))),
        "e": a_task("e"),
    }
    kept = drop_tasks((tasks[key] for key in keys), {"a", "b", "c"})
    assert {task.key: task for task in kept}["d"].depends_on == (Dependency("e", 6),)
