"""Work in progress: how far it is, calling it off, and what came of it."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from flask import Blueprint, redirect, render_template, send_file, url_for

from planner.models.account import Permission
from planner.models.job import JobKind
from planner.services.error import MissingRecordError
from planner.services.filename import make_filename
from planner.services.job import cancel_job, find_job
from planner.services.job_right import permission_of
from planner.services.seating import open_seating
from planner.services.seating_wish import SeatOrder
from planner.web.access import account, actor, allow
from planner.web.opened import opened, opened_draft, render_meeting
from planner.web.wiring import db, wiring

if TYPE_CHECKING:
    from flask import Response
    from werkzeug.wrappers import Response as Redirection

    from planner.models.job import Job

blueprint = Blueprint("job", __name__)
ZIP = "application/zip"


@blueprint.get("/jobs/<int:job_id>")
@allow(Permission.READ)
def show_job(job_id: int) -> str:
    """Show how far a job is."""
    job = own_job(job_id)
    open_plan = opened_draft if permission_of(job) is Permission.DRAFT else opened
    place = "seating" if job.kind is JobKind.SEATING else "papers"
    order = seating_of(job)
    return render_meeting(
        "web/job/show.html", open_plan(job.meeting_id), place, job=job, order=order
    )


@blueprint.get("/jobs/<int:job_id>/progress")
@allow(Permission.READ)
def show_progress(job_id: int) -> str:
    """Show only the part of the page that changes; it asks again by itself while the job runs."""
    job = own_job(job_id)
    return render_template("web/job/progress.html", job=job, order=seating_of(job))


@blueprint.post("/jobs/<int:job_id>/cancel")
@allow(Permission.BUILD)
def cancel(job_id: int) -> Redirection:
    """Call a job off."""
    cancel_job(db(), own_job(job_id).id, actor())
    return redirect(url_for("job.show_job", job_id=job_id))


@blueprint.get("/jobs/<int:job_id>/result")
@allow(Permission.READ)
def download_result(job_id: int) -> Response:
    """Serve what a job made."""
    job = own_job(job_id)
    content = wiring().store.get(job.result_hash) if job.result_hash else None
    if content is None:
        raise MissingRecordError
    made = [each for each in job.documents if each.digest]
    if job.kind is JobKind.PACKAGE:
        name = f"{opened(job.meeting_id).plan.title}-第{job.revision_number}稿.zip"
    elif len(made) == 1 or job.kind is not JobKind.SEATING:
        return send(content, made[0].filename, made[0].media_type)
    else:
        seating = open_seating(db(), job.meeting_id, SeatOrder.read(job.subject).seating_id)
        edition = f"第{job.revision_number}版" if job.revision_number else "草稿"
        name = f"{seating.name}-{edition}.zip"
    return send(content, name, ZIP)


@blueprint.get("/jobs/<int:job_id>/documents/<int:number>")
@allow(Permission.READ)
def download_document(job_id: int, number: int) -> Response:
    """Serve one of the documents that a job made, numbered from 1."""
    job = own_job(job_id)
    if not 0 < number <= len(job.documents) or not job.documents[number - 1].digest:
        raise MissingRecordError
    document = job.documents[number - 1]
    content = wiring().store.get(document.digest)
    if content is None:
        raise MissingRecordError
    return send(content, document.filename, document.media_type)


def send(content: bytes, name: str, media_type: str) -> Response:
    """Return a file to be saved; whole, as the description of the API looks at it."""
    answer = send_file(
        io.BytesIO(content),
        mimetype=media_type,
        as_attachment=True,
        download_name=make_filename(name),
    )
    answer.direct_passthrough = False
    return answer


def seating_of(job: Job) -> SeatOrder | None:
    """Return what of a seating a job makes; None for another kind of job."""
    return SeatOrder.read(job.subject) if job.kind is JobKind.SEATING else None


def own_job(job_id: int) -> Job:
    """Return a job of a meeting that the account may read; another one is not there."""
    job = find_job(db(), job_id)
    if not account().may(permission_of(job), job.meeting_id):
        raise MissingRecordError
    return job
