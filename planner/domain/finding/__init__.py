"""Preflight (体检, rules §7): what is wrong with a plan, where, why, and what cures it.

One module per noun; each has a function that takes an ``Inspection`` and yields findings. No
check grows faster than n·log n with the people of the plan.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.domain.finding.inspection import GlyphGap, Inspection
from planner.domain.finding.value import (
    SEVERITY_LABELS,
    Finding,
    Severity,
    blocks,
    mark_waived,
    sort_findings,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date

    from planner.domain.plan import Plan
    from planner.domain.responsibility import LoadLimit
    from planner.domain.timeline import Timeline

__all__ = [
    "SEVERITY_LABELS",
    "Finding",
    "GlyphGap",
    "Severity",
    "blocks",
    "find_findings",
]

CHECKS: tuple[Callable[[Inspection], Iterator[Finding]], ...] = ()


def find_findings(
    plan: Plan,
    timeline: Timeline,
    today: date,
    *,
    missing_glyphs: Sequence[GlyphGap] = (),
    load_limit: LoadLimit | None = None,
) -> tuple[Finding, ...]:
    """Return what is wrong with a plan, worst first, what somebody set aside behind the rest.

    ``missing_glyphs`` come from whoever knows the print fonts; ``load_limit`` says from where on
    an owner has too much.
    """
    inspection = Inspection.of(plan, timeline, today, missing_glyphs, load_limit)
    found = [finding for check in CHECKS for finding in check(inspection)]
    return sort_findings(mark_waived(found, plan.settings.waivers))
