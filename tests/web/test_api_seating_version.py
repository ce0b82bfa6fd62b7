"""Versions of a seating for programs: the whole way with tokens, and what they may not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from planner.models.account import Role
from planner.services.token import SCOPES
from tests.seated import Seated, seat_meeting
from tests.web.test_api import Program, make_token

if TYPE_CHECKING:
    from collections.abc import Callable

    from planner.models import ScopedSession
    from tests.conftest import House, PageClient

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
MOVE_A = {"op": "move", "people": ["a"], "seat": "2-3"}


@dataclass(slots=True)
class Desk:
    """Programs of an editor and of a leader at one seating."""

    programs: dict[Role, Program]
    path: str

    def ask(self, role: Role, method: str, path: str, **body: object) -> tuple[int, Any]:
        given = body if method == "POST" else None
        answer = self.programs[role].ask(method, f"{self.path}{path}", given)
        return answer.status_code, answer.json

    def status(self, role: Role, method: str, path: str, **body: object) -> int:
        return self.ask(role, method, path, **body)[0]


@pytest.fixture
def seated(sessions: Callable[[], ScopedSession], house: House) -> Seated:
    return seat_meeting(sessions, house)


@pytest.fixture
def desk(client: PageClient, house: House, seated: Seated) -> Desk:
    scopes = [each.value for each in SCOPES]
    roles = (Role.EDITOR, Role.LEADER, Role.READER)
    programs = {each: Program(client, make_token(client, house, each, scopes)) for each in roles}
    return Desk(programs, f"/meetings/{seated.meeting}/seatings/{seated.seating}")


def test_a_seating_goes_its_way(desk: Desk) -> None:
    status, told = desk.ask(Role.EDITOR, "POST", "/versions", reason="请审定")
    assert (status, told["state"], told["versions"][0]["reason"]) == (201, "waiting", "请审定")
    assert desk.status(Role.LEADER, "POST", "/versions/1/return", remark="") == 400
    pinned = desk.ask(Role.LEADER, "POST", "/versions/1/remarks", seat="1-1", text="换人")
    assert pinned[0] == 201
    assert pinned[1]["versions"][0]["remarks"] == [
        {
            "seat": "1-1",
            "label": "池座 row 1",
            "person": "a",
            "text": "换人",
            "by": "leader",
            "is_settled": False,
            "settled_by": "",
        }
    ]
    assert desk.ask(Role.LEADER, "POST", "/versions/1/return", remark="")[1]["state"] == "draft"
    settled = desk.ask(Role.EDITOR, "POST", "/versions/1/remarks/0")[1]["versions"][0]
    assert settled["remarks"][0]["settled_by"] == "editor"
    desk.ask(Role.EDITOR, "POST", "/versions")
    assert desk.ask(Role.EDITOR, "POST", "/withdraw")[1]["versions"][0]["state"] == "withdrawn"
    desk.ask(Role.EDITOR, "POST", "/versions")
    approved = desk.ask(Role.LEADER, "POST", "/versions/3/approve", remark="同意")[1]
    assert (approved["state"], approved["approved_number"]) == ("frozen", 3)


def test_an_amendment_needs_another_person(desk: Desk) -> None:
    desk.ask(Role.EDITOR, "POST", "/versions")
    assert desk.status(Role.EDITOR, "POST", "/versions/1/approve", remark="") == 403
    assert desk.status(Role.READER, "POST", "/versions/1/approve", remark="") == 403
    assert desk.status(Role.LEADER, "POST", "/versions/1/approve", remark="") == 200
    assert desk.ask(Role.EDITOR, "POST", "/amendment")[1]["state"] == "amending"
    assert desk.status(Role.EDITOR, "POST", "/versions", reason="") == 400
    assert desk.status(Role.EDITOR, "POST", "/versions", reason="没有改") == 409
    desk.ask(Role.EDITOR, "POST", "/deeds", deeds=[MOVE_A])
    assert desk.status(Role.EDITOR, "POST", "/versions", reason="甲请假") == 201
    assert desk.status(Role.EDITOR, "POST", "/versions/2/approve", remark="") == 403
    assert desk.status(Role.LEADER, "POST", "/versions/2/approve", remark="") == 200
    told = desk.ask(Role.READER, "GET", "/versions")
    assert told[0] == 404
    moved = desk.ask(Role.LEADER, "GET", "/comparison?since=1&to=2")[1]
    assert [(each["name"], each["before"], each["after"]) for each in moved["moved"]] == [
        ("丁明", "1-1", "2-3")
    ]
    assert (moved["came"], moved["left"], moved["signs"]) == ([], [], ["a"])


def test_an_amendment_is_given_up(desk: Desk) -> None:
    desk.ask(Role.EDITOR, "POST", "/versions")
    desk.ask(Role.LEADER, "POST", "/versions/1/approve", remark="")
    desk.ask(Role.EDITOR, "POST", "/amendment")
    desk.ask(Role.EDITOR, "POST", "/deeds", deeds=[MOVE_A])
    assert desk.ask(Role.EDITOR, "GET", "/comparison")[1]["signs"] == ["a"]
    assert desk.ask(Role.EDITOR, "DELETE", "/amendment")[1]["state"] == "frozen"
    assert desk.ask(Role.EDITOR, "GET", "/comparison")[1]["signs"] == []
    assert desk.status(Role.EDITOR, "DELETE", "/amendment") == 409


def test_leaders_take_back_their_own_remarks_only(desk: Desk) -> None:
    desk.ask(Role.EDITOR, "POST", "/versions")
    desk.ask(Role.LEADER, "POST", "/versions/1/remarks", seat="1-1", text="换人")
    assert desk.status(Role.EDITOR, "POST", "/versions/1/remarks", seat="1-1", text="换人") == 403
    assert desk.status(Role.EDITOR, "DELETE", "/versions/1/remarks/0") == 403
    assert desk.status(Role.LEADER, "DELETE", "/versions/1/remarks/0") == 200
    assert desk.status(Role.LEADER, "DELETE", "/versions/1/remarks/0") == 404


def test_a_seating_is_renamed_and_removed_until_it_was_approved(desk: Desk) -> None:
    editor, reader = desk.programs[Role.EDITOR], desk.programs[Role.READER]
    asked = {"name": "开幕会", "sittings": ["full"]}
    assert reader.ask("PATCH", desk.path, asked).status_code == 403
    assert editor.ask("PATCH", desk.path, asked).get_json()["name"] == "开幕会"
    desk.ask(Role.EDITOR, "POST", "/versions")
    assert editor.ask("DELETE", desk.path).status_code == 423
    desk.ask(Role.EDITOR, "POST", "/withdraw")
    assert reader.ask("DELETE", desk.path).status_code == 403
    assert editor.ask("DELETE", desk.path).status_code == 204
    assert editor.ask("GET", desk.path).status_code == 404
