"""Edits as JSON: what a page asks for, and what it is told, errors with what helps."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar, cast

from flask import jsonify
from flask_babel import gettext as _

from planner.domain.error import InvalidRequestError, PlannerError
from planner.domain.wording import Wording
from planner.services.draft import SECTIONS
from planner.services.draft_change import Edit
from planner.services.draft_error import EditConflictError, EditRefusedError, EntryInUseError
from planner.services.error import MissingRecordError
from planner.services.section_table import DEFAULTS, show_fields
from planner.web.error import status_of
from planner.web.finding_change import compare_findings
from planner.web.opened import opened
from planner.web.wording import instant, words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from flask import Response

    from planner.domain.directory import Directory
    from planner.services.draft import Entry
    from planner.services.draft_change import Outcome
    from planner.services.draft_error import Conflict, FieldFault
    from planner.web.finding_change import Standing

View = TypeVar("View", bound="Callable[..., Any]")


def answers_json(view: View) -> View:
    """Let a view's errors be told as JSON."""

    @wraps(view)
    def answer(*args: Any, **kwargs: Any) -> Any:  # noqa: ANN401  any view
        try:
            return view(*args, **kwargs)
        except PlannerError as error:
            return answer_error(error)

    return cast("View", answer)


def answer_error(error: PlannerError) -> tuple[Response, int]:
    """Return the answer of one of our errors."""
    facts: dict[str, object] = {"message": words(error.wording)}
    if isinstance(error, EditConflictError):
        facts["conflicts"] = [show_conflict(each) for each in error.conflicts]
        facts["version"] = error.conflicts[0].version
    if isinstance(error, EditRefusedError):
        facts["faults"] = [show_fault(each) for each in error.faults]
    if isinstance(error, EntryInUseError):
        facts["pointers"] = [f"{words(each.noun)}{_('：')}{each.name}" for each in error.pointers]
    return jsonify(facts), status_of(error)


def show_conflict(conflict: Conflict) -> dict[str, object]:
    """Return a conflict as scripts show it."""
    return {
        "section": conflict.section,
        "key": conflict.key,
        "field": conflict.field,
        "mine": conflict.mine,
        "theirs": DEFAULTS.get((conflict.section, conflict.field))
        if conflict.theirs is None
        else conflict.theirs,
        "by": conflict.by,
        "is_own": conflict.is_own,
        "at": instant(conflict.at),
        "version": conflict.version,
    }


def show_fault(fault: FieldFault) -> dict[str, object]:
    """Return a fault of a field as scripts show it."""
    return {
        "section": fault.section,
        "key": fault.key,
        "field": str(fault.path[0]) if fault.path else "",
        "path": list(fault.path),
        "found": fault.found,
        "message": words(fault.expected),
    }


def show_entry(entry: Entry, names: Directory) -> dict[str, object]:
    """Return an entry as scripts know it, with what fields show instead of a value, or of none."""
    return {
        "section": entry.section,
        "key": entry.key,
        "version": entry.version,
        "position": entry.position,
        "values": entry.data,
        "shown": show_fields(entry, names),
    }


def read_edit(asked: object) -> Edit:
    """Return the edit that a script asks for."""
    asked = asked if isinstance(asked, dict) else {}
    section, key = str(asked.get("section", "")), str(asked.get("key") or "")
    if section not in SECTIONS:
        raise MissingRecordError
    values, version, after = asked.get("values") or {}, asked.get("version"), asked.get("after")
    is_sound = isinstance(values, dict) and isinstance(version, int | None)
    match asked.get("op", "change") if is_sound else None:
        case "add":
            return Edit.add(section, values, key=key, after=after)
        case "change" if values:
            return Edit.change(section, key, values, version=version)
        case "remove":
            return Edit.remove(section, key, version=version, lets_go=asked.get("lets_go") is True)
        case "move":
            return Edit.move(section, key, after)
    raise InvalidRequestError(Wording("请求有误。", "The request makes no sense."))


def answer_outcome(
    meeting_id: int,
    outcome: Outcome,
    before: Standing,
    edit: Edit | None = None,
    said: str = "",
    told: Mapping[str, object] | None = None,
) -> Response:
    """Return what edits left behind, what else changed in the row, and the findings they caused."""
    meeting = opened(meeting_id)
    facts: dict[str, object] = {
        "sequence": outcome.sequence,
        "entries": [show_entry(each, meeting.directory) for each in outcome.entries],
        "removed": [{"section": section, "key": key} for section, key in outcome.removed],
        "findings": compare_findings(before, meeting),
        "message": said,
        "told": told,
    }
    if edit is not None:
        entry = next(each for each in outcome.entries if each.key == edit.key)
        facts |= {
            "version": entry.version,
            "values": entry.data,
            "shown": show_fields(entry, meeting.directory),
            "merged": find_merged(edit, entry),
        }
    return jsonify(facts)


def find_merged(edit: Edit, entry: Entry) -> list[str]:
    """Return the fields beside those asked for, where somebody else was there first."""
    if edit.version is None or entry.version <= edit.version + 1:
        return []
    return [name for name in entry.data if name not in edit.values]
