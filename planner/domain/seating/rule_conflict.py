"""Hard rules and locks that cannot all hold: a smallest set of them, and as many as can be kept."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from planner.domain.seating.binding import bind_rules
from planner.domain.seating.conflict import find_smallest_conflict, grow
from planner.domain.seating.repair import TooHardError, repair
from planner.domain.seating.rule import RuleKind, SeatingRule

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.domain.seating.binding import Ground, Homes
    from planner.domain.seating.chart import Seating

MOST_CASES = 200
"""A set of rules for which this many cases bring no answer is taken to be possible."""


@dataclass(frozen=True)
class RuleBook:
    """The rules of a hall, locks among them, and the question which of them can hold."""

    ground: Ground
    people: tuple[str, ...]
    seating: Seating
    """How people sit now; its locks are rules like the others here."""
    rules: tuple[SeatingRule, ...]
    homes: Homes

    def is_possible(self, chosen: frozenset[int]) -> bool:
        """Tell whether some of the rules, by number, can hold together."""
        rules = [replace(self.rules[at], is_hard=True) for at in sorted(chosen)]
        problem = bind_rules(self.ground, self.people, rules, self.seating, self.homes)
        try:
            found = repair(problem.instance, MOST_CASES, MOST_CASES)
        except TooHardError:
            return True
        return found is not None

    @property
    def hard(self) -> frozenset[int]:
        """The numbers of the hard rules."""
        return frozenset(at for at, rule in enumerate(self.rules) if rule.is_hard)

    def find_conflict(self) -> tuple[SeatingRule, ...]:
        """Return a smallest set of hard rules that cannot all hold; nothing where all can."""
        hard = sorted(self.hard)
        found = find_smallest_conflict(
            len(hard), lambda chosen: self.is_possible(frozenset(hard[at] for at in chosen))
        )
        return tuple(self.rules[hard[at]] for at in sorted(found or ()))

    def keep(self) -> tuple[SeatingRule, ...]:
        """Return rules that can hold together, so many that no other can be added.

        Hard ones come first, then soft ones by their weight; all are hard in the answer.
        """
        kept = grow(frozenset(), self.hard, self.is_possible)
        weights = {rule.weight for rule in self.rules if not rule.is_hard}
        for weight in sorted(weights, reverse=True):
            soft = {
                at
                for at, rule in enumerate(self.rules)
                if not rule.is_hard and rule.weight == weight
            }
            kept = grow(kept, kept | soft, self.is_possible)
        return tuple(replace(self.rules[at], is_hard=True) for at in sorted(kept))


def open_rule_book(
    ground: Ground,
    people: Sequence[str],
    seating: Seating,
    rules: Sequence[SeatingRule],
    homes: Homes,
) -> RuleBook:
    """Return the rule book of a hall."""
    locks = tuple(
        SeatingRule(f"lock:{lock.person}", RuleKind.FIXED, (lock.person,), (lock.seat,))
        for lock in seating.locks.values()
    )
    bare = replace(seating, locks={}, reserved=frozenset())
    return RuleBook(ground, tuple(people), bare, (*locks, *rules), homes)
