"""The published schema: current, and true of what we write."""

from __future__ import annotations

import dataclasses
from functools import cache
from typing import TYPE_CHECKING, Any

import jsonschema.validators
import pytest
import yaml
from hypothesis import HealthCheck, Phase, given, settings

from planner.planfile import json_schema, model, write_yaml
from planner.planfile.schema import SCHEMA_FILE, spell_schema
from tests.plan_strategies import whole_plans

if TYPE_CHECKING:
    from planner.domain.plan import Plan

PARTS = [each for each in vars(model).values() if hasattr(each, "builds")]


class EditorLoader(yaml.SafeLoader):
    """Reads as editors do: a day is a text."""


EditorLoader.yaml_implicit_resolvers = {
    first: [(tag, found) for tag, found in resolvers if "timestamp" not in tag]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


@cache
def schema_validator() -> Any:  # noqa: ANN401  one of many classes
    """Return what validates a plan: to look at the schema itself takes longer than at a plan."""
    schema = json_schema()
    kind = jsonschema.validators.validator_for(schema)
    kind.check_schema(schema)
    return kind(schema)


def test_published_schema_is_current() -> None:
    assert SCHEMA_FILE.read_text(encoding="utf-8") == spell_schema()


@given(whole_plans())
@settings(
    deadline=None,
    max_examples=20,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_what_is_written_obeys_the_schema(plan: Plan) -> None:
    data = yaml.load(write_yaml(plan), Loader=EditorLoader)  # noqa: S506  a safe loader of ours
    schema_validator().validate(data)


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.__name__)
def test_part_has_the_fields_of_the_plans_own_type(part: Any) -> None:  # noqa: ANN401
    own = [field.name for field in dataclasses.fields(part.builds)]
    assert list(part.model_fields) == own
