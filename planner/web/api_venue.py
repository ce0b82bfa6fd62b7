"""Venues for programs: listed, read, added, changed by a whole new version or by steps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import jsonify, request, url_for
from spectree import Response as Answers

from planner.models.account import Permission
from planner.planfile.venue_reader import read_venue
from planner.planfile.venue_text import spell_venue
from planner.services.venue import (
    add_sample_venues,
    add_venue,
    find_venue,
    list_venues,
    read_version,
    restore_venue,
    retire_venue,
    save_venue_version,
)
from planner.services.venue_edit import find_version, save_steps, take_version
from planner.web import api_model_venue as form
from planner.web.access import Scope, actor, allow
from planner.web.api import blueprint as programs
from planner.web.api_answer import answer_page, decode_file, tag_answer
from planner.web.api_answer import read_version as read_seen
from planner.web.api_description import description
from planner.web.wiring import db

if TYPE_CHECKING:
    from flask import Response
    from flask.typing import ResponseReturnValue

    from planner.services.venue import VenueLine

VENUE = "/venues/<int:venue_id>"


@programs.get("/venues")
@allow(Permission.READ, Scope.ORGANISATION)
@description.validate(
    query=form.RetiredQuery, resp=Answers(HTTP_200=form.VenueList), tags=["venues"]
)
def list_house_venues() -> Response:
    """List the venues of the house by name."""
    query: form.RetiredQuery = request.context.query  # type: ignore[attr-defined]
    found = list_venues(db(), with_retired=query.retired)
    return answer_page(found, spell_line, "venues")


@programs.post("/venues")
@allow(Permission.EDIT, Scope.ORGANISATION)
@description.validate(
    json=form.NewVenueShape, resp=Answers(HTTP_201=form.VenueMade), tags=["venues"]
)
def add_house_venue() -> ResponseReturnValue:
    """Add a venue."""
    given: form.NewVenueShape = request.context.json  # type: ignore[attr-defined]
    return answer_made(add_venue(db(), given.venue.value(), actor(), given.note))


@programs.post("/venues/files")
@allow(Permission.EDIT, Scope.ORGANISATION)
@description.validate(
    json=form.VenueFileShape, resp=Answers(HTTP_201=form.VenueMade), tags=["venues"]
)
def add_venue_file() -> ResponseReturnValue:
    """Add the venue in a file; every fault of the file is told with its place."""
    given: form.VenueFileShape = request.context.json  # type: ignore[attr-defined]
    content = decode_file(given.content)
    found = read_venue(content, given.file_name, name=given.name, numbering=given.numbering)
    return answer_made(add_venue(db(), found.venue, actor(), f"导入 {given.file_name}"))


@programs.post("/venues/samples")
@allow(Permission.EDIT, Scope.ORGANISATION)
@description.validate(resp=Answers(HTTP_200=form.VenuesMade), tags=["venues"])
def add_shipped_venues() -> Response:
    """Add the shipped venues that the house does not have."""
    return jsonify({"ids": add_sample_venues(db(), actor())})


@programs.get(VENUE)
@allow(Permission.READ, Scope.ORGANISATION)
@description.validate(
    query=form.VersionQuery, resp=Answers(HTTP_200=form.VenueShape), tags=["venues"]
)
def show_venue(venue_id: int) -> Response:
    """Return a version of a venue; the number of the newest one is its ETag."""
    query: form.VersionQuery = request.context.query  # type: ignore[attr-defined]
    record = find_venue(db(), venue_id)
    version = find_version(db(), venue_id, query.version or record.version_number)
    facts = {
        "id": venue_id,
        "version": version.number,
        "newest": record.version_number,
        "seat_count": version.seat_count,
        "note": version.note,
        "maker_name": version.maker_name,
        "made_at": version.made_at.isoformat(),
        "is_retired": record.is_retired,
        "venue": spell_venue(read_version(db(), version)),
    }
    return tag_answer(jsonify(facts), str(record.version_number))


@programs.post(f"{VENUE}/versions")
@allow(Permission.EDIT, Scope.ORGANISATION)
@description.validate(
    json=form.NewVenueShape, resp=Answers(HTTP_200=form.VersionMade), tags=["venues"]
)
def save_version(venue_id: int) -> Response:
    """Save a venue's next version; If-Match says which one was seen."""
    given: form.NewVenueShape = request.context.json  # type: ignore[attr-defined]
    base = seen_base(venue_id)
    made = save_venue_version(db(), venue_id, given.venue.value(), actor(), given.note, base)
    return jsonify({"version": made})


@programs.post(f"{VENUE}/steps")
@allow(Permission.EDIT, Scope.ORGANISATION)
@description.validate(
    json=form.StepsShape, resp=Answers(HTTP_200=form.VersionMade), tags=["venues"]
)
def do_steps(venue_id: int) -> Response:
    """Do steps to the version that If-Match names, and save what comes of it as the next one."""
    given: form.StepsShape = request.context.json  # type: ignore[attr-defined]
    made = save_steps(db(), venue_id, seen_base(venue_id), given.steps, actor(), given.note)
    return jsonify({"version": made})


@programs.post(f"{VENUE}/versions/<int:number>/take")
@allow(Permission.EDIT, Scope.ORGANISATION)
@description.validate(resp=Answers(HTTP_200=form.VersionMade), tags=["venues"])
def take_older_version(venue_id: int, number: int) -> Response:
    """Make an older version the newest one; If-Match says which one was seen."""
    made = take_version(db(), venue_id, number, seen_base(venue_id), actor())
    return jsonify({"version": made})


@programs.post(f"{VENUE}/retire")
@allow(Permission.EDIT, Scope.ORGANISATION)
@description.validate(resp=Answers(HTTP_200=form.VenueMade), tags=["venues"])
def retire_house_venue(venue_id: int) -> Response:
    """Offer a venue no longer; meetings that use it keep it."""
    retire_venue(db(), venue_id, actor())
    return jsonify({"id": venue_id})


@programs.post(f"{VENUE}/restore")
@allow(Permission.EDIT, Scope.ORGANISATION)
@description.validate(resp=Answers(HTTP_200=form.VenueMade), tags=["venues"])
def restore_house_venue(venue_id: int) -> Response:
    """Offer a venue again."""
    restore_venue(db(), venue_id, actor())
    return jsonify({"id": venue_id})


def seen_base(venue_id: int) -> int:
    """Return the number of the version that If-Match names; the newest one's for any."""
    seen = read_seen()
    return find_venue(db(), venue_id).version_number if seen is None else seen


def answer_made(venue_id: int) -> ResponseReturnValue:
    """Return the number of a new venue, and where it is."""
    answer = jsonify({"id": venue_id})
    answer.headers["Location"] = url_for("api.show_venue", venue_id=venue_id)
    return answer, 201


def spell_line(line: VenueLine) -> dict[str, object]:
    """Return a venue of a list."""
    return {
        "id": line.id,
        "name": line.name,
        "version": line.number,
        "version_id": line.version_id,
        "seat_count": line.seat_count,
        "is_retired": line.is_retired,
        "changed_at": line.changed_at.isoformat(),
    }
