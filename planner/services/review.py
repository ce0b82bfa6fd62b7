"""送审, 审定 and publishing: a draft is sent as it is, decided by a leader, and published so."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select
from sqlalchemy.orm import undefer

from planner.documents.glyphs import missing_glyphs
from planner.domain.error import PlannerError
from planner.domain.finding import Severity
from planner.domain.timeline import back_schedule
from planner.domain.wording import Wording
from planner.models import ReviewRecord
from planner.models.review import ReviewState
from planner.planfile import read_plan, write_yaml
from planner.services.audit import write_audit
from planner.services.draft import lock_meeting, open_draft
from planner.services.error import MissingRecordError
from planner.services.finding import DEFAULT_FONTS, check_plan
from planner.services.invitation import renew_invitations
from planner.services.invitation_letter import NOBODY
from planner.services.memory import Memory
from planner.services.notice_mail import send_notices
from planner.services.revision import Issue, issue_revision

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from planner.documents.font import FontSettings
    from planner.domain.plan import Plan
    from planner.models import ScopedSession
    from planner.services.actor import Actor
    from planner.services.invitation_letter import Inviter

OPEN = (ReviewState.WAITING.value, ReviewState.APPROVED.value)
SOURCE_NAME = "方案.yaml"
MOST_REMARKS = 50
SENT_KEPT = 8
SENT: Memory[Plan] = Memory(SENT_KEPT)
"""Plans that were sent, by the hash of their text."""


class BlockedReviewError(PlannerError):
    """Findings that block stand: nothing is sent before they are cured or set aside."""

    def __init__(self, count: int) -> None:
        super().__init__(
            Wording(
                f"还有 {count} 个阻断问题，请先改正，或写明理由后搁置，再送审。",
                f"{count} blocking findings stand; cure them, or set them aside with a reason.",
            )
        )


class ReviewStateError(PlannerError):
    """The review is not where this step begins: somebody was there first."""

    def __init__(self) -> None:
        super().__init__(
            Wording(
                "送审状态已变化，请刷新后再试。", "The review has moved on; reload and look again."
            )
        )


class EmptyRemarkError(PlannerError):
    """Sending back says why."""

    def __init__(self) -> None:
        super().__init__(
            Wording("退回时请写明意见。", "Say what is to be changed when you send it back.")
        )


class UnprintableRemarkError(PlannerError):
    """A remark that shall stand on the papers holds characters that no font has."""

    def __init__(self, characters: str) -> None:
        super().__init__(
            Wording(
                f"意见要印在文件上，字库没有这些字：{characters}。请换一种写法。",
                f"The remark is printed on the papers, and no font has: {characters}. "
                "Please write it differently.",
            )
        )


@dataclass(frozen=True, slots=True)
class Remark:
    """A leader's remark, pinned to a place of the plan; an empty place means the whole."""

    place: str
    text: str


def submit_draft(
    session: ScopedSession,
    meeting_id: int,
    note: str,
    actor: Actor,
    today: date,
    fonts: FontSettings = DEFAULT_FONTS,
) -> int:
    """Send a draft for approval as it stands and return its number; the draft rests meanwhile."""
    meeting = lock_meeting(session, meeting_id)
    if find_open_review(session, meeting_id) is not None:
        session.rollback()
        raise ReviewStateError
    draft = open_draft(session, meeting_id)
    findings = check_plan(draft.plan, back_schedule(draft.plan, today), today, fonts)
    blocking = [
        each for each in findings if each.severity is Severity.BLOCKING and not each.waived_by
    ]
    if blocking:
        session.rollback()
        raise BlockedReviewError(len(blocking))
    text = write_yaml(draft.plan)
    last = select(func.max(ReviewRecord.number)).where(ReviewRecord.meeting_id == meeting_id)
    number = (session.scalar(last) or 0) + 1
    session.add(
        ReviewRecord(
            organisation_id=session.owner,
            meeting_id=meeting_id,
            number=number,
            draft_sequence=meeting.draft_sequence,
            plan_text=text,
            plan_hash=hashlib.sha256(text.encode()).hexdigest(),
            note=note.strip(),
            submitted_by_id=actor.account_id,
            submitter_name=actor.name,
            submitted_at=actor.now,
        )
    )
    write_audit(session, actor, "review.submit", f"meeting/{meeting_id} review/{number}")
    session.commit()
    return number


def find_open_review(session: ScopedSession, meeting_id: int) -> ReviewRecord | None:
    """Return the review that waits for a decision or for publication, if there is one."""
    return session.scalar(
        select(ReviewRecord).where(
            ReviewRecord.meeting_id == meeting_id, ReviewRecord.state.in_(OPEN)
        )
    )


def list_reviews(session: ScopedSession, meeting_id: int) -> list[ReviewRecord]:
    """Return a meeting's reviews, the newest first."""
    return list(
        session.scalars(
            select(ReviewRecord)
            .where(ReviewRecord.meeting_id == meeting_id)
            .order_by(ReviewRecord.number.desc())
        )
    )


def list_waiting(session: ScopedSession) -> list[ReviewRecord]:
    """Return what waits for a leader's decision in the house, the oldest first."""
    return list(
        session.scalars(
            select(ReviewRecord)
            .where(ReviewRecord.state == ReviewState.WAITING.value)
            .order_by(ReviewRecord.submitted_at)
        )
    )


def read_review(session: ScopedSession, meeting_id: int, number: int) -> tuple[ReviewRecord, Plan]:
    """Return a review and the plan that was sent."""
    record = session.scalar(
        select(ReviewRecord)
        .where(ReviewRecord.meeting_id == meeting_id, ReviewRecord.number == number)
        .options(undefer(ReviewRecord.plan_text))
    )
    if record is None:
        raise MissingRecordError
    plan = SENT.recall(record.plan_hash, lambda: read_plan(record.plan_text.encode(), SOURCE_NAME))
    return record, plan


