"""What a person can do on a page, a token can do: the table of counterparts, and its proof."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from planner.web.access import Scope

if TYPE_CHECKING:
    from flask import Flask

TABLE: dict[str, str] = yaml.safe_load(
    Path(__file__).with_name("api_parity.yaml").read_text("utf-8")
)
NONE = "none: "
PLANS = {Scope.MEETING, Scope.ORGANISATION}
"""What reaches a plan; one's own account, administration and signing in do not."""
CHANGING = {"POST", "PUT", "PATCH", "DELETE"}


def list_changing(app: Flask, *, is_program: bool) -> set[str]:
    return {
        f"{method} {rule.rule}"
        for rule in app.url_map.iter_rules()
        if rule.endpoint.startswith("api.") is is_program
        and app.view_functions[rule.endpoint].access.scope in PLANS  # type: ignore[attr-defined]
        for method in (rule.methods or set()) & CHANGING
    }


def test_every_action_of_a_page_has_a_counterpart_or_a_reason(app: Flask) -> None:
    assert set(TABLE) == list_changing(app, is_program=False)


def test_every_counterpart_is_there(app: Flask) -> None:
    named = {route for route in TABLE.values() if not route.startswith(NONE)}
    assert named - list_changing(app, is_program=True) == set()


def test_what_has_none_says_why() -> None:
    reasons = [route.removeprefix(NONE) for route in TABLE.values() if route.startswith(NONE)]
    assert [each for each in reasons if len(each.split()) < 5] == []
