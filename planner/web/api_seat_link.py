"""Links to one's own seat for programs: read, made, made anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response, jsonify, request
from spectree import Response as Answers

from planner.models.account import Permission
from planner.services.seat_link import find_links, make_links, renew_links
from planner.web.access import Scope, actor, allow
from planner.web.api import MEETING
from planner.web.api import blueprint as programs
from planner.web.api_description import description
from planner.web.api_model_seat_link import RenewShape, SeatLinkList, SeatLinksMade
from planner.web.seat_link import address_of
from planner.web.wiring import db, wiring

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

LINKS = f"{MEETING}/seat-links"


@programs.get(LINKS)
@allow(Permission.EDIT, Scope.MEETING)
@description.validate(resp=Answers(HTTP_200=SeatLinkList), tags=["seat links"])
def list_seat_links(meeting_id: int) -> Response:
    """List the links and codes by which people find their own seats."""
    links = find_links(db(), meeting_id, wiring().policy.secret)
    answer = jsonify(
        links=[
            {
                "person": each.person,
                "serial": each.serial,
                "address": address_of(each),
                "code": each.code,
            }
            for each in links.values()
        ]
    )
    answer.headers["Cache-Control"] = "no-store"
    return answer


@programs.post(LINKS)
@allow(Permission.EDIT, Scope.MEETING)
@description.validate(resp=Answers(HTTP_200=SeatLinksMade), tags=["seat links"])
def make_seat_links(meeting_id: int) -> ResponseReturnValue:
    """Give everybody who lacks one a link."""
    return jsonify(count=make_links(db(), meeting_id, wiring().policy.secret, actor()))


@programs.post(f"{LINKS}/renew")
@allow(Permission.EDIT, Scope.MEETING)
@description.validate(json=RenewShape, resp=Answers(HTTP_200=SeatLinksMade), tags=["seat links"])
def renew_seat_links(meeting_id: int) -> ResponseReturnValue:
    """Make one link anew, or with null all; the former ones are void at once."""
    person = request.context.json.person  # type: ignore[attr-defined]
    return jsonify(count=renew_links(db(), meeting_id, wiring().policy.secret, person, actor()))
