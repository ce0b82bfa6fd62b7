"""Checking plain data against the file's shape: pydantic's faults in the house's words."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from planner.domain.wording import Wording
from planner.planfile import model
from planner.planfile.fault import shorten_found
from planner.planfile.register import MOST_HINTS, Path, PathFault, Register

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

    from planner.domain.plan import Plan

LISTS = Wording("应为列表（每项以 - 开头）", "expected a list (each item begins with -)")
MAPPING = Wording("应为若干“字段: 值”", "expected fields with values")
NO_FIELD = Wording("没有这个字段", "there is no such field")
TWICE = Wording("重复；只能有一个", "this is there twice; keep one")
REQUIRED = Wording("此项必填", "this is required")
EXPECTED: dict[str, Wording] = {
    "tuple_type": LISTS,
    "model_type": MAPPING,
    "model_attributes_type": MAPPING,
    "string_too_short": REQUIRED,
    "string_pattern_mismatch": Wording("应由 1 至 5 的数字组成", "expected the digits 1 to 5"),
}
BOUNDS = {
    "greater_than_equal": ("ge", "不能小于", "must be at least"),
    "less_than_equal": ("le", "不能大于", "must be at most"),
    "string_too_long": ("max_length", "字数不能超过", "the most characters allowed are"),
}


def check_data(data: object, *, is_lenient: bool = False) -> tuple[Plan | None, list[PathFault]]:
    """Return the plan that plain data of texts hold, and every fault with its path.

    ``data`` is changed: members of lists that have no key are given one. Lenient is the reading of
    a draft under way, in which references may point to what is gone.
    """
    register = Register(data, is_lenient=is_lenient)
    faults = list(register.faults)
    try:
        part = model.PlanPart.model_validate(data, context=register)
    except ValidationError as error:
        return None, faults + tell_errors(error.errors(include_url=False))
    plan: Plan = part.value()
    faults += _find_repeated(plan)
    return (None if faults else plan), faults


def _find_repeated(plan: Plan) -> list[PathFault]:
    """Return what the settings may say only once: a year's notice, a character's strokes."""
    faults: list[PathFault] = []
    for name, field in (("calendar_notices", "year"), ("stroke_overrides", "character")):
        seen: set[object] = set()
        for at, each in enumerate(getattr(plan.settings, name)):
            value = getattr(each, field)
            if value in seen:
                faults.append(PathFault(("settings", name, at, field), str(value), TWICE))
            seen.add(value)
    return faults


def tell_errors(
    errors: list[ErrorDetails],
    kind: type[model.Part] = model.PlanPart,
    *,
    is_spoken: bool = False,
) -> list[PathFault]:
    """Return all errors in the house's words; only the first unknown fields get a suggestion.

    Spoken are those of pages, which do not name the code words of plan files.
    """
    unknown = [each["loc"] for each in errors if each["type"] == "extra_forbidden"]
    hinted = frozenset(unknown[:MOST_HINTS])
    return [
        PathFault(each["loc"], shorten_found(each["loc"][-1]), NO_FIELD)
        if each["type"] == "extra_forbidden" and each["loc"] not in hinted
        else _tell(each, kind, is_spoken=is_spoken)
        for each in errors
    ]


def _tell(error: ErrorDetails, whole: type[model.Part], *, is_spoken: bool) -> PathFault:
    path: Path = tuple(error["loc"])
    kind, context = error["type"], error.get("ctx", {})
    found = error["input"]
    if kind == "extra_forbidden":
        return PathFault(path, str(path[-1]), _tell_unknown(path, whole))
    if kind == "unreadable":
        head = "spoken_" if is_spoken else ""
        told = Wording(str(context[f"{head}zh"]), str(context[f"{head}en"]))
        return PathFault(path, _show(found), told)
    if kind in BOUNDS:
        key, zh, en = BOUNDS[kind]
        return PathFault(
            path, _show(found), Wording(f"{zh} {context[key]}", f"{en} {context[key]}")
        )
    if kind == "missing":
        return PathFault(path, "", REQUIRED)
    fallback = Wording(f"不符合要求（{kind}）", error["msg"])
    return PathFault(path, _show(found), EXPECTED.get(kind, fallback))


def _tell_unknown(path: Path, whole: type[model.Part]) -> Wording:
    known = _fields_around(path[:-1], whole)
    near = difflib.get_close_matches(str(path[-1]), known, n=1)
    if near:
        return Wording(
            f"没有这个字段；是否为 {near[0]}", f"there is no such field; perhaps {near[0]}"
        )
    listed = ", ".join(known)
    return Wording(f"没有这个字段；可用：{listed}", f"there is no such field; known: {listed}")


def _fields_around(path: Path, whole: type[model.Part]) -> list[str]:
    part: Any = whole
    for step in path:
        if isinstance(step, str):
            annotation = part.model_fields[step].annotation
            part = _find_part(annotation)
    return list(part.model_fields)


def _find_part(annotation: Any) -> Any:  # noqa: ANN401  a type's own arguments
    if isinstance(annotation, type) and issubclass(annotation, model.Part):
        return annotation
    inner = map(_find_part, getattr(annotation, "__args__", ()))
    return next((each for each in inner if each is not None), None)


def _show(found: object) -> str:
    if isinstance(found, list | dict):
        return "…"
    return "" if found is None else str(found)
