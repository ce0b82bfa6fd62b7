"""Comparing two plans: what changed from one to the other, in a clerk's sentences.

Everything that differs is told, except the edition: which revision a plan is changes nothing in
the meeting. Similar changes share a sentence. The order is that of the plan and never varies.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.domain.comparison.change import Change, ChangeKind
from planner.domain.comparison.group import compare_groups
from planner.domain.comparison.meeting import (
    compare_agenda,
    compare_meeting,
    compare_settings,
    compare_texts,
)
from planner.domain.comparison.person import compare_leaves, compare_people
from planner.domain.comparison.sitting import compare_sittings
from planner.domain.comparison.task import compare_work
from planner.domain.directory import Directory

if TYPE_CHECKING:
    from planner.domain.plan import Plan

__all__ = ["Change", "ChangeKind", "compare_plans"]

COMPARISONS = (
    compare_meeting,
    compare_sittings,
    compare_agenda,
    compare_people,
    compare_groups,
    compare_leaves,
    compare_work,
    compare_texts,
    compare_settings,
)


def compare_plans(old: Plan, new: Plan) -> tuple[Change, ...]:
    """Return what changed from the old plan to the new one; nothing where they say the same."""
    before, after = Directory.of(old), Directory.of(new)
    return tuple(change for compare in COMPARISONS for change in compare(old, new, before, after))
