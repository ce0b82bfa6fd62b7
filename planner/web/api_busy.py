"""Busy times for programs: listed, taken in from a calendar, removed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import jsonify, request
from spectree import Response as Answers

from planner.models.account import Permission
from planner.services.busy import list_diaries, remove_diary
from planner.services.diary import DiaryWish, import_diary
from planner.web import api_model_busy as form
from planner.web.access import Scope, account, actor, allow
from planner.web.api import blueprint as programs
from planner.web.api_answer import answer_page, decode_file
from planner.web.api_description import description
from planner.web.api_model import PageQuery
from planner.web.wiring import db, wiring

if TYPE_CHECKING:
    from flask import Response
    from flask.typing import ResponseReturnValue

    from planner.services.busy import Diary


@programs.get("/diaries")
@allow(Permission.READ, Scope.ORGANISATION)
@description.validate(query=PageQuery, resp=Answers(HTTP_200=form.DiaryList), tags=["diaries"])
def list_house_diaries() -> Response:
    """List the calendars from elsewhere that the account may see."""
    return answer_page(list_diaries(db(), account()), spell_diary, "diaries")


@programs.post("/diaries")
@allow(Permission.WORK, Scope.ORGANISATION)
@description.validate(
    json=form.DiaryFileShape, resp=Answers(HTTP_201=form.DiaryMade), tags=["diaries"]
)
def take_house_diary() -> ResponseReturnValue:
    """Take in a calendar as busy times; nothing else of it is kept."""
    given: form.DiaryFileShape = request.context.json  # type: ignore[attr-defined]
    wish = DiaryWish(given.person, given.name)
    content = decode_file(given.content)
    made, reading = import_diary(db(), wish, content, actor(), wiring().today())
    facts = {
        "id": made,
        "times": len(reading.spans),
        "events": reading.events,
        "left_out": {each.value: count for each, count in reading.left_out.items()},
        "unknown_zones": list(reading.zones),
    }
    return jsonify(facts), 201


@programs.delete("/diaries/<int:source_id>")
@allow(Permission.WORK, Scope.ORGANISATION)
@description.validate(tags=["diaries"])
def remove_house_diary(source_id: int) -> ResponseReturnValue:
    """Forget a calendar from elsewhere and its times."""
    remove_diary(db(), source_id, actor())
    return "", 204


def spell_diary(diary: Diary) -> dict[str, object]:
    """Return a calendar of the list."""
    return {
        "id": diary.id,
        "person": diary.person,
        "person_name": diary.person_name,
        "name": diary.name,
        "imported_at": diary.imported_at.isoformat(),
        "from_on": diary.from_on.isoformat(),
        "to_on": diary.to_on.isoformat(),
        "times": diary.count,
    }
