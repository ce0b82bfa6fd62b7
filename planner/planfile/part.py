"""Single members of a plan as plain data: read as people write them, spelled as files have them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import ValidationError, create_model

from planner.planfile import model
from planner.planfile.conversion import to_data
from planner.planfile.register import WrittenRegister
from planner.planfile.validation import check_data, tell_errors

if TYPE_CHECKING:
    from collections.abc import Mapping

    from planner.domain.plan import Plan
    from planner.planfile.register import PathFault, Register

LISTS: dict[str, type[model.Part]] = {
    "departments": model.DepartmentPart,
    "people": model.PersonPart,
    "groups": model.GroupPart,
    "leaves": model.LeavePart,
    "sittings": model.SittingPart,
    "agenda": model.AgendaPart,
    "workstreams": model.WorkstreamPart,
    "tasks": model.TaskPart,
    "texts": model.TextPart,
}
"""The parts of a plan that are lists, and what their members are."""
WITHOUT_KEY = frozenset({"leaves"})
NOT_A_FACT = frozenset({*LISTS, "settings", "edition"})
FACTS: dict[str, Any] = {
    name: (field.annotation, field)
    for name, field in model.PlanPart.model_fields.items()
    if name not in NOT_A_FACT
}
MeetingPart: type[model.Part] = create_model("MeetingPart", __base__=model.Part, **FACTS)
"""The meeting's own facts: a plan without its lists and settings."""
MEMBERS: dict[str, type[model.Part]] = {
    "meeting": MeetingPart,
    "settings": model.SettingsPart,
    **LISTS,
}
"""What an entry of each section of a draft is."""


def split_plan(plan: Plan) -> dict[str, list[tuple[str, dict[str, Any]]]]:
    """Return a plan as the entries of a draft: by section, each with its key, in order."""
    data = to_data(plan)
    data.pop("edition", None)
    settings = data.pop("settings", {})
    entries = {section: _key_members(section, data.pop(section, [])) for section in LISTS}
    return {"meeting": [("meeting", data)], "settings": [("settings", settings)], **entries}


def _key_members(section: str, members: list[dict[str, Any]]) -> list[tuple[str, dict[str, Any]]]:
    if section in WITHOUT_KEY:
        return [(f"L{at:02d}", member) for at, member in enumerate(members, start=1)]
    return [(str(member.pop("key")), member) for member in members]


def join_plan(
    entries: Mapping[str, list[tuple[str, dict[str, Any]]]],
) -> tuple[Plan | None, list[PathFault]]:
    """Return the plan that a draft's entries make; references may point to what is gone."""
    data: dict[str, Any] = {}
    for section in LISTS:
        members = entries.get(section, [])
        data[section] = [
            dict(member) if section in WITHOUT_KEY else {**member, "key": key}
            for key, member in members
        ]
    for _, facts in entries.get("meeting", []):
        data |= facts
    for _, settings in entries.get("settings", []):
        data["settings"] = dict(settings)
    return check_data(_as_texts(data), is_lenient=True)


def read_value(section: str, key: str, data: Mapping[str, Any]) -> object:
    """Return the value of one member of a list, from data that was checked when it was written.

    References in it are keys already: they are taken as they stand.
    """
    whole = dict(data) if section in WITHOUT_KEY else {**data, "key": key}
    part = LISTS[section].model_validate(_as_texts(whole), context=WrittenRegister({}))
    value: object = part.value()
    return value


def read_member(
    section: str, data: Mapping[str, Any], register: Register
) -> tuple[dict[str, Any], list[PathFault]]:
    """Return a member in the form of plan files, and what is wrong with what was written.

    ``data`` are texts, numbers, flags and lists by field as people write them. The key is left
    out of the answer: a member keeps it beside its data.
    """
    kind = MEMBERS[section]
    try:
        part = kind.model_validate(_as_texts(dict(data)), context=register)
    except ValidationError as error:
        return {}, tell_errors(error.errors(include_url=False), kind, is_spoken=True)
    if section == "meeting":
        found = {name: _spell(getattr(part, name)) for name in type(part).model_fields}
        facts = {name: each for name, each in found.items() if each not in (None, "")}
        return facts, []
    spelled: dict[str, Any] = to_data(part.value())
    if section not in WITHOUT_KEY:
        spelled.pop("key", None)
    return spelled, []


def _spell(value: object) -> Any:  # noqa: ANN401  plain data of any shape
    return to_data(value.value() if isinstance(value, model.Part) else value)


def _as_texts(value: Any) -> Any:  # noqa: ANN401  plain data of any shape
    """Return plain data with flags and numbers as the texts that the file's fields read."""
    if isinstance(value, dict):
        return {name: _as_texts(each) for name, each in value.items() if each is not None}
    if isinstance(value, list | tuple):
        return [_as_texts(each) for each in value]
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, int | float) else value
