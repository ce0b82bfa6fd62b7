"""Faults of JSON with their lines: pydantic's errors in the house's words."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

from planner.domain.wording import Wording
from planner.planfile.fault import Fault, PlanFileError, shorten_found

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pydantic_core import ErrorDetails

    from planner.planfile.json_text import JsonText
    from planner.planfile.yaml_node import Path

    Found = tuple[Path, str, Wording]

EXPECTED = {
    "missing": Wording("此项必填", "this is required"),
    "extra_forbidden": Wording("没有这个字段", "there is no such field"),
    "string_type": Wording("应为文字（加引号）", "expected a text, in quotation marks"),
    "string_unicode": Wording("含有半个字符", "a text with half of a character"),
    "float_type": Wording("应为数", "expected a number"),
    "int_type": Wording("应为整数", "expected a whole number"),
    "bool_type": Wording("应为 true 或 false", "expected true or false"),
    "list_type": Wording("应为列表 [ ]", "expected a list [ ]"),
    "model_type": Wording("应为对象 { }", "expected an object { }"),
    "too_long": Wording("项数过多", "too many of them"),
    "string_too_short": Wording("此项必填", "this is required"),
    "string_too_long": Wording("文字过长", "the text is too long"),
    "greater_than": Wording("数值过小", "the number is too small"),
    "greater_than_equal": Wording("数值过小", "the number is too small"),
    "less_than_equal": Wording("数值过大", "the number is too large"),
    "enum": Wording("没有这一种", "there is no such kind"),
    "finite_number": Wording("应为有限的数", "expected a finite number"),
}


def tell_error(error: ErrorDetails, special: Mapping[str, Wording], format_name: Wording) -> Found:
    """Return where an error is, what was found there, and what is expected."""
    kind, found = error["type"], error["input"]
    fallback = Wording(f"不符合{format_name.zh}格式（{kind}）", error["msg"])
    is_shown = isinstance(found, str | int | float) and kind != "string_unicode"
    shown = str(error["loc"][-1]) if kind == "extra_forbidden" else str(found) if is_shown else ""
    return error["loc"], shown, special.get(kind) or EXPECTED.get(kind, fallback)


def refuse_json(text: JsonText, found: Sequence[Found]) -> NoReturn:
    """Refuse a file with some faults."""
    raise PlanFileError(text.file, list_json_faults(text, found))


def list_json_faults(text: JsonText, found: Sequence[Found]) -> tuple[Fault, ...]:
    """Return faults, or notes, with their places."""
    places = text.find_places(path for path, _, _ in found)
    return tuple(
        Fault(place, shorten_found(shown), expected)
        for place, (_, shown, expected) in zip(places, found, strict=True)
    )
