"""The backward pass against networkx, and the chain with the least slack."""

from __future__ import annotations

import itertools
from datetime import date

import networkx as nx
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.critical_path import find_critical_path, find_latest_ends
from planner.domain.task import Dependency, Task
from planner.domain.task_graph import order_tasks
from tests.builders import a_task

EVE = date(2027, 1, 16).toordinal()
STARTS = EVE - 400


@st.composite
def chains(draw: st.DrawFn) -> list[Task]:
    """Return tasks that wait for earlier ones, with random lags and lengths."""
    tasks = []
    for number in range(draw(st.integers(1, 12))):
        befores = draw(st.sets(st.integers(0, number - 1), max_size=3)) if number else set()
        links = tuple(Dependency(f"t{each:02}", draw(st.integers(0, 5))) for each in befores)
        days = draw(st.integers(1, 9))
        tasks.append(a_task(f"t{number:02}", duration_days=days, depends_on=links))
    return tasks


def days_left(graph: nx.DiGraph[str], key: str) -> int:
    """Return the weight of the longest way from a task to any end, as networkx finds it."""
    reach = graph.subgraph({key, *nx.descendants(graph, key)}).copy()
    return int(nx.dag_longest_path_length(reach, weight="days", default_weight=0))


@given(chains())
def test_latest_end_is_the_longest_way_to_the_eve(tasks: list[Task]) -> None:
    order = order_tasks(tasks)
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(task.key for task in tasks)
    for task in tasks:
        for link in task.depends_on:
            graph.add_edge(link.task, task.key, days=link.lag_days + task.duration_days - 1)
    spans = [(STARTS, STARTS + task.duration_days - 1) for task in order.tasks]
    latest = find_latest_ends(order, spans, [EVE] * len(tasks), ())
    longest = {task.key: EVE - days_left(graph, task.key) for task in tasks}
    assert {task.key: latest[place] for place, task in enumerate(order.tasks)} == longest


@given(chains())
def test_critical_path_is_contiguous_and_cannot_be_longer(tasks: list[Task]) -> None:
    order = order_tasks(tasks)
    spans = [(STARTS, STARTS + task.duration_days - 1) for task in order.tasks]
    latest = find_latest_ends(order, spans, [EVE] * len(tasks), ())
    path = find_critical_path(order, spans, latest, ())
    links = {(b, place) for place in range(len(tasks)) for b, _ in order.links_of(place)}
    assert set(itertools.pairwise(path)) <= links
    if path:
        assert not list(order.links_of(path[0]))
        assert all(before != path[-1] for before, _ in links)
    assert bool(path) == bool(links)


def test_task_without_a_span_takes_no_part() -> None:
    tasks = [a_task("a"), a_task("b", depends_on=(Dependency("a"),))]
    order = order_tasks(tasks)
    spans = [None, (STARTS, STARTS)]
    latest = find_latest_ends(order, spans, [None, EVE], ())
    assert find_critical_path(order, spans, latest, ()) == ()


def test_tied_task_holds_its_predecessor_to_its_own_start() -> None:
    order = order_tasks([a_task("a"), a_task("b", depends_on=(Dependency("a", 2),))])
    spans = [(STARTS, STARTS), (EVE - 9, EVE - 5)]
    assert find_latest_ends(order, spans, [EVE, EVE - 5], {1}) == [EVE - 11, EVE - 5]
