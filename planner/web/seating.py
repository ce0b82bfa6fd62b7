"""座次: the seatings of a meeting, a new one, and the page with the chart of one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import Blueprint, flash, redirect, request, url_for
from flask_babel import gettext as _

from planner.domain.error import PlannerError
from planner.models.account import Permission
from planner.models.seating import SeatingState, SeatingVersionState
from planner.services.seating import NewSeating, add_seating, find_ground
from planner.services.seating_fill import fill_seating
from planner.services.seating_list import list_seatings
from planner.services.seating_version import list_versions
from planner.services.venue import list_venues
from planner.web.access import Scope, account, actor, allow
from planner.web.error import status_of
from planner.web.opened import opened_seated, render_meeting
from planner.web.seating_chart import is_editable, label_seat, opened_seating
from planner.web.wiring import db, wiring

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from flask.typing import ResponseReturnValue

    from planner.models.seating import SeatingVersionRecord
    from planner.services.seating import OpenSeating

blueprint = Blueprint("seating", __name__)


@dataclass(frozen=True, slots=True)
class StandingRemark:
    """What a leader said of a seat; an empty seat means all of the seating."""

    seat: str
    name: str
    """What the seat is called, and who sits there."""
    text: str
    by: str


@dataclass(frozen=True, slots=True)
class SeatingHead:
    """What stands above every page of a seating."""

    id: int
    name: str
    state: SeatingState
    is_editable: bool
    is_held: bool
    is_empty: bool
    version: SeatingVersionRecord | None
    """The version that waits for somebody, else the approved one."""
    remarks: tuple[StandingRemark, ...] = ()
    """What leaders said of seats and nobody has seen to yet."""


def head_of(seating: OpenSeating) -> SeatingHead:
    """Return how a seating stands, for the head of its pages."""
    versions = list_versions(db(), seating.id)
    waiting = [each for each in versions if each.state == SeatingVersionState.WAITING]
    approved = [each for each in versions if each.number == seating.approved_number]
    is_waiting = seating.state in {SeatingState.WAITING, SeatingState.CONFIRMING}
    return SeatingHead(
        id=seating.id,
        name=seating.name,
        state=seating.state,
        is_editable=is_editable(seating),
        is_held=seating.is_held(wiring().today()),
        is_empty=not seating.seating.seat_of and not seating.seating.unseated,
        version=next(iter((waiting if is_waiting else []) or approved), None),
        remarks=tuple(list_standing(seating, versions)),
    )


def list_standing(
    seating: OpenSeating, versions: Sequence[SeatingVersionRecord]
) -> Iterator[StandingRemark]:
    """Yield the remarks on the newest version that are to be seen to, for those who edit."""
    if not account().may(Permission.EDIT, seating.meeting_id):
        return
    names = {person.key: person.name for person in seating.plan.people}
    for each in versions[0].remarks if versions else ():
        if not each.get("is_settled"):
            ground = find_ground(db(), seating.venue_version_id)
            seat, person = each["seat"], each["person"]
            name = f"{label_seat(ground, seat)} {names.get(person, person)}".strip()
            yield StandingRemark(seat, name, each["text"], each["by"])


@blueprint.get("/meetings/<int:meeting_id>/seating")
@allow(Permission.READ, Scope.MEETING)
def list_all(meeting_id: int) -> str:
    """Show the seatings of a meeting, to editors with the form of a new one."""
    return render_list(meeting_id)


def render_list(meeting_id: int, error: PlannerError | None = None) -> str:
    """Return the list; those who see no drafts find what was approved."""
    sees_drafts = account().may(Permission.DRAFT, meeting_id)
    lines = [
        each for each in list_seatings(db(), meeting_id) if sees_drafts or each.approved_number
    ]
    may_edit = account().may(Permission.EDIT, meeting_id)
    return render_meeting(
        "web/seating/list.html",
        opened_seated(meeting_id),
        "seating",
        lines=lines,
        sees_drafts=sees_drafts,
        venues=list_venues(db()) if may_edit else None,
        chosen=request.form.getlist("sitting"),
        error=error,
    )


@blueprint.post("/meetings/<int:meeting_id>/seating")
@allow(Permission.EDIT, Scope.MEETING)
def add(meeting_id: int) -> ResponseReturnValue:
    """Make a new seating and open it."""
    asked = NewSeating(
        name=request.form.get("name", ""),
        venue_version_id=request.form.get("venue", 0, type=int),
        sittings=tuple(request.form.getlist("sitting")),
    )
    try:
        made = add_seating(db(), meeting_id, asked, actor())
    except PlannerError as error:
        return render_list(meeting_id, error), status_of(error)
    return redirect(url_for(".show", meeting_id=meeting_id, seating_id=made))


@blueprint.get("/meetings/<int:meeting_id>/seating/<int:seating_id>")
@allow(Permission.READ, Scope.MEETING)
def show(meeting_id: int, seating_id: int) -> str:
    """Show the chart of a seating; scripts draw it."""
    seating = opened_seating(meeting_id, seating_id)
    shown = seating.seating.seat_of.keys() | seating.seating.unseated.keys()
    people = [each for each in seating.plan.people if each.key in shown]
    blocks = {each for each in seating.seating.blocks.values() if each}
    sectors = {each.sector for each in people if each.sector}
    filters = {
        "blocks": sorted(blocks),
        "sectors": sorted(sectors if not sectors <= blocks else ()),  # else the blocks are they
        "groups": sorted({each.group for each in people if each.group}),
        "kinds": sorted({each.attendance for each in people}),
        "sexes": sorted({each.sex for each in people if each.sex}),
    }
    return render_meeting(
        "web/seating/show.html",
        opened_seated(meeting_id),
        "seating",
        seating=head_of(seating),
        filters=filters,
        sees_drafts=account().may(Permission.DRAFT, meeting_id),
        tab="chart",
    )


@blueprint.post("/meetings/<int:meeting_id>/seating/<int:seating_id>/fill")
@allow(Permission.EDIT, Scope.MEETING)
def fill(meeting_id: int, seating_id: int) -> ResponseReturnValue:
    """Fill the hall by its rules and show it."""
    filled = fill_seating(db(), meeting_id, seating_id, actor(), wiring().today())
    said = _("已按规则排座：%(n)s 人就座", n=filled.seated)
    if filled.unseated:
        said += _("，%(n)s 人未就座", n=filled.unseated)
    if filled.conflict:
        said += _("；有 %(n)s 项硬性要求互相冲突，见“问题”", n=len(filled.conflict))
    flash(f"{said}{_('。')}")
    return redirect(url_for(".show", meeting_id=meeting_id, seating_id=seating_id))
