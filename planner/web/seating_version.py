"""版本: how a seating stands, what waits for whom, and its line of versions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask import Blueprint, flash, redirect, request, url_for
from flask_babel import gettext as _

from planner.domain.error import PlannerError
from planner.domain.finding.value import Severity
from planner.models.account import Permission
from planner.models.seating import SeatingState
from planner.services.seating import find_ground, open_seating
from planner.services.seating_difference import PRESENT, compare_versions
from planner.services.seating_remark import read_remark_sheet, settle_seat_remark
from planner.services.seating_review import (
    SENDABLE,
    Verdict,
    begin_amendment,
    cancel_amendment,
    decide_seating,
    inspect_opened,
    submit_seating,
    withdraw_seating,
)
from planner.services.seating_version import list_versions
from planner.web.access import Scope, account, actor, allow
from planner.web.error import status_of
from planner.web.opened import opened_seated, render_meeting
from planner.web.redirection import safe_target
from planner.web.seating import head_of
from planner.web.seating_chart import label_seat
from planner.web.seating_decider import is_decider, require_decider
from planner.web.wiring import db, wiring
from planner.web.wording import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask.typing import ResponseReturnValue
    from werkzeug.wrappers import Response

    from planner.models import SeatingVersionRecord
    from planner.services.seating import OpenSeating
    from planner.services.seating_difference import SeatingDifference

blueprint = Blueprint("seating_version", __name__)
SEATING = "/meetings/<int:meeting_id>/seating/<int:seating_id>"
VERSION = f"{SEATING}/versions/<int:number>"
LONGEST_TEXT = 500
FINDINGS_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Typed:
    """What stood in a form that was refused, and why it was."""

    text: str = ""
    error: PlannerError | None = None


@dataclass(frozen=True, slots=True)
class Right:
    """What whoever looks may do now."""

    may_edit: bool
    may_decide: bool
    is_own: bool
    """Whether he sent himself what waits: another person confirms an amendment."""


@blueprint.get(f"{SEATING}/versions")
@allow(Permission.DRAFT, Scope.MEETING)
def show(meeting_id: int, seating_id: int) -> str:
    """Show how a seating stands, and its versions."""
    return render_versions(meeting_id, seating_id)


def render_versions(meeting_id: int, seating_id: int, typed: Typed = Typed()) -> str:
    """Return the page, with what was typed and why it was refused."""
    seating = open_seating(db(), meeting_id, seating_id)
    versions = list_versions(db(), seating_id)
    ground = find_ground(db(), seating.venue_version_id)
    return render_meeting(
        "web/seating/versions.html",
        opened_seated(meeting_id),
        "seating",
        seating=head_of(seating),
        tab="versions",
        stands=seating,
        versions=versions,
        waiting=versions[0] if versions and versions[0].state == "waiting" else None,
        right=find_right(seating, versions),
        sheet=read_remark_sheet(db(), seating_id),
        label=lambda seat: label_seat(ground, seat),
        called={person.key: person.name for person in seating.plan.people},
        typed=typed,
        refusal=words(typed.error.wording) if typed.error else "",
        **foresee(seating),
    )


def find_right(seating: OpenSeating, versions: Sequence[SeatingVersionRecord]) -> Right:
    """Return what whoever looks may do; nothing after the meeting."""
    is_held = seating.is_held(wiring().today())
    waiting = next((each for each in versions if each.state == "waiting"), None)
    is_own = waiting is not None and waiting.submitted_by_id == account().id
    is_blocked = waiting is None or (waiting.base_number > 0 and is_own)
    return Right(
        may_edit=not is_held and account().may(Permission.EDIT, seating.meeting_id),
        may_decide=not is_held
        and not is_blocked
        and waiting is not None
        and is_decider(waiting, seating.meeting_id),
        is_own=is_own,
    )


def foresee(seating: OpenSeating) -> dict[str, Any]:
    """Return what sending would send: the findings, and what an amendment changes."""
    findings = inspect_opened(db(), seating) if seating.state in SENDABLE else ()
    return {
        "findings": [each for each in findings if each.severity is not Severity.HINT],
        "blocking": sum(each.severity is Severity.BLOCKING for each in findings),
        "shown": FINDINGS_SHOWN,
        "change": find_amendment(seating),
        "Severity": Severity,
    }


def find_amendment(seating: OpenSeating) -> SeatingDifference | None:
    """Return what an amendment under way changes against the approved version."""
    if seating.state not in {SeatingState.AMENDING, SeatingState.CONFIRMING}:
        return None
    return compare_versions(db(), seating, seating.approved_number, PRESENT)


@blueprint.post(f"{SEATING}/versions")
@allow(Permission.EDIT, Scope.MEETING)
def submit(meeting_id: int, seating_id: int) -> ResponseReturnValue:
    """Send a seating for approval, or an amendment to a second person."""
    reason = request.form.get("reason", "")[:LONGEST_TEXT]
    try:
        number = submit_seating(db(), meeting_id, seating_id, reason, actor(), wiring().today())
    except PlannerError as error:
        return render_versions(meeting_id, seating_id, Typed(reason, error)), status_of(error)
    flash(_("第 %(n)s 版已送出。", n=number))
    return go_back(meeting_id, seating_id)


@blueprint.post(f"{SEATING}/withdraw")
@allow(Permission.EDIT, Scope.MEETING)
def withdraw(meeting_id: int, seating_id: int) -> ResponseReturnValue:
    """Take back what was sent."""
    return take_step(withdraw_seating, meeting_id, seating_id, _("已撤回。"))


@blueprint.post(f"{SEATING}/amendment")
@allow(Permission.EDIT, Scope.MEETING)
def begin(meeting_id: int, seating_id: int) -> ResponseReturnValue:
    """Open an approved seating for changes."""
    return take_step(begin_amendment, meeting_id, seating_id, _("已开始变更，可以调整座次。"))


@blueprint.post(f"{SEATING}/amendment/cancel")
@allow(Permission.EDIT, Scope.MEETING)
def cancel(meeting_id: int, seating_id: int) -> ResponseReturnValue:
    """Give an amendment up."""
    said = _("已放弃变更，座次恢复为审定的版本。")
    return take_step(cancel_amendment, meeting_id, seating_id, said)


def take_step(step: Any, meeting_id: int, seating_id: int, said: str) -> ResponseReturnValue:  # noqa: ANN401  a service
    """Take a step that needs no words; where it is refused the page says why."""
    try:
        step(db(), meeting_id, seating_id, actor(), wiring().today())
    except PlannerError as error:
        return render_refusal(meeting_id, seating_id, error), status_of(error)
    flash(said)
    return go_back(meeting_id, seating_id)


@blueprint.post(f"{VERSION}/approve")
@allow(Permission.DRAFT, Scope.MEETING)
def approve(meeting_id: int, seating_id: int, number: int) -> ResponseReturnValue:
    """Approve a version, or confirm somebody else's amendment."""
    return decide(meeting_id, seating_id, number, is_approved=True)


