"""The order of tasks."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from planner.domain.task import Dependency, Offset, Task
from planner.domain.task_graph import order_tasks
from tests.builders import a_task


def test_order_puts_predecessors_first_and_keeps_their_lags() -> None:
    order = order_tasks(
        (
            a_task("a", depends_on=(Dependency("c", 2), Dependency("nowhere"))),
            a_task("b"),
            a_task("c", anchor="task:b", offset=Offset(3)),
        )
    )
    assert [task.key for task in order.tasks] == ["b", "c", "a"]
    assert [list(order.links_of(place)) for place in range(3)] == [[], [(0, 0)], [(1, 2)]]
    assert order.places == {"a": 2, "b": 0, "c": 1}


def test_anchor_with_an_offset_backwards_orders_but_does_not_hold_back() -> None:
    order = order_tasks((a_task("a", anchor="task:b", offset=Offset(-3)), a_task("b")))
    assert [task.key for task in order.tasks] == ["b", "a"]
    assert list(order.links_of(1)) == []


def test_ring_through_an_anchor_is_found() -> None:
    order = order_tasks((a_task("a", depends_on=(Dependency("b"),)), a_task("b", anchor="task:a")))
    assert order.rings == (("a", "b"),)
    assert len(order.tasks) == 2


@given(st.permutations([a_task(key, depends_on=(Dependency("m"),)) for key in "azbyc"]))
def test_order_is_the_same_whatever_order_tasks_came_in(tasks: list[Task]) -> None:
    order = order_tasks((*tasks, a_task("m")))
    assert [task.key for task in order.tasks] == ["m", "a", "b", "c", "y", "z"]
