"""Errors as programs read them: application/problem+json (RFC 9457)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from flask import Response, request

from planner.planfile import PlanFileError
from planner.services.draft_error import EditConflictError, EditRefusedError, EntryInUseError
from planner.web.access import PROGRAMS
from planner.web.language import language

if TYPE_CHECKING:
    from planner.domain.error import PlannerError

MEDIA_TYPE = "application/problem+json"
UNAUTHORIZED = 401
MOST_NAMED = 5


def is_program() -> bool:
    """Tell whether the request came from a program."""
    return request.blueprint == PROGRAMS or request.path.startswith("/api/v1/")


def make_problem(status: int, title: str, error: PlannerError | None = None) -> Response:
    """Return an answer that says what is wrong, in the language asked for."""
    body: dict[str, Any] = {"type": "about:blank", "title": title, "status": status}
    if error is not None:
        body["detail"] = error.wording.in_language(language()) + name_fields(error)
        body |= spell_facts(error)
    text = json.dumps(body, ensure_ascii=False)
    # what cannot be encoded was sent so and is echoed: half a surrogate pair stays escaped
    answer = Response(text.encode(errors="backslashreplace"), status, mimetype=MEDIA_TYPE)
    answer.headers["Content-Language"] = "en" if language() == "en" else "zh-CN"
    if status == UNAUTHORIZED:
        answer.headers["WWW-Authenticate"] = 'Bearer realm="plenum"'
    return answer


def name_fields(error: PlannerError) -> str:
    """Return the fields that a refusal is about, to stand after its sentence."""
    if not isinstance(error, EditRefusedError):
        return ""
    fields = dict.fromkeys(".".join(map(str, each.path)) for each in error.faults if each.path)
    listed = ", ".join([*fields][:MOST_NAMED])
    if not listed:
        return ""
    return f" ({listed})" if language() == "en" else f"（{listed}）"


def spell_facts(error: PlannerError) -> dict[str, Any]:
    """Return what an error says besides its sentence: faults by field, conflicts by field."""
    if isinstance(error, EditRefusedError):
        return {
            "faults": [
                {
                    "section": each.section,
                    "key": each.key,
                    "path": list(each.path),
                    "found": each.found,
                    "expected": each.expected.in_language(language()),
                }
                for each in error.faults
            ]
        }
    if isinstance(error, EditConflictError):
        return {
            "conflicts": [
                {
                    "section": each.section,
                    "key": each.key,
                    "field": each.field,
                    "mine": each.mine,
                    "theirs": each.theirs,
                    "by": each.by,
                    "at": each.at.isoformat(),
                    "version": each.version,
                }
                for each in error.conflicts
            ]
        }
    if isinstance(error, EntryInUseError):
        return {
            "pointers": [
                {"section": each.section, "key": each.key, "name": each.name}
                for each in error.pointers
            ]
        }
    if isinstance(error, PlanFileError):
        return {"faults": [{"path": each.place.path, "found": each.found} for each in error.faults]}
    return {}
