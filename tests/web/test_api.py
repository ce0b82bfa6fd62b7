from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from jsonschema import Draft202012Validator

from planner.models.account import Permission, Role
from planner.planfile.conversion import to_data
from planner.web.register import PROGRAM_LIMIT
from tests.builders import a_sound_plan
from tests.conftest import NOW

if TYPE_CHECKING:
    from werkzeug.test import TestResponse

    from tests.conftest import Clock, House, PageClient, Publisher

ALL = [each.value for each in (Permission.READ, Permission.DRAFT, Permission.EDIT)]


class Program:
    """A program with a token."""

    def __init__(self, client: PageClient, token: str, language: str = "en") -> None:
        self.client, self.token, self.language = client, token, language

    def ask(self, method: str, path: str, body: object = None, **headers: str) -> TestResponse:
        given = {"Authorization": f"Bearer {self.token}", "Accept-Language": self.language}
        given |= {name.replace("_", "-"): value for name, value in headers.items()}
        if body is None:
            return self.client.open(f"/api/v1{path}", method=method, headers=given)
        return self.client.open(f"/api/v1{path}", method=method, json=body, headers=given)


def make_token(client: PageClient, house: House, role: Role, scopes: list[str]) -> str:
    client.sign_in(house, role)
    page = client.send("/account/tokens", name="档案系统", scopes=scopes, days=30)
    assert page.status_code == 201
    found = re.search(r"plenum_[\w-]{43}", page.text)
    assert found is not None
    client.send("/sign-out")
    return found[0]


@pytest.fixture
def meeting(house: House, publish: Publisher) -> int:
    return publish(house)


@pytest.fixture
def program(client: PageClient, house: House) -> Program:
    return Program(client, make_token(client, house, Role.EDITOR, ALL))


def test_nobody_comes_in_without_a_token(client: PageClient, house: House, meeting: int) -> None:
    client.sign_in(house)
    answer = client.get(f"/api/v1/meetings/{meeting}")
    assert (answer.status_code, answer.mimetype) == (401, "application/problem+json")
    assert answer.headers["WWW-Authenticate"] == 'Bearer realm="plenum"'
    assert Program(client, "plenum_" + "x" * 43).ask("GET", "/meetings").status_code == 401


def test_a_plan_and_its_parts_are_read(program: Program, meeting: int) -> None:
    listed = program.ask("GET", "/meetings").json
    assert listed is not None
    assert [each["id"] for each in listed["meetings"]] == [meeting]
    plan = program.ask("GET", f"/meetings/{meeting}/plan")
    published = to_data(a_sound_plan()) | {"edition": {"number": 1, "issued_on": "2026-12-01"}}
    assert plan.json == published
    tag = plan.headers["ETag"]
    again = program.ask("GET", f"/meetings/{meeting}/plan", If_None_Match=tag)
    assert (again.status_code, again.text) == (304, "")
    since = "Mon, 01 Jan 99999999999 00:00:00 GMT"
    odd = program.ask("GET", f"/meetings/{meeting}/plan", If_Modified_Since=since)
    assert (odd.status_code, odd.json) == (200, published)
    people = program.ask("GET", f"/meetings/{meeting}/draft/people?size=1&page=2").json
    assert people is not None
    assert (people["total"], [each["key"] for each in people["entries"]]) == (
        len(a_sound_plan().people),
        [a_sound_plan().people[1].key],
    )
    for part in ("findings", "timeline", "revisions", "changes"):
        assert program.ask("GET", f"/meetings/{meeting}/{part}").status_code == 200


def test_an_entry_is_added_changed_moved_and_removed(program: Program, meeting: int) -> None:
    people = f"/meetings/{meeting}/draft/people"
    added = program.ask("POST", people, {"values": {"name": "钱一", "rank": 9}, "after": ""})
    assert (added.status_code, added.headers["ETag"]) == (201, '"1"')
    assert added.json is not None
    key = added.json["key"]
    changed = program.ask("PATCH", f"{people}/{key}", {"values": {"post": "委员"}}, If_Match='"1"')
    assert changed.json == {
        "section": "people",
        "key": key,
        "version": 2,
        "values": {"name": "钱一", "rank": 9, "post": "委员"},
    }
    moved = program.ask("POST", f"{people}/{key}/place", {"after": None})
    assert moved.status_code == 200
    last = program.ask("GET", f"{people}?size=500").json
    assert last is not None
    assert last["entries"][-1]["key"] == key
    assert program.ask("DELETE", f"{people}/{key}").status_code == 428
    assert program.ask("DELETE", f"{people}/{key}", If_Match="*").status_code == 200
    assert program.ask("GET", f"{people}/{key}").status_code == 404


