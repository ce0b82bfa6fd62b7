"""Names as one types: people of a meeting by name, pinyin or initials, for fields that take one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, jsonify, request

from planner.models.account import Permission
from planner.services.search import search_plan
from planner.web.access import Scope, allow
from planner.web.opened import opened

if TYPE_CHECKING:
    from flask import Response

blueprint = Blueprint("person_name", __name__)
LONGEST_QUERY = 60


@blueprint.get("/meetings/<int:meeting_id>/people/names")
@allow(Permission.READ, Scope.MEETING)
def list_names(meeting_id: int) -> Response:
    """Return the people that a text may mean, with what tells two of one name apart."""
    meeting = opened(meeting_id)
    found = search_plan(meeting.plan, request.args.get("q", "")[:LONGEST_QUERY])
    people = [meeting.directory.people[each.key] for each in found if each.kind == "people"]
    return jsonify(
        people=[
            {"key": each.key, "name": each.name, "note": f"{each.unit}{each.post}"}
            for each in people
        ]
    )
