"""Photos of people for programs: put and removed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import request

from planner.models.account import Permission
from planner.services.portrait import put_photo, remove_photo
from planner.web.access import Scope, actor, allow
from planner.web.api import MEETING
from planner.web.api import blueprint as programs
from planner.web.api_answer import decode_file
from planner.web.api_description import description
from planner.web.api_model_portrait import PortraitShape
from planner.web.wiring import db

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

PORTRAIT = f"{MEETING}/people/<key>/portrait"


@programs.put(PORTRAIT)
@allow(Permission.EDIT, Scope.MEETING)
@description.validate(json=PortraitShape, tags=["people"])
def put_portrait(meeting_id: int, key: str) -> ResponseReturnValue:
    """Put somebody's photo: cut to the size of badges, without what cameras add."""
    asked: PortraitShape = request.context.json  # type: ignore[attr-defined]
    put_photo(db(), meeting_id, key, decode_file(asked.content), actor())
    return "", 204


@programs.delete(PORTRAIT)
@allow(Permission.EDIT, Scope.MEETING)
@description.validate(tags=["people"])
def delete_portrait(meeting_id: int, key: str) -> ResponseReturnValue:
    """Remove somebody's photo."""
    remove_photo(db(), meeting_id, key, actor())
    return "", 204
