"""The chart as data and moving people on it: what is answered, refused and shown to whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from planner.models.account import Role
from planner.services.draft import open_draft
from tests.conftest import House, PageClient, scoped
from tests.seated import Seated, draw, seat_meeting

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from werkzeug.test import TestResponse

    from planner.models import ScopedSession
    from tests.conftest import Clock

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def seated(sessions: Callable[[], ScopedSession], house: House) -> Seated:
    return seat_meeting(sessions, house)


@pytest.fixture
def editor(client: PageClient, house: House) -> PageClient:
    return client.sign_in(house, Role.EDITOR)


def post(client: PageClient, address: str, body: object) -> TestResponse:
    return client.post(address, json=body, headers={"X-CSRFToken": client.token()})


def move(client: PageClient, seated: Seated, *deeds: object) -> TestResponse:
    return post(client, f"{seated.path}/deeds", {"deeds": list(deeds)})


def rows(client: PageClient, seated: Seated) -> list[str]:
    places = client.get(f"{seated.path}/chart.json").json["places"]
    return draw({person: place["seat"] for person, place in places.items()})


def test_the_chart_tells_all_that_is_drawn(editor: PageClient, seated: Seated) -> None:
    told = editor.get(f"{seated.path}/chart.json").json
    assert (told["name"], told["state"], told["is_editable"]) == ("大会", "draft", True)
    (area,) = told["venue"]["areas"]
    assert [row["label"] for row in area["rows"]] == ["池座1排", "池座2排"]
    assert area["rows"][0]["seats"][0] == ["1-1", 1.0, 1.0, "seat", "", "池座1排"]
    assert (told["venue"]["width"], told["venue"]["height"]) == (3.0, 1.0)
    assert told["people"]["a"] == {
        "name": "丁明",
        "post": "",
        "sector": "文艺",
        "group": "",
        "sex": "",
        "kind": "member",
        "kind_label": "出席",
        "is_standing": False,
        "is_convener": False,
        "leave": False,
        "pinyin": ["ding ming"],
    }
    assert told["blocks"] == [{"name": "全体委员", "number": 1, "count": 6}]
    assert (told["unseated"], told["absent"], told["reserved"]) == ([], [], [])


def test_a_move_is_answered_with_what_changed(editor: PageClient, seated: Seated) -> None:
    answer = move(editor, seated, {"op": "swap", "people": ["a", "f"], "from": {"a": "1-1"}})
    assert answer.status_code == 200
    assert {each["person"]: each["seat"] for each in answer.json["changes"]} == {
        "a": "2-2",
        "f": "1-1",
    }
    assert rows(editor, seated) == ["fbcd", "ea.."]


@pytest.mark.parametrize(
    ("deed", "status", "said"),
    [
        ({"op": "move", "people": ["a"], "seat": "1-2"}, 422, "该座位已有人"),
        ({"op": "move", "people": ["a"], "seat": "2-4", "from": {"a": "2-3"}}, 409, "他人调整"),
        ({"op": "fly", "people": ["a"]}, 400, "请求有误"),
        ({"op": "move", "people": "a"}, 400, "请求有误"),
        ("move", 400, "请求有误"),
    ],
)
def test_what_cannot_be_is_told_and_nothing_moves(
    editor: PageClient, seated: Seated, deed: object, status: int, said: str
) -> None:
    answer = move(editor, seated, deed)
    assert (answer.status_code, said in answer.json["message"]) == (status, True)
    assert rows(editor, seated) == ["abcd", "ef.."]


def test_undo_and_redo_are_answered_alike(editor: PageClient, seated: Seated) -> None:
    move(editor, seated, {"op": "move", "people": ["a"], "seat": "2-4"})
    back = post(editor, f"{seated.path}/undo", {}).json
    assert back["changes"][0]["seat"] == "1-1"
    again = post(editor, f"{seated.path}/redo", {}).json
    assert again["changes"][0]["seat"] == "2-4"
    assert post(editor, f"{seated.path}/redo", {}).json == {
        "message": "没有可以重做的调整。",
        "changes": [],
    }


def test_others_learn_of_moves(
    editor: PageClient, client: PageClient, seated: Seated, house: House
) -> None:
    before = editor.get(f"{seated.path}/chart.json").json["sequence"]
    move(editor, seated, {"op": "unseat", "people": ["a"]})
    client.sign_in(house, Role.LEADER)
    told = client.get(f"{seated.path}/moves?since={before}").json
    assert told["changes"] == [
        {"person": "a", "seat": None, "block": "全体委员", "is_locked": False, "locked_by": ""}
    ]
    assert (told["by"], told["is_editable"]) == ([{"name": "editor", "what": "unseat"}], False)


def test_a_page_that_is_too_old_loads_anew(editor: PageClient, seated: Seated) -> None:
    told = editor.get(f"{seated.path}/moves?since=0").json
    assert (told["is_stale"], told["changes"]) == (True, [])


def test_findings_follow_the_moves(editor: PageClient, seated: Seated) -> None:
    move(editor, seated, {"op": "unseat", "people": ["a"]})
    told = editor.get(f"{seated.path}/findings").json
    assert told["counts"] == {"blocking": 0, "important": 1, "hint": 0}
    assert told["findings"][0] == {
        "severity": "important",
        "text": "丁明尚无座位：手工移出座位",
        "people": ["a"],
        "seats": [],
    }


def test_the_reason_of_a_seat_is_told_with_neighbours_and_history(
    editor: PageClient, seated: Seated
) -> None:
    move(editor, seated, {"op": "move", "people": ["a"], "seat": "2-4"})
    told = editor.get(f"{seated.path}/reason/b").json
    assert (told["name"], told["seat"], told["block"]) == ("万明", "1-2", "全体委员")
    assert "按姓氏笔画排序" in told["reason"]
    assert told["neighbours"]["left"] is None
    assert told["neighbours"]["right"]["name"] == "马明"
    assert [each["kind"] for each in told["history"]] == ["fill"]
    assert editor.get(f"{seated.path}/reason/nobody").status_code == 404


def test_leave_is_noted_and_the_ways_to_go_on_are_offered(
    editor: PageClient, seated: Seated, sessions: Callable[[], ScopedSession], house: House
) -> None:
    answer = post(editor, f"{seated.path}/absences", {"people": ["b"], "reason": "突发疾病"})
    assert answer.json["offers_url"] == f"{seated.path}/offers"
    with scoped(sessions, house) as session:
        (leave,) = open_draft(session, seated.meeting).plan.leaves
    assert (leave.person, leave.sittings, leave.state.value) == ("b", ("full",), "granted")
    assert editor.get(f"{seated.path}/chart.json").json["absent"] == ["b"]


def test_nobody_named_is_refused(editor: PageClient, seated: Seated) -> None:
    answer = post(editor, f"{seated.path}/absences", {"people": []})
    assert (answer.status_code, answer.json["message"]) == (400, "请先选择人员。")


def test_a_draft_is_nothing_to_readers(client: PageClient, seated: Seated, house: House) -> None:
    client.sign_in(house, Role.READER)
    for page in ("chart.json", "reason/a", "moves", "findings"):
        assert client.get(f"{seated.path}/{page}").status_code == 404


def test_after_the_meeting_nothing_moves(
    editor: PageClient, seated: Seated, clock: Clock, house: House
) -> None:
    clock.at = later(clock.at)
    editor.sign_in(house, Role.EDITOR)
    assert editor.get(f"{seated.path}/chart.json").json["is_editable"] is False
    answer = move(editor, seated, {"op": "move", "people": ["a"], "seat": "2-4"})
    assert (answer.status_code, "已经召开" in answer.json["message"]) == (423, True)


def later(at: datetime) -> datetime:
    return at.replace(year=2027, month=2)


def test_a_drag_costs_few_statements(
    editor: PageClient, seated: Seated, count_queries: Callable[[Callable[[], object]], int]
) -> None:
    headers = {"X-CSRFToken": editor.token()}

    def drag(seat: str) -> None:
        deed = {"op": "move", "people": ["a"], "seat": seat}
        answer = editor.post(f"{seated.path}/deeds", json={"deeds": [deed]}, headers=headers)
        assert answer.status_code == 200

    drag("2-4")  # now the hall and the draft are in memory
    gate = count_queries(lambda: editor.get(f"/meetings/{seated.meeting}/no-such-page"))
    assert gate == 2  # the visit; houses and roles
    assert count_queries(lambda: drag("2-3")) == gate + 1 + 2 + 6
    """The meeting; the seating, the log's head; places out and in, history, seating, log, head."""
