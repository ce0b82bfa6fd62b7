"""After an absence: the ways to go on side by side, with what each costs, and taking one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, redirect, request, url_for

from planner.domain.error import InvalidRequestError, PlannerError
from planner.domain.seating.absence import CloseUpIn, OfferKind
from planner.domain.seating.difference import compare_seats
from planner.domain.wording import Wording
from planner.models.account import Permission
from planner.services.seating import find_ground
from planner.services.seating_offer import Choice, list_offers, stamp_of, take_offer
from planner.web.access import Scope, actor, allow
from planner.web.error import status_of
from planner.web.opened import opened, render_meeting
from planner.web.seating_chart import label_seat
from planner.web.wiring import db, wiring
from planner.web.wording import words

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from planner.domain.seating.absence import Offer
    from planner.services.seating_offer import Offers

blueprint = Blueprint("seating_offer", __name__)
LONGEST_STAMP = 80
MOST_SHOWN = 40


@blueprint.get("/meetings/<int:meeting_id>/seating/<int:seating_id>/offers")
@allow(Permission.EDIT, Scope.MEETING)
def show_offers(meeting_id: int, seating_id: int) -> str:
    """Show the ways to go on, side by side."""
    return render_offers(meeting_id, seating_id, read_inside(request.args.get("within", "")))


def read_inside(written: str) -> CloseUpIn:
    """Return how far people move up: inside the row unless the block is asked for."""
    return CloseUpIn(written) if written in set(CloseUpIn) else CloseUpIn.ROW


def render_offers(
    meeting_id: int, seating_id: int, inside: CloseUpIn, error: PlannerError | None = None
) -> str:
    """Return the page of offers."""
    found = list_offers(db(), meeting_id, seating_id, inside)
    names = {person.key: person.name for person in found.opened.plan.people}
    return render_meeting(
        "web/seating/offers.html",
        opened(meeting_id),
        "seating",
        seating=found.opened,
        turnout=found.turnout,
        offers=[show_offer(found, each, names) for each in found.offers],
        proposed=found.proposed,
        stamp=stamp_of(found.opened),
        inside=inside,
        insides=CloseUpIn,
        kinds=OfferKind,
        people=names,
        is_editable=found.opened.is_editable(wiring().today()),
        refusal=words(error.wording) if error else "",
    )


def show_offer(found: Offers, offer: Offer, names: dict[str, str]) -> dict[str, object]:
    """Return an offer as the page shows it."""
    ground = find_ground(db(), found.opened.venue_version_id)
    moves = [
        {
            "name": names.get(each.person, each.person),
            "before": label_seat(ground, each.before),
            "after": label_seat(ground, each.after),
        }
        for each in compare_seats(found.opened.seating.seat_of, offer.seating.seat_of)
        if each.after is not None
    ]
    return {
        "kind": offer.kind,
        "moves": moves[:MOST_SHOWN],
        "more": max(0, len(moves) - MOST_SHOWN),
        "moved": len(offer.moved),
        "signs": len(offer.signs),
        "bent": [words(each) for each in offer.bent],
        "bends_hard": offer.bends_hard,
        "unseated": [names.get(each, each) for each in offer.unseated],
        "is_proven": offer.seating.is_proven,
    }


@blueprint.post("/meetings/<int:meeting_id>/seating/<int:seating_id>/offers")
@allow(Permission.EDIT, Scope.MEETING)
def choose_offer(meeting_id: int, seating_id: int) -> ResponseReturnValue:
    """Go on in one of the ways."""
    kind = request.form.get("kind", "")
    if kind not in set(OfferKind):
        raise InvalidRequestError(
            Wording("请选择一种方案。", "Choose one of the ways to go on."), "kind"
        )
    inside = read_inside(request.form.get("within", ""))
    choice = Choice(OfferKind(kind), request.form.get("stamp", "")[:LONGEST_STAMP], inside)
    try:
        take_offer(db(), meeting_id, seating_id, choice, actor(), wiring().today())
    except PlannerError as error:
        return render_offers(meeting_id, seating_id, inside, error), status_of(error)
    return redirect(url_for("seating.show", meeting_id=meeting_id, seating_id=seating_id))
