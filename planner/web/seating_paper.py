"""文印 of a seating: which papers, of which version, all of it or only what changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, redirect, request, url_for

from planner.domain.error import InvalidRequestError, PlannerError
from planner.domain.wording import Wording
from planner.models.account import Permission
from planner.models.job import JobState
from planner.services.job_right import permission_for, permission_of
from planner.services.seating_order import (
    list_approved_numbers,
    list_orders,
    request_seat_papers,
)
from planner.services.seating_wish import FORMS, OPTIONS, SeatOrder, SeatPaper, SeatWish
from planner.web.access import Scope, account, actor, allow, require
from planner.web.error import status_of
from planner.web.opened import opened_seated, render_meeting
from planner.web.seating import head_of
from planner.web.seating_chart import opened_seating
from planner.web.wiring import db, wiring
from planner.web.wording import words

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from planner.models.job import Job
    from planner.services.seating import OpenSeating

blueprint = Blueprint("seating_paper", __name__)
LONGEST_NAMES = 20_000
SCOPED = {SeatPaper.SIGNS, SeatPaper.BADGES}
SEPARATORS = str.maketrans("，,；;、\n\r\t", "        ")


@blueprint.get("/meetings/<int:meeting_id>/seating/<int:seating_id>/papers")
@allow(Permission.READ, Scope.MEETING)
def show(meeting_id: int, seating_id: int) -> str:
    """Show what can be printed of a seating, and what was."""
    return render_papers(meeting_id, seating_id)


@blueprint.post("/meetings/<int:meeting_id>/seating/<int:seating_id>/papers")
@allow(Permission.BUILD, Scope.MEETING)
def build(meeting_id: int, seating_id: int) -> ResponseReturnValue:
    """Have papers made and show how far they are."""
    seating = opened_seating(meeting_id, seating_id)
    try:
        job = ask_for_papers(meeting_id, read_order(seating))
    except InvalidRequestError as error:
        return render_papers(meeting_id, seating_id, error), status_of(error)
    return redirect(url_for("job.show_job", job_id=job.id))


def ask_for_papers(meeting_id: int, order: SeatOrder) -> Job:
    """Ask for papers of a seating, where that is allowed, and wake the worker."""
    require(permission_for(order), meeting_id)
    parts = wiring()
    job = request_seat_papers(db(), meeting_id, order, parts.policy.secret, actor())
    if job.state is JobState.QUEUED:
        parts.queue.wake(job.id)
    return job


def read_order(seating: OpenSeating) -> SeatOrder:
    """Return what the form asks for."""
    form = request.form
    number = 0 if form.get("edition") == "draft" else seating.approved_number
    since = form.get("since", 0, type=int)
    wanted = [each.partition(":") for each in dict.fromkeys(form.getlist("paper"))]
    people = read_people(seating, form.get("people", "")[:LONGEST_NAMES])
    wishes = []
    for name, _, kind in wanted:
        if name not in set(SeatPaper):
            raise InvalidRequestError(
                Wording("没有这种文件。", "There is no such paper."), "papers"
            )
        paper = SeatPaper(name)
        scope = form.get(f"{name}_scope", "all") if paper in SCOPED else ""
        if scope == "chosen" and not people:
            raise InvalidRequestError(
                Wording("请填写要打印的人员姓名。", "Name the people to print for."), "people"
            )
        is_since = scope == "changed" or paper is SeatPaper.CHANGES
        wishes.append(
            SeatWish(
                paper,
                kind or form.get(f"{name}_form", ""),
                since if is_since else 0,
                people if scope == "chosen" else (),
            )
        )
        if is_since and not since:
            raise InvalidRequestError(
                Wording("请选择与哪一版相比。", "Choose the version to compare with."), "since"
            )
    return SeatOrder(seating.id, number, tuple(wishes))


def read_people(seating: OpenSeating, written: str) -> tuple[str, ...]:
    """Return the keys of people whose names or keys are written, parted by commas or spaces.

    Raises:
        InvalidRequestError: A name is nobody's, or several people's; it is named.
    """
    by_name: dict[str, list[str]] = {}
    for each in seating.plan.people:
        by_name.setdefault(each.name, []).append(each.key)
    known = {each.key for each in seating.plan.people}
    found: list[str] = []
    wrong: list[str] = []
    for word in written.translate(SEPARATORS).replace("　", "").split():
        keys = by_name.get(word, [word] if word in known else [])
        if len(keys) == 1:
            found += keys
        else:
            wrong.append(word)
    if wrong:
        raise InvalidRequestError(
            Wording(
                f"没有找到，或有同名：{'、'.join(wrong[:20])}。",
                f"Nobody, or several people, are called: {', '.join(wrong[:20])}.",
            ),
            "people",
        )
    return tuple(dict.fromkeys(found))


def render_papers(meeting_id: int, seating_id: int, error: PlannerError | None = None) -> str:
    """Return the page of a seating's papers."""
    seating = opened_seating(meeting_id, seating_id)
    sees_drafts = account().may(Permission.DRAFT, meeting_id)
    approved = list_approved_numbers(db(), seating_id)
    earlier = [each for each in approved if each < seating.approved_number]
    jobs = [
        each
        for each in list_orders(db(), meeting_id, seating_id)
        if account().may(permission_of(each), meeting_id)
    ]
    return render_meeting(
        "web/seating/papers.html",
        opened_seated(meeting_id),
        "seating",
        seating=head_of(seating),
        number=seating.approved_number,
        earlier=earlier,
        since=request.form.get("since", earlier[0] if earlier else 0, type=int),
        sees_drafts=sees_drafts,
        forms={each.value: [(one, words(FORMS[one])) for one in OPTIONS[each]] for each in OPTIONS},
        jobs=jobs,
        rostrums=[each for each in seating.sittings if each.rostrum],
        refusal=words(error.wording) if error else "",
        place=getattr(error, "field", "") if error else "",
    )
