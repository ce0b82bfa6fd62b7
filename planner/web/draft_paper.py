"""草稿文件: what a draft would look like on paper, for those who write it and who approve it."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from flask import Blueprint, redirect, render_template, send_file, url_for

from planner.models.account import Permission
from planner.models.job import JobKind, JobState
from planner.services.draft_paper import find_draft_paper, is_previewed, list_draft_papers
from planner.services.error import MissingRecordError
from planner.services.rendering import picture_key
from planner.services.review import list_waiting
from planner.web.access import Scope, account, allow
from planner.web.opened import opened_draft, render_meeting
from planner.web.paper import ask_for
from planner.web.wiring import db, wiring

if TYPE_CHECKING:
    from flask import Response
    from werkzeug.wrappers import Response as Redirection

    from planner.services.draft_paper import DraftPaper
    from planner.services.meeting import OpenMeeting

blueprint = Blueprint("draft_paper", __name__)
PAPERS = "/meetings/<int:meeting_id>/draft-papers"
FOR_NOW = "private, no-cache"
MARK = "草稿"


def open_draft(meeting_id: int) -> OpenMeeting:
    """Return the draft; a meeting without one has no papers of it."""
    meeting = opened_draft(meeting_id)
    if not meeting.is_draft:
        raise MissingRecordError
    return meeting


@blueprint.get(PAPERS)
@allow(Permission.DRAFT, Scope.MEETING)
def list_all(meeting_id: int) -> str:
    """Show the papers that the draft would be printed as."""
    meeting = open_draft(meeting_id)
    papers = list_draft_papers(db(), meeting)
    if reads_large(meeting_id):
        return render_large("papers", meeting, papers=papers)
    return render_meeting("web/draft_paper/list.html", meeting, "papers", papers=papers)


def reads_large(meeting_id: int) -> bool:
    """Tell whether the reader is a leader, who reads in large type, and not the desk."""
    may = account().may
    return may(Permission.REVIEW, meeting_id) and not may(Permission.EDIT, meeting_id)


def render_large(name: str, meeting: OpenMeeting, **facts: object) -> str:
    """Return a page for a leader, with the way back to his decision where one waits for him."""
    reviews = list_waiting(db())
    numbers = [each.number for each in reviews if each.meeting_id == meeting.id]
    back = (
        url_for("leader.show_decision", meeting_id=meeting.id, number=numbers[0])
        if numbers
        else url_for("leader.show")
    )
    return render_template(f"web/leader/{name}.html", meeting=meeting, back=back, **facts)


@blueprint.post(f"{PAPERS}/<path:key>")
@allow(Permission.DRAFT, Scope.MEETING)
def build(meeting_id: int, key: str) -> Redirection:
    """Ask for one paper of the draft; where it is already there, show it at once."""
    find_draft_paper(db(), open_draft(meeting_id), key)
    job = ask_for(meeting_id, JobKind.DRAFT, key)
    if job.is_live or job.state is JobState.FAILED:
        return redirect(url_for("job.show_job", job_id=job.id))
    return redirect(url_for("draft_paper.show", meeting_id=meeting_id, key=key))


@blueprint.get(f"{PAPERS}/<path:key>")
@allow(Permission.DRAFT, Scope.MEETING)
def show(meeting_id: int, key: str) -> str:
    """Show the pages of a paper of the draft."""
    meeting = open_draft(meeting_id)
    paper = find_draft_paper(db(), meeting, key)
    if reads_large(meeting_id):
        return render_large("paper", meeting, paper=paper)
    return render_meeting("web/draft_paper/show.html", meeting, "papers", paper=paper)


@blueprint.get("/meetings/<int:meeting_id>/draft-pages/<digest>/<int:number>.png")
@allow(Permission.DRAFT, Scope.MEETING)
def show_page(meeting_id: int, digest: str, number: int) -> Response:
    """Serve the picture of a page of a paper of the draft."""
    if not is_previewed(db(), open_draft(meeting_id), digest):
        raise MissingRecordError
    return send(wiring().store.get(picture_key(digest, number)), "image/png")


@blueprint.get("/meetings/<int:meeting_id>/draft-files/<path:key>")
@allow(Permission.DRAFT, Scope.MEETING)
def download(meeting_id: int, key: str) -> Response:
    """Serve a paper of the draft, as it stands now."""
    paper = find_draft_paper(db(), open_draft(meeting_id), key)
    content = wiring().store.get(paper.document.digest) if paper.document else None
    return send(content, "application/pdf", paper)


def send(content: bytes | None, media_type: str, paper: DraftPaper | None = None) -> Response:
    """Serve what the store has; a paper says in its name that it is a draft."""
    if content is None:
        raise MissingRecordError
    answer = send_file(
        io.BytesIO(content),
        mimetype=media_type,
        as_attachment=paper is not None,
        download_name=f"{MARK}-{paper.filename}" if paper else None,
    )
    answer.headers["Cache-Control"] = FOR_NOW
    return answer
