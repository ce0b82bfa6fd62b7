"""执行主席: a different group for each full sitting; nobody missing, nobody twice (rules §2)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.domain.directory import Directory
from planner.domain.sitting import SittingKind
from planner.domain.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Collection

    from planner.domain.plan import Plan

FULL_SITTINGS = frozenset(
    {SittingKind.OPENING, SittingKind.PLENARY, SittingKind.ELECTION, SittingKind.CLOSING}
)


@dataclass(frozen=True, slots=True)
class ChairProblem:
    """Somebody who chairs more than one full sitting, or none."""

    code: str
    """``twice`` or ``missing``."""
    person: str
    sittings: tuple[str, ...]
    why: Wording


def find_chair_problems(plan: Plan, expected: Collection[str] = ()) -> tuple[ChairProblem, ...]:
    """Return who chairs twice, and who of the expected chairs nothing, over the full sittings.

    Only a session whose full sittings are chaired by groups (two people or more) is looked at.
    """
    directory = Directory.of(plan)
    full = [each for each in plan.sittings if each.kind in FULL_SITTINGS]
    if not any(len(each.presiders) > 1 for each in full):
        return ()
    counts = Counter(key for each in full for key in dict.fromkeys(each.presiders))
    problems = [
        ChairProblem(
            "twice",
            key,
            tuple(each.key for each in full if key in each.presiders),
            Wording(
                f"{directory.name_of(key)}担任 {count} 次全体会议的执行主席",
                f"{directory.name_of(key)} is executive chair of {count} full sittings",
            ),
        )
        for key, count in counts.items()
        if count > 1
    ]
    problems += [
        ChairProblem(
            "missing",
            key,
            (),
            Wording(
                f"{directory.name_of(key)}未安排担任执行主席",
                f"{directory.name_of(key)} is executive chair of no full sitting",
            ),
        )
        for key in expected
        if key not in counts
    ]
    return tuple(problems)
