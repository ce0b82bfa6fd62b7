"""忙闲 on its page and for programs: uploaded, looked at, taken, removed."""

from __future__ import annotations

import base64
import io
from typing import TYPE_CHECKING, Any

import pytest

from planner.models.account import Role
from tests.calendars.test_busy import a_calendar
from tests.web.test_api import make_token

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import House, PageClient, Publisher

OPENING = ("DTSTART:20270118T093000", "DURATION:PT1H")


def upload(client: PageClient, content: bytes, **fields: str) -> Any:  # noqa: ANN401  an answer
    file = (io.BytesIO(content), "手机日历.ics")
    return client.send("/diaries", file=file, **{"person": "韩立群", **fields})


def test_calendar_goes_in_is_looked_at_taken_and_removed(
    client: PageClient, house: House, publish: Publisher
) -> None:
    meeting = publish(house)
    client.sign_in(house)
    assert "还没有导入日历" in client.get("/diaries").text
    free = (*OPENING, "TRANSP:TRANSPARENT")
    answer = upload(client, a_calendar(OPENING, free))
    preview = client.get(answer.location).text
    assert "标为“空闲”：1 个" in preview
    assert "2027-01-18 09:30" in preview
    assert "体检" not in preview.split("<main", 1)[1]
    client.send(f"{answer.location}/take")
    page = client.get("/diaries").text
    assert ("手机日历" in page, "1 段" in page) == (True, True)
    findings = f"/meetings/{meeting}/findings"
    client.sign_in(house, Role.READER)
    told = "韩立群主持，但本人日历1月18日上午9:30至上午10:30另有安排"
    assert told in client.get(findings).text
    client.sign_in(house)
    client.send("/diaries/1/remove")
    assert told not in client.get(findings).text


@pytest.mark.parametrize(
    ("content", "person", "told"),
    [
        (b"nothing", "韩立群", "这不是日历文件"),
        (a_calendar(OPENING), "查无此人", "各次会议的名册里没有“查无此人”"),
    ],
)
def test_refused_file_says_why_at_its_field_and_keeps_what_was_typed(
    client: PageClient, house: House, publish: Publisher, content: bytes, person: str, told: str
) -> None:
    publish(house)
    client.sign_in(house)
    answer = upload(client, content, person=person, name="邮箱")
    assert answer.status_code == 422
    assert told in answer.text
    assert 'value="邮箱"' in answer.text


def test_reader_without_a_person_is_told_whom_to_ask(client: PageClient, house: House) -> None:
    client.sign_in(house, Role.READER)
    answer = upload(client, a_calendar(OPENING))
    assert answer.status_code == 422
    assert "请秘书处在会议的“账号对应”中设置" in answer.text


def test_calendar_that_is_let_go_leaves_nothing(
    client: PageClient, house: House, publish: Publisher
) -> None:
    publish(house)
    client.sign_in(house)
    answer = upload(client, a_calendar(OPENING))
    client.send(f"{answer.location}/discard")
    assert client.get(answer.location).status_code == 404
    assert "还没有导入日历" in client.get("/diaries").text


def test_program_takes_in_lists_and_removes(
    client: PageClient, house: House, publish: Publisher
) -> None:
    publish(house)
    token = make_token(client, house, Role.EDITOR, ["edit", "work"])
    headers = {"Authorization": f"Bearer {token}"}
    content = base64.b64encode(a_calendar(OPENING, ("DTSTART:20270118T093000",))).decode()
    wish = {"person": "vice", "name": "手机", "content": content}
    made = client.post("/api/v1/diaries", json=wish, headers=headers)
    assert (made.status_code, made.json) == (
        201,
        {"id": 1, "times": 1, "events": 2, "left_out": {"empty": 1}, "unknown_zones": []},
    )
    listed: Any = client.get("/api/v1/diaries", headers=headers).json
    assert [(each["person_name"], each["times"]) for each in listed["diaries"]] == [("韩立群", 1)]
    bad = client.post("/api/v1/diaries", json={**wish, "content": "AAAA"}, headers=headers)
    assert bad.status_code == 422
    assert client.delete("/api/v1/diaries/1", headers=headers).status_code == 204
    assert client.delete("/api/v1/diaries/1", headers=headers).status_code == 404


def test_page_costs_as_many_queries_for_three_calendars_as_for_one(
    client: PageClient,
    house: House,
    publish: Publisher,
    count_queries: Callable[[Callable[[], object]], int],
) -> None:
    publish(house)
    client.sign_in(house)

    def add(name: str) -> None:
        client.send(f"{upload(client, a_calendar(OPENING), name=name).location}/take")

    add("一")
    client.get("/diaries")
    one = count_queries(lambda: client.get("/diaries"))
    add("二")
    add("三")
    assert count_queries(lambda: client.get("/diaries")) == one
