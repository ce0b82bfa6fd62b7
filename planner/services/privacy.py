"""What of a plan is not for everybody who reads it: why somebody asked for leave."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from planner.domain.work import find_self
from planner.models.account import Permission
from planner.services.memory import Memory

if TYPE_CHECKING:
    from planner.domain.plan import Plan
    from planner.models.account import Account

KEPT = 48
HIDDEN: Memory[tuple[Plan, Plan]] = Memory(KEPT)
"""Plans without reasons by plan (its identity) and who reads; the plan is held with it."""


def hide_reasons(plan: Plan, account: Account, meeting_id: int) -> Plan:
    """Return a plan with the reasons of leave that an account may read.

    The desk and the leader read all, everybody else his own.
    """
    if any(account.may(each, meeting_id) for each in (Permission.EDIT, Permission.REVIEW)):
        return plan
    if not any(each.reason for each in plan.leaves):
        return plan
    me = find_self(plan, account.person_key, account.display_name)
    own = me.key if me else ""
    return HIDDEN.recall((id(plan), own), lambda: (plan, drop_reasons(plan, own)))[1]


def drop_reasons(plan: Plan, own: str) -> Plan:
    """Return a plan without reasons of leave but those of one person."""
    leaves = tuple(
        each if own and each.person == own else replace(each, reason="") for each in plan.leaves
    )
    return replace(plan, leaves=leaves)
