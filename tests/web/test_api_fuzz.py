"""Whatever programs send: no answer is a fault of ours, and each has the shape that is promised."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
)

from planner.models.account import Role
from planner.services.token import SCOPES
from tests.web.test_api import make_token

if TYPE_CHECKING:
    from tests.conftest import House, PageClient, Publisher

CHECKS = [not_a_server_error, content_type_conformance, response_schema_conformance]
SEED = 20270118


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """Try everything on one database: the others' differences are tested elsewhere."""
    return sqlite_url


@pytest.mark.parametrize(("role", "examples"), [(Role.EDITOR, 2), (Role.LEADER, 1)])
def test_nothing_that_programs_send_breaks_the_api(
    client: PageClient, house: House, publish: Publisher, role: Role, examples: int
) -> None:
    meeting = publish(house)
    scopes = [each.value for each in SCOPES]
    headers = {"Authorization": f"Bearer {make_token(client, house, role, scopes)}"}
    headers |= {"If-Match": "*", "Accept-Language": "zh"}
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", client.application)
    tried = set()
    for found in schema.get_all_operations():
        operation = found.ok()

        @seed(SEED)
        @settings(
            max_examples=examples,
            database=None,
            deadline=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy())
        def send(case: schemathesis.Case) -> None:
            if "meeting_id" in case.path_parameters:
                case.path_parameters["meeting_id"] = meeting
            tried.add((case.method, case.path))
            case.call_and_validate(headers=headers, checks=CHECKS)

        send()
    assert len(tried) > 60
