"""What is wrong with the shape of a program's request, field by field, in both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from planner.domain.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST_TOLD = 10
DAY = Wording("应为日期，如 2027-01-18", "expected a day such as 2027-01-18")
CLOCK = Wording("应为时间，如 09:00", "expected a time such as 09:00")
INSTANT = Wording(
    "应为日期和时间，如 2027-01-18T09:00:00Z",
    "expected a day and a time such as 2027-01-18T09:00:00Z",
)
INTEGER = Wording("应为整数", "expected a whole number")
NUMBER = Wording("应为数", "expected a number")
FLAG = Wording("应为 true 或 false", "expected true or false")
TEXT = Wording("应为文字", "expected a text")
FACTS = Wording("应为对象（字段与值）", "expected an object with fields")
TYPES = {
    "missing": Wording("此项必填", "this field is required"),
    "extra_forbidden": Wording("没有这个字段", "there is no such field"),
    "model_type": FACTS,
    "model_attributes_type": FACTS,
    "dict_type": FACTS,
    "list_type": Wording("应为列表", "expected a list"),
    "tuple_type": Wording("应为列表", "expected a list"),
    "too_short": Wording("至少要有 {min_length} 项", "expected {min_length} or more of them"),
    "too_long": Wording("至多 {max_length} 项", "expected {max_length} of them at most"),
    "string_type": TEXT,
    "string_unicode": TEXT,
    "string_sub_type": TEXT,
    "string_too_short": Wording(
        "至少要有 {min_length} 个字", "expected {min_length} or more characters"
    ),
    "string_too_long": Wording(
        "至多 {max_length} 个字", "expected {max_length} characters at most"
    ),
    "string_pattern_mismatch": Wording("应符合 {pattern}", "expected to match {pattern}"),
    "literal_error": Wording("应为 {expected} 之一", "expected one of {expected}"),
    "enum": Wording("应为 {expected} 之一", "expected one of {expected}"),
    "int_type": INTEGER,
    "int_parsing": INTEGER,
    "int_from_float": INTEGER,
    "int_parsing_size": Wording("数字太大", "the number is too big"),
    "float_type": NUMBER,
    "float_parsing": NUMBER,
    "finite_number": NUMBER,
    "greater_than": Wording("应大于 {gt}", "expected more than {gt}"),
    "greater_than_equal": Wording("不能小于 {ge}", "expected {ge} or more"),
    "less_than_equal": Wording("不能大于 {le}", "expected {le} at most"),
    "bool_type": FLAG,
    "bool_parsing": FLAG,
    "date_type": DAY,
    "date_parsing": DAY,
    "date_from_datetime_parsing": DAY,
    "date_from_datetime_inexact": DAY,
    "datetime_type": INSTANT,
    "datetime_parsing": INSTANT,
    "datetime_from_date_parsing": INSTANT,
    "time_type": CLOCK,
    "time_parsing": CLOCK,
}
"""The words for each type of pydantic's errors; braces take what the error states."""
OTHER = Wording("不符合要求", "this does not fit")


def tell_shape_faults(errors: Iterable[Any]) -> Wording:
    """Return the faults of a request in one sentence: each field's path and what it should be."""
    told = [(".".join(map(str, each["loc"])), tell_type(each)) for each in errors][:MOST_TOLD]
    zh = "；".join(f"{path}：{words.zh}" if path else words.zh for path, words in told)
    en = "; ".join(f"{path}: {words.en}" if path else words.en for path, words in told)
    return Wording(f"请求的格式有误：{zh}。", f"The request is malformed: {en}.")


def tell_type(error: Any) -> Wording:  # noqa: ANN401  one of pydantic's errors
    """Return what a field should be."""
    words = TYPES.get(error["type"], OTHER)
    facts = error.get("ctx", {})
    listed = str(facts.get("expected", "")).replace(" or ", ", ")
    return Wording(
        words.zh.format_map({**facts, "expected": listed.replace(", ", "、")}),
        words.en.format_map({**facts, "expected": listed}),
    )
