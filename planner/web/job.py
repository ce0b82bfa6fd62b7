"""Work in progress: how far it is, calling it off, and what came of it."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from flask import Blueprint, redirect, render_template, send_file, url_for

from planner.models.account import Permission
from planner.models.job import JobKind
from planner.services.draft_paper import is_open_to_readers
from planner.services.error import MissingRecordError
from planner.services.filename import make_filename
from planner.services.job import cancel_job, find_job
from planner.web.access import account, actor, allow
from planner.web.opened import opened, opened_draft, render_meeting
from planner.web.wiring import db, wiring

if TYPE_CHECKING:
    from flask import Response
    from werkzeug.wrappers import Response as Redirection

    from planner.models.job import Job

blueprint = Blueprint("job", __name__)


@blueprint.get("/jobs/<int:job_id>")
@allow(Permission.READ)
def show_job(job_id: int) -> str:
    """Show how far a job is."""
    job = own_job(job_id)
    open_plan = opened if is_open_to_readers(job) else opened_draft
    return render_meeting("web/job/show.html", open_plan(job.meeting_id), "papers", job=job)


@blueprint.get("/jobs/<int:job_id>/progress")
@allow(Permission.READ)
def show_progress(job_id: int) -> str:
    """Show only the part of the page that changes; it asks again by itself while the job runs."""
    return render_template("web/job/progress.html", job=own_job(job_id))


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
    if job.kind is JobKind.PACKAGE:
        title = opened(job.meeting_id).plan.title
        name, media_type = f"{title}-第{job.revision_number}稿.zip", "application/zip"
    else:
        name, media_type = job.documents[0].filename, job.documents[0].media_type
    return send_file(
        io.BytesIO(content),
        mimetype=media_type,
        as_attachment=True,
        download_name=make_filename(name),
    )


def own_job(job_id: int) -> Job:
    """Return a job of a meeting that the account may read; another one is not there."""
    job = find_job(db(), job_id)
    wanted = Permission.READ if is_open_to_readers(job) else Permission.DRAFT
    if not account().may(wanted, job.meeting_id):
        raise MissingRecordError
    return job
