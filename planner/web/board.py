"""工作组看板: a workstream by state or by week, with the load of its owners and what waits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, redirect, request, url_for

from planner.domain.task_board import BoardView
from planner.models.account import Permission
from planner.services.board import pick_stream, show_board
from planner.web.access import Scope, account, allow
from planner.web.opened import opened_work, render_meeting
from planner.web.wiring import db

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

blueprint = Blueprint("board", __name__)


@blueprint.get("/meetings/<int:meeting_id>/board")
@allow(Permission.WORK, Scope.MEETING)
def begin(meeting_id: int) -> ResponseReturnValue:
    """Go to the workstream that somebody leads or works in; say so where there is none."""
    meeting = opened_work(meeting_id)
    stream = pick_stream(meeting, account())
    if not stream:
        return render_meeting("web/board/empty.html", meeting, "board")
    return redirect(url_for("board.show", meeting_id=meeting_id, stream=stream))


@blueprint.get("/meetings/<int:meeting_id>/board/<stream>")
@allow(Permission.WORK, Scope.MEETING)
def show(meeting_id: int, stream: str) -> str:
    """Show the board of a workstream."""
    meeting = opened_work(meeting_id)
    wanted = request.args.get("view", "")
    view = BoardView.WEEK if wanted == BoardView.WEEK else BoardView.STATE
    owner = request.args.get("owner", "")
    board = show_board(db(), meeting, account(), stream, view, owner)
    return render_meeting(
        "web/board/show.html", meeting, "board", board=board, views=BoardView, owner=owner
    )