@blueprint.post(f"{VERSION}/return")
@allow(Permission.DRAFT, Scope.MEETING)
def send_back(meeting_id: int, seating_id: int, number: int) -> ResponseReturnValue:
    """Send a version back, with what is to be changed."""
    return decide(meeting_id, seating_id, number, is_approved=False)


def decide(
    meeting_id: int, seating_id: int, number: int, *, is_approved: bool
) -> ResponseReturnValue:
    """Decide a version; whether one may depends on whether it is an amendment."""
    require_decider(meeting_id, seating_id, number)
    remark = request.form.get("remark", "")[:LONGEST_TEXT]
    verdict = Verdict(number, is_approved, remark)
    try:
        decide_seating(db(), meeting_id, seating_id, verdict, actor(), wiring().today())
    except PlannerError as error:
        return render_refusal(meeting_id, seating_id, error, remark), status_of(error)
    flash(_("第 %(n)s 版已审定。", n=number) if is_approved else _("第 %(n)s 版已退回。", n=number))
    return go_back(meeting_id, seating_id)


def render_refusal(meeting_id: int, seating_id: int, error: PlannerError, text: str = "") -> str:
    """Return the page with why a step was refused and what was typed for it."""
    return render_versions(meeting_id, seating_id, Typed(text, error))


@blueprint.post(f"{VERSION}/remarks/<int:at>")
@allow(Permission.EDIT, Scope.MEETING)
def settle(meeting_id: int, seating_id: int, number: int, at: int) -> ResponseReturnValue:
    """Note that a remark was seen to."""
    settle_seat_remark(db(), meeting_id, seating_id, number, at, actor(), wiring().today())
    return go_back(meeting_id, seating_id)


def go_back(meeting_id: int, seating_id: int) -> Response:
    """Go to the page of versions, or to the one that the form was on."""
    if request.form.get("next"):
        return redirect(safe_target(request.form["next"]))
    return redirect(url_for(".show", meeting_id=meeting_id, seating_id=seating_id))