def test_a_change_says_which_version_it_is_of(program: Program, meeting: int) -> None:
    person = f"/meetings/{meeting}/draft/people/sg"
    first = program.ask("PATCH", person, {"values": {"unit": "办公厅"}}, If_Match='"1"')
    assert first.status_code == 200
    second = program.ask("PATCH", person, {"values": {"unit": "研究室"}}, If_Match='"1"')
    assert (second.status_code, second.mimetype) == (412, "application/problem+json")
    assert second.json is not None
    assert "version 2" in second.json["detail"]
    blind = program.ask("PATCH", person, {"values": {"unit": "研究室"}})
    assert (blind.status_code, blind.mimetype) == (428, "application/problem+json")
    seen = program.ask("GET", person).headers["ETag"]
    third = program.ask("PATCH", person, {"values": {"unit": "研究室"}}, If_Match=seen)
    assert (third.status_code, third.headers["ETag"]) == (200, '"3"')


@pytest.mark.parametrize(
    ("language", "detail"),
    [("en", "1 values cannot be used"), ("zh", "有 1 处填写有误，没有保存")],
)
def test_problems_are_told_in_both_languages(
    program: Program, meeting: int, language: str, detail: str
) -> None:
    program.language = language
    sitting = f"/meetings/{meeting}/draft/sittings/open"
    answer = program.ask("PATCH", sitting, {"values": {"starts_at": "25:00"}}, If_Match="*")
    assert (answer.status_code, answer.mimetype) == (422, "application/problem+json")
    assert answer.json is not None
    assert [each["path"] for each in answer.json["faults"]] == [["starts_at"]]
    assert answer.json["detail"].startswith(detail)


def test_malformed_requests_are_refused(program: Program, meeting: int) -> None:
    people = f"/meetings/{meeting}/draft/people"
    answers = [
        program.ask("POST", people, {"value": {}}),
        program.ask("GET", f"{people}?page=0"),
        program.ask("GET", f"{people}?nonsense=1"),
        program.ask("PATCH", f"{people}/sg", {"values": {}}, If_Match='"x"'),
        program.client.post(
            f"/api/v1{people}",
            data={"values": "x"},
            headers={"Authorization": f"Bearer {program.token}"},
        ),
        program.ask("GET", f"/meetings/{meeting}/draft/secrets"),
        program.ask("PUT", people, {}),
    ]
    assert [each.status_code for each in answers] == [400, 400, 400, 400, 415, 404, 405]
    assert {each.mimetype for each in answers} == {"application/problem+json"}


def test_a_token_is_good_for_its_scopes_only(
    client: PageClient, house: House, meeting: int
) -> None:
    reading = Program(client, make_token(client, house, Role.EDITOR, ["read"]))
    person = f"/meetings/{meeting}/draft/people/sg"
    assert reading.ask("GET", f"/meetings/{meeting}/plan").status_code == 200
    assert reading.ask("GET", f"/meetings/{meeting}/plan?edition=draft").status_code == 403
    assert reading.ask("GET", person).status_code == 403
    assert reading.ask("PATCH", person, {"values": {"unit": "x"}}).status_code == 403
    reader = Program(client, make_token(client, house, Role.READER, ALL))
    assert reader.ask("PATCH", person, {"values": {"unit": "x"}}).status_code == 403


def test_another_houses_meeting_is_not_there(
    client: PageClient, house: House, other_house: House, meeting: int
) -> None:
    assert house
    stranger = Program(client, make_token(client, other_house, Role.EDITOR, ALL))
    nothing = meeting + 1
    for part in ("", "/plan", "/draft/people", "/draft/people/sg", "/findings", "/changes"):
        theirs = stranger.ask("GET", f"/meetings/{meeting}{part}")
        absent = stranger.ask("GET", f"/meetings/{nothing}{part}")
        assert (theirs.status_code, theirs.text) == (404, absent.text)
    assert stranger.ask("GET", "/meetings").json == {"meetings": [], "total": 0}


