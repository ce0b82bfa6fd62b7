"""Quorum: sittings that cannot reach it, by the leave already granted (rules §6)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.domain.finding.rule import block, warn
from planner.domain.numeral import spell_number
from planner.domain.person import AttendanceKind, LeaveState
from planner.domain.sitting import SittingKind
from planner.domain.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.domain.finding.inspection import Inspection
    from planner.domain.finding.value import Finding
    from planner.domain.person import Person
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

OUT_OF_REACH = block(
    "quorum-out-of-reach", "复核准假或改期", "Review the leave granted, or move the sitting"
)
AT_RISK = warn("quorum-at-risk", "从严审批请假", "Be strict with the leave still asked for")


def check_quorum(inspection: Inspection) -> Iterator[Finding]:
    """Yield sittings whose quorum is out of reach, or would be if all leave were granted."""
    for sitting in inspection.plan.sittings:
        fraction = _fraction(inspection.plan, sitting)
        if fraction is None:
            continue
        members = _members(inspection.plan, sitting)
        if not members:
            continue
        present = members - inspection.on_leave[sitting.key]
        if not reaches_quorum(len(present), len(members), fraction):
            why = _tell(len(members), len(present), fraction)
            yield OUT_OF_REACH.in_sitting(sitting, "quorum", why)
            continue
        least = present - _asking(inspection.plan, sitting)
        if not reaches_quorum(len(least), len(members), fraction):
            why = _tell(len(members), len(least), fraction)
            pending = Wording("待批请假如全部批准，", "if all leave asked for were granted: ")
            why = Wording(f"{pending.zh}{why.zh}", f"{pending.en}{why.en}")
            yield AT_RISK.in_sitting(sitting, "quorum", why)


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
    if sitting.kind is SittingKind.STANDING and any(map(_is_standing, members)):
        members = [each for each in members if each.is_standing]
    return frozenset(each.key for each in members)


def _is_standing(person: Person) -> bool:
    return person.is_standing


def _asking(plan: Plan, sitting: Sitting) -> frozenset[str]:
    return frozenset(
        leave.person
        for leave in plan.leaves
        if leave.state is LeaveState.PENDING
        and (not leave.sittings or sitting.key in leave.sittings)
    )


def _tell(members: int, present: int, fraction: tuple[int, int]) -> Wording:
    rule = f"{spell_number(fraction[1])}分之{spell_number(fraction[0])}"
    wanted = Wording("过半数", "more than half") if fraction == HALF else Wording(rule, "")
    share = wanted.en or f"{fraction[0]}/{fraction[1]}"
    return Wording(
        f"应出席 {members} 人，最多能到 {present} 人，达不到{wanted.zh}",
        f"{members} members, at most {present} present: short of {share}",
    )
