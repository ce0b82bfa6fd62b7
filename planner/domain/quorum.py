"""Quorum (rules §6): what part of whom must be there, and how many at most can be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.domain.numeral import spell_number
from planner.domain.person import AttendanceKind, LeaveState
from planner.domain.sitting import SittingKind
from planner.domain.wording import Wording

if TYPE_CHECKING:
    from planner.domain.plan import Plan
    from planner.domain.sitting import Sitting

FULL = frozenset(
    {
        SittingKind.PREPARATORY,
        SittingKind.OPENING,
        SittingKind.PLENARY,
        SittingKind.ELECTION,
        SittingKind.CLOSING,
    }
)
HALF = (1, 2)


@dataclass(frozen=True, slots=True)
class Quorum:
    """How a sitting stands: its members, who of them are excused, and who have asked to be."""

    members: frozenset[str]
    fraction: tuple[int, int]
    excused: frozenset[str]
    asking: frozenset[str]

    @property
    def most(self) -> int:
        """The members who can be there by the leave already granted."""
        return len(self.members - self.excused)

    @property
    def least(self) -> int:
        """The members who can be there if all leave asked for is granted."""
        return len(self.members - self.excused - self.asking)

    def reaches(self, present: int) -> bool:
        """Tell whether so many are enough; one half means more than half (过半数)."""
        return reaches_quorum(present, len(self.members), self.fraction)

    def tell_short(self, present: int) -> Wording:
        """Return the sentence that says by how much it is missed."""
        share = self.share
        return Wording(
            f"应出席 {len(self.members)} 人，最多能到 {present} 人，达不到{share.zh}",
            f"{len(self.members)} members, at most {present} present: short of {share.en}",
        )

    @property
    def share(self) -> Wording:
        """The part in words: 过半数, 三分之二."""
        if self.fraction == HALF:
            return Wording("过半数", "more than half")
        numerator, denominator = self.fraction
        spoken = f"{spell_number(denominator)}分之{spell_number(numerator)}"
        return Wording(spoken, f"{numerator}/{denominator}")


def find_quorum(plan: Plan, sitting: Sitting, excused: frozenset[str]) -> Quorum | None:
    """Return how a sitting's quorum stands; None where it needs none, or has no members."""
    fraction = _fraction(plan, sitting)
    members = _members(plan, sitting) if fraction else frozenset()
    if fraction is None or not members:
        return None
    return Quorum(members, fraction, excused, _asking(plan, sitting))


def reaches_quorum(present: int, members: int, fraction: tuple[int, int]) -> bool:
    """Tell whether so many are enough; one half means more than half (过半数)."""
    numerator, denominator = fraction
    if 2 * numerator == denominator:
        return present * denominator > members * numerator
    return present * denominator >= members * numerator


def _fraction(plan: Plan, sitting: Sitting) -> tuple[int, int] | None:
    """Return what part must be there: the house's own for full sittings, else more than half."""
    if sitting.kind is SittingKind.STANDING:
        return HALF
    if sitting.kind not in FULL:
        return None
    return plan.settings.quorum_numerator, plan.settings.quorum_denominator


def _members(plan: Plan, sitting: Sitting) -> frozenset[str]:
    """Return of whom the part must be there: all members, or those of the standing committee."""
    members = [each for each in plan.people if each.attendance is AttendanceKind.MEMBER]
    standing = [each for each in members if each.is_standing]
    if sitting.kind is SittingKind.STANDING and standing:
        members = standing
    return frozenset(each.key for each in members)


def _asking(plan: Plan, sitting: Sitting) -> frozenset[str]:
    return frozenset(
        leave.person
        for leave in plan.leaves
        if leave.state is LeaveState.PENDING
        and (not leave.sittings or sitting.key in leave.sittings)
    )