def test_a_token_ends_when_it_is_revoked_or_expires(
    client: PageClient, house: House, meeting: int, clock: Clock
) -> None:
    program = Program(client, make_token(client, house, Role.EDITOR, ALL))
    path = f"/meetings/{meeting}"
    assert program.ask("GET", path).status_code == 200
    client.sign_in(house)
    page = client.get("/account/tokens").text
    assert "2026-12-01 10:00" in page  # last used, as clocks of the house show it
    assert program.token not in page
    client.send("/account/tokens/1/revoke")
    assert program.ask("GET", path).status_code == 401
    client.send("/sign-out")
    other = Program(client, make_token(client, house, Role.EDITOR, ALL))
    clock.at = NOW + timedelta(days=31)
    assert other.ask("GET", path).status_code == 401


def test_nobody_revokes_another_persons_token(client: PageClient, house: House) -> None:
    program = Program(client, make_token(client, house, Role.EDITOR, ALL))
    client.sign_in(house, Role.LEADER)
    assert client.send("/account/tokens/1/revoke").status_code == 404
    assert program.ask("GET", "/meetings").status_code == 200


def test_the_description_is_sound_and_complete(client: PageClient, house: House) -> None:
    document = client.get("/api/v1/openapi.json").json
    assert document is not None
    assert document["openapi"].startswith("3.1")
    for schema in document["components"]["schemas"].values():
        Draft202012Validator.check_schema(schema)
    described = {
        (method.upper(), re.sub(r"{(\w+)}", r"<\1>", path))
        for path, operations in document["paths"].items()
        for method in operations
    }
    rules = {
        (method, re.sub(r"<(?:\w+:)?(\w+)>", r"<\1>", rule.rule))
        for rule in client.application.url_map.iter_rules()
        if rule.endpoint.startswith("api.") and not rule.rule.endswith("openapi.json")
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    assert described == rules
    client.sign_in(house)
    assert "/api/v1/meetings" in client.get("/api").text


def test_who_asks_too_often_is_told_to_wait(client: PageClient) -> None:
    limit = int(PROGRAM_LIMIT.partition("/")[0])
    answers = [client.get("/api/v1/meetings") for _ in range(limit + 1)]
    assert {each.status_code for each in answers[:-1]} == {401}
    assert (answers[-1].status_code, answers[-1].mimetype) == (429, "application/problem+json")
    assert ["Retry-After" in each.headers for each in answers] == [False] * limit + [True]
    assert "X-RateLimit-Remaining" in answers[0].headers


def test_a_sitting_that_is_named_elsewhere_goes_only_if_that_lets_go(
    program: Program, meeting: int
) -> None:
    path = f"/meetings/{meeting}/draft/sittings/open"
    refused = program.ask("DELETE", path, If_Match="*")
    assert (refused.status_code, refused.json["pointers"]) == (
        409,
        [{"section": "agenda", "key": "a1", "name": "听取和审议常务委员会工作报告"}],
    )
    assert refused.json["detail"].startswith("1 place names this sitting: agenda item")
    edit = {"op": "remove", "section": "sittings", "key": "open"}
    batch = f"/meetings/{meeting}/draft"
    assert program.ask("POST", batch, {"edits": [edit]}, If_Match="*").status_code == 409
    gone = program.ask("DELETE", f"{path}?lets_go=true", If_Match="*")
    assert gone.status_code == 200
    assert [each["values"].get("sittings", []) for each in gone.json["entries"]] == [[]]
    program.ask("POST", f"{batch}/undo", {}, If_Match="*")
    again = program.ask("POST", batch, {"edits": [{**edit, "lets_go": True}]}, If_Match="*")
    assert again.status_code == 200


def test_what_is_not_there_is_said_in_the_language_asked_for(program: Program) -> None:
    lost = program.ask("GET", "/no-such-thing")
    assert (lost.status_code, lost.headers["Content-Language"]) == (404, "en")
    assert lost.json["title"].isascii()
    refused = program.ask("PUT", "/meetings", {})
    assert (refused.status_code, refused.headers["Content-Language"]) == (405, "en")
    assert refused.json["title"].isascii()
    assert "GET" in refused.headers["Allow"]


def test_a_body_that_is_cut_off_is_said_to_be(program: Program, meeting: int) -> None:
    answer = program.client.patch(
        f"/api/v1/meetings/{meeting}/draft/people/m1",
        data="[1",
        content_type="application/json",
        headers={
            "Authorization": f"Bearer {program.token}",
            "If-Match": "*",
            "Accept-Language": "en",
        },
    )
    assert answer.status_code == 400
    assert answer.json["detail"] == "The body of the request is not well-formed JSON."
