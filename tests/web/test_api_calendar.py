"""Calendars for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from planner.models.account import Role
from tests.builders import a_sound_plan
from tests.web.feed import poll
from tests.web.test_api import ALL, Program, make_token

if TYPE_CHECKING:
    from flask import Flask

    from tests.conftest import House, PageClient, Publisher


@pytest.fixture
def meeting(house: House, publish: Publisher) -> int:
    return publish(house)


@pytest.fixture
def program(app: Flask, client: PageClient, house: House, meeting: int) -> Program:
    assert meeting

    return Program(app.test_client(), make_token(client, house, Role.EDITOR, ALL))


def path_of(made: dict[str, str]) -> str:
    return made["https"].removeprefix("http://localhost")


def test_program_lists_and_downloads_every_calendar(program: Program, meeting: int) -> None:
    place = f"/meetings/{meeting}/calendars"
    found = program.ask("GET", f"{place}?size=500").json
    kinds = {each["kind"] for each in found["calendars"]}
    assert kinds == {"meeting", "sitting", "venue", "workstream", "person", "leader", "owner"}
    assert found["total"] == len(found["calendars"])
    files = {}
    for each in found["calendars"]:
        facts = "&".join(f"{name}={each[name]}" for name in ("kind", "key", "audience"))
        files[each["kind"], each["key"], each["audience"]] = program.ask(
            "GET", f"{place}/file.ics?{facts}"
        )
    empty = {key for key, answer in files.items() if answer.status_code != 200}
    assert {kind for kind, _, _ in empty} <= {"person", "leader"}
    assert files["meeting", "", "outline"].text.startswith("BEGIN:VCALENDAR")


def test_program_subscribes_renews_and_ends(app: Flask, program: Program, meeting: int) -> None:
    wish = {"kind": "meeting", "name": "程序"}
    made = program.ask("POST", f"/meetings/{meeting}/calendars", wish)
    assert (made.status_code, made.headers["Cache-Control"]) == (201, "no-store")
    former = path_of(made.json)
    assert poll(app, former).status == 200
    number = made.json["id"]
    listed = program.ask("GET", "/subscriptions").json["subscriptions"]
    assert [(each["id"], each["name"], each["kind"]) for each in listed] == [
        (number, "程序", "meeting")
    ]
    assert former.split("/")[2][:32] not in str(listed)
    current = path_of(program.ask("POST", f"/subscriptions/{number}/rotate").json)
    assert [poll(app, each).status for each in (former, current)] == [410, 200]
    assert program.ask("DELETE", f"/subscriptions/{number}").status_code == 204
    assert poll(app, current).status == 410
    assert program.ask("DELETE", f"/subscriptions/{number}").status_code == 404


def test_program_subscribes_to_the_year(app: Flask, program: Program) -> None:
    found = program.ask("GET", "/calendars").json["calendars"]
    assert [each["key"] for each in found if each["kind"] == "year"] == ["2026", "2027"]
    wish = {"kind": "year", "key": "2027", "name": "程序"}
    made = program.ask("POST", "/calendars", wish)
    answer = poll(app, path_of(made.json))
    assert a_sound_plan().title in answer.body.decode().replace("\r\n ", "")


@pytest.mark.parametrize(
    "wish",
    [
        {"kind": "nonsense", "name": "x"},
        {"kind": "year", "key": "soon", "name": "x"},
        {"kind": "person", "key": "sg", "audience": "personal", "name": "x"},
    ],
)
def test_what_is_not_there_is_not_found(program: Program, wish: dict[str, str]) -> None:
    assert program.ask("POST", "/calendars", wish).status_code == 404
