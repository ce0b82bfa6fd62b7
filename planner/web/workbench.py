"""工作台: the page after signing in."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from flask import Blueprint, redirect, render_template, request, url_for

from planner.domain.task import TaskState
from planner.models.account import Permission, Role
from planner.services.workbench import show_workbench
from planner.web.access import account, allow
from planner.web.wiring import db, wiring

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

blueprint = Blueprint("workbench", __name__)
FURTHEST_YEAR = 9000


@blueprint.get("/")
@allow(Permission.READ)
def go_home() -> Response:
    """Go to the page that somebody begins his day with."""
    roles = {each.role for each in account().grants}
    return redirect(url_for("leader.show" if roles == {Role.LEADER} else "workbench.show"))


@blueprint.get("/workbench")
@allow(Permission.READ)
def show() -> str:
    """Show what waits for somebody today, his meetings, and the year."""
    today = wiring().today()
    first_on = read_month(today)
    bench = show_workbench(db(), account(), today, first_on)
    return render_template(
        "web/workbench/show.html",
        bench=bench,
        today=today,
        first_on=first_on,
        earlier=first_on.replace(year=first_on.year - 1),
        later=first_on.replace(year=first_on.year + 1),
        states=TaskState,
    )


def read_month(today: date) -> date:
    """Return the first day of the month that the address names; this month otherwise."""
    try:
        found = date.fromisoformat(f"{request.args.get('from', '')}-01")
    except ValueError:
        return today.replace(day=1)
    return found if 1 < found.year < FURTHEST_YEAR else today.replace(day=1)
