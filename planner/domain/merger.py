"""Three-way merging of lists: what two people did to one list since both saw it."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Merged:
    """A value that holds both changes."""

    value: Any


@dataclass(frozen=True, slots=True)
class _Hunk:
    """``base[first:last]`` became ``items``."""

    first: int
    last: int
    items: list[Any]

    def meets(self, other: _Hunk) -> bool:
        """Tell whether two hunks touch the same members, or put something at the same place."""
        if (self.first, self.last) == (other.first, other.last):
            return True
        return self.first < other.last and other.first < self.last


def merge_values(base: Any, mine: Any, theirs: Any) -> Merged | None:  # noqa: ANN401  plain data
    """Return both changes in one; None where both changed the same thing differently."""
    if theirs in (base, mine):
        return Merged(mine)
    if mine == base:
        return Merged(theirs)
    if all(isinstance(each, dict) for each in (base, mine, theirs)):
        return _merge_facts(base, mine, theirs)
    if all(isinstance(each, list) for each in (base, mine, theirs)):
        return _merge_lists(base, mine, theirs)
    return None


def _merge_facts(
    base: dict[str, Any], mine: dict[str, Any], theirs: dict[str, Any]
) -> Merged | None:
    merged = {}
    for name in dict.fromkeys((*theirs, *mine)):
        found = merge_values(base.get(name), mine.get(name), theirs.get(name))
        if found is None:
            return None
        if found.value is not None:
            merged[name] = found.value
    return Merged(merged)


def _merge_lists(base: list[Any], mine: list[Any], theirs: list[Any]) -> Merged | None:
    own, others = _find_hunks(base, mine), _find_hunks(base, theirs)
    hunks: list[_Hunk] = [each for each in others if each not in own]
    for hunk in own:
        meeting = [each for each in hunks if each.meets(hunk)]
        if not meeting:
            hunks.append(hunk)
            continue
        joined = _join(base, hunk, meeting)
        if joined is None:
            return None
        hunks = [each for each in hunks if each not in meeting] + [joined]
    merged = list(base)
    for hunk in sorted(hunks, key=lambda each: (each.first, each.last), reverse=True):
        merged[hunk.first : hunk.last] = hunk.items
    return Merged(merged)


def _join(base: list[Any], own: _Hunk, others: list[_Hunk]) -> _Hunk | None:
    """Return two changes of the same members as one, member by member; none moved or went away."""
    other = others[0]
    is_same = len(others) == 1 and (own.first, own.last) == (other.first, other.last)
    old = base[own.first : own.last]
    if not is_same or not len(old) == len(own.items) == len(other.items):
        return None
    if _is_moved(old, own.items) or _is_moved(old, other.items):
        return None
    found = [
        merge_values(*three) if isinstance(three[0], dict) else None
        for three in zip(old, own.items, other.items, strict=True)
    ]
    if any(each is None for each in found):
        return None
    return _Hunk(own.first, own.last, [each.value for each in found if each is not None])


def _is_moved(old: Sequence[Any], new: Sequence[Any]) -> bool:
    """Tell whether a member took the place of another one: it says what another one said."""
    said = [_first_of(each) for each in old]
    return any(
        _first_of(each) in said and _first_of(each) != said[at] for at, each in enumerate(new)
    )


def _first_of(member: Any) -> object:  # noqa: ANN401  plain data
    """Return what a member is known by: the first of its fields."""
    return str(next(iter(member.values()), "")) if isinstance(member, dict) else member


def _find_hunks(base: list[Any], changed: list[Any]) -> list[_Hunk]:
    matcher = SequenceMatcher(None, [*map(repr, base)], [*map(repr, changed)], autojunk=False)
    return [
        _Hunk(first, last, changed[begins:ends])
        for tag, first, last, begins, ends in matcher.get_opcodes()
        if tag != "equal"
    ]
