"""What the worker does with an order of a seating's papers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.clock import HOUSE_ZONE
from planner.documents.sheet.seat_change import ChangeWords, SeatApproval
from planner.domain.directory import people_on_leave
from planner.models.seating import SeatingVersionState
from planner.services.seat_link import find_links, number_people
from planner.services.seating import open_seating
from planner.services.seating_facts import open_facts
from planner.services.seating_issue import issue_seat_papers
from planner.services.seating_order import read_photos
from planner.services.seating_part import BadgeFacts, SeatWorkshop, list_codes, list_seat_parts
from planner.services.seating_version import list_versions
from planner.services.seating_wish import SeatOrder

if TYPE_CHECKING:
    from planner.documents.font import FontSettings
    from planner.models import ScopedSession
    from planner.models.job import Job
    from planner.services.package import PackageReport
    from planner.services.package_part import PackagePart
    from planner.services.seating import OpenSeating
    from planner.services.workplace import Workplace


@dataclass(frozen=True, slots=True)
class SeatTask:
    """An order that is being made: its papers, and what they are made from."""

    order: SeatOrder
    workshop: SeatWorkshop
    parts: list[PackagePart]


def open_task(place: Workplace, session: ScopedSession, job: Job) -> SeatTask:
    """Return what an order makes, nothing rendered yet."""
    order = SeatOrder.read(job.subject)
    workshop = open_workshop(place, session, job.meeting_id, order)
    return SeatTask(order, workshop, list_seat_parts(workshop, order.wishes))


def open_workshop(
    place: Workplace, session: ScopedSession, meeting_id: int, order: SeatOrder
) -> SeatWorkshop:
    """Return what the papers of an order are made from."""
    opened = open_seating(session, meeting_id, order.seating_id)
    verify_url = f"{place.public_url.rstrip('/')}/v/"
    numbers = {each.since for each in order.wishes if each.since}
    fonts: FontSettings = place.fonts
    return SeatWorkshop(
        seating_id=opened.id,
        facts=open_facts(session, opened, order.number, verify_url),
        earlier={each: open_facts(session, opened, each, verify_url) for each in numbers},
        words={each: find_words(session, opened, each, order.number) for each in numbers},
        badges=find_badges(place, session, meeting_id) if order.has_badges else BadgeFacts(),
        fonts=fonts,
    )


def find_words(session: ScopedSession, opened: OpenSeating, since: int, number: int) -> ChangeWords:
    """Return why a seating changed since a version, and who asked for it and agreed."""
    last = number or max(each.number for each in list_versions(session, opened.id))
    versions = [
        each
        for each in reversed(list_versions(session, opened.id))
        if since < each.number <= last and each.state == SeatingVersionState.APPROVED.value
    ]
    away = people_on_leave(opened.plan, opened.sittings[0]) if opened.sittings else set()
    approvals = [
        SeatApproval(role, name, at, remark)
        for each in versions
        for role, name, at, remark in (
            ("提出", each.submitter_name, each.submitted_at, ""),
            ("确认", each.decider_name, each.decided_at, each.remark),
        )
        if name
    ]
    return ChangeWords(
        "；".join(dict.fromkeys(each.reason for each in versions if each.reason)),
        dict.fromkeys(away, "请假"),
        tuple(approvals),
    )


def find_badges(place: Workplace, session: ScopedSession, meeting_id: int) -> BadgeFacts:
    """Return photos, links, codes and numbers of a meeting's badges."""
    links = find_links(session, meeting_id, place.secret)
    address = f"{place.public_url.rstrip('/')}/s/"
    return BadgeFacts(
        photos=read_photos(session, meeting_id),
        codes={who: f"{address}{link.token}" for who, link in links.items() if who},
        typed={who: link.code for who, link in links.items() if who},
        numbers=number_people(session, meeting_id),
    )


def note_printed(
    place: Workplace, session: ScopedSession, job: Job, task: SeatTask, report: PackageReport
) -> None:
    """Note what was printed of an approved version, so that it can be verified; a draft cannot."""
    if task.order.is_draft:
        return
    contents: dict[str, str] = {}
    for wish, entry in zip(task.order.wishes, report.entries, strict=True):
        if not entry.failure:
            contents |= list_codes(task.workshop, wish, entry.content)
    today = place.now().astimezone(HOUSE_ZONE).date()
    edition = (task.order.number, task.workshop.facts.plan.edition.number)
    issue_seat_papers(session, job.meeting_id, task.order.seating_id, edition, contents, today)
