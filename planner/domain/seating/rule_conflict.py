"""Hard rules and locks that cannot all hold: a smallest set of them, and as many as can be kept."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from planner.domain.seating.binding import Homes, bind_rules
from planner.domain.seating.bond import is_plausible
from planner.domain.seating.conflict import find_smallest_conflict, grow
from planner.domain.seating.matching import Matching
from planner.domain.seating.repair import TooHardError, repair
from planner.domain.seating.rule import RuleKind, SeatingRule

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from planner.domain.seating.binding import Ground
    from planner.domain.seating.chart import Seating
    from planner.domain.seating.instance import Instance

MOST_STEPS = 300
"""A set of rules for which this many steps bring no answer is taken to be possible."""


@dataclass(frozen=True)
class RuleBook:
    """The rules of a hall, locks among them, and the question which of them can hold."""

    ground: Ground
    people: tuple[str, ...]
    seating: Seating
    """How people sit now; its locks are rules like the others here."""
    rules: tuple[SeatingRule, ...]
    homes: Homes

    def bind(self, chosen: frozenset[int]) -> Instance:
        """Return the problem of keeping some of the rules, by number."""
        rules = [replace(self.rules[at], is_hard=True) for at in sorted(chosen)]
        return bind_rules(self.ground, self.people, rules, self.seating, self.homes).instance

    def seems_possible(self, chosen: frozenset[int]) -> bool:
        """Tell at a glance whether rules can hold: each bond by itself, all the others together."""
        instance = self.bind(chosen)
        return is_plausible(instance) and Matching(instance).seat_everybody()

    def is_possible(self, chosen: frozenset[int]) -> bool:
        """Tell whether some of the rules, by number, can hold together."""
        try:
            return repair(self.bind(chosen), 0, MOST_STEPS) is not None
        except TooHardError:
            return True

    @property
    def hard(self) -> frozenset[int]:
        """The numbers of the hard rules."""
        return frozenset(at for at, rule in enumerate(self.rules) if rule.is_hard)

    def find_conflict(self) -> tuple[SeatingRule, ...]:
        """Return a smallest set of hard rules that cannot all hold; nothing where all can.

        Where a glance shows already that not all can, it is a smallest of those a glance shows.
        """
        hard = sorted(self.hard)
        is_glance = not self.seems_possible(self.hard)
        ask = self.seems_possible if is_glance else self.is_possible
        found = find_smallest_conflict(
            len(hard), lambda chosen: ask(frozenset(hard[at] for at in chosen))
        )
        return tuple(self.rules[hard[at]] for at in sorted(found or ()))

    def keep(self) -> tuple[SeatingRule, ...]:
        """Return rules that can hold together, so many that no other can be added.

        Hard ones come first, then soft ones by their weight; all are hard in the answer.
        """
        return self.harden(self.keep_by(self.is_possible))

    def keep_at_a_glance(self) -> tuple[SeatingRule, ...]:
        """Return rules as ``keep`` does, as far as a glance can tell whether they hold."""
        return self.harden(self.keep_by(self.seems_possible))

    def harden(self, kept: frozenset[int]) -> tuple[SeatingRule, ...]:
        """Return rules by number, all of them hard."""
        return tuple(replace(self.rules[at], is_hard=True) for at in sorted(kept))

    def keep_by(self, ask: Callable[[frozenset[int]], bool]) -> frozenset[int]:
        """Return rules by number that can hold together, as far as a question can tell."""
        kept = grow(frozenset(), self.hard, ask)
        soft = [(rule.weight, at) for at, rule in enumerate(self.rules) if not rule.is_hard]
        for weight in sorted({weight for weight, _ in soft}, reverse=True):
            kept = grow(kept, kept.union(at for own, at in soft if own == weight), ask)
        return kept


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
    return RuleBook(ground, tuple(people), bare, (*locks, *rules), Homes(homes.seats, {}))
