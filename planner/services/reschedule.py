"""Moving a meeting: what would follow, shown before it is saved, then saved in one go."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from planner.domain.error import InvalidRequestError
from planner.domain.finding import find_findings
from planner.domain.placement import SessionDays
from planner.domain.session_shift import days_of, move_session, shift_days
from planner.domain.task import TaskState
from planner.domain.timeline import back_schedule, compare_timelines
from planner.domain.wording import Wording
from planner.planfile.template import load_template
from planner.services.draft import lock_meeting, open_draft
from planner.services.draft_change import make_edits
from planner.services.draft_start import list_edits
from planner.services.drafting import LONGEST_SESSION_DAYS
from planner.services.error import StaleUploadError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from planner.domain.finding import Finding
    from planner.domain.plan import Plan
    from planner.domain.session_shift import ShiftedSitting
    from planner.domain.timeline import MovedTask
    from planner.models import ScopedSession
    from planner.services.actor import Actor
    from planner.services.draft import Draft
    from planner.services.draft_change import Outcome

NOTE = "移动会期"


@dataclass(frozen=True, slots=True)
class Move:
    """Where a meeting shall go."""

    opens_on: date
    closes_on: date
    reports_on: date | None = None
    place: str = ""
    days: Mapping[str, date | None] = field(default_factory=dict)
    """Days for the sittings that do not fit, None for not at all."""


@dataclass(frozen=True, slots=True)
class MovePreview:
    """What moving the meeting would change."""

    sequence: int
    """The draft's number: whoever confirms says which draft he looked at."""
    plan: Plan
    sittings: tuple[ShiftedSitting, ...]
    tasks: tuple[MovedTask, ...]
    kept: tuple[str, ...]
    """Names of the tasks that are done and stay where they are."""
    caused: tuple[Finding, ...]
    cured: tuple[Finding, ...]

    @property
    def moved_sittings(self) -> tuple[ShiftedSitting, ...]:
        """Return the sittings whose day changes."""
        return tuple(
            each
            for each in self.sittings
            if not each.is_held or each.held_on != each.sitting.held_on
        )


def preview_move(session: ScopedSession, meeting_id: int, move: Move, today: date) -> MovePreview:
    """Return what moving a meeting would change; nothing is saved."""
    draft = open_draft(session, meeting_id)
    plan, sittings = move_plan(draft, move)
    before, after = back_schedule(draft.plan, today), back_schedule(plan, today)
    was = {mark(each): each for each in find_findings(draft.plan, before, today)}
    now = {mark(each): each for each in find_findings(plan, after, today)}
    return MovePreview(
        sequence=draft.sequence,
        plan=plan,
        sittings=sittings,
        tasks=compare_timelines(before, after),
        kept=tuple(each.name for each in plan.tasks if each.state is TaskState.DONE),
        caused=tuple(each for key, each in now.items() if key not in was),
        cured=tuple(each for key, each in was.items() if key not in now),
    )


def move_draft(
    session: ScopedSession, meeting_id: int, move: Move, base: int, actor: Actor
) -> Outcome:
    """Move a meeting in one batch that is undone in one go.

    Raises:
        StaleUploadError: The draft was changed since the difference was looked at.
        DraftLockedError: The draft waits for approval.
    """
    meeting = lock_meeting(session, meeting_id)
    if meeting.draft_sequence != base:
        session.rollback()
        raise StaleUploadError(meeting.draft_sequence)
    draft = open_draft(session, meeting_id)
    plan, _ = move_plan(draft, move)
    outcome = make_edits(session, meeting_id, list_edits(draft, plan), actor, NOTE)
    session.commit()
    return outcome


def move_plan(draft: Draft, move: Move) -> tuple[Plan, tuple[ShiftedSitting, ...]]:
    """Return the plan on its new days, and where its sittings went."""
    if (move.closes_on - move.opens_on).days >= LONGEST_SESSION_DAYS:
        raise InvalidRequestError(
            Wording(
                "会期超过一个月，请核对年份和日期。", "That is more than a month; check the days."
            )
        )
    days = SessionDays(move.opens_on, move.closes_on, move.reports_on)
    lasting = dict(load_template(draft.plan.kind).lasting)
    return move_session(draft.plan, days, place=move.place, chosen=move.days, lasting=lasting)


def follow_opening(move: Move, was: Move) -> Move:
    """Return a move whose closing and reporting go along where only the opening is another."""
    others = (move.closes_on, move.reports_on) == (was.closes_on, was.reports_on)
    if not others or move.opens_on == was.opens_on:
        return move
    days = shift_days(SessionDays(was.opens_on, was.closes_on, was.reports_on), move.opens_on)
    return replace(move, closes_on=days.closes_on, reports_on=days.reports_on)


def propose_move(plan: Plan) -> Move | None:
    """Return the days of a plan as they are, to begin with."""
    days = days_of(plan)
    if days is None:
        return None
    return Move(days.opens_on, days.closes_on, days.reports_on, plan.place)


def mark(finding: Finding) -> tuple[str, str]:
    """Return what tells one finding from another."""
    return finding.code, finding.place
