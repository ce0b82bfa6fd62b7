"""A new meeting from an earlier one: what it would bring, and making it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from planner.domain.carryover import Carryover, Part, Wish, carry_over
from planner.domain.carryover_person import find_absent
from planner.domain.finding import find_findings
from planner.domain.timeline import back_schedule
from planner.models.account import Permission
from planner.planfile.template import load_template
from planner.services.draft import open_draft
from planner.services.draft_start import start_meeting
from planner.services.drafting import plan_meeting
from planner.services.error import MissingRecordError
from planner.services.meeting import find_meeting, list_meetings
from planner.services.published import load_plan

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from planner.domain.finding import Finding
    from planner.domain.plan import Plan
    from planner.domain.timeline import Timeline
    from planner.domain.wording import Wording
    from planner.models import MeetingRecord, ScopedSession
    from planner.models.account import Account
    from planner.services.actor import Actor
    from planner.services.drafting import NewMeeting

OLD_WORDS = frozenset(
    {
        "title-of-another-session",
        "text-of-another-session",
        "text-of-another-congress",
        "text-of-another-year",
        "text-with-wrong-weekday",
        "placeholder-left",
    }
)
"""The findings that tell of words which were another meeting's."""
HALF = 0.5


@dataclass(frozen=True, slots=True)
class Earlier:
    """The earlier meeting that somebody chose, as published or as its draft stands."""

    meeting_id: int
    is_draft: bool = False


@dataclass(frozen=True, slots=True)
class CarryoverPreview:
    """What making the meeting would do, shown before it is made."""

    carryover: Carryover
    timeline: Timeline
    old_words: tuple[Finding, ...]
    counts: Mapping[Part, tuple[int, int]] = field(default_factory=dict)
    """How many members of each part the earlier meeting has, and the new one would have."""

    @property
    def pressed(self) -> int:
        """Return how many tasks were pressed together."""
        return sum(each.is_compressed for each in self.timeline.tasks)


def list_lenders(session: ScopedSession, account: Account) -> list[MeetingRecord]:
    """Return the meetings that an account may take something over from, the latest first."""
    return list_meetings(session, account)


def open_earlier(session: ScopedSession, account: Account, earlier: Earlier) -> Plan:
    """Return the earlier meeting's plan; one that the account may not read is refused."""
    meeting = find_meeting(session, earlier.meeting_id, account)
    if earlier.is_draft or not meeting.revision_number:
        if not account.may(Permission.DRAFT, meeting.id):
            raise MissingRecordError
        return open_draft(session, meeting.id).plan
    return load_plan(session, meeting.id, meeting.revision_number).plan


def find_doubtful(session: ScopedSession, account: Account, earlier: Earlier) -> dict[str, Wording]:
    """Return the people of whom it is doubtful that they come again, and why."""
    plan = open_earlier(session, account, earlier)
    return find_absent(plan, find_newest_roster(session, account, plan))


def find_newest_roster(
    session: ScopedSession, account: Account, earlier: Plan
) -> frozenset[str] | None:
    """Return keys and names of a later meeting's people; None where no later one is as large."""
    for meeting in list_meetings(session, account):
        later = meeting.opens_on and earlier.opens_on and meeting.opens_on > earlier.opens_on
        if not later or not account.may(Permission.DRAFT, meeting.id):
            continue
        people = open_draft(session, meeting.id).plan.people
        if len(people) >= HALF * len(earlier.people):
            return frozenset(word for each in people for word in (each.key, each.name))
    return None


def carry(
    session: ScopedSession, account: Account, earlier: Earlier, wanted: NewMeeting, wish: Wish
) -> tuple[Plan, Carryover]:
    """Return the earlier plan and the new one that it makes."""
    lender = open_earlier(session, account, earlier)
    fresh = plan_meeting(session, wanted)
    lasting = dict(load_template(wanted.kind).lasting)
    return lender, carry_over(lender, fresh, wish, lasting)


def preview_carryover(
    session: ScopedSession,
    account: Account,
    earlier: Earlier,
    wanted: NewMeeting,
    wish: Wish,
    today: date,
) -> CarryoverPreview:
    """Return what the new meeting would be, and change nothing."""
    lender, carryover = carry(session, account, earlier, wanted, wish)
    plan = carryover.plan
    timeline = back_schedule(plan, today)
    return CarryoverPreview(
        carryover,
        timeline,
        find_old_words(find_findings(plan, timeline, today)),
        {part: (count_part(lender, part), count_part(plan, part)) for part in Part},
    )


def carry_meeting(
    session: ScopedSession, earlier: Earlier, wanted: NewMeeting, wish: Wish, actor: Actor
) -> int:
    """Make a meeting from an earlier one; return its number.

    Raises:
        InvalidRequestError: The days do not follow each other.
        TitleTakenError: The house has a meeting of that title.
        MissingRecordError: The account may not read the earlier meeting.
    """
    if actor.account is None:
        raise MissingRecordError
    lender, carryover = carry(session, actor.account, earlier, wanted, wish)
    return start_meeting(session, carryover.plan, actor, f"沿用 {lender.title}")


def find_old_words(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Return the findings that tell of another meeting's words."""
    return tuple(each for each in findings if each.code in OLD_WORDS and each.waived_by is None)


def count_part(plan: Plan, part: Part) -> int:
    """Return how many members a part of a plan has."""
    match part:
        case Part.GROUPS:
            return len({each.group for each in plan.people if each.group})
        case Part.PLACES:
            return len({each.place for each in plan.sittings if each.place})
        case Part.DUTIES:
            return len(plan.departments) + len(plan.workstreams)
        case _:
            return len(getattr(plan, part.value))
