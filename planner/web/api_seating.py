"""Seatings for programs: read, made, filled, changed by deeds, mended after absences."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Response, jsonify, request
from spectree import Response as Answers

from planner.domain.seating.deed import Deed
from planner.domain.seating.place import list_places
from planner.models.account import Permission
from planner.planfile.hall_setting import write_hall_settings
from planner.services.seating import (
    NewSeating,
    add_seating,
    change_seating,
    find_ground,
    remove_seating,
)
from planner.services.seating_deed import apply_deeds
from planner.services.seating_fill import fill_seating, set_hall_settings
from planner.services.seating_list import list_opened
from planner.services.seating_offer import (
    Choice,
    list_offers,
    record_absences,
    stamp_of,
    take_offer,
)
from planner.services.seating_undo import redo_seating, undo_seating
from planner.services.seating_venue import take_venue_version
from planner.web import api_model_seating as shape
from planner.web.access import Scope, actor, allow
from planner.web.api import MEETING
from planner.web.api import blueprint as programs
from planner.web.api_description import description
from planner.web.seating_chart import label_seat, opened_seating, show_changes
from planner.web.wiring import db, wiring
from planner.web.wording import words

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from planner.domain.seating.absence import Offer
    from planner.services.seating import OpenSeating
    from planner.services.seating_deed import SeatingChange

SEATINGS = f"{MEETING}/seatings"
SEATING = f"{SEATINGS}/<int:seating_id>"


def spell_seating(opened: OpenSeating) -> dict[str, Any]:
    """Return a seating's own facts."""
    return {
        "id": opened.id,
        "name": opened.name,
        "state": opened.state.value,
        "sequence": opened.sequence,
        "approved_number": opened.approved_number,
        "venue_version_id": opened.venue_version_id,
        "sittings": [each.key for each in opened.sittings],
    }


def spell_change(change: SeatingChange | None) -> dict[str, Any]:
    """Return what a change left; None where nothing was to be changed."""
    if change is None:
        return {"sequence": 0, "changes": []}
    now = {person: after for person, (_before, after) in change.changes.items()}
    return {"sequence": change.sequence, "changes": show_changes(now)}


def given() -> Any:  # noqa: ANN401  the shape that the route names
    """Return the body of the request in its shape."""
    return request.context.json  # type: ignore[attr-defined]


@programs.get(SEATINGS)
@allow(Permission.DRAFT, Scope.MEETING)
@description.validate(resp=Answers(HTTP_200=shape.SeatingList), tags=["seatings"])
def list_seatings(meeting_id: int) -> Response:
    """List the seatings of a meeting."""
    return jsonify(seatings=[spell_seating(each) for each in list_opened(db(), meeting_id)])


@programs.post(SEATINGS)
@allow(Permission.EDIT, Scope.MEETING)
@description.validate(
    json=shape.NewSeatingShape, resp=Answers(HTTP_201=shape.SeatingMade), tags=["seatings"]
)
def make_seating(meeting_id: int) -> ResponseReturnValue:
    """Make an empty seating."""
    asked = given()
    new = NewSeating(asked.name, asked.venue_version_id, tuple(asked.sittings))
    return jsonify(id=add_seating(db(), meeting_id, new, actor())), 201


@programs.get(SEATING)
@allow(Permission.READ, Scope.MEETING)
@description.validate(resp=Answers(HTTP_200=shape.SeatingPlaces), tags=["seatings"])
def show_seating(meeting_id: int, seating_id: int) -> Response:
    """Return a seating with everybody in it: as it stands, or as approved for mere readers."""
    opened = opened_seating(meeting_id, seating_id)
    ground = find_ground(db(), opened.venue_version_id)
    places = [
        {
            "person": each.person,
            "seat": each.seat,
            "label": label_seat(ground, each.seat),
            "block": each.block,
            "reason": words(each.reason),
            "is_locked": each.is_locked,
            "locked_by": each.locked_by,
        }
        for each in list_places(opened.seating)
    ]
    settings = write_hall_settings(opened.settings)
    return jsonify({**spell_seating(opened), "places": places, "settings": settings})


@programs.patch(SEATING)
@allow(Permission.EDIT, Scope.MEETING)
@description.validate(
    json=shape.ChangedSeatingShape, resp=Answers(HTTP_200=shape.SeatingShape), tags=["seatings"]
)
def rename(meeting_id: int, seating_id: int) -> Response:
    """Give a seating that was never approved another name, or other sittings."""
    asked, today = given(), wiring().today()
    place = (meeting_id, seating_id)
    change_seating(db(), *place, asked.name, asked.sittings, actor(), today)
    return jsonify(spell_seating(opened_seating(meeting_id, seating_id)))


@programs.delete(SEATING)
@allow(Permission.EDIT, Scope.MEETING)
@description.validate(tags=["seatings"])
def remove(meeting_id: int, seating_id: int) -> ResponseReturnValue:
    """Remove a seating that was never approved."""
    remove_seating(db(), meeting_id, seating_id, actor(), wiring().today())
    return "", 204


@programs.post(f"{SEATING}/deeds")
@allow(Permission.EDIT, Scope.MEETING)
@description.validate(
    json=shape.DeedsShape, resp=Answers(HTTP_200=shape.SeatingChangeShape), tags=["seatings"]
)
def do_deeds(meeting_id: int, seating_id: int) -> Response:
    """Move people, all deeds or none."""
    asked = given()
    deeds = [
        Deed(
            each.op,
            tuple(each.people),
            each.seat,
            tuple(each.seats),
            each.within,
            each.held,
            each.expected,
        )
        for each in asked.deeds
    ]
    today = wiring().today()
    change = apply_deeds(db(), meeting_id, seating_id, deeds, actor(), today, asked.note)
    return jsonify(spell_change(change))


