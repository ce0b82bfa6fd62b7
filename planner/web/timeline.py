"""时间表: the dated tasks, filtered by what the address says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, request

from planner.domain.task import TaskState
from planner.models.account import Permission
from planner.web.access import Scope, allow
from planner.web.opened import opened, render_meeting

if TYPE_CHECKING:
    from collections.abc import Callable

    from planner.domain.timeline import DatedTask
    from planner.services.meeting import OpenMeeting

blueprint = Blueprint("timeline", __name__)


def has_state(state: TaskState) -> Callable[[DatedTask], bool]:
    """Return whether a task has come as far as that."""
    return lambda each: each.task.state is state


def state_filters(meeting: OpenMeeting) -> dict[str, Callable[[DatedTask], bool]]:
    """Return what each value of the filter by state lets through."""
    today = meeting.today
    return {
        "late": lambda each: each.is_late(today),
        "critical": lambda each: each.is_critical,
        "compressed": lambda each: each.is_compressed,
        "unsettled": lambda each: not each.is_settled,
        **{state.value: has_state(state) for state in TaskState},
    }


def filter_tasks(meeting: OpenMeeting, workstream: str, owner: str, state: str) -> list[DatedTask]:
    """Return the tasks that the filters let through, in the order of their dates."""
    lets_through = state_filters(meeting).get(state)
    return [
        each
        for each in meeting.timeline.tasks
        if (not workstream or each.task.workstream == workstream)
        and (not owner or each.task.owner == owner)
        and (lets_through is None or lets_through(each))
    ]


@blueprint.get("/meetings/<int:meeting_id>/timeline")
@allow(Permission.READ, Scope.MEETING)
def show_timeline(meeting_id: int) -> str:
    """Show a meeting's timeline; every date can say why it is so."""
    meeting = opened(meeting_id)
    chosen = {name: request.args.get(name, "") for name in ("workstream", "owner", "state")}
    owners = dict.fromkeys(each.task.owner for each in meeting.timeline.tasks if each.task.owner)
    return render_meeting(
        "web/timeline/show.html",
        meeting,
        "timeline",
        tasks=filter_tasks(meeting, **chosen),
        chosen=chosen,
        owners=list(owners),
        states=TaskState,
    )
