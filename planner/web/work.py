"""我的任务: one's tasks, and what one says of each; made for a phone."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from flask import Blueprint, redirect, render_template, request, send_file, url_for

from planner.domain.error import InvalidRequestError
from planner.domain.task import TaskState
from planner.domain.wording import Wording
from planner.domain.work_list import WorkGroup
from planner.models.account import Permission
from planner.models.work import WorkEntryState
from planner.services.attachment import ACCEPT, AddedFile, read_attachment
from planner.services.letter import accept_letter, read_letter
from planner.services.work_entry import (
    Said,
    ask_date,
    decide_entry,
    find_entry,
    report_trouble,
    say_note,
    say_state,
    withdraw_entry,
)
from planner.services.work_right import require_sight
from planner.services.work_view import show_all_work, show_work, view_task
from planner.web.access import Scope, account, actor, allow
from planner.web.drafting import read_day
from planner.web.error import status_of
from planner.web.language import language
from planner.web.opened import opened_work, render_meeting
from planner.web.redirection import safe_target
from planner.web.wiring import db, wiring

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Response
    from flask.typing import ResponseReturnValue
    from werkzeug.wrappers import Response as Redirection

    from planner.services.meeting import OpenMeeting

blueprint = Blueprint("work", __name__)
TASK = "/meetings/<int:meeting_id>/work/<key>"
ENTRY = "/meetings/<int:meeting_id>/entries/<int:entry_id>"


@blueprint.get("/work")
@allow(Permission.WORK, Scope.ORGANISATION)
def show_all() -> str:
    """Show one's tasks for all meetings."""
    works = show_all_work(db(), account(), wiring().today())
    return render_template("web/work/all.html", works=works, groups=WorkGroup)


@blueprint.get("/meetings/<int:meeting_id>/work")
@allow(Permission.WORK, Scope.MEETING)
def show_meeting(meeting_id: int) -> str:
    """Show one's tasks for one meeting."""
    meeting = opened_work(meeting_id)
    work = show_work(db(), meeting, account())
    return render_meeting("web/work/meeting.html", meeting, "work", work=work, groups=WorkGroup)


@blueprint.get("/meetings/<int:meeting_id>/letter")
@allow(Permission.WORK, Scope.MEETING)
def show_letter(meeting_id: int) -> str:
    """Show one's responsibility letter, to be accepted."""
    meeting = opened_work(meeting_id)
    letter = read_letter(db(), meeting, account())
    return render_meeting("web/work/letter.html", meeting, "work", letter=letter)


@blueprint.post("/meetings/<int:meeting_id>/letter")
@allow(Permission.WORK, Scope.MEETING)
def accept(meeting_id: int) -> Redirection:
    """Accept the letter as it was shown."""
    accept_letter(db(), opened_work(meeting_id), request.form.get("content", ""), actor())
    return redirect(url_for("work.show_letter", meeting_id=meeting_id))


@blueprint.get(TASK)
@allow(Permission.WORK, Scope.MEETING)
def show_task(meeting_id: int, key: str) -> str:
    """Show a task with what was said of it, and what one can do."""
    return render_task(meeting_id, key)


@blueprint.post(f"{TASK}/state")
@allow(Permission.WORK, Scope.MEETING)
def tell_state(meeting_id: int, key: str) -> ResponseReturnValue:
    """Say how far a task is."""
    return answer_task(meeting_id, key, take_state)


@blueprint.post(f"{TASK}/note")
@allow(Permission.WORK, Scope.MEETING)
def tell_note(meeting_id: int, key: str) -> ResponseReturnValue:
    """Note something of a task."""
    return answer_task(
        meeting_id, key, lambda meeting: say_note(db(), meeting, key, read_said(), actor())
    )


@blueprint.post(f"{TASK}/trouble")
@allow(Permission.WORK, Scope.MEETING)
def tell_trouble(meeting_id: int, key: str) -> ResponseReturnValue:
    """Report a trouble to the lead."""
    return answer_task(
        meeting_id, key, lambda meeting: report_trouble(db(), meeting, key, read_said(), actor())
    )


@blueprint.post(f"{TASK}/date")
@allow(Permission.WORK, Scope.MEETING)
def ask(meeting_id: int, key: str) -> ResponseReturnValue:
    """Ask for another date."""
    return answer_task(meeting_id, key, take_request)


