"""What a finding is, how heavy it weighs, and which finding is set aside."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from planner.domain.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from planner.domain.plan import Waiver


class Severity(StrEnum):
    """How heavy a finding weighs, worst first."""

    BLOCKING = "blocking"  # 阻断
    IMPORTANT = "important"  # 重要
    HINT = "hint"  # 提示


SEVERITY_LABELS = {
    Severity.BLOCKING: Wording("阻断", "Blocking"),
    Severity.IMPORTANT: Wording("重要", "Important"),
    Severity.HINT: Wording("提示", "Hint"),
}
WORST_FIRST = tuple(Severity)


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem found in a plan, with its place and its remedy.

    ``place`` is a path into the plan, keys as the plan has them, numbers counted from 1:
    ``sittings/S03/presiders``, ``sittings/S03/steps/2``, ``people/P007/name``, ``title``.
    """

    code: str
    severity: Severity
    place: str
    place_name: Wording
    why: Wording
    remedy: Wording
    waived_by: Waiver | None = None


def mark_waived(findings: Iterable[Finding], waivers: Sequence[Waiver]) -> tuple[Finding, ...]:
    """Return the findings, those that a waiver names set aside with it."""
    by_mark = {(each.code, each.place): each for each in reversed(waivers)}
    return tuple(replace(each, waived_by=by_mark.get((each.code, each.place))) for each in findings)


def sort_findings(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings worst first, those set aside behind all others, else in their order."""
    return tuple(
        sorted(
            findings,
            key=lambda each: (each.waived_by is not None, WORST_FIRST.index(each.severity)),
        )
    )


def blocks(findings: Iterable[Finding]) -> bool:
    """Tell whether a finding that nobody set aside blocks the plan."""
    return any(each.severity is Severity.BLOCKING and each.waived_by is None for each in findings)
