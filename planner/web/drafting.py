"""新建会议: a meeting from the template of its kind."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from flask import Blueprint, redirect, render_template, request, url_for

from planner.domain.error import InvalidRequestError, PlannerError
from planner.domain.plan import MeetingKind
from planner.domain.vocabulary import CONDITIONS
from planner.domain.wording import Wording
from planner.models.account import Permission
from planner.services.drafting import NewMeeting, draft_meeting, propose_meeting
from planner.web.access import Scope, actor, allow, require
from planner.web.error import status_of
from planner.web.language import language
from planner.web.wiring import db, wiring

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flask.typing import ResponseReturnValue

blueprint = Blueprint("drafting", __name__)
LONGEST_LINE = 200
MOST = 999


@blueprint.get("/meetings/new")
@allow(Permission.EDIT, Scope.ORGANISATION)
def show_form() -> str:
    """Show what is asked of a new meeting, with its likely number filled in."""
    refuse_limited()
    kind = read_kind(request.args.get("kind", MeetingKind.PLENARY.value))
    proposal = propose_meeting(db(), kind)
    known = {
        "term": proposal.term,
        "number": proposal.number,
        "place": proposal.place,
        "starts_work_on": wiring().today().isoformat(),
    }
    return render_form(kind, known)


@blueprint.post("/meetings/new")
@allow(Permission.EDIT, Scope.ORGANISATION)
def make() -> ResponseReturnValue:
    """Make the meeting and go to what is to be done next; what is wrong is said at its field."""
    refuse_limited()
    kind = read_kind(request.form.get("kind", ""))
    try:
        meeting_id = draft_meeting(db(), read_form(kind), actor())
    except PlannerError as error:
        return render_form(kind, request.form, error), status_of(error)
    return redirect(url_for("start.show_start", meeting_id=meeting_id))


def refuse_limited() -> None:
    """Refuse whoever edits certain meetings only: he could not open the one that he made."""
    require(Permission.EDIT)


def render_form(kind: MeetingKind, known: object, error: PlannerError | None = None) -> str:
    """Return the form with what is known already."""
    return render_template(
        "web/drafting/new.html",
        kind=kind,
        kinds=MeetingKind,
        known=known,
        conditions=CONDITIONS,
        chosen=request.form.getlist("conditions"),
        **tell_fault(error),
    )


def tell_fault(error: PlannerError | None) -> dict[str, object]:
    """Return what is wrong for a form: above it, and at the field that it is about."""
    said = error.wording.in_language(language()) if error else ""
    field = error.field if isinstance(error, InvalidRequestError) else ""
    return {"refusal": said, "faults": {field: said} if field else {}}


def read_kind(written: str) -> MeetingKind:
    """Return the kind of meeting that is asked for."""
    if written not in set(MeetingKind):
        raise InvalidRequestError(
            Wording("没有这种会议，请重新选择。", "There is no such kind of meeting.")
        )
    return MeetingKind(written)


def read_form(kind: MeetingKind) -> NewMeeting:
    """Return what the form says."""
    form = request.form
    opens_on = read_day("opens_on")
    if opens_on is None:
        raise InvalidRequestError(
            Wording("请填写开幕日期。", "Say on which day it opens."), "opens_on"
        )
    return NewMeeting(
        kind=kind,
        term=read_number("term"),
        number=read_number("number"),
        opens_on=opens_on,
        closes_on=read_day("closes_on"),
        reports_on=read_day("reports_on"),
        place=form.get("place", "").strip()[:LONGEST_LINE],
        theme=form.get("theme", "").strip()[:LONGEST_LINE],
        starts_work_on=read_day("starts_work_on"),
        conditions=tuple(each for each in CONDITIONS if each in form.getlist("conditions")),
    )


def read_number(name: str) -> int:
    """Return a number from 1 to 999 of the form."""
    found = request.form.get(name, type=int)
    if found is None or not 1 <= found <= MOST:
        raise InvalidRequestError(
            Wording(
                "届、次应为 1 至 999 的整数。", "Term and number are whole numbers from 1 to 999."
            ),
            name,
        )
    return found


def read_day(name: str, given: Mapping[str, str] | None = None) -> date | None:
    """Return a day of the form, or of what was given, if there is one."""
    written = (request.form if given is None else given).get(name, "").strip()
    try:
        return date.fromisoformat(written) if written else None
    except ValueError:
        raise InvalidRequestError(
            Wording(f"“{written}”不是日期。", f"“{written}” is not a day."), name
        ) from None