def hold_review(
    session: ScopedSession, meeting_id: int, number: int, state: ReviewState
) -> ReviewRecord:
    """Return a review in the state where a step begins, with its meeting held."""
    lock_meeting(session, meeting_id)
    record, _ = read_review(session, meeting_id, number)
    if record.state != state.value:
        session.rollback()
        raise ReviewStateError
    return record


def withdraw_review(session: ScopedSession, meeting_id: int, number: int, actor: Actor) -> None:
    """Take back what was sent, or an approval that was not published: the draft goes on."""
    lock_meeting(session, meeting_id)
    record, _ = read_review(session, meeting_id, number)
    if record.state not in OPEN:
        session.rollback()
        raise ReviewStateError
    before = record.state
    record.state = ReviewState.WITHDRAWN.value
    close_step(session, record, actor, "review.withdraw", before)


def approve_review(
    session: ScopedSession,
    meeting_id: int,
    number: int,
    remark: str,
    actor: Actor,
    fonts: FontSettings = DEFAULT_FONTS,
) -> None:
    """审定: the plan that was sent may be published, exactly as it is.

    The remark is printed at the foot of the papers: what no font has is refused here, and not when
    nothing can be changed any more.
    """
    missing = missing_glyphs([(f"{actor.name}{remark}", "")], fonts)
    if missing:
        raise UnprintableRemarkError("".join(dict.fromkeys(each.character for each in missing)))
    record = hold_review(session, meeting_id, number, ReviewState.WAITING)
    decide(record, ReviewState.APPROVED, remark, actor)
    close_step(session, record, actor, "review.approve", ReviewState.WAITING.value)


def return_review(
    session: ScopedSession,
    meeting_id: int,
    number: int,
    remark: str,
    remarks: Sequence[Remark],
    actor: Actor,
) -> None:
    """退回: the draft goes on, with remarks pinned to its places."""
    kept = [each for each in remarks if each.text.strip()][:MOST_REMARKS]
    record = hold_review(session, meeting_id, number, ReviewState.WAITING)
    if not remark.strip() and not kept and not record.remarks:
        session.rollback()
        raise EmptyRemarkError
    decide(record, ReviewState.RETURNED, remark, actor)
    record.remarks = [
        *record.remarks,
        *(
            {"place": each.place, "text": each.text.strip(), "is_settled": False, "by": actor.name}
            for each in kept
        ),
    ]
    close_step(session, record, actor, "review.return", ReviewState.WAITING.value)


def settle_remark(
    session: ScopedSession, meeting_id: int, number: int, at: int, actor: Actor
) -> None:
    """Note that a remark was seen to, or that it was not after all."""
    record = hold_review(session, meeting_id, number, ReviewState.RETURNED)
    if not 0 <= at < len(record.remarks):
        session.rollback()
        raise MissingRecordError
    record.remarks = [
        settle_one(each, actor) if place == at else each
        for place, each in enumerate(record.remarks)
    ]
    close_step(session, record, actor, "review.settle", record.state)


def settle_one(remark: dict[str, Any], actor: Actor) -> dict[str, Any]:
    """Return a remark as seen to, and by whom; one that was is not any more."""
    is_settled = not remark["is_settled"]
    return {**remark, "is_settled": is_settled, "settled_by": actor.name if is_settled else ""}


def publish_review(
    session: ScopedSession,
    meeting_id: int,
    number: int,
    actor: Actor,
    today: date,
    *,
    chosen: Sequence[str] = (),
    inviter: Inviter = NOBODY,
) -> int:
    """Publish what was approved as the meeting's next revision, and return its number.

    Those chosen, by their keys in the plan, are told of what changed for them. Whoever is invited
    by mail gets his invitation, a new one, or its withdrawal.
    """
    record = hold_review(session, meeting_id, number, ReviewState.APPROVED)
    meeting = lock_meeting(session, meeting_id)
    plan = read_plan(record.plan_text.encode(), SOURCE_NAME)
    issue = Issue(
        plan,
        SOURCE_NAME,
        record.plan_text.encode(),
        approver_name=record.decider_name,
        approved_at=record.decided_at,
        approval_remark=record.remark,
    )
    issued = issue_revision(session, meeting, issue, actor, today)
    meeting.published_sequence = record.draft_sequence
    record.state = ReviewState.PUBLISHED.value
    record.revision_number = issued
    if issued > 1:
        count = send_notices(session, meeting_id, issued, chosen, actor, inviter.public_url)
        subject = f"meeting/{meeting_id} revision/{issued}"
        write_audit(session, actor, "notice.send", subject, after={"letters": count})
    renew_invitations(session, meeting, inviter, actor)
    session.commit()
    return issued


def decide(record: ReviewRecord, state: ReviewState, remark: str, actor: Actor) -> None:
    """Note a decision, by whom and when."""
    record.state = state.value
    record.remark = remark.strip()
    record.decided_by_id = actor.account_id
    record.decider_name = actor.name
    record.decided_at = actor.now


def close_step(
    session: ScopedSession, record: ReviewRecord, actor: Actor, action: str, before: str
) -> None:
    """Write the log and commit."""
    subject = f"meeting/{record.meeting_id} review/{record.number}"
    facts: dict[str, Any] = {"state": record.state, "plan": record.plan_hash}
    write_audit(session, actor, action, subject, before={"state": before}, after=facts)
    session.commit()
