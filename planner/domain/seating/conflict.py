"""A smallest set of rules that cannot all hold: exact, by what hits every way of mending.

Every set of rules that mends the whole (taken away, the rest can hold) must share a rule with
every conflict. So the smallest set that hits all mendings known so far is tried: if it is
itself impossible it is a smallest conflict; if not, it is grown as far as it can hold, and what is
left out is one more mending (Ignatiev and others 2015, smallest MUS by hitting sets).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


def find_smallest_conflict(
    count: int, is_possible: Callable[[frozenset[int]], bool]
) -> frozenset[int] | None:
    """Return a smallest set of rules, by number, that cannot all hold; None where all can.

    ``is_possible`` tells whether some of the ``count`` rules can hold together; whatever holds for
    a set must hold for each part of it.
    """
    everything = frozenset(range(count))
    if is_possible(everything):
        return None
    mendings: list[frozenset[int]] = []
    while True:
        wanted = hit_all(mendings)
        if not is_possible(wanted):
            return wanted
        mendings.append(everything - grow(wanted, everything, is_possible))


def grow(
    held: frozenset[int],
    everything: frozenset[int],
    is_possible: Callable[[frozenset[int]], bool],
) -> frozenset[int]:
    """Return a set of rules that can hold and to which no rule can be added.

    Rules are added many at a time, fewer where that is too many.
    """
    left = sorted(everything - held)
    step = len(left)
    while left:
        some, rest = left[:step], left[step:]
        if is_possible(held.union(some)):
            held, left = held.union(some), rest
            step = max(1, min(2 * step, len(left)))
        elif step == 1:
            left = rest
        else:
            step = max(1, step // 2)
    return held


def hit_all(sets: Sequence[frozenset[int]]) -> frozenset[int]:
    """Return a smallest set that shares a member with each of some sets."""
    most = 0
    while True:
        found = hit_within(sets, frozenset(), most)
        if found is not None:
            return found
        most += 1


def hit_within(
    sets: Sequence[frozenset[int]], chosen: frozenset[int], most: int
) -> frozenset[int] | None:
    """Return a hitting set with at most so many more members than were chosen; None for none."""
    missed = [each for each in sets if not each & chosen]
    if not missed:
        return chosen
    if most == 0:
        return None
    fewest = min(len(each) for each in missed)
    smallest = next(each for each in missed if len(each) == fewest)
    for member in sorted(smallest):
        found = hit_within(missed, chosen | {member}, most - 1)
        if found is not None:
            return found
    return None
