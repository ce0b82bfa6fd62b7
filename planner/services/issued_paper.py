"""Which content of each document is the current one, and since which revision."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from planner.documents.sheet.hash import sheet_hash
from planner.documents.sheet.letter import letters_sheet
from planner.domain.error import PlannerError
from planner.domain.responsibility import list_letters
from planner.domain.timeline import back_schedule
from planner.models import IssuedPaperRecord
from planner.models.scope import UNSCOPED
from planner.services.package import list_parts

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from planner.domain.plan import Plan
    from planner.domain.timeline import Timeline
    from planner.models import ScopedSession
    from planner.services.package_part import PackagePart

SHORTEST_HASH = 8


@dataclass(frozen=True, slots=True)
class Verdict:
    """What can be said in public of a printed paper: whether it is the current one, since when."""

    is_current: bool
    issued_on: date
    voided_on: date | None


def issue_papers(session: ScopedSession, meeting_id: int, plan: Plan, today: date) -> None:
    """Note what each document of a new revision shows; the caller commits.

    A document that shows what it showed before keeps the revision in which it last changed.
    """
    known = {
        (row.paper_key, row.content_hash): row
        for row in session.scalars(
            select(IssuedPaperRecord).where(IssuedPaperRecord.meeting_id == meeting_id)
        )
    }
    timeline = back_schedule(plan, today)
    parts = list_parts(plan, today, timeline=timeline)
    contents = hash_contents(parts) | hash_letters(plan, timeline)
    for (key, content), row in known.items():
        if row.voided_on is None and contents.get(key) != content:
            row.voided_on = today
    for key, content in contents.items():
        issued = known.get((key, content))
        if issued is None:
            issued = IssuedPaperRecord(
                organisation_id=session.owner,
                meeting_id=meeting_id,
                paper_key=key,
                content_hash=content,
                revision_number=plan.edition.number,
                issued_on=today,
            )
            session.add(issued)
        elif issued.voided_on is not None:
            issued.voided_on, issued.issued_on = None, today
            issued.revision_number = plan.edition.number


def hash_contents(parts: tuple[PackagePart, ...]) -> dict[str, str]:
    """Return what each document shows, as a hash; one that cannot be made has none."""
    contents = {}
    for part in parts:
        try:
            contents[part.key] = part.prepare().content
        except PlannerError:
            continue
    return contents


def hash_letters(plan: Plan, timeline: Timeline) -> dict[str, str]:
    """Return what each responsibility letter shows, as a hash: each bears a code of its own."""
    people = (letter.person for letter in list_letters(plan, timeline))
    letters = letters_sheet(plan, timeline).letters
    return {
        f"letter:{person.key}": sheet_hash(letter)
        for person, letter in zip(people, letters, strict=True)
    }


def current_papers(session: ScopedSession, meeting_id: int) -> Mapping[str, IssuedPaperRecord]:
    """Return the current content of each document of a meeting, by the document's key."""
    statement = select(IssuedPaperRecord).where(
        IssuedPaperRecord.meeting_id == meeting_id, IssuedPaperRecord.voided_on.is_(None)
    )
    return {row.paper_key: row for row in session.scalars(statement)}


def verify_paper(session: ScopedSession, printed: str) -> Verdict | None:
    """Return whether a printed paper is current, by the beginning of its hash; None if unknown.

    Two papers whose hashes begin alike cannot be told apart: then only agreement is an answer.
    """
    if len(printed) < SHORTEST_HASH:
        return None
    rows = session.scalars(
        select(IssuedPaperRecord)
        .where(IssuedPaperRecord.content_hash.startswith(printed, autoescape=True))
        .order_by(IssuedPaperRecord.issued_on.desc())
        .limit(50)
        .execution_options(**UNSCOPED)
    ).all()
    if not rows or len({row.voided_on is None for row in rows}) > 1:
        return None
    return Verdict(rows[0].voided_on is None, rows[0].issued_on, rows[0].voided_on)
