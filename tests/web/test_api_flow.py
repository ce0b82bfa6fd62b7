"""The roads of programs, end to end; every answer is held against the API's own description."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator

from planner.models.account import Permission, Role
from planner.planfile import write_yaml
from planner.services.token import SCOPES
from tests.builders import a_sound_plan
from tests.web.test_api import Program, make_token

if TYPE_CHECKING:
    from flask import Flask
    from werkzeug.test import TestResponse

    from tests.conftest import House, PageClient, Publisher

EVERYTHING = [each.value for each in SCOPES]
FACTS = {"term": 13, "number": 5, "opens_on": "2028-01-10", "closes_on": "2028-01-13"}


class Judge(Program):
    """A program that holds every answer against the description."""

    def ask(self, method: str, path: str, body: object = None, **headers: str) -> TestResponse:
        answer = super().ask(method, path, body, **headers)
        check_answer(self.client.application, method, path, answer)
        return answer

    def need(self, status: int, method: str, path: str, body: object = None, **headers: str) -> Any:  # noqa: ANN401  JSON
        answer = self.ask(method, path, body, **headers)
        assert answer.status_code == status, answer.text
        return answer.json


def check_answer(app: Flask, method: str, path: str, answer: TestResponse) -> None:
    """Fail where an answer is not of the shape that the description promises for its status."""
    document = describe(app)
    adapter = app.url_map.bind("localhost")
    rule, _ = adapter.match(f"/api/v1{path.partition('?')[0]}", method=method, return_rule=True)
    spelled = "".join(part for part in spell_rule(rule.rule))
    responses = document["paths"][spelled][method.lower()]["responses"]
    promised = responses.get(str(answer.status_code)) or responses["default"]
    for kind, content in promised.get("content", {}).items():
        if answer.mimetype == kind and "json" in kind:
            schema = {**content["schema"], "components": document["components"]}
            Draft202012Validator(schema).validate(answer.json)
            return
    assert answer.mimetype != "application/json", f"{method} {path} promises no JSON"


def spell_rule(rule: str) -> str:
    """Return a route as OpenAPI spells it."""
    return "".join(
        "{" + part.strip("<>").rpartition(":")[2] + "}" if part.startswith("<") else part
        for part in rule.replace("<", "\n<").replace(">", ">\n").split("\n")
    )


def describe(app: Flask) -> dict[str, Any]:
    with app.test_request_context():
        from planner.web.api_description import spell_description  # noqa: PLC0415  needs an application

        return spell_description()


def encode(content: bytes) -> str:
    return base64.b64encode(content).decode()


@pytest.fixture
def editor(client: PageClient, house: House) -> Judge:
    return Judge(client, make_token(client, house, Role.EDITOR, EVERYTHING))


@pytest.fixture
def leader(client: PageClient, house: House, editor: Judge) -> Judge:
    assert editor
    return Judge(client, make_token(client, house, Role.LEADER, EVERYTHING))


def test_a_plan_goes_from_a_file_to_its_second_revision(editor: Judge, leader: Judge) -> None:
    file = {"name": "方案.yaml", "content": encode(write_yaml(a_sound_plan()).encode())}
    made = editor.need(201, "POST", "/meetings/from-file", file)["id"]
    path = f"/meetings/{made}"
    seen = editor.ask("GET", path).headers["ETag"]
    assert editor.ask("POST", f"{path}/reviews", {}).status_code == 428
    sent = editor.need(201, "POST", f"{path}/reviews", {"note": "请审"}, If_Match=seen)
    assert (sent["number"], sent["state"]) == (1, "waiting")
    back = {"remark": "再核", "remarks": [{"place": "texts/notes", "text": "日期"}]}
    assert editor.ask("POST", f"{path}/reviews/1/return", back).status_code == 403
    returned = leader.need(200, "POST", f"{path}/reviews/1/return", back)
    assert [each["text"] for each in returned["remarks"]] == ["日期"]
    settled = editor.need(200, "POST", f"{path}/reviews/1/remarks/0")
    assert settled["remarks"][0]["is_settled"] is True
    batch = {
        "edits": [{"op": "change", "section": "people", "key": "m1", "values": {"post": "副教授"}}]
    }
    editor.need(200, "POST", f"{path}/draft", batch, If_Match="*")
    assert editor.ask("POST", f"{path}/reviews", {}, If_Match=seen).status_code == 412
    for number in (1, 2):
        review = editor.need(201, "POST", f"{path}/reviews", {}, If_Match="*")["number"]
        leader.need(200, "POST", f"{path}/reviews/{review}/approve", {"remark": "同意"})
        editor.need(200, "GET", f"{path}/reviews/{review}/notice")
        issued = editor.need(201, "POST", f"{path}/reviews/{review}/publish", {})
        assert issued == {"number": number}
        editor.need(200, "POST", f"{path}/draft", batch | {"edits": [theme(number)]}, If_Match="*")
    found = editor.need(200, "GET", f"{path}/revisions/2/changes")["changes"]
    assert len(found) == 1
    assert editor.need(200, "GET", f"{path}/revisions/1")["title"] == a_sound_plan().title
    assert editor.ask("GET", f"{path}/revisions/1/source").status_code == 200
    assert leader.need(200, "GET", f"{path}/reviews")["reviews"][0]["number"] == 3


def theme(number: int) -> dict[str, Any]:
    values = {"theme": f"主题{number}"}
    return {"op": "change", "section": "meeting", "key": "meeting", "values": values}


def test_meetings_are_made_moved_and_carried(
    editor: Judge, house: House, publish: Publisher
) -> None:
    earlier = publish(house)
    made = editor.need(201, "POST", "/meetings/from-earlier", FACTS | {"earlier": earlier})["id"]
    path = f"/meetings/{made}"
    days = {"opens_on": "2028-01-17", "closes_on": "2028-01-20", "reports_on": "2028-01-16"}
    shown = editor.need(200, "POST", f"{path}/move/preview", days)
    assert [each["after"] for each in shown["sittings"]] == [
        "2028-01-17",
        "2028-01-17",
        "2028-01-20",
    ]
    moved = editor.need(200, "POST", f"{path}/move", days, If_Match=f'"{shown["sequence"]}"')
    assert (moved["sittings"], moved["sequence"]) == (shown["sittings"], shown["sequence"] + 1)
    alone = editor.need(200, "POST", f"{path}/move/preview", {"opens_on": "2028-01-24"})
    assert (alone["closes_on"], alone["reports_on"]) == ("2028-01-27", "2028-01-23")
    single = editor.need(
        200, "POST", f"{path}/move/preview", {"opens_on": "2028-01-24", "closes_on": "2028-01-24"}
    )
    assert (single["closes_on"], single["reports_on"]) == ("2028-01-24", None)
    stale = editor.ask("POST", f"{path}/move", days, If_Match=f'"{shown["sequence"]}"')
    assert stale.status_code == 412
    undone = editor.need(200, "POST", f"{path}/draft/undo")
    assert undone["entries"]
    again = editor.need(200, "POST", f"{path}/draft/redo")
    assert len(again["entries"]) == len(undone["entries"])
    archive = editor.ask("GET", f"{path}/archive")
    assert archive.mimetype == "application/zip"
    taken = editor.ask("POST", "/meetings/from-archive", {"content": encode(archive.data)})
    assert taken.status_code == 409
    late = {"kind": "plenary", "number": 6, "term": 13, "opens_on": "2027-01-18"}
    late["starts_work_on"] = "2026-12-01"
    new = editor.need(201, "POST", "/meetings", late)["id"]
    found = editor.need(200, "GET", f"/meetings/{new}/compression")
    accept = {"kind": "accept", "tasks": found["pressed"]}
    editor.need(200, "POST", f"/meetings/{new}/compression", accept, If_Match="*")
    assert editor.need(200, "GET", f"/meetings/{new}/compression")["pressed"] == []


def test_people_are_found_paged_and_brought_in_by_file(
    editor: Judge, house: House, publish: Publisher
) -> None:
    path = f"/meetings/{publish(house)}"
    first = editor.ask("GET", f"{path}/people?size=3&attendance=member")
    assert first.json is not None
    assert (len(first.json["people"]), first.json["total"]) == (3, 6)
    assert first.headers["Link"].endswith('; rel="next"')
    assert editor.need(200, "GET", f"{path}/search?q=oyj")["found"][0]["name"] == "欧阳靖"
    roster = "姓名,职务\n白晓岚,副教授\n钱一诺,委员\n".encode()
    preview = editor.need(
        201, "POST", f"{path}/rosters", {"name": "名册.csv", "content": encode(roster)}
    )
    assert preview["open"] == 1
    address = f"{path}/rosters/{preview['id']}"
    chosen = editor.need(
        200, "PATCH", address, {"choices": {preview["rows"][0]["number"]: "is:m1"}}
    )
    assert chosen["open"] == 0
    assert editor.ask("POST", f"{address}/take").status_code == 428
    taken = editor.need(200, "POST", f"{address}/take", If_Match=f'"{preview["sequence"]}"')
    assert (taken["added"], taken["changed"]) == (1, 1)
    assert editor.need(200, "GET", f"{path}/people?edition=draft&q=钱一诺")["total"] == 1


def test_findings_papers_work_and_letters(editor: Judge, house: House, publish: Publisher) -> None:
    path = f"/meetings/{publish(house)}"
    mark = {"code": "text-of-another-year", "place": "texts/notes/body"}
    editor.need(200, "POST", f"{path}/findings/waive", mark | {"reason": "回顾"})
    editor.need(200, "POST", f"{path}/findings/resume", mark)
    papers = editor.need(200, "GET", f"{path}/papers")["papers"]
    job = editor.need(202, "POST", f"{path}/papers/{papers[0]['key']}")
    assert editor.need(200, "GET", f"/jobs/{job['id']}")["state"] == "queued"
    assert editor.need(200, "POST", f"/jobs/{job['id']}/cancel")["state"] == "cancelled"
    assert editor.ask("GET", f"/jobs/{job['id']}/result").status_code == 404
    editor.need(200, "GET", f"{path}/work")
    entry = editor.need(201, "POST", f"{path}/work/run/trouble", {"text": "缺人手"})["id"]
    verdict = {"verdict": "settled", "text": "已增派"}
    decided = editor.need(200, "POST", f"{path}/entries/{entry}/decide", verdict)
    assert (decided["state"], decided["decision"]) == ("settled", "已增派")
    assert editor.need(200, "GET", f"{path}/work/run")["entries"][0]["text"] == "缺人手"
    assert editor.need(200, "GET", f"{path}/mails")["letters"] == []


def test_each_step_asks_for_its_scope(client: PageClient, house: House, publish: Publisher) -> None:
    path = f"/meetings/{publish(house)}"
    reading = Judge(client, make_token(client, house, Role.EDITOR, [Permission.READ.value]))
    refused = {
        ("POST", "/meetings", "edit"): FACTS | {"kind": "plenary"},
        ("POST", f"{path}/reviews", "edit"): {},
        ("POST", f"{path}/reviews/1/approve", "review"): {},
        ("POST", f"{path}/reviews/1/publish", "publish"): {},
        ("POST", f"{path}/package", "build"): None,
        ("POST", f"{path}/work/run/note", "work"): {"text": "x"},
        ("POST", f"{path}/entries/1/decide", "direct"): {"verdict": "granted"},
    }
    found = {key: reading.ask(*key[:2], body).status_code for key, body in refused.items()}
    assert found == dict.fromkeys(refused, 403)
