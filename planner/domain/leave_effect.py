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
    from planner.domain.quorum import Quorum
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
    """What granting a leave touches."""

    duties: tuple[PersonDuty, ...]
    quorums: tuple[QuorumEffect, ...]
    """Of the sittings whose members he is one of."""

    @property
    def short(self) -> tuple[QuorumEffect, ...]:
        """The sittings whose quorum would be missed."""
        return tuple(each for each in self.quorums if not each.is_reached)

    @property
    def is_grave(self) -> bool:
        """Whether somebody has to be found in his place, or a quorum is missed."""
        return bool(self.duties or self.short)


class LeaveEffects:
    """What every leave of a plan touches; duties and members are worked out once for all."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.duties = find_duties(plan)
        self.quorums: list[tuple[Sitting, Quorum]] = [
            (sitting, quorum)
            for sitting in plan.sittings
            if (quorum := find_quorum(plan, sitting, people_on_leave(plan, sitting)))
        ]

    def find(self, person: str, sittings: Iterable[str] = ()) -> LeaveEffect:
        """Return what it touches when somebody is away from some sittings, or from all."""
        missed = frozenset(sittings) or frozenset(each.key for each in self.plan.sittings)
        duties = self.duties.get(person, ())
        return LeaveEffect(
            tuple(each for each in duties if each.sitting in missed),
            tuple(
                self._count(sitting, quorum, person)
                for sitting, quorum in self.quorums
                if sitting.key in missed and person in quorum.members
            ),
        )

    @staticmethod
    def _count(sitting: Sitting, quorum: Quorum, person: str) -> QuorumEffect:
        present = quorum.most - (person not in quorum.excused)
        return QuorumEffect(sitting, len(quorum.members), present, quorum.reaches(present))
