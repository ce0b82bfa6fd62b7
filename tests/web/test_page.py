from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from planner.domain.sitting import Rostrum, RostrumRow
from planner.models.account import Permission, Role
from planner.planfile import write_yaml
from planner.services.issued_paper import current_papers
from planner.services.sample import sample_plan
from planner.web.access import allow
from planner.web.wiring import db
from tests.application import keep_app
from tests.builders import a_person, a_plan, a_sound_plan
from tests.conftest import TODAY, PageClient, scoped

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Engine

    from planner.models import ScopedSession
    from planner.settings import Settings
    from tests.conftest import Clock, House, Publisher

PAGES = [
    "",
    "/agenda",
    "/schedule",
    "/schedule?view=table",
    "/sittings/open",
    "/people",
    "/people?q=w&order=strokes",
    "/people/sg",
    "/rostrum",
    "/rostrum/open?view=rostrum",
    "/timeline",
    "/timeline?state=late&owner=owner",
    "/roadmap",
    "/responsibilities",
    "/responsibilities?view=owner",
    "/responsibilities?view=coverage",
    "/papers",
    "/papers/agenda",
    "/findings",
    "/revisions",
    "/revisions/1",
]


def a_seated_plan(**changes: object) -> object:
    plan = a_sound_plan(**changes)
    first, *rest = plan.sittings
    rostrum = Rostrum((RostrumRow(("chair", "sg")),))
    return replace(plan, sittings=(replace(first, rostrum=rostrum), *rest))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_page_of_a_meeting_opens(
    client: PageClient, house: House, publish: Publisher, language: str
) -> None:
    meeting = publish(house, a_seated_plan())  # type: ignore[arg-type]
    client.sign_in(house, Role.READER)
    client.send("/language", language=language)
    answers = {page: client.get(f"/meetings/{meeting}{page}") for page in PAGES}
    assert {page: each.status_code for page, each in answers.items()} == dict.fromkeys(PAGES, 200)
    wanted = "zh-CN" if language == "zh" else "en"
    assert all(f'<html lang="{wanted}">' in each.text for each in answers.values())


def test_no_page_shows_another_houses_meeting(
    client: PageClient, house: House, other_house: House, publish: Publisher
) -> None:
    theirs = publish(other_house, a_sound_plan(title="海陵省机密会议"))
    client.sign_in(house)
    answers = [client.get(f"/meetings/{theirs}{page}") for page in PAGES]
    assert {each.status_code for each in answers} == {404}
    assert not any("海陵省" in each.text for each in answers)
    assert "海陵省" not in client.get("/meetings").text
    assert client.send(f"/meetings/{theirs}/package").status_code == 404
    assert client.send(f"/meetings/{theirs}/papers/agenda").status_code == 404
    assert client.get(f"/meetings/{theirs}/revisions/1/source").status_code == 404
    assert client.get(f"/meetings/{theirs}/files/agenda").status_code == 404


def test_another_houses_job_is_not_found(
    client: PageClient, house: House, other_house: House, publish: Publisher
) -> None:
    theirs = publish(other_house)
    client.sign_in(other_house)
    job = client.send(f"/meetings/{theirs}/package").location
    client.sign_in(house)
    assert [client.get(f"{job}{part}").status_code for part in ("", "/progress", "/result")] == [
        404
    ] * 3
    assert client.send(f"{job}/cancel").status_code == 404


def test_empty_house_is_told_what_to_do(client: PageClient, house: House) -> None:
    page = client.sign_in(house).get("/meetings").text
    assert "还没有会议。" in page
    assert "/templates/plenary" in page


@pytest.mark.parametrize(
    "page", ["", "/people", "/timeline", "/papers", "/revisions", "/schedule", "/findings"]
)
def test_page_costs_the_same_number_of_queries_at_one_row_and_at_many(
    client: PageClient,
    house: House,
    publish: Publisher,
    count_queries: Callable[[Callable[[], object]], int],
    page: str,
) -> None:
    one = publish(house, a_plan(people=(a_person(),)))
    many = publish(
        house,
        a_sound_plan(
            title="另一会议",
            people=(*a_sound_plan().people, *(a_person(f"p{n}", "李明") for n in range(60))),
        ),
    )
    client.sign_in(house)
    client.get(f"/meetings/{one}{page}")
    client.get(f"/meetings/{many}{page}")
    costs = [count_queries(lambda m=m: client.get(f"/meetings/{m}{page}")) for m in (one, many)]
    assert costs[0] == costs[1]
    assert costs[0] <= 12


def test_list_of_meetings_costs_the_same_at_one_row_and_at_three(
    client: PageClient,
    house: House,
    publish: Publisher,
    count_queries: Callable[[Callable[[], object]], int],
) -> None:
    publish(house, a_plan(title="一"))
    client.sign_in(house)
    before = count_queries(lambda: client.get("/meetings"))
    publish(house, a_plan(title="二"))
    publish(house, a_plan(title="三"))
    assert count_queries(lambda: client.get("/meetings")) == before


def upload(client: PageClient, content: bytes, name: str = "方案.yaml") -> str:
    answer = client.send("/uploads", file=(io.BytesIO(content), name))
    assert answer.status_code == 302
    return str(answer.location)


