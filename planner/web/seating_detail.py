"""What is wrong with a seating, and why somebody sits where he does: the chart's drawer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Blueprint, jsonify

from planner.domain.seating.neighbour import people_around
from planner.domain.seating.place import find_place, is_in
from planner.domain.seating.rule_words import name_rule
from planner.models.account import Permission
from planner.services.error import MissingRecordError
from planner.services.seating import OpenSeating, open_seating
from planner.services.seating_feed import list_past
from planner.services.seating_hall import open_hall_of
from planner.services.seating_review import inspect_opened
from planner.web.access import Scope, account, allow
from planner.web.draft_answer import answers_json
from planner.web.seating_chart import label_seat, opened_seating
from planner.web.wiring import db
from planner.web.wording import instant, words

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from planner.domain.seating.hall import Hall

blueprint = Blueprint("seating_detail", __name__)


@blueprint.get("/meetings/<int:meeting_id>/seating/<int:seating_id>/findings")
@allow(Permission.DRAFT, Scope.MEETING)
@answers_json
def show_findings(meeting_id: int, seating_id: int) -> ResponseReturnValue:
    """Tell what is wrong with the seating as it stands."""
    opened = open_seating(db(), meeting_id, seating_id)
    findings = inspect_opened(db(), opened)
    counts = {"blocking": 0, "important": 0, "hint": 0}
    for each in findings:
        counts[each.severity.value] += 1
    return jsonify(
        sequence=opened.sequence,
        counts=counts,
        findings=[
            {
                "severity": each.severity.value,
                "text": words(each.why),
                "people": list(each.people),
                "seats": list(each.seats),
            }
            for each in findings
        ],
    )


@blueprint.get("/meetings/<int:meeting_id>/seating/<int:seating_id>/reason/<person>")
@allow(Permission.READ, Scope.MEETING)
@answers_json
def show_reason(meeting_id: int, seating_id: int, person: str) -> ResponseReturnValue:
    """Tell why somebody sits where he does, and who sits around him."""
    opened = opened_seating(meeting_id, seating_id)
    hall = open_hall_of(db(), opened)
    known = next((each for each in opened.plan.people if each.key == person), None)
    if known is None or not (is_in(opened.seating, person) or known in hall.people):
        raise MissingRecordError
    place = find_place(opened.seating, person)
    return jsonify(
        person=person,
        name=known.name,
        post=known.post,
        seat=place.seat,
        label=label_seat(hall.ground, place.seat),
        block=place.block,
        reason=words(place.reason),
        lock={"by": place.locked_by} if place.is_locked else None,
        rules=[
            {"text": words(name_rule(rule, hall.names)), "is_hard": rule.is_hard, "note": rule.note}
            for rule in hall.wishes.rules
            if person in rule.people
        ],
        neighbours=show_neighbours(hall, opened, place.seat),
        history=list_history(opened, hall, person),
    )


def show_neighbours(hall: Hall, opened: OpenSeating, seat: str | None) -> dict[str, Any]:
    """Return who sits around a seat, by side."""
    if seat is None or seat not in hall.ground.number_of:
        return {}
    names = {person.key: person.name for person in opened.plan.people}
    return {
        side: {
            "person": who,
            "name": names.get(who, who),
            "seat": opened.seating.seat_of[who],
            "label": label_seat(hall.ground, opened.seating.seat_of[who]),
        }
        if who
        else None
        for side, who in people_around(hall.ground, opened.seating, seat).items()
    }


def list_history(opened: OpenSeating, hall: Hall, person: str) -> list[dict[str, Any]]:
    """Return the last changes of somebody's place; those who see no drafts see none."""
    if not account().may(Permission.DRAFT, opened.meeting_id):
        return []
    return [
        {
            "when": instant(each.at),
            "by": each.by,
            "kind": each.kind,
            "before": label_seat(hall.ground, each.before),
            "after": label_seat(hall.ground, each.after),
        }
        for each in list_past(db(), opened, person)
    ]
