"""Half a surrogate pair can be written in JSON but not encoded: it is refused, never a fault."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from planner.models.account import Role
from tests.web.test_api import ALL, Program, make_token

if TYPE_CHECKING:
    from tests.conftest import House, PageClient, Publisher

HALF = "\ud800"
PERSON = "/draft/people/m1"
REQUESTS: list[tuple[str, str, Any]] = [
    ("PATCH", PERSON, {"values": {"name": HALF}}),
    ("PATCH", PERSON, {"values": {HALF: "x"}}),
    ("PATCH", PERSON, {"values": {"name": {HALF: HALF}}}),
    ("PATCH", PERSON, {"values": {"tags": [HALF]}}),
    ("PATCH", PERSON, {HALF: HALF}),
    ("PATCH", PERSON, {"values": {}, "note": HALF}),
    ("POST", "/draft/people", {"values": {"name": HALF}}),
    ("POST", "/draft/sittings", {"values": {"name": HALF, "held_on": HALF}}),
    ("POST", "/draft", {"edits": [{"op": "add", "section": "people", "values": {"name": HALF}}]}),
    ("POST", "/draft", {"edits": [], "note": HALF}),
    ("POST", "/findings/waive", {"code": HALF, "place": HALF, "reason": HALF}),
    ("POST", "/rosters", {"name": HALF, "content": HALF}),
]


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """Try everything on one database: nothing of it gets that far."""
    return sqlite_url


def test_half_a_pair_is_refused_and_echoed_as_it_was_sent(
    client: PageClient, house: House, publish: Publisher
) -> None:
    meeting = publish(house)
    program = Program(client, make_token(client, house, Role.EDITOR, ALL))
    for method, path, body in REQUESTS:
        answer = program.ask(method, f"/meetings/{meeting}{path}", body, If_Match="*")
        assert answer.status_code in {400, 404, 422}, (path, body)
        assert answer.mimetype == "application/problem+json"
    body = {"values": {"name": HALF}}
    answer = program.ask("PATCH", f"/meetings/{meeting}{PERSON}", body, If_Match="*")
    assert answer.json is not None
    assert answer.json["faults"][0]["found"] == HALF


def test_pages_refuse_half_a_pair_too(client: PageClient, house: House, publish: Publisher) -> None:
    meeting = publish(house)
    client.sign_in(house)
    token = {"X-CSRFToken": client.token()}
    edit = {"op": "change", "section": "people", "key": "m1", "values": {"post": "主任"}}
    for body in ({"edits": [edit], "note": HALF}, {"edits": [{**edit, "values": {"name": HALF}}]}):
        answer = client.post(f"/meetings/{meeting}/draft", json=body, headers=token)
        assert answer.status_code == 400