def test_upload_shows_every_fault_and_imports_nothing(client: PageClient, house: House) -> None:
    client.sign_in(house)
    right = write_yaml(a_sound_plan())
    wrong = right.replace("2027-01-18", "2027-13-45").replace("term: 13", "term: 十三又")
    answer = client.get(upload(client, wrong.encode()))
    assert answer.status_code == 422
    assert "没有导入任何内容" in answer.text
    assert answer.text.count("<tr>") >= 3
    assert "还没有会议。" in client.get("/meetings").text


def test_upload_begins_a_meeting_and_then_changes_its_draft(
    client: PageClient, house: House
) -> None:
    client.sign_in(house)
    plan = a_sound_plan()
    location = upload(client, write_yaml(plan).encode())
    assert "按此文件新建会议" in client.get(location).text
    meeting = client.send(f"{location}/take", base=0).location
    assert client.get(location).status_code == 404
    second = upload(client, write_yaml(replace(plan, place="新会堂")).encode())
    page = client.get(second).text
    assert "带入草稿" in page
    assert "新会堂" in page
    assert client.send(f"{second}/take", base=1).location == meeting
    assert "新会堂" in client.get(meeting).text
    assert "还没有发布" in client.get(f"{meeting}/revisions").text


def test_bringing_in_against_an_older_draft_is_refused(
    client: PageClient, house: House, publish: Publisher
) -> None:
    client.sign_in(house)
    location = upload(client, write_yaml(a_sound_plan()).encode())
    publish(house)
    answer = client.send(f"{location}/take", base=0)
    assert answer.status_code == 409
    assert client.get(location).status_code == 200


def test_upload_can_be_discarded(client: PageClient, house: House) -> None:
    client.sign_in(house)
    location = upload(client, write_yaml(a_sound_plan()).encode())
    client.send(f"{location}/discard")
    assert client.get(location).status_code == 404


def test_source_comes_back_byte_for_byte(
    client: PageClient, house: House, publish: Publisher
) -> None:
    meeting = publish(house)
    client.sign_in(house)
    assert client.get(f"/meetings/{meeting}/revisions/1/source").data == b"source"


def test_template_and_samples_are_served(client: PageClient, house: House) -> None:
    client.sign_in(house)
    assert client.get("/templates/plenary").data.startswith(b"PK")
    assert client.get("/samples/standing.xlsx").data.startswith(b"PK")
    expected = write_yaml(sample_plan("standing")).encode()
    assert client.get("/samples/standing.yaml").data == expected
    assert client.get("/samples/nothing.yaml").status_code == 404


def test_verification_tells_current_from_void_and_nothing_else(
    client: PageClient,
    house: House,
    publish: Publisher,
    sessions: Callable[[], ScopedSession],
) -> None:
    meeting = publish(house)
    with scoped(sessions, house) as session:
        printed = current_papers(session, meeting)["agenda"].content_hash
    assert ">有效<" in client.get(f"/v/{printed[:16]}").text
    publish(house, replace(a_sound_plan(), agenda=()), on=TODAY)
    page = client.get(f"/v/{printed[:8]}")
    assert (page.status_code, ">已作废<" in page.text) == (200, True)
    assert "云岭" not in page.text
    assert client.get(f"/v/{printed[:7]}").status_code == 404
    assert client.get("/v/" + "0" * 16).status_code == 404


@pytest.mark.parametrize(
    ("query", "found"), [("wf", 1), ("wangf", 1), ("王", 1), ("%", 0), ("芳", 1), ("zz", 0)]
)
def test_people_are_found_by_name_pinyin_and_initials(
    client: PageClient, house: House, publish: Publisher, query: str, found: int
) -> None:
    people = (a_person("p1", "王芳"), a_person("p2", "李明"))
    meeting = publish(house, a_plan(people=people))
    client.sign_in(house)
    page = client.get(f"/meetings/{meeting}/people", query_string={"q": query}).text
    assert f"共 {found} 人" in page
    assert ("王芳" in page) is bool(found)


def test_unexpected_error_says_only_that_it_happened(
    settings: Settings, engine: Engine, clock: Clock, house: House
) -> None:
    @allow(Permission.READ)
    def break_down() -> str:
        return str(db().execute(text("SELECT secret FROM nowhere")))

    assert engine
    with keep_app(settings, clock) as app:
        app.add_url_rule("/break", "break", break_down)
        app.config["PROPAGATE_EXCEPTIONS"] = False
        client = app.test_client()
        assert isinstance(client, PageClient)
        answer = client.sign_in(house).get("/break")
    assert answer.status_code == 500
    assert "nowhere" not in answer.text
    assert "系统出错" in answer.text


def test_editors_are_told_the_number_that_a_role_for_one_meeting_is_asked_with(
    client: PageClient, house: House, publish: Publisher
) -> None:
    meeting = publish(house)
    page = client.sign_in(house).get(f"/meetings/{meeting}").text
    assert f"<summary>本会议编号 {meeting}</summary>" in page
    client.send("/sign-out")
    assert "本会议编号" not in client.sign_in(house, Role.READER).get(f"/meetings/{meeting}").text
