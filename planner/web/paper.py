"""文件与日历: every document with its state, looked at, downloaded one by one or all at once."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from flask import Blueprint, redirect, send_file, url_for

from planner.models.account import Permission
from planner.models.job import JobKind, JobState
from planner.services.error import MissingRecordError
from planner.services.job import list_jobs, renew_job, request_job
from planner.services.paper_list import ListedPaper, PaperState, list_documents
from planner.services.rendering import picture_key
from planner.web.access import Scope, actor, allow
from planner.web.job import send
from planner.web.opened import opened_revision, render_meeting
from planner.web.wiring import db, wiring

if TYPE_CHECKING:
    from flask import Response
    from werkzeug.wrappers import Response as Redirection

    from planner.models.job import Job
    from planner.services.meeting import OpenMeeting

blueprint = Blueprint("paper", __name__)
PRIVATE = "private, max-age=31536000, immutable"


@blueprint.get("/meetings/<int:meeting_id>/papers")
@allow(Permission.READ, Scope.MEETING)
def list_all(meeting_id: int) -> str:
    """Show the documents of a meeting."""
    meeting = opened_revision(meeting_id)
    listed = list_documents(db(), meeting)
    folders = dict.fromkeys(each.folder for each in listed.papers)
    return render_meeting(
        "web/paper/list.html",
        meeting,
        "papers",
        listed=listed,
        folders=list(folders),
        states=PaperState,
    )


@blueprint.post("/meetings/<int:meeting_id>/package")
@allow(Permission.BUILD, Scope.MEETING)
def build_package(meeting_id: int) -> Redirection:
    """Ask for the whole package and show how far it is."""
    job = ask_for(meeting_id, JobKind.PACKAGE, "")
    return redirect(url_for("job.show_job", job_id=job.id))


@blueprint.post("/meetings/<int:meeting_id>/papers/<path:key>")
@allow(Permission.BUILD, Scope.MEETING)
def build_paper(meeting_id: int, key: str) -> Redirection:
    """Ask for one document; where it is already there, show it at once."""
    paper = find_paper(opened_revision(meeting_id), key)
    job = ask_for(meeting_id, JobKind.PAPER, key)
    if job.is_live or job.state is JobState.FAILED or not paper.is_page:
        return redirect(url_for("job.show_job", job_id=job.id))
    return redirect(url_for("paper.show_paper", meeting_id=meeting_id, key=key))


@blueprint.get("/meetings/<int:meeting_id>/papers/<path:key>")
@allow(Permission.READ, Scope.MEETING)
def show_paper(meeting_id: int, key: str) -> str:
    """Show the pages of a document."""
    meeting = opened_revision(meeting_id)
    return render_meeting(
        "web/paper/show.html", meeting, "papers", paper=find_paper(meeting, key), states=PaperState
    )


@blueprint.get("/meetings/<int:meeting_id>/pages/<digest>/<int:number>.png")
@allow(Permission.READ, Scope.MEETING)
def show_page(meeting_id: int, digest: str, number: int) -> Response:
    """Serve the picture of a page; only of a document that this meeting's jobs made."""
    if not is_made(meeting_id, digest):
        raise MissingRecordError
    content = wiring().store.get(picture_key(digest, number))
    if content is None:
        raise MissingRecordError
    answer = send_file(io.BytesIO(content), mimetype="image/png")
    answer.headers["Cache-Control"] = PRIVATE
    return answer


@blueprint.get("/meetings/<int:meeting_id>/files/<path:key>")
@allow(Permission.READ, Scope.MEETING)
def download_paper(meeting_id: int, key: str) -> Response:
    """Serve one document, the newest that was made of it."""
    paper = find_paper(opened_revision(meeting_id), key)
    content = wiring().store.get(paper.document.digest) if paper.document else None
    if paper.document is None or content is None:
        raise MissingRecordError
    return send(content, paper.filename, paper.document.media_type)


def ask_for(meeting_id: int, kind: JobKind, subject: str) -> Job:
    """Ask for something to be made, and wake the worker; what is lost on the way is sent again."""
    parts = wiring()
    job = request_job(db(), meeting_id, kind, subject, actor())
    if job.state is JobState.DONE and parts.store.get(job.result_hash) is None:
        job = renew_job(db(), job.id, actor())
    if job.state is JobState.QUEUED:
        parts.queue.wake(job.id)
    return job


def find_paper(meeting: OpenMeeting, key: str) -> ListedPaper:
    """Return a document of a meeting by its key."""
    listed = list_documents(db(), meeting)
    found = next((each for each in listed.papers if each.key == key), None)
    if found is None:
        raise MissingRecordError
    return found


def is_made(meeting_id: int, digest: str) -> bool:
    """Tell whether a document with this digest was made for a meeting of the house."""
    jobs = list_jobs(db(), meeting_id)
    return any(each.digest == digest for job in jobs for each in job.documents)
