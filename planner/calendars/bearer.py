"""Who bears which key of a plan, so that no calendar tells anybody what was another's.

Plans give their keys anew: a person may get another key in a later revision, and somebody else
may get his. What left a calendar therefore says whose it was, as ``find_self`` would find him.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from planner.calendars.identity import SEPARATOR

if TYPE_CHECKING:
    from collections.abc import Mapping

    from planner.domain.plan import Plan

    Bearers = Mapping[str, str]
    """Who bears a key: his name, with his key where others of the plan have the same."""

OWN_CALENDARS = frozenset({"person", "duty", "owner"})
"""Kinds of calendar keys that end in the key of a person."""
MOST_TURNS = 1000
NOBODY: tuple[Bearers, Bearers] = ({}, {})


def name_bearers(plan: Plan) -> dict[str, str]:
    """Return who bears each key of a plan."""
    count = Counter(each.name for each in plan.people)
    return {
        each.key: each.name if count[each.name] == 1 else spell_bearer(each.name, each.key)
        for each in plan.people
    }


def spell_bearer(name: str, key: str) -> str:
    """Return who bears a key where his name alone does not tell."""
    return f"{name}{SEPARATOR}{key}"


def bearer_of(bearers: Bearers, calendar: str) -> str:
    """Return whose a calendar is, by its key; nobody's where it is of no person."""
    kind, _, key = calendar.partition(":")
    return bearers.get(key, "") if kind in OWN_CALENDARS else ""


def count_turns(
    turns: Mapping[str, int], former: Bearers, current: Bearers, number: int
) -> dict[str, int]:
    """Return for keys and names the state since which they may mean somebody else.

    Where that are many, it is said of all at once, under the empty word.
    """
    changed = {key for key in former.keys() | current.keys() if former.get(key) != current.get(key)}
    names = {
        each.get(key, "").partition(SEPARATOR)[0] for each in (former, current) for key in changed
    }
    told = {**turns, **dict.fromkeys((changed | names) - {""}, number)}
    return told if len(told) <= MOST_TURNS else {"": number}


def last_turn(turns: Mapping[str, int], key: str, name: str) -> int:
    """Return the state since which an account is the same person; 0 where it always was."""
    return max(turns.get(each, 0) for each in ("", key, name))
