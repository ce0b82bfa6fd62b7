from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from planner.models.account import Role

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask
    from werkzeug.test import TestResponse

    from tests.conftest import House, PageClient, Publisher

pytestmark = pytest.mark.both_databases


@pytest.fixture
def meeting(house: House, publish: Publisher) -> int:
    return publish(house)


@pytest.fixture
def editor(client: PageClient, house: House) -> PageClient:
    return client.sign_in(house)


def post(client: PageClient, address: str, body: object) -> TestResponse:
    page = client.get("/meetings").text
    token = page.split('name="csrf_token" value="', 1)[1].split('"', 1)[0]
    return client.post(address, json=body, headers={"X-CSRFToken": token})


def change(client: PageClient, meeting: int, key: str, **asked: Any) -> TestResponse:  # noqa: ANN401  any JSON
    return post(client, f"/meetings/{meeting}/draft/people/{key}", asked)


def test_a_field_is_saved_with_its_new_version(editor: PageClient, meeting: int) -> None:
    answer = change(editor, meeting, "sg", values={"post": "主任"}, version=1)
    assert (answer.status_code, answer.json["version"]) == (200, 2)  # type: ignore[index]
    assert answer.json["values"]["post"] == "主任"  # type: ignore[index]
    assert answer.json["merged"] == []  # type: ignore[index]


def test_an_answer_says_what_fields_show(editor: PageClient, meeting: int) -> None:
    """A default that the entry leaves out, a name where it holds a key."""
    saved = change(editor, meeting, "m1", values={"post": "主任"}, version=1).json
    assert saved is not None
    assert "attendance" not in saved["values"]
    assert saved["shown"] == {"attendance": "member"}
    beaten = editor.get(f"/meetings/{meeting}/draft/pulse?since=1").json["entries"][0]  # type: ignore[index]
    assert beaten["shown"] == {"attendance": "member"}
    edit = {"op": "change", "section": "workstreams", "key": "affairs", "values": {"name": "会务"}}
    batch = post(editor, f"/meetings/{meeting}/draft", {"edits": [edit]}).json
    assert batch is not None
    assert batch["entries"][0]["shown"]["lead"] != batch["entries"][0]["values"]["lead"]
    back = post(editor, f"/meetings/{meeting}/draft/undo", {}).json
    assert back is not None
    assert back["entries"][0]["shown"] == batch["entries"][0]["shown"]


def test_other_fields_of_the_row_merge(editor: PageClient, meeting: int) -> None:
    change(editor, meeting, "sg", values={"post": "主任"}, version=1)
    answer = change(editor, meeting, "sg", values={"unit": "办公厅"}, version=1)
    assert answer.status_code == 200
    assert (answer.json["values"]["post"], answer.json["values"]["unit"]) == ("主任", "办公厅")  # type: ignore[index]
    assert "post" in answer.json["merged"]  # type: ignore[index]


def test_the_same_field_is_a_conflict_with_both_texts(editor: PageClient, meeting: int) -> None:
    change(editor, meeting, "sg", values={"post": "主任"}, version=1)
    answer = change(editor, meeting, "sg", values={"post": "副主任"}, version=1)
    assert answer.status_code == 409
    told = answer.json["conflicts"]  # type: ignore[index]
    assert [(e["field"], e["mine"], e["theirs"], e["by"], e["version"]) for e in told] == [
        ("post", "副主任", "主任", "editor", 2)
    ]
    entry = editor.get(f"/meetings/{meeting}/draft/pulse?since=1").json["entries"][0]  # type: ignore[index]
    assert entry["values"]["post"] == "主任"


def test_a_fault_names_its_field(editor: PageClient, meeting: int) -> None:
    answer = change(editor, meeting, "sg", values={"name": ""}, version=1)
    assert answer.status_code == 422
    assert [(e["field"], e["message"]) for e in answer.json["faults"]] == [("name", "此项必填")]  # type: ignore[index]


