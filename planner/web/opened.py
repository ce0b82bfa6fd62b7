"""The meeting that a page is about, opened once in a request."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from flask import render_template, request

from planner.models.account import Permission
from planner.services.draft_edit import PROGRESS
from planner.services.error import MissingRecordError
from planner.services.meeting import OpenMeeting, open_meeting
from planner.services.privacy import hide_reasons
from planner.web.access import account
from planner.web.remark import find_sheet, is_reviewing, show_remarks
from planner.web.wiring import db, wiring

if TYPE_CHECKING:
    from planner.services.remark import RemarkSheet

EDITORS = {
    "account_person.show",
    "agenda.edit_agenda",
    "compression.show",
    "leave.list_all",
    "person_grid.show",
    "reschedule.move",
    "reschedule.show_move",
    "roster_import.show",
    "roster_import.show_form",
    "rostrum_edit.edit_rostrum",
    "schedule.edit_schedule",
    "search.show_detail",
    "section.show",
    "sitting_edit.edit_steps",
    "task.show",
    "text.edit_text",
}
"""Pages that are there to change a draft: they say so where it rests."""


@dataclass(frozen=True, slots=True)
class Lock:
    """Whether a draft rests while it waits for approval, and what of it stays open."""

    sheet: RemarkSheet | None
    """The review that it waits for; None where it may be changed."""
    is_editor: bool
    number: int
    """The review that is waited for; else the one that would come next, should others send it."""
    progress: tuple[str, ...] = tuple(sorted(PROGRESS))


def opened(meeting_id: int) -> OpenMeeting:
    """Return the meeting of the page: the draft for its editors, else the current revision.

    Editors see what is published with ``?edition=published``. A leader for whose decision the draft
    waits reads what was sent, without the means to change it.
    """
    parts = wiring()
    if request.args.get("edition") != "published":
        if account().may(Permission.EDIT, meeting_id):
            return opened_draft(meeting_id)
        if is_reviewing(meeting_id):
            return replace(opened_draft(meeting_id), is_draft=False)
    meeting = open_meeting(db(), meeting_id, parts.today(), parts.fonts)
    return replace(meeting, plan=hide_reasons(meeting.plan, account(), meeting_id))


def opened_seated(meeting_id: int) -> OpenMeeting:
    """Return the meeting of a page of its seats: a leader may have to decide them before the rest.

    Whoever may look at drafts finds the draft where nothing was published yet, without the means
    to change it.
    """
    try:
        return opened(meeting_id)
    except MissingRecordError:
        if not account().may(Permission.DRAFT, meeting_id):
            raise
    return replace(opened_draft(meeting_id), is_draft=False)


def opened_draft(meeting_id: int) -> OpenMeeting:
    """Return the meeting of the page at its draft, for those who may see drafts."""
    parts = wiring()
    return open_meeting(db(), meeting_id, parts.today(), parts.fonts, is_draft=True)


def opened_revision(meeting_id: int) -> OpenMeeting:
    """Return the meeting of the page at its current revision: papers are those of a revision."""
    parts = wiring()
    return open_meeting(db(), meeting_id, parts.today(), parts.fonts, is_laid=False)


def opened_work(meeting_id: int) -> OpenMeeting:
    """Return the meeting of the page at its current revision, as far as its work is."""
    parts = wiring()
    return open_meeting(db(), meeting_id, parts.today(), parts.fonts)


def render_meeting(template: str, meeting: OpenMeeting, current: str, **facts: object) -> str:
    """Return a page of a meeting; ``current`` is its place in the rail."""
    return render_template(
        template,
        meeting=meeting,
        plan=meeting.plan,
        names=meeting.directory,
        current=current,
        remarks=show_remarks(meeting),
        lock=find_lock(meeting),
        **facts,
    )


def find_lock(meeting: OpenMeeting) -> Lock | None:
    """Return how a draft may be changed now; None for those who cannot change it anyway."""
    if not (meeting.is_draft and account().may(Permission.EDIT, meeting.id)):
        return None
    sheet = find_sheet(meeting.id)
    is_open = sheet is not None and sheet.is_open
    number = (sheet.number if sheet else 0) + (not is_open)
    return Lock(sheet if is_open else None, request.endpoint in EDITORS, number)
