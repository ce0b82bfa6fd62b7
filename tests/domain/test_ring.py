"""Rings among links: the shortest are named, and what is left has none."""

from __future__ import annotations

import networkx as nx
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.ring import RINGS_PER_KNOT, find_rings

KEYS = "abcdefgh"
GRAPHS = st.fixed_dictionaries({key: st.lists(st.sampled_from(KEYS), unique=True) for key in KEYS})


def graph_of(links: dict[str, list[str]]) -> nx.DiGraph[str]:
    """Return the graph with arrows from predecessor to successor."""
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(links)
    graph.add_edges_from((before, key) for key, befores in links.items() for before in befores)
    return graph


def test_ring_is_named_from_its_smallest_key_predecessors_first() -> None:
    rings, rest = find_rings({"c": ["b"], "a": ["c"], "b": ["a"], "d": ["c"]})
    assert rings == [("a", "b", "c")]
    assert rest == {"c": [], "a": [], "b": [], "d": ["c"]}


def test_shortest_of_two_rings_through_a_task_is_named_first() -> None:
    rings, _ = find_rings({"a": ["d", "b"], "b": ["a"], "c": ["b"], "d": ["c"]})
    assert rings == [("a", "b")]


def test_task_that_waits_for_itself_is_a_ring() -> None:
    assert find_rings({"a": ["a", "b"], "b": []}) == ([("a",)], {"a": ["b"], "b": []})


@given(GRAPHS)
def test_rings_are_rings_and_the_rest_has_none(links: dict[str, list[str]]) -> None:
    rings, rest = find_rings(links)
    graph = graph_of(links)
    assert nx.is_directed_acyclic_graph(graph_of(rest))
    assert bool(rings) == (not nx.is_directed_acyclic_graph(graph))
    for ring in rings:
        assert all(graph.has_edge(*pair) for pair in zip(ring, (*ring[1:], ring[0]), strict=True))
        assert len(set(ring)) == len(ring)


@given(GRAPHS)
def test_first_ring_of_a_knot_is_as_short_as_networkx_finds_it(links: dict[str, list[str]]) -> None:
    rings, _ = find_rings(links)
    for knot in nx.strongly_connected_components(graph_of(links)):
        girth = min(map(len, nx.simple_cycles(graph_of(links).subgraph(knot))), default=0)
        named = [len(ring) for ring in rings if set(ring) <= knot]
        assert min(named, default=0) == girth


def test_rings_of_a_large_knot_are_few() -> None:
    keys = [f"t{number:03}" for number in range(60)]
    rings, rest = find_rings({key: [each for each in keys if each != key] for key in keys})
    assert len(rings) == RINGS_PER_KNOT
    assert nx.is_directed_acyclic_graph(graph_of(rest))
