"""Quorum: sittings that cannot reach it, by the leave already granted (rules §6)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.domain.finding.rule import block, warn
from planner.domain.quorum import find_quorum
from planner.domain.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.domain.finding.inspection import Inspection
    from planner.domain.finding.value import Finding

OUT_OF_REACH = block(
    "quorum-out-of-reach", "复核准假或改期", "Review the leave granted, or move the sitting"
)
AT_RISK = warn("quorum-at-risk", "从严审批请假", "Be strict with the leave still asked for")


def check_quorum(inspection: Inspection) -> Iterator[Finding]:
    """Yield sittings whose quorum is out of reach, or would be if all leave were granted."""
    for sitting in inspection.plan.sittings:
        quorum = find_quorum(inspection.plan, sitting, inspection.on_leave[sitting.key])
        if quorum is None:
            continue
        if not quorum.reaches(quorum.most):
            yield OUT_OF_REACH.in_sitting(sitting, "quorum", quorum.tell_short(quorum.most))
        elif not quorum.reaches(quorum.least):
            why = quorum.tell_short(quorum.least)
            pending = Wording("待批请假如全部批准，", "if all leave asked for were granted: ")
            why = Wording(f"{pending.zh}{why.zh}", f"{pending.en}{why.en}")
            yield AT_RISK.in_sitting(sitting, "quorum", why)
