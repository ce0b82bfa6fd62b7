"""责任清单: by workstream, by owner, and what is covered."""

from __future__ import annotations

from flask import Blueprint, request

from planner.domain.responsibility import coverage, list_responsibilities, tasks_by_owner
from planner.domain.task import Aspect
from planner.models.account import Permission
from planner.web.access import Scope, allow
from planner.web.opened import opened, render_meeting

blueprint = Blueprint("responsibility", __name__)
VIEWS = ("workstream", "owner", "coverage")


@blueprint.get("/meetings/<int:meeting_id>/responsibilities")
@allow(Permission.READ, Scope.MEETING)
def show_responsibilities(meeting_id: int) -> str:
    """Show who answers for what."""
    meeting = opened(meeting_id)
    view = request.args.get("view", "")
    view = view if view in VIEWS else VIEWS[0]
    plan, timeline = meeting.plan, meeting.timeline
    return render_meeting(
        "web/responsibility/show.html",
        meeting,
        "responsibilities",
        view=view,
        lists=list_responsibilities(plan, timeline) if view == "workstream" else (),
        owners=tasks_by_owner(plan, timeline) if view == "owner" else {},
        matrix=coverage(plan) if view == "coverage" else None,
        aspects=list(Aspect),
    )
