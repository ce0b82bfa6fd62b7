"""Rings among links: things that wait for each other, named by the fewest that show it."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Links = dict[str, list[str]]
"""Of each thing, what must come before it."""
RINGS_PER_KNOT = 5
"""So many rings are named of one knot; more would not help whoever unties it."""
STARTS_PER_RING = 20
"""The shortest ring of a knot is sought from so many of its members: a bound on the time."""


def find_rings(links: Mapping[str, list[str]]) -> tuple[list[tuple[str, ...]], Links]:
    """Return rings, predecessors first from the smallest key, and the links without any ring.

    Of every knot (things that all wait for each other) the shortest rings are named, one after
    another; a link that belongs to a named ring is left out, as are a large knot's remaining ones.
    """
    rest = {key: list(before) for key, before in links.items()}
    rings: list[tuple[str, ...]] = []
    waiting = [(knot, RINGS_PER_KNOT) for knot in reversed(list(_find_knots(rest)))]
    while waiting:
        knot, rings_left = waiting.pop()
        inside = {key: [each for each in rest[key] if each in knot] for key in knot}
        if not rings_left:
            _leave_out(rest, {(each, key) for key in knot for each in inside[key]})
            continue
        ring = _find_shortest_ring(inside)
        rings.append(ring)
        gone = set(zip(ring, (*ring[1:], ring[0]), strict=True))
        _leave_out(rest, gone)
        _leave_out(inside, gone)
        waiting += [(smaller, rings_left - 1) for smaller in _find_knots(inside)]
    return rings, rest


def _leave_out(links: Links, gone: set[tuple[str, str]]) -> None:
    for key in {after for _, after in gone}:
        links[key] = [before for before in links[key] if (before, key) not in gone]


def _find_shortest_ring(links: Links) -> tuple[str, ...]:
    """Return the shortest ring of a knot, in which every member lies on some ring."""
    shortest: tuple[str, ...] = ()
    for start in sorted(links)[:STARTS_PER_RING]:
        ring = _find_way_back(start, links)
        if not shortest or len(ring) < len(shortest):
            shortest = ring
        if len(shortest) == 1:
            break
    first = shortest.index(min(shortest))
    return shortest[first:] + shortest[:first]


def _find_way_back(start: str, links: Links) -> tuple[str, ...]:
    """Return the shortest ring through a member: breadth first along its predecessors."""
    followed_by = dict.fromkeys(links[start], start)
    queue = deque(followed_by)
    while queue and start not in followed_by:
        key = queue.popleft()
        for before in links[key]:
            if before not in followed_by:
                followed_by[before] = key
                queue.append(before)
    ring, key = [start], followed_by[start]
    while key != start:
        ring.append(key)
        key = followed_by[key]
    return tuple(ring)


def _find_knots(links: Mapping[str, list[str]]) -> Iterator[set[str]]:
    """Yield the strongly connected parts that hold a ring (Kosaraju's way, without recursion)."""
    followers: Links = {key: [] for key in links}
    for key, befores in links.items():
        for before in befores:
            followers[before].append(key)
    left = set(links)
    for root in reversed(_leave_order(links)):
        knot = _reach(root, followers, left)
        if len(knot) > 1 or (knot and root in links[root]):
            yield knot


def _leave_order(links: Mapping[str, list[str]]) -> list[str]:
    """Return the keys in the order in which a walk in depth leaves them."""
    left: list[str] = []
    seen: set[str] = set()
    stack = [(key, False) for key in links]
    while stack:
        key, is_leaving = stack.pop()
        if is_leaving:
            left.append(key)
        elif key not in seen:
            seen.add(key)
            stack.append((key, True))
            stack.extend((before, False) for before in links[key] if before not in seen)
    return left


def _reach(root: str, links: Links, left: set[str]) -> set[str]:
    """Return what can be reached from a key within ``left``, and take it out of there."""
    reached: set[str] = set()
    stack = [root]
    while stack:
        key = stack.pop()
        if key in left:
            left.discard(key)
            reached.add(key)
            stack.extend(links[key])
    return reached
