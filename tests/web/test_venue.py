"""会场 on pages: listed, looked at, made, taken from files, changed with and without script."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from planner.domain.venue.plan import SeatKind
from planner.domain.venue.sample import sample_venue
from planner.models import SeatingRecord
from planner.models.account import Role
from planner.planfile.venue_pretix_writer import write_pretix
from planner.planfile.venue_workbook_writer import write_venue_workbook
from planner.services.actor import Actor
from planner.services.venue import add_venue, list_venues, open_venue_version, retire_venue
from tests.conftest import NOW, account_of, scoped
from tests.web.test_api import make_token

if TYPE_CHECKING:
    from collections.abc import Callable

    from planner.domain.venue.plan import Venue
    from planner.models import ScopedSession
    from tests.conftest import House, PageClient, Publisher

    Sessions = Callable[[], ScopedSession]

FIGURES = {"layout": "theatre", "name": "小礼堂", "rows": "3", "blocks": "4,4"}


def keep_room(sessions: Sessions, house: House, name: str = "小会议室") -> int:
    with scoped(sessions, house) as session:
        actor = Actor(account_of(session, house, Role.EDITOR), NOW)
        return add_venue(session, replace(sample_venue("hollow_square"), name=name), actor)


def newest(sessions: Sessions, house: House) -> Venue:
    with scoped(sessions, house) as session:
        return open_venue_version(session, list_venues(session)[0].version_id)


def seat_meeting(sessions: Sessions, house: House, meeting_id: int, number: int = 0) -> None:
    with scoped(sessions, house) as session:
        version_id = list_venues(session)[number].version_id
        session.add(
            SeatingRecord(
                organisation_id=house.id,
                meeting_id=meeting_id,
                name=f"座次{number}",
                venue_version_id=version_id,
                changed_at=NOW,
            )
        )
        session.commit()


def test_empty_list_offers_samples_a_file_and_a_layout(client: PageClient, house: House) -> None:
    client.sign_in(house)
    page = client.get("/venues").text
    for address in ("/venues/new", "/venues/import", "/venues/samples"):
        assert address in page
    assert client.send("/venues/samples").location == "/venues"
    page = client.get("/venues").text
    for name in ("人民会堂", "第一会议室", "第二会议室", "宴会厅", "主席台、池座、楼座"):
        assert name in page
    assert "已加入样例会场 4 个。" in page


def test_readers_look_and_do_not_touch(
    client: PageClient, house: House, sessions: Sessions
) -> None:
    venue_id = keep_room(sessions, house)
    client.sign_in(house, Role.READER)
    assert "新建会场" not in client.get("/venues").text
    page = client.get(f"/venues/{venue_id}").text
    assert "从台下看" in page
    assert "修改会场" not in page
    assert "停用此会场" not in page
    assert client.get(f"/venues/{venue_id}/edit").status_code == 404
    assert client.send(f"/venues/{venue_id}/retire").status_code == 403


def test_page_tells_areas_versions_and_who_uses_it(
    client: PageClient, house: House, sessions: Sessions, publish: Publisher
) -> None:
    venue_id = keep_room(sessions, house)
    seat_meeting(sessions, house, publish(house))
    client.sign_in(house)
    step = {"op": "mark", "base_number": "1", "area": "", "seats": "上侧1-2座"}
    made = client.send(f"/venues/{venue_id}/edit", **step, kind="blocked", note="")
    assert made.location == f"/venues/{venue_id}/edit"
    page = client.get(f"/venues/{venue_id}").text
    for text in ("第 2 版（最新）", "可用座位 58 个", "停用 1 处", "恢复第 1 版", "会议室"):
        assert text in page
    older = client.get(f"/venues/{venue_id}?version=1").text
    assert "这是旧版，最新为第 2 版。" in older
    assert "可用座位 60 个" in older
    editor = client.get(f"/venues/{venue_id}/edit?area=room&layout=tables&fixture=1").text
    assert 'value="第一会议室" maxlength="80"' in editor
    assert "（第 1 版）" in client.get("/venues").text
    assert client.get(f"/venues/{venue_id}?version=9").status_code == 404


def test_older_version_comes_back_as_the_newest(
    client: PageClient, house: House, sessions: Sessions
) -> None:
    venue_id = keep_room(sessions, house)
    client.sign_in(house)
    step = {"op": "rename", "base_number": "1", "name": "大会议室"}
    client.send(f"/venues/{venue_id}/edit", **step)
    stale = client.send(f"/venues/{venue_id}/versions/1/take", base_number="1")
    assert stale.status_code == 409
    client.send(f"/venues/{venue_id}/versions/1/take", base_number="2")
    venue = newest(sessions, house)
    assert (venue.name, venue.version) == ("小会议室", 3)


def test_list_costs_the_same_at_one_and_at_three(
    client: PageClient,
    house: House,
    sessions: Sessions,
    publish: Publisher,
    count_queries: Callable[[Callable[[], object]], int],
) -> None:
    keep_room(sessions, house)
    meeting = publish(house)
    seat_meeting(sessions, house, meeting)
    client.sign_in(house)
    client.get("/venues")
    one = count_queries(lambda: client.get("/venues"))
    for at in (1, 2):
        keep_room(sessions, house, f"会议室{at}")
        seat_meeting(sessions, house, meeting, at)
    assert count_queries(lambda: client.get("/venues")) == one


@pytest.mark.parametrize(("ending", "begins"), [("json", b"{"), ("xlsx", b"PK"), ("svg", b"<svg")])
def test_versions_are_downloaded(
    client: PageClient, house: House, sessions: Sessions, ending: str, begins: bytes
) -> None:
    venue_id = keep_room(sessions, house)
    client.sign_in(house, Role.READER)
    answer = client.get(f"/venues/{venue_id}/versions/1.{ending}")
    assert answer.status_code == 200
    assert answer.data.startswith(begins)
    assert client.get(f"/venues/{venue_id}/versions/1.exe").status_code == 404
    assert client.get(f"/venues/{venue_id}/versions/2.{ending}").status_code == 404


def test_venue_is_made_of_figures_after_a_look(
    client: PageClient, house: House, sessions: Sessions
) -> None:
    client.sign_in(house)
    page = client.get("/venues/new", query_string=FIGURES | {"preview": "1", "name": ""}).text
    assert "/venues/new/drawing.svg?" in page
    drawing = client.get("/venues/new/drawing.svg", query_string=FIGURES)
    assert drawing.text.count('<g id="seat-') == 24
    figures = FIGURES | {"rostrum_rows": "3,5", "numbering": "odd_left", "radius": "20"}
    made = client.send("/venues/new", **figures)
    assert made.status_code == 302
    venue = newest(sessions, house)
    assert [(area.name, len(area.rows)) for area in venue.areas] == [("主席台", 2), ("池座", 3)]
    assert [seat.number for seat in venue.areas[1].rows[0].seats][:5] == ["7", "5", "3", "1", "2"]


@pytest.mark.parametrize("layout", ["classroom", "ring", "u_shape", "facing", "tables"])
def test_every_layout_has_its_figures(client: PageClient, house: House, layout: str) -> None:
    client.sign_in(house)
    page = client.get(f"/venues/new?layout={layout}").text
    names = {
        "classroom": {"rows": "2", "blocks": "2,2"},
        "ring": {"across": "6", "along": "5"},
        "u_shape": {"across": "6", "along": "5"},
        "facing": {"seats": "6"},
        "tables": {"tables": "4", "seats": "8"},
    }[layout]
    assert [each for each in names if f'name="{each}"' not in page] == []
    assert client.send("/venues/new", layout=layout, name="某厅", **names).status_code == 302


@pytest.mark.parametrize(
    ("wrong", "words", "status"),
    [
        ({"rows": "许多"}, "排数：现为“许多”；应为整数。", 400),
        ({"rows": ""}, "排数：应为整数。", 400),
        ({"rows": "201"}, "排数应为 1 至 200，现为 201", 400),
        ({"blocks": "4;x"}, "各段个数：现为“4;x”；应为若干整数，如 10,18,10。", 400),
        ({"name": " "}, "会场名称应为 1 至 80 字，在一行内。", 400),
        ({"radius": "1"}, "首排弧半径（米）应为 2 至 500，现为 1", 400),
        ({"name": "小会议室"}, "“小会议室”已被使用，请换一个。", 422),
    ],
)
def test_wrong_figures_are_told_at_their_field(
    client: PageClient,
    house: House,
    sessions: Sessions,
    wrong: dict[str, str],
    words: str,
    status: int,
) -> None:
    keep_room(sessions, house)
    client.sign_in(house)
    answer = client.send("/venues/new", **FIGURES | wrong)
    assert answer.status_code == status
    assert f'-fault">{words}</span>' in answer.text
    assert 'value="3"' in answer.text or "rows" in wrong


def upload(client: PageClient, content: bytes, name: str) -> str:
    answer = client.send("/venues/import", file=(io.BytesIO(content), name))
    assert answer.status_code == 302
    return str(answer.location)


@pytest.mark.parametrize("ending", ["json", "xlsx"])
def test_file_is_looked_at_and_then_kept(
    client: PageClient, house: House, sessions: Sessions, ending: str
) -> None:
    client.sign_in(house)
    room = sample_venue("u_shape")
    content = write_pretix(room).encode() if ending == "json" else write_venue_workbook(room)
    address = upload(client, content, f"二号厅.{ending}")
    page = client.get(address).text
    assert "第二会议室" in page
    assert client.get(f"{address}/drawing.svg").data.startswith(b"<svg")
    with scoped(sessions, house) as session:
        assert list_venues(session) == []
    answer = client.send(f"{address}/take", name="二号厅", target="", numbering="continuous")
    assert answer.status_code == 302
    venue = newest(sessions, house)
    assert (venue.name, len(venue.list_seats())) == ("二号厅", 54)
    assert client.get(address).status_code == 404


def test_file_becomes_the_next_version_of_a_venue(
    client: PageClient, house: House, sessions: Sessions
) -> None:
    venue_id = keep_room(sessions, house)
    client.sign_in(house)
    address = upload(client, write_pretix(sample_venue("u_shape")).encode(), "厅.json")
    taken = client.send(f"{address}/take", name="厅", target=f"{venue_id}-1")
    assert taken.location == f"/venues/{venue_id}"
    assert newest(sessions, house).version == 2
    again = upload(client, write_pretix(sample_venue("dining")).encode(), "厅.json")
    stale = client.send(f"{again}/take", name="厅", target=f"{venue_id}-1")
    assert stale.status_code == 409
    assert client.get(again).status_code == 200  # the file is still there


def test_every_fault_of_a_file_is_told_with_its_place(client: PageClient, house: House) -> None:
    client.sign_in(house)
    plan = json.loads(write_pretix(sample_venue("u_shape")))
    plan["zones"][0]["rows"][0]["seats"][0]["category"] = "无此类"
    plan["zones"][0]["rows"][0]["seats"][1]["seat_guid"] = ""
    address = upload(client, json.dumps(plan, indent=1).encode(), "厅.json")
    answer = client.get(address)
    assert answer.status_code == 422
    assert "有 2 处错误" in answer.text
    assert "zones[1].rows[1].seats[1].category" in answer.text
    assert client.get(f"{address}/drawing.svg").status_code == 404
    assert client.send(f"{address}/take", name="厅", target="").status_code == 422
    assert client.send(f"{address}/discard").location == "/venues"


def test_name_that_is_taken_keeps_the_file(
    client: PageClient, house: House, sessions: Sessions
) -> None:
    keep_room(sessions, house)
    client.sign_in(house)
    address = upload(client, write_pretix(sample_venue("u_shape")).encode(), "厅.json")
    answer = client.send(f"{address}/take", name="小会议室", target="")
    assert answer.status_code == 422
    assert "“小会议室”已被使用，请换一个。" in answer.text
    assert client.get(address).status_code == 200


def test_plain_forms_do_every_kind_of_step(
    client: PageClient, house: House, sessions: Sessions
) -> None:
    client.sign_in(house)
    client.send("/venues/new", **FIGURES | {"numbering": "odd_left"})
    steps: list[dict[str, str]] = [
        {"op": "mark", "area": "", "seats": "1排5-8座", "kind": "blocked"},
        {"op": "mark", "area": "main", "seats": "2排1座", "kind": "removed"},
        {"op": "number_seat", "area": "main", "seats": "3排1座", "number": "贵1"},
        {"op": "number_row", "area": "main", "seats": "3排", "number": "3甲"},
        {"op": "number_rows", "area": "main", "first": "11"},
        {"op": "add_row", "area": "main"},
        {"op": "remove_row", "area": "main", "seats": "11排"},
        {"op": "bend", "area": "main", "radius": "20"},
        {"op": "aisle", "area": "main", "seats": "12排4座", "width": "0.8"},
        {"op": "move_seats", "area": "main", "seats": "12排8座", "right": "0.5", "down": "0"},
        {
            "op": "change_area",
            "area": "main",
            "name": "前厅",
            "kind": "room",
            "numbering": "odd_right",
        },
        {"op": "add_fixture", "kind": "door", "x": "5", "y": "9", "width": "2", "depth": "0.2"},
        {
            "op": "change_fixture",
            "at": "0",
            "kind": "door",
            "x": "6",
            "y": "9",
            "width": "2",
            "depth": "0.2",
            "name": "东门",
        },
        {"op": "add_area", "layout": "rostrum", "name": "台", "blocks": "5", "side": "ahead"},
        {"op": "move_area", "area": "main", "right": "1", "down": "1"},
        {"op": "rename", "name": "大礼堂"},
        {"op": "remove_fixture", "at": "0"},
        {"op": "remove_area", "area": "area-2"},
    ]
    for number, step in enumerate(steps, start=1):
        answer = client.send("/venues/1/edit", base_number=str(number), note="", **step)
        assert answer.status_code == 302, (step, answer.text)
    venue = newest(sessions, house)
    (area,) = venue.areas
    assert (venue.name, venue.version, area.name) == ("大礼堂", len(steps) + 1, "前厅")
    assert [row.number for row in area.rows] == ["12", "13", "14"]
    assert [seat.kind for seat in area.rows[0].seats].count(SeatKind.REMOVED) == 1


@pytest.mark.parametrize(
    ("step", "words"),
    [
        ({"op": "mark", "seats": "99排", "kind": "blocked"}, "没有这一排：99排"),
        ({"op": "mark", "seats": "上侧1座", "kind": "sofa"}, "kind：现为“sofa”；应为其中之一"),
        ({"op": "bend", "area": "room", "radius": "20"}, "的座位靠着桌子，不能改弧度"),
        ({"op": "dance"}, "没有“dance”这种修改"),
        ({"op": "change_fixture", "at": "99", "kind": "door", "x": "1", "y": "1"}, "没有这件设施"),
    ],
)
def test_refused_step_says_why_and_keeps_what_was_typed(
    client: PageClient, house: House, sessions: Sessions, step: dict[str, str], words: str
) -> None:
    venue_id = keep_room(sessions, house)
    client.sign_in(house)
    answer = client.send(f"/venues/{venue_id}/edit", base_number="1", **step)
    assert answer.status_code == 400
    assert words in answer.text
    assert step.get("seats", "") in answer.text
    assert newest(sessions, house).version == 1


def post(client: PageClient, address: str, body: object) -> Any:  # noqa: ANN401  a test response
    return client.post(address, json=body, headers={"X-CSRFToken": client.token()})


def test_editor_tries_steps_and_saves_them_in_one_version(
    client: PageClient, house: House, sessions: Sessions
) -> None:
    venue_id = keep_room(sessions, house)
    client.sign_in(house)
    steps = [
        {"op": "mark", "kind": "blocked", "keys": ["room-上-1", "room-上-2"]},
        {"op": "add_fixture", "kind": "pillar", "x": 2, "y": 2.5},
    ]
    tried = post(client, f"/venues/{venue_id}/preview", {"base_number": 1, "steps": steps})
    seats = {
        key: kind
        for area in tried.json["areas"]
        for row in area["rows"]
        for key, _x, _y, kind, _number in row["seats"]
    }
    assert seats["room-上-1"] == "blocked"
    assert tried.json["fixtures"][-1]["label"] == "柱"
    assert newest(sessions, house).version == 1
    wrong = [*steps, {"op": "remove_row", "keys": ["nowhere"]}]
    refused = post(client, f"/venues/{venue_id}/preview", {"base_number": 1, "steps": wrong})
    assert refused.status_code == 400
    assert (refused.json["at"], refused.json["field"]) == (2, "seats")
    body = {"base_number": 1, "steps": steps, "note": ""}
    saved = post(client, f"/venues/{venue_id}/versions", body)
    assert saved.json == {"number": 2, "address": f"/venues/{venue_id}"}
    stale = post(client, f"/venues/{venue_id}/versions", body)
    assert (stale.status_code, stale.json["number"]) == (409, 2)
    with scoped(sessions, house) as session:
        assert [each.seat_count for each in list_venues(session)] == [58]


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"base_number": 1, "steps": "x"},
        {"base_number": True, "steps": []},
        {"base_number": 1, "steps": [1]},
        {"base_number": 1, "steps": [{"op": "mark"}] * 2001},
        {"base_number": 1, "steps": [{"op": ["mark"]}]},
        {"base_number": 1, "steps": [{"op": "mark", "keys": [[]], "kind": "seat"}]},
        {"base_number": 1, "steps": [{"op": "mark", "keys": {}, "kind": "seat"}]},
        {"base_number": 1, "steps": [{"op": "bend", "area": "room", "radius": []}]},
        {"base_number": 1, "steps": [{"op": "add_fixture", "kind": "door", "x": "9e9", "y": 1}]},
    ],
)
def test_steps_that_make_no_sense_are_refused(
    client: PageClient, house: House, sessions: Sessions, body: object
) -> None:
    venue_id = keep_room(sessions, house)
    client.sign_in(house)
    assert post(client, f"/venues/{venue_id}/preview", body).status_code == 400


def test_retired_venue_says_so_and_comes_back(
    client: PageClient, house: House, sessions: Sessions
) -> None:
    venue_id = keep_room(sessions, house)
    client.sign_in(house)
    client.send(f"/venues/{venue_id}/retire")
    assert "已停用" in client.get("/venues").text
    client.send(f"/venues/{venue_id}/restore")
    assert "已停用" not in client.get("/venues").text


def test_programs_do_with_venues_what_people_do(
    client: PageClient, house: House, sessions: Sessions
) -> None:
    token = make_token(client, house, Role.EDITOR, ["read", "edit"])
    headers = {"Authorization": f"Bearer {token}"}
    assert client.post("/api/v1/venues/samples", headers=headers).json == {"ids": [1, 2, 3, 4]}
    listed = client.get("/api/v1/venues?size=2", headers=headers)
    assert (len(listed.json["venues"]), listed.json["total"]) == (2, 4)
    shown = client.get("/api/v1/venues/2", headers=headers)
    assert shown.headers["ETag"] == '"1"'
    venue = shown.json["venue"] | {"name": "八号厅"}
    added = client.post("/api/v1/venues", json={"venue": venue}, headers=headers)
    assert (added.status_code, added.json, added.headers["Location"]) == (
        201,
        {"id": 5},
        "/api/v1/venues/5",
    )
    steps = {"steps": [{"op": "mark", "seats": "上侧1座", "kind": "blocked"}]}
    address = "/api/v1/venues/5/steps"
    assert client.post(address, json=steps, headers=headers).status_code == 428
    seen = headers | {"If-Match": '"1"'}
    assert client.post(address, json=steps, headers=seen).json == {"version": 2}
    assert client.post(address, json=steps, headers=seen).status_code == 412
    whole = {"venue": venue, "note": "重画"}
    anew = client.post("/api/v1/venues/5/versions", json=whole, headers=headers | {"If-Match": "*"})
    assert anew.json == {"version": 3}
    back = client.post("/api/v1/venues/5/versions/2/take", headers=headers | {"If-Match": "*"})
    assert back.json == {"version": 4}
    older = client.get("/api/v1/venues/5?version=2", headers=headers).json
    assert (older["version"], older["newest"], older["note"]) == (2, 4, "停用 1 处")
    with scoped(sessions, house) as session:
        retire_venue(session, 5, Actor(None, NOW))
    assert client.get("/api/v1/venues", headers=headers).json["total"] == 4
    assert client.get("/api/v1/venues?retired=true", headers=headers).json["total"] == 5
    client.post("/api/v1/venues/5/restore", headers=headers)
    assert client.get("/api/v1/venues", headers=headers).json["total"] == 5
