"""任务: one table, three groupings, one filter bar; editors change it in place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, redirect, request, url_for

from planner.domain.error import InvalidRequestError
from planner.domain.task import TaskState
from planner.models.account import Permission
from planner.services.draft import open_draft
from planner.services.draft_error import EditRefusedError
from planner.services.section_table import speak_field
from planner.services.task_list import (
    TaskMark,
    TaskOrder,
    TaskQuery,
    hand_over,
    list_tasks,
    list_weeks,
    take_agreed_date,
)
from planner.web.access import Scope, actor, allow
from planner.web.error import status_of
from planner.web.field_name import field_name
from planner.web.language import language
from planner.web.opened import opened, render_meeting
from planner.web.redirection import safe_target
from planner.web.wiring import db

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue
    from werkzeug.wrappers import Response

    from planner.services.draft import Entry
    from planner.services.meeting import OpenMeeting

blueprint = Blueprint("task", __name__)
LONGEST_TEXT = 60
FILTERS = ("text", "workstream", "owner", "state", "mark", "week")


@blueprint.get("/meetings/<int:meeting_id>/tasks")
@allow(Permission.READ, Scope.MEETING)
def show(meeting_id: int) -> str:
    """Show the tasks as the address asks for them."""
    return render(opened(meeting_id))


@blueprint.post("/meetings/<int:meeting_id>/tasks/owner")
@allow(Permission.EDIT, Scope.MEETING)
def change_owner(meeting_id: int) -> ResponseReturnValue:
    """Give the ticked tasks to another owner."""
    owner = request.form.get("new_owner", "")
    try:
        hand_over(db(), meeting_id, request.form.getlist("key"), owner, actor())
    except (InvalidRequestError, EditRefusedError) as error:
        refusal = error.wording.in_language(language())
        return render(opened(meeting_id), refusal), status_of(error)
    return redirect(safe_target(request.form.get("next")))


@blueprint.post("/meetings/<int:meeting_id>/tasks/<key>/agreed")
@allow(Permission.EDIT, Scope.MEETING)
def take_date(meeting_id: int, key: str) -> Response:
    """Write an agreed date into the draft."""
    take_agreed_date(db(), opened(meeting_id), key, actor())
    return redirect(safe_target(request.form.get("next")))


def render(meeting: OpenMeeting, refusal: str = "") -> str:
    """Return the page of the tasks; editors get fields, others words."""
    query = read_query()
    entries = list_entries(meeting)
    chosen = {name: getattr(query, name) for name in FILTERS}
    owners = dict.fromkeys(each.task.owner for each in meeting.timeline.tasks if each.task.owner)
    return render_meeting(
        "web/task/show.html",
        meeting,
        "tasks",
        found=list_tasks(meeting, query),
        entries=entries,
        chosen=chosen,
        address=lambda **rest: address_of(meeting.id, query, **rest),
        weeks=list_weeks(meeting),
        owners=list(owners),
        states=TaskState,
        marks_of_tasks=TaskMark,
        orders=TaskOrder,
        field_name=field_name,
        speak=lambda entry, name: speak_field(entry, name, meeting.directory),
        refusal=refusal,
        typed=request.form if refusal else {},
    )


def list_entries(meeting: OpenMeeting) -> dict[str, Entry]:
    """Return the draft's entries of the tasks by key, for those who see the draft."""
    if not meeting.is_draft:
        return {}
    return {each.key: each for each in open_draft(db(), meeting.id).entries["tasks"]}


def read_query() -> TaskQuery:
    """Return what the address asks for."""
    args = request.args
    order = args.get("order", "")
    return TaskQuery(
        **{name: args.get(name, "").strip()[:LONGEST_TEXT] for name in FILTERS},
        order=TaskOrder(order) if order in set(TaskOrder) else TaskOrder.DATE,
        page=args.get("page", 1, type=int),
    )


def address_of(meeting_id: int, query: TaskQuery, **changes: object) -> str:
    """Return the address of the tasks as they are asked for, with changes."""
    known = {name: getattr(query, name) or None for name in FILTERS}
    facts = {"order": query.order.value, "page": None, **known, **changes}
    return url_for("task.show", meeting_id=meeting_id, **facts)  # type: ignore[arg-type]
