"""Whatever can be wrong with the shape of a request has words in both languages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from planner.models.account import Role
from planner.web import api_model
from planner.web.register import find_blueprints
from planner.web.shape_fault import OTHER, TYPES, tell_shape_faults, tell_type
from tests.web.test_api import ALL, Program, make_token

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.conftest import House, PageClient, Publisher

ERRORS = {
    "model": {"model_type", "model_attributes_type"},
    "model-fields": {"missing", "extra_forbidden", "model_type", "model_attributes_type"},
    "str": {"string_type", "string_unicode", "string_sub_type"},
    "int": {"int_type", "int_parsing", "int_from_float", "int_parsing_size"},
    "float": {"float_type", "float_parsing"},
    "function-after": set(),
    "function-before": set(),
    "bool": {"bool_type", "bool_parsing"},
    "date": {
        *("date_type", "date_parsing"),
        *("date_from_datetime_parsing", "date_from_datetime_inexact"),
    },
    "datetime": {"datetime_type", "datetime_parsing", "datetime_from_date_parsing"},
    "time": {"time_type", "time_parsing"},
    "list": {"list_type"},
    "dict": {"dict_type"},
    "tuple": {"tuple_type"},
    "enum": {"enum"},
    "literal": {"literal_error"},
    **{kind: set() for kind in ("any", "nullable", "default", "definitions", "definition-ref")},
}
"""What pydantic can say of each kind of its schemas; a kind that is not here fails the test."""
BOUNDS = {"ge": "greater_than_equal", "le": "less_than_equal", "pattern": "string_pattern_mismatch"}
FUNCTIONS = {
    "greater_than_validator": "greater_than",
    "greater_than_or_equal_validator": "greater_than_equal",
    "less_than_or_equal_validator": "less_than_equal",
    "forbid_inf_nan_check": "finite_number",
    "refuse_truth": "float_type",
}
"""What functions that pydantic or we put around a number can say."""
LENGTHS = {"min_length": "too_short", "max_length": "too_long"}


def walk(schema: object) -> Iterator[dict[str, Any]]:
    if isinstance(schema, dict):
        if isinstance(schema.get("type"), str) and schema["type"] != "model-field":
            yield schema
        for name, each in schema.items():
            if name not in {"metadata", "serialization", "cls", "members", "default", "function"}:
                yield from walk(each)
    elif isinstance(schema, list | tuple):
        for each in schema:
            yield from walk(each)


def errors_of(schema: dict[str, Any]) -> set[str]:
    if schema["type"].startswith("function"):
        called = str(schema["function"]["function"])
        return {next(error for name, error in FUNCTIONS.items() if f"function {name} " in called)}
    head = "string_" if schema["type"] == "str" else ""
    lengths = {f"{head}{error}" for name, error in LENGTHS.items() if name in schema}
    return ERRORS[schema["type"]] | lengths | {BOUNDS[name] for name in BOUNDS if name in schema}


def list_shapes() -> list[type[api_model.Shape]]:
    found, waiting = [], [api_model.Shape]
    while waiting:
        new = waiting.pop().__subclasses__()
        found += new
        waiting += new
    return [each for each in found if each.__module__.startswith("planner.web.api")]


def test_every_error_that_a_shape_can_give_has_words() -> None:
    assert find_blueprints()  # which loads every shape
    shapes = list_shapes()
    assert len(shapes) > 50
    possible = {
        error
        for shape in shapes
        for schema in walk(shape.__pydantic_core_schema__)
        for error in errors_of(schema)
    }
    assert possible <= set(TYPES)


@pytest.mark.parametrize("kind", TYPES)
def test_the_words_take_what_the_error_states_and_leave_no_braces(kind: str) -> None:
    numbers = {"min_length": 2, "max_length": 9, "gt": 0, "ge": 1, "le": 5}
    facts = {**numbers, "pattern": "^x$", "expected": "'a', 'b' or 'c'"}
    told = tell_type({"type": kind, "loc": ("x",), "ctx": facts})
    assert not re.search("[{}]", told.zh + told.en)
    assert not re.search("expected|required|such", told.zh)
    assert told != OTHER


def test_the_sentence_names_the_fields() -> None:
    errors = [
        {"type": "missing", "loc": ("values",)},
        {"type": "extra_forbidden", "loc": ("post",)},
        {
            "type": "literal_error",
            "loc": ("edits", 0, "op"),
            "ctx": {"expected": "'add' or 'move'"},
        },
        {"type": "unheard_of", "loc": ()},
    ]
    told = tell_shape_faults(errors)
    assert told.zh == (
        "请求的格式有误：values：此项必填；post：没有这个字段；"
        "edits.0.op：应为 'add'、'move' 之一；不符合要求。"
    )
    assert told.en == (
        "The request is malformed: values: this field is required; post: there is no such field; "
        "edits.0.op: expected one of 'add', 'move'; this does not fit."
    )


@pytest.mark.parametrize(("language", "said"), [("zh", "此项必填"), ("en", "is required")])
def test_a_program_is_told_in_its_language(
    client: PageClient, house: House, publish: Publisher, language: str, said: str
) -> None:
    meeting = publish(house)
    token = make_token(client, house, Role.EDITOR, ALL)
    program = Program(client, token, language)
    path = f"/meetings/{meeting}/draft/people/m1"
    answer = program.ask("PATCH", path, {"post": "主席"}, If_Match="*")
    assert answer.status_code == 400
    assert said in answer.json["detail"]
    assert ("required" in answer.json["detail"]) is (language == "en")
