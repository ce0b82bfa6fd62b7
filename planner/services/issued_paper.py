"""Which content of each document is the current one, and since which revision."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from planner.documents.catalogue import list_papers
from planner.documents.sheet.hash import sheet_hash
from planner.documents.sheet.letter import letters_sheet
from planner.domain.error import PlannerError
from planner.domain.responsibility import list_letters
from planner.domain.timeline import back_schedule
from planner.domain.wording import Wording
from planner.models import IssuedPaperRecord
from planner.services.notice import VoidPaper
from planner.services.package import list_parts

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from planner.domain.plan import Plan
    from planner.domain.timeline import Timeline
    from planner.models import ScopedSession
    from planner.services.package_part import PackagePart

NOTICE = "notice:"
"""The beginning of the keys of notices of changes; the revision's number follows."""
LETTERS = "letters"
OF_SEATINGS = ("seating:", "badges:")
"""The beginnings of the keys of papers of seatings, which ``seating_issue`` judges."""


def issue_papers(
    session: ScopedSession, meeting_id: int, plan: Plan, today: date
) -> list[IssuedPaperRecord]:
    """Note what each document of a new revision shows, and return what it makes void.

    A document that shows what it showed before keeps the revision in which it last changed. The
    caller commits.
    """
    known = {
        (row.paper_key, row.content_hash): row
        for row in session.scalars(
            select(IssuedPaperRecord).where(IssuedPaperRecord.meeting_id == meeting_id)
        )
    }
    contents = hash_plan(plan, today)
    voided = find_voided(known.values(), contents)
    for row in voided:
        row.voided_on, row.voided_number = today, plan.edition.number
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
            issued.voided_on = issued.voided_number = None
            issued.issued_on, issued.revision_number = today, plan.edition.number
    return voided


def issue_notice(session: ScopedSession, meeting_id: int, plan: Plan, content: str) -> None:
    """Note what the notice of a revision's changes shows; the caller commits."""
    number, issued_on = plan.edition.number, plan.edition.issued_on
    if issued_on is not None:
        session.add(
            IssuedPaperRecord(
                organisation_id=session.owner,
                meeting_id=meeting_id,
                paper_key=f"{NOTICE}{number}",
                content_hash=content,
                revision_number=number,
                issued_on=issued_on,
            )
        )


def hash_plan(plan: Plan, today: date) -> dict[str, str]:
    """Return what each document of a plan shows, as a hash, by the document's key."""
    timeline = back_schedule(plan, today)
    parts = list_parts(plan, today, timeline=timeline)
    return hash_contents(parts) | hash_letters(plan, timeline)


def find_voided(
    rows: Iterable[IssuedPaperRecord], contents: Mapping[str, str]
) -> list[IssuedPaperRecord]:
    """Return the current papers that show something else now, or are no more.

    A notice of changes is never void: it tells of two revisions, and that stays so. Papers of a
    seating are judged with it.
    """
    return [
        row
        for row in rows
        if row.voided_on is None
        and contents.get(row.paper_key) != row.content_hash
        and not row.paper_key.startswith((NOTICE, *OF_SEATINGS))
    ]


def name_void_papers(plan: Plan, rows: Iterable[IssuedPaperRecord]) -> list[VoidPaper]:
    """Return the printed papers among rows, with their names, in the order of the package.

    Letters are named each; calendars and workbooks are not printed.
    """
    titles = {each.key: each.title for each in list_papers(plan) if each.key != LETTERS}
    titles |= {
        f"letter:{each.key}": Wording(f"责任书：{each.name}", f"Responsibility letter: {each.name}")
        for each in plan.people
    }
    order = list(titles)
    found = [
        VoidPaper(row.paper_key, titles[row.paper_key], row.revision_number, row.content_hash)
        for row in rows
        if row.paper_key in titles
    ]
    return sorted(found, key=lambda each: order.index(each.key))


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
