"""Papers of a seating for programs: ordered here, watched and fetched as jobs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import request
from spectree import Response as Answers

from planner.models.account import Permission
from planner.services.error import MissingRecordError
from planner.services.seating_wish import SeatOrder, SeatWish
from planner.web.access import Scope, allow
from planner.web.api import MEETING
from planner.web.api import blueprint as programs
from planner.web.api_description import description
from planner.web.api_model_paper import JobShape
from planner.web.api_model_seating_paper import SeatOrderShape
from planner.web.api_paper import answer_job
from planner.web.seating_chart import opened_seating
from planner.web.seating_paper import ask_for_papers

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue


@programs.post(f"{MEETING}/seatings/<int:seating_id>/papers")
@allow(Permission.BUILD, Scope.MEETING)
@description.validate(json=SeatOrderShape, resp=Answers(HTTP_202=JobShape), tags=["seatings"])
def order_seat_papers(meeting_id: int, seating_id: int) -> ResponseReturnValue:
    """Have papers of a seating made; the same order twice is one job."""
    asked: SeatOrderShape = request.context.json  # type: ignore[attr-defined]
    seating = opened_seating(meeting_id, seating_id)
    number = 0 if asked.is_draft else seating.approved_number
    if not number and not asked.is_draft:
        raise MissingRecordError
    wishes = tuple(
        SeatWish(each.paper, each.form, each.since, tuple(each.people)) for each in asked.papers
    )
    return answer_job(ask_for_papers(meeting_id, SeatOrder(seating.id, number, wishes)))
