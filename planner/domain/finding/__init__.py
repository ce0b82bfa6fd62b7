"""Preflight (体检, rules §7): what is wrong with a plan, where, why, and what cures it.

One module per noun; each has a function that takes an ``Inspection`` and yields findings. No
check grows faster than n·log n with the people of the plan.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.domain.finding.agenda import check_agenda
from planner.domain.finding.busy import check_busy
from planner.domain.finding.calendar_date import check_dates
from planner.domain.finding.clash import check_clashes
from planner.domain.finding.glyph import check_glyphs
from planner.domain.finding.group import check_group_list
from planner.domain.finding.inspection import GlyphGap, Inspection
from planner.domain.finding.leader import check_executive_chairs, check_leaders, check_reporters
from planner.domain.finding.material import check_materials
from planner.domain.finding.meeting import check_key_data
from planner.domain.finding.name import check_names
from planner.domain.finding.person import check_characters, check_groups, check_leaves, check_roster
from planner.domain.finding.placeholder import check_placeholders
from planner.domain.finding.post import check_posts
from planner.domain.finding.proceeding import check_proceedings
from planner.domain.finding.quorum import check_quorum
from planner.domain.finding.reference import (
    check_anchors,
    check_keys,
    check_references,
    check_selectors,
)
from planner.domain.finding.responsibility import check_chain, check_coverage, check_load
from planner.domain.finding.rostrum import check_rostrums
from planner.domain.finding.session import check_sessions
from planner.domain.finding.sitting import check_frame, check_sittings
from planner.domain.finding.task import check_conditions, check_owners, check_tasks
from planner.domain.finding.timeline import (
    check_compression,
    check_conflicts,
    check_holidays,
    check_lateness,
    check_service,
)
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

    from planner.domain.busy import BusyTime
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

CHECKS: tuple[Callable[[Inspection], Iterator[Finding]], ...] = (
    check_key_data,
    check_references,
    check_selectors,
    check_anchors,
    check_keys,
    check_sittings,
    check_frame,
    check_clashes,
    check_busy,
    check_proceedings,
    check_leaders,
    check_reporters,
    check_executive_chairs,
    check_rostrums,
    check_quorum,
    check_agenda,
    check_roster,
    check_groups,
    check_group_list,
    check_leaves,
    check_characters,
    check_names,
    check_chain,
    check_coverage,
    check_load,
    check_tasks,
    check_owners,
    check_conditions,
    check_conflicts,
    check_compression,
    check_lateness,
    check_service,
    check_holidays,
    check_materials,
    check_sessions,
    check_dates,
    check_posts,
    check_placeholders,
    check_glyphs,
)
"""Every check, in the order in which findings of one weight are told."""


def find_findings(
    plan: Plan,
    timeline: Timeline,
    today: date,
    *,
    missing_glyphs: Sequence[GlyphGap] = (),
    load_limit: LoadLimit | None = None,
    busy: Sequence[BusyTime] = (),
) -> tuple[Finding, ...]:
    """Return what is wrong with a plan, worst first, what somebody set aside behind the rest.

    ``missing_glyphs`` come from whoever knows the print fonts; ``load_limit`` says from where on
    an owner has too much; ``busy`` tells when people are busy elsewhere.
    """
    inspection = Inspection.of(plan, timeline, today, missing_glyphs, load_limit, busy)
    found = [finding for check in CHECKS for finding in check(inspection)]
    return sort_findings(mark_waived(found, plan.settings.waivers))