@blueprint.post(f"{ENTRY}/decide")
@allow(Permission.DIRECT, Scope.MEETING)
def decide(meeting_id: int, entry_id: int) -> Redirection:
    """Grant or refuse a date, or settle a trouble, as the lead or the secretariat."""
    return take_decision(meeting_id, entry_id)


@blueprint.post(f"{ENTRY}/resolve")
@allow(Permission.REVIEW, Scope.MEETING)
def resolve(meeting_id: int, entry_id: int) -> Redirection:
    """Decide what came up to the accountable leader."""
    return take_decision(meeting_id, entry_id)


@blueprint.post(f"{ENTRY}/withdraw")
@allow(Permission.WORK, Scope.MEETING)
def withdraw(meeting_id: int, entry_id: int) -> Redirection:
    """Take back what one asked for."""
    entry = withdraw_entry(db(), opened_work(meeting_id), entry_id, actor())
    return go_back(meeting_id, entry.task_key)


@blueprint.get("/meetings/<int:meeting_id>/attachments/<int:attachment_id>")
@allow(Permission.WORK, Scope.MEETING)
def download(meeting_id: int, attachment_id: int) -> Response:
    """Hand out a file as a download, never as a page."""
    file = read_attachment(db(), attachment_id)
    entry = find_entry(db(), meeting_id, file.entry_id)
    require_sight(opened_work(meeting_id), account(), entry.task_key)
    return send_file(
        io.BytesIO(file.content),
        mimetype=file.media_type,
        as_attachment=True,
        download_name=file.name,
    )


def take_decision(meeting_id: int, entry_id: int) -> Redirection:
    """Decide as the form says, and go back to where the form was."""
    written = request.form.get("verdict", "")
    if written not in set(WorkEntryState):
        raise InvalidRequestError(Wording("请选择同意或不同意。", "Say whether you agree."))
    text = request.form.get("text", "")
    meeting = opened_work(meeting_id)
    entry = decide_entry(db(), meeting, entry_id, WorkEntryState(written), text, actor())
    if request.form.get("next"):
        return redirect(safe_target(request.form["next"]))
    return go_back(meeting_id, entry.task_key)


def answer_task(
    meeting_id: int, key: str, act: Callable[[OpenMeeting], int]
) -> ResponseReturnValue:
    """Do what a form of a task asks; where that is refused, show the form as it was filled in."""
    try:
        act(opened_work(meeting_id))
    except InvalidRequestError as error:
        refusal = error.wording.in_language(language())
        return render_task(meeting_id, key, refusal), status_of(error)
    return go_back(meeting_id, key)


def take_state(meeting: OpenMeeting) -> int:
    """Say how far the task of the address is."""
    state, key = read_state(), str((request.view_args or {})["key"])
    return say_state(db(), meeting, key, state, read_said(), actor(), read_day("done_on"))


def take_request(meeting: OpenMeeting) -> int:
    """Ask for another date of the task of the address."""
    wanted, key = read_day("wanted_on"), str((request.view_args or {})["key"])
    if wanted is None:
        raise InvalidRequestError(Wording("请选择新的完成日期。", "Choose the new date."))
    return ask_date(db(), meeting, key, wanted, read_said(), actor())


def render_task(meeting_id: int, key: str, refusal: str = "") -> str:
    """Return the page of a task; what was typed into the form that was refused stands in it."""
    meeting = opened_work(meeting_id)
    return render_meeting(
        "web/work/task.html",
        meeting,
        "work",
        task=meeting.directory.tasks.get(key),
        view=view_task(db(), meeting, account(), key),
        states=TaskState,
        accept=ACCEPT,
        refusal=refusal,
        typed=request.form if refusal else {},
        refused=request.path.rpartition("/")[2] if refusal else "",
    )


def read_state() -> TaskState:
    """Return the state that the form says."""
    written = request.form.get("state", "")
    if written not in set(TaskState):
        raise InvalidRequestError(Wording("没有这种状态。", "There is no such state."))
    return TaskState(written)


def read_said() -> Said:
    """Return the text and the files of the form."""
    files = [each for each in request.files.getlist("file") if each.filename]
    return Said(
        request.form.get("text", ""),
        tuple(AddedFile(str(each.filename), each.read()) for each in files),
    )


def go_back(meeting_id: int, key: str) -> Redirection:
    """Go to the task, or to the page of ours that the form was on."""
    if request.form.get("next"):
        return redirect(safe_target(request.form["next"]))
    return redirect(url_for("work.show_task", meeting_id=meeting_id, key=key))
