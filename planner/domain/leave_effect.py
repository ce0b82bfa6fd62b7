"""What a leave touches: the duties of whoever goes, and the quorum of the sittings he misses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.domain.directory import people_on_leave
from planner.domain.person_duty import find_duties
from planner.domain.quorum import find_quorum

if TYPE_CHECKING:
    from collections.abc import Iterable

    from planner.domain.person_duty import PersonDuty
    from planner.domain.plan import Plan
    from planner.domain.sitting import Sitting


@dataclass(frozen=True, slots=True)
class QuorumEffect:
    """How many members can still be at a sitting once a leave is granted."""

    sitting: Sitting
    members: int
    present: int
    is_reached: bool


@dataclass(frozen=True, slots=True)
class LeaveEffect:
    """What granting a leave would touch."""

    duties: tuple[PersonDuty, ...]
    quorums: tuple[QuorumEffect, ...]
    """Of the sittings whose members he is one of."""

    @property
    def is_grave(self) -> bool:
        """Whether somebody has to be found in his place, or a quorum is missed."""
        return bool(self.duties) or any(not each.is_reached for each in self.quorums)


def find_leave_effect(plan: Plan, person: str, sittings: Iterable[str] = ()) -> LeaveEffect:
    """Return what it touches when somebody is away from some sittings, or from all."""
    missed = frozenset(sittings) or frozenset(each.key for each in plan.sittings)
    duties = find_duties(plan).get(person, ())
    return LeaveEffect(
        tuple(each for each in duties if each.sitting in missed),
        tuple(_quorum_effects(plan, person, missed)),
    )


def _quorum_effects(plan: Plan, person: str, missed: frozenset[str]) -> list[QuorumEffect]:
    effects = []
    for sitting in plan.sittings:
        if sitting.key not in missed:
            continue
        quorum = find_quorum(plan, sitting, people_on_leave(plan, sitting) | {person})
        if quorum is not None and person in quorum.members:
            present = quorum.most
            is_reached = quorum.reaches(present)
            effects.append(QuorumEffect(sitting, len(quorum.members), present, is_reached))
    return effects