@pytest.mark.parametrize(
    ("address", "body", "status"),
    [
        ("/draft/people/nobody", {"values": {"post": "x"}}, 404),
        ("/draft/nothing/sg", {"values": {"post": "x"}}, 404),
        ("/draft/people/sg", {"values": {}}, 400),
        ("/draft/people/sg", {"values": [1]}, 400),
        ("/draft/people/sg", {"values": {"post": "x"}, "version": "one"}, 400),
        ("/draft/people/sg", [], 400),
        ("/draft", {"edits": ["x"]}, 404),
        ("/draft", {"edits": [{"op": "burn", "section": "people", "key": "sg"}]}, 400),
    ],
)
def test_what_makes_no_sense_changes_nothing(
    editor: PageClient, meeting: int, address: str, body: object, status: int
) -> None:
    before = editor.get(f"/meetings/{meeting}/draft/pulse").json["sequence"]  # type: ignore[index]
    answer = post(editor, f"/meetings/{meeting}{address}", body)
    assert (answer.status_code, sorted(answer.json)) == (status, ["message"])  # type: ignore[arg-type]
    after = editor.get(f"/meetings/{meeting}/draft/pulse").json["sequence"]  # type: ignore[index]
    assert after == before


def test_without_the_token_nothing_is_saved(editor: PageClient, meeting: int) -> None:
    answer = editor.post(f"/meetings/{meeting}/draft/people/sg", json={"values": {"post": "主任"}})
    assert answer.status_code == 400


def test_a_batch_is_done_undone_and_done_again(editor: PageClient, meeting: int) -> None:
    base = f"/meetings/{meeting}/draft"
    edits = [
        {"op": "add", "section": "people", "key": "new", "values": {"name": "新人"}},
        {"op": "change", "section": "people", "key": "sg", "values": {"post": "主任"}},
    ]
    answer = post(editor, base, {"edits": edits, "note": "粘贴"})
    assert [each["key"] for each in answer.json["entries"]] == ["new", "sg"]  # type: ignore[index]
    undone = post(editor, f"{base}/undo", {}).json
    assert undone is not None
    assert (undone["message"], undone["removed"]) == (
        f"已撤销：新人、{undone['entries'][0]['values']['name']}",
        [{"section": "people", "key": "new"}],
    )
    redone = post(editor, f"{base}/redo", {}).json
    assert redone is not None
    assert sorted(each["key"] for each in redone["entries"]) == ["new", "sg"]
    assert post(editor, f"{base}/redo", {}).json == {"message": "没有可以重做的修改。"}


def test_undo_names_what_it_took_back_and_where(editor: PageClient, meeting: int) -> None:
    base = f"/meetings/{meeting}/draft"
    waiver = {"reason": "等待确认"}
    change(editor, meeting, "sg", values={"name": "王{姓名}"})
    page = editor.get(f"/meetings/{meeting}/findings").text
    for name in ("code", "place"):
        waiver[name] = page.split(f'name="{name}" value="', 1)[1].split('"', 1)[0]
    editor.send(f"/meetings/{meeting}/findings/waive", **waiver)
    back: Any = post(editor, f"{base}/undo", {}).json
    assert re.fullmatch("已撤销：搁置“[^a-z”]+”", back["message"])
    assert back["told"]["href"] == f"/meetings/{meeting}/findings"
    edits = [{"op": "add", "section": "leaves", "values": {"person": "m1"}}]
    edits += [
        {"op": "change", "section": "people", "key": key, "values": {"unit": "一处"}}
        for key in ("m1", "m2", "m3")
    ]
    post(editor, base, {"edits": edits})
    back = post(editor, f"{base}/undo", {}).json
    assert back["message"] == "已撤销：白晓岚请假、欧阳靖、高峻等 4 项"
    assert back["told"]["href"].endswith("#row-m3")
    again: Any = post(editor, f"{base}/redo", {}).json
    assert again["message"].startswith("已重做：")


def test_a_change_tells_the_findings_that_it_causes_and_cures(
    editor: PageClient, meeting: int
) -> None:
    caused = change(editor, meeting, "sg", values={"name": "王{姓名}"}).json["findings"]  # type: ignore[index]
    assert caused["caused_count"] >= 1
    assert caused["caused"][0]["href"].startswith(f"/meetings/{meeting}")
    cured = change(editor, meeting, "sg", values={"name": "王芳"}).json["findings"]  # type: ignore[index]
    assert cured["cured_count"] >= 1
    assert cured["caused_count"] == 0