@programs.post(f"{SEATING}/undo")
@allow(Permission.EDIT, Scope.MEETING)
@description.validate(resp=Answers(HTTP_200=shape.SeatingChangeShape), tags=["seatings"])
def undo(meeting_id: int, seating_id: int) -> Response:
    """Take back the last change that was made with the same token."""
    today = wiring().today()
    return jsonify(spell_change(undo_seating(db(), meeting_id, seating_id, actor(), today)))


@programs.post(f"{SEATING}/redo")
@allow(Permission.EDIT, Scope.MEETING)
@description.validate(resp=Answers(HTTP_200=shape.SeatingChangeShape), tags=["seatings"])
def redo(meeting_id: int, seating_id: int) -> Response:
    """Do again what was taken back last with the same token."""
    today = wiring().today()
    return jsonify(spell_change(redo_seating(db(), meeting_id, seating_id, actor(), today)))


@programs.post(f"{SEATING}/fill")
@allow(Permission.EDIT, Scope.MEETING)
@description.validate(resp=Answers(HTTP_200=shape.FilledShape), tags=["seatings"])
def fill(meeting_id: int, seating_id: int) -> Response:
    """Fill the hall by its rules."""
    filled = fill_seating(db(), meeting_id, seating_id, actor(), wiring().today())
    return jsonify(
        {
            **spell_change(filled.change),
            "seated": filled.seated,
            "unseated": filled.unseated,
            "conflict": list(filled.conflict),
        }
    )


@programs.put(f"{SEATING}/settings")
@allow(Permission.EDIT, Scope.MEETING)
@description.validate(
    json=shape.HallSettingsShape, resp=Answers(HTTP_200=shape.HallSettingsShape), tags=["seatings"]
)
def set_settings(meeting_id: int, seating_id: int) -> Response:
    """Set how the hall is filled; nobody moves before it is filled or mended."""
    today = wiring().today()
    asked = given().settings
    settings = set_hall_settings(db(), meeting_id, seating_id, asked, actor(), today)
    return jsonify(settings=write_hall_settings(settings))


@programs.post(f"{SEATING}/venue")
@allow(Permission.EDIT, Scope.MEETING)
@description.validate(
    json=shape.VenueTakenShape, resp=Answers(HTTP_200=shape.SeatingChangeShape), tags=["seatings"]
)
def renew_venue(meeting_id: int, seating_id: int) -> Response:
    """Take the venue's current version over; who sat where no seat is left loses it."""
    version, today = given().venue_version_id, wiring().today()
    change = take_venue_version(db(), meeting_id, seating_id, version, actor(), today)
    return jsonify(spell_change(change))


@programs.post(f"{SEATING}/absences")
@allow(Permission.EDIT, Scope.MEETING)
@description.validate(
    json=shape.AbsencesShape, resp=Answers(HTTP_200=shape.OffersShape), tags=["seatings"]
)
def note_absences(meeting_id: int, seating_id: int) -> Response:
    """Note leave in the meeting's draft, and return the ways to go on."""
    asked = given()
    record_absences(db(), meeting_id, seating_id, asked.people, asked.reason, actor())
    return answer_offers(meeting_id, seating_id)


@programs.get(f"{SEATING}/offers")
@allow(Permission.EDIT, Scope.MEETING)
@description.validate(
    query=shape.OfferQuery, resp=Answers(HTTP_200=shape.OffersShape), tags=["seatings"]
)
def show_offers(meeting_id: int, seating_id: int) -> Response:
    """Return the ways to go on after absences and late arrivals."""
    return answer_offers(meeting_id, seating_id, request.context.query)  # type: ignore[attr-defined]


def answer_offers(
    meeting_id: int, seating_id: int, query: shape.OfferQuery | None = None
) -> Response:
    """Return offers side by side."""
    inside = (query or shape.OfferQuery()).within
    found = list_offers(db(), meeting_id, seating_id, inside)
    return jsonify(
        stamp=stamp_of(found.opened),
        absent=list(found.turnout.absent),
        arrived=[person.key for person in found.turnout.arrived],
        proposed=found.proposed,
        offers=[spell_offer(each) for each in found.offers],
    )


def spell_offer(offer: Offer) -> dict[str, Any]:
    """Return an offer with what it costs."""
    return {
        "kind": offer.kind.value,
        "moved": list(offer.moved),
        "signs": list(offer.signs),
        "bent": [words(each) for each in offer.bent],
        "unseated": list(offer.unseated),
        "is_proven": offer.seating.is_proven,
    }


@programs.post(f"{SEATING}/offers")
@allow(Permission.EDIT, Scope.MEETING)
@description.validate(
    json=shape.ChoiceShape, resp=Answers(HTTP_200=shape.SeatingChangeShape), tags=["seatings"]
)
def choose_offer(meeting_id: int, seating_id: int) -> Response:
    """Go on in one of the ways."""
    asked = given()
    choice = Choice(asked.kind, asked.stamp, asked.within)
    today = wiring().today()
    change = take_offer(db(), meeting_id, seating_id, choice, actor(), today)
    return jsonify(spell_change(change))
