"""Proceedings: their length, and steps without minutes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.domain.finding.rule import hint, warn
from planner.domain.moment import period_of
from planner.domain.sitting import SittingKind
from planner.domain.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.domain.finding.inspection import Inspection
    from planner.domain.finding.value import Finding
    from planner.domain.sitting import Sitting

SCRIPTED = frozenset(
    {
        SittingKind.OPENING,
        SittingKind.PLENARY,
        SittingKind.ELECTION,
        SittingKind.CLOSING,
        SittingKind.STANDING,
        SittingKind.CONSULTATION,
    }
)
"""Have proceedings that the presider reads from."""

TOO_LONG = warn(
    "proceedings-too-long",
    "压缩程序用时或延长会次",
    "Shorten the proceedings or lengthen the sitting",
)
NO_MINUTES = hint("step-without-minutes", "为各项程序填写用时", "Give every step its minutes")
NO_STEPS = hint("sitting-without-proceedings", "拟订会议程序", "Draw up the proceedings")


def check_proceedings(inspection: Inspection) -> Iterator[Finding]:
    """Yield proceedings longer than their sitting, steps without minutes, none at all."""
    for sitting in inspection.plan.sittings:
        if not sitting.steps:
            if sitting.kind in SCRIPTED:
                yield NO_STEPS.in_sitting(sitting, "steps", Wording("没有程序", "no proceedings"))
            continue
        yield from _check_length(sitting)
        open_steps = [number for number, step in enumerate(sitting.steps, 1) if step.minutes <= 0]
        if open_steps:
            numbers = "、".join(map(str, open_steps))
            why = Wording(
                f"第 {numbers} 项没有用时", f"no minutes for step {numbers.replace('、', ', ')}"
            )
            yield NO_MINUTES.in_sitting(sitting, "steps", why)


def _check_length(sitting: Sitting) -> Iterator[Finding]:
    period = period_of(sitting)
    if period is None or sitting.ends_at is None:
        return
    needed = sum(max(step.minutes, 0) for step in sitting.steps)
    given = int((period[1] - period[0]).total_seconds()) // 60
    if needed > given:
        why = Wording(
            f"程序共需 {needed} 分钟，会次只有 {given} 分钟",
            f"the steps take {needed} minutes, the sitting has {given}",
        )
        yield TOO_LONG.in_sitting(sitting, "steps", why)