def test_pulse_tells_others_what_changed(
    app: Flask, editor: PageClient, meeting: int, house: House
) -> None:
    second: Any = app.test_client()
    second.sign_in(house)
    since = second.get(f"/meetings/{meeting}/draft/pulse").json["sequence"]
    editor.get(f"/meetings/{meeting}/draft/pulse?place=people/sg")
    change(editor, meeting, "sg", values={"post": "主任"}, version=1)
    told = second.get(f"/meetings/{meeting}/draft/pulse?since={since}").json
    assert told["presence"] == [{"name": "editor", "place": "people/sg"}]
    assert [(e["key"], e["version"]) for e in told["entries"]] == [("sg", 2)]
    again = second.get(f"/meetings/{meeting}/draft/pulse?since={told['sequence']}").json
    assert (again["entries"], again["removed"]) == ([], [])


@pytest.mark.parametrize("role", [Role.READER, Role.OWNER, Role.LEADER, Role.LEAD])
def test_only_editors_change_a_draft(
    client: PageClient, house: House, meeting: int, role: Role
) -> None:
    client.sign_in(house, role)
    assert change(client, meeting, "sg", values={"post": "主任"}).status_code == 403
    assert client.get(f"/meetings/{meeting}/draft/pulse").status_code == 404


def test_another_house_gets_nowhere(client: PageClient, other_house: House, meeting: int) -> None:
    client.sign_in(other_house)
    for address in ("draft/pulse", "search?q=wf", "details/people/sg", "findings/panel"):
        assert client.get(f"/meetings/{meeting}/{address}").status_code == 404
    assert change(client, meeting, "sg", values={"post": "主任"}).status_code == 404


def test_findings_are_set_aside_on_their_page(editor: PageClient, meeting: int) -> None:
    change(editor, meeting, "sg", values={"name": "王{姓名}"})
    page = editor.get(f"/meetings/{meeting}/findings").text
    code, place = (
        page.split(f'name="{name}" value="', 1)[1].split('"', 1)[0] for name in ("code", "place")
    )
    facts = {"code": code, "place": place, "reason": "等待确认"}
    assert editor.send(f"/meetings/{meeting}/findings/waive", **facts).status_code == 302
    assert "等待确认" in editor.get(f"/meetings/{meeting}/findings").text
    facts.pop("reason")
    assert editor.send(f"/meetings/{meeting}/findings/resume", **facts).status_code == 302
    assert "等待确认" not in editor.get(f"/meetings/{meeting}/findings").text


def test_search_and_details_work_without_a_script(editor: PageClient, meeting: int) -> None:
    editor.get(f"/meetings/{meeting}/search")
    page = editor.get(f"/meetings/{meeting}/search?q=开幕").text
    assert f"/meetings/{meeting}/details/sittings/open" in page
    for place in ("people/sg", "sittings/open", "tasks/run", "agenda/a1"):
        assert editor.get(f"/meetings/{meeting}/details/{place}").status_code == 200
    for place in ("people/nobody", "texts/notes", "nothing/x"):
        assert editor.get(f"/meetings/{meeting}/details/{place}").status_code == 404


def test_history_shows_what_was_there_before(editor: PageClient, meeting: int) -> None:
    change(editor, meeting, "sg", values={"post": "主任"})
    change(editor, meeting, "sg", values={"post": "副主任"})
    page = editor.get(f"/meetings/{meeting}/details/people/sg", headers={"X-Part": "1"}).text
    assert "<del>主任</del> → <ins>副主任</ins>" in page


def test_an_edit_costs_few_queries(
    editor: PageClient, meeting: int, count_queries: Callable[[Callable[[], object]], int]
) -> None:
    change(editor, meeting, "sg", values={"post": "主任"})
    assert count_queries(lambda: editor.get(f"/meetings/{meeting}/draft/pulse?since=99")) <= 12
    assert count_queries(lambda: editor.get(f"/meetings/{meeting}/search?q=wf")) <= 12


def test_a_finding_links_to_the_field_that_cures_it(editor: PageClient, meeting: int) -> None:
    edits = [
        {
            "op": "add",
            "section": "tasks",
            "key": "t2",
            "values": {"name": "印制{theme}", "workstream": "affairs"},
        }
    ]
    told = post(editor, f"/meetings/{meeting}/draft", {"edits": edits}).json
    assert told is not None
    links = {each["href"] for each in told["findings"]["caused"]}
    assert f"/meetings/{meeting}/details/tasks/t2#detail-name" in links
    page = editor.get(f"/meetings/{meeting}/details/tasks/t2").text
    assert 'id="detail-name"' in page
