"""Which printed papers of seatings hold: noted as they are made, void when something replaces them.

Another version of the seating does, and a revision of the plan that changes what they print of it.
What stays as it was holds on: the sign of whoever did not move is not printed again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, or_, select, update

from planner.documents.sheet.hall_chart import hall_chart_sheet
from planner.documents.sheet.hash import sheet_hash
from planner.documents.sheet.seat_index import seat_index_sheet
from planner.documents.sheet.seat_reason import seat_reasons_sheet
from planner.documents.sheet.table_sign import SignFormat
from planner.domain.plan import NameOrder
from planner.models import IssuedPaperRecord, MeetingRecord, SeatingRecord
from planner.services.draft import lock_meeting
from planner.services.seating import open_seating
from planner.services.seating_facts import open_facts
from planner.services.seating_part import hash_signs

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from planner.documents.seating import SeatingPaperFacts
    from planner.domain.plan import Plan
    from planner.models import ScopedSession
    from planner.services.seating import OpenSeating

SIGN, CHANGES = "sign", "changes"


def issue_seat_papers(
    session: ScopedSession,
    meeting_id: int,
    seating_id: int,
    edition: tuple[int, int],
    contents: Mapping[str, str],
    today: date,
) -> None:
    """Note what was printed of an approved version and a revision of the plan; commits.

    Another content of the same paper is void from now on. What was printed while a newer version
    was being approved, or a newer revision published, is void from the start.
    """
    lock_meeting(session, meeting_id)  # before its papers, as publishing does
    newest = session.execute(
        select(SeatingRecord.approved_number, MeetingRecord.revision_number)
        .join(MeetingRecord, MeetingRecord.id == SeatingRecord.meeting_id)
        .where(SeatingRecord.id == seating_id)
    ).one()
    is_current, number = tuple(newest) == edition, edition[0]
    rows = {
        (row.paper_key, row.content_hash): row
        for row in session.scalars(
            select(IssuedPaperRecord).where(
                IssuedPaperRecord.meeting_id == meeting_id, is_of(seating_id)
            )
        )
    }
    for row in rows.values():
        is_same = contents.get(row.paper_key, row.content_hash) == row.content_hash
        if is_current and row.voided_on is None and not is_same:
            row.voided_on = today
    for key, content in contents.items():
        known = rows.get((key, content))
        if known is None:
            session.add(make_row(session, meeting_id, key, content, number, today, is_current))
        elif is_current and known.voided_on is not None:
            known.voided_on, known.issued_on, known.revision_number = None, today, number
    session.commit()


def renew_for_plan(session: ScopedSession, meeting_id: int, plan: Plan, today: date) -> None:
    """Make void what a plan that is being published changes on papers of seatings.

    The caller commits.
    """
    printed = session.scalars(
        select(IssuedPaperRecord.paper_key).where(
            IssuedPaperRecord.meeting_id == meeting_id,
            IssuedPaperRecord.voided_on.is_(None),
            IssuedPaperRecord.paper_key.startswith("seating:"),
        )
    )
    seatings = {int(each.split(":")[1]) for each in printed}
    if not seatings:
        return
    held = {each.key for each in plan.sittings}
    approved = session.execute(
        select(SeatingRecord.id, SeatingRecord.approved_number)
        .where(
            SeatingRecord.meeting_id == meeting_id,  # keys that came back from a file say others
            SeatingRecord.id.in_(seatings),
            SeatingRecord.approved_number > 0,
        )
        .order_by(SeatingRecord.id)
    ).all()
    for seating_id, number in approved:
        opened = open_seating(session, meeting_id, seating_id)
        if {each.key for each in opened.sittings}.isdisjoint(held):
            withdraw_seat_papers(session, meeting_id, seating_id, today)
        else:
            renew_seat_papers(session, opened, number, today, plan)


def withdraw_seat_papers(
    session: ScopedSession, meeting_id: int, seating_id: int, today: date
) -> None:
    """Make void all papers of a seating whose sittings the plan has no more."""
    session.execute(
        update(IssuedPaperRecord)
        .where(
            IssuedPaperRecord.meeting_id == meeting_id,
            IssuedPaperRecord.paper_key.startswith(f"seating:{seating_id}:"),
            IssuedPaperRecord.voided_on.is_(None),
        )
        .values(voided_on=today)
    )


def renew_seat_papers(
    session: ScopedSession,
    opened: OpenSeating,
    number: int,
    today: date,
    published: Plan | None = None,
) -> None:
    """Make void what a version that was just approved changes, or a plan; the caller commits.

    The new content of a paper that was printed before is known from now on, so that the old one
    says what took its place.
    """
    rows = session.scalars(
        select(IssuedPaperRecord).where(
            IssuedPaperRecord.meeting_id == opened.meeting_id,
            IssuedPaperRecord.paper_key.startswith(f"seating:{opened.id}:"),
        )
    ).all()
    known = {(row.paper_key, row.content_hash): row for row in rows}
    live = [row for row in rows if row.voided_on is None and kind_of(row.paper_key) != CHANGES]
    if not live:
        return
    facts = open_facts(session, opened, number, published=published)
    contents = hash_papers(facts, opened.id, {row.paper_key for row in live})
    for row in live:
        content = contents.get(row.paper_key)
        if content == row.content_hash:
            continue
        row.voided_on = today
        if content is None:
            continue
        again = known.get((row.paper_key, content))
        if again is None:
            session.add(make_row(session, opened.meeting_id, row.paper_key, content, number, today))
        else:
            again.voided_on, again.issued_on, again.revision_number = None, today, number


def is_of(seating_id: int) -> ColumnElement[bool]:
    """Return the condition of a paper that goes by a seating's version."""
    key = IssuedPaperRecord.paper_key
    return or_(key.startswith(f"seating:{seating_id}:"), key.startswith("badges:"))


def kind_of(key: str) -> str:
    """Return which of a seating's papers a key is of."""
    return key.split(":")[2]


def hash_papers(
    facts: SeatingPaperFacts, seating_id: int, keys: Iterable[str]
) -> dict[str, str | None]:
    """Return what papers show now, as hashes by their keys; one that is no more has none."""
    found: dict[str, str | None] = {}
    signs: dict[str, dict[str, str]] = {}
    for key in keys:
        _, _, kind, form, *_ = (*key.split(":"), "")
        if kind == SIGN:
            if form not in signs:
                signs[form] = hash_signs(facts, f"seating:{seating_id}", SignFormat(form))
            found[key] = signs[form].get(key)
        elif kind == "index":
            found[key] = sheet_hash(seat_index_sheet(facts, NameOrder(form)))
        elif kind == "reasons":
            found[key] = sheet_hash(seat_reasons_sheet(facts))
        else:
            found[key] = sheet_hash(hall_chart_sheet(facts))
    return found


def make_row(
    session: ScopedSession,
    meeting_id: int,
    key: str,
    content: str,
    number: int,
    today: date,
    is_current: bool = True,  # noqa: FBT001, FBT002  as the row has it
) -> IssuedPaperRecord:
    """Return the row of a content of a paper."""
    return IssuedPaperRecord(
        organisation_id=session.owner,
        meeting_id=meeting_id,
        paper_key=key,
        content_hash=content,
        revision_number=number,
        issued_on=today,
        voided_on=None if is_current else today,
    )
