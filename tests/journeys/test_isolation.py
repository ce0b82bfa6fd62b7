"""A reader of another house gets nowhere; a role opens a house only when a second one confirms."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from planner import clock
from planner.database import make_engine, make_sessions
from planner.models import OwnedRecord
from planner.services.revision import Submission, publish_plan
from planner.services.sample import SAMPLE_KINDS, sample_plan
from planner.web.access import Scope
from tests.builders import a_sound_plan
from tests.conftest import PASSWORD, make_house, scoped
from tests.journeys.desk import (
    CONSULTATION,
    PLENARY,
    STANDING,
    fill_sign_in,
    go,
    open_meeting,
    send_form,
    wait_for_words,
)
from tests.journeys.furniture import last_part
from tests.journeys.place import ARGUMENT, VALUES, read_rules

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import APIResponse, Page
    from werkzeug.routing import Rule

    from tests.journeys.desk import Desk


OWN_HOUSE = "政协海陵省委员会"
OWN_TITLE = "政协海陵省第十三届委员会第四次会议"
READER = "hailing-reader"
NEWCOMER, NAME, CHOSEN = "hailing-newcomer", "邱岚", "九级石阶通向旧码头 stairs"
NOWHERE = "987654"
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
CLOCKWORK = {"mails", "reminder_runs"}
"""Tables that the worker writes by the clock, whoever does what."""
VARYING = re.compile(r'name="csrf_token" value="[^"]*"|data-token="[^"]*"')
SHORT_NAME = 2
"""A name of two characters may stand in any sentence."""
TYPED = ("", "/schedule", "/papers/agenda", "/files/agenda", "/edit/people", "/search?q=jkm")
"""Pages of a meeting of the first house that the reader opens; the calendar comes to them."""
FETCHED = ("/people", "/people/P012", "/papers", "/edit", "/sittings/S04", "/board/affairs")


@dataclass(frozen=True, slots=True)
class Neighbour:
    """The second house on the server, and where the database of both is."""

    house_id: int
    meeting_id: int
    database: Path

    def read_rows(self) -> dict[str, list[tuple[object, ...]]]:
        """Return every row of the first house, by table."""
        tables = {each.__tablename__ for each in OwnedRecord.__subclasses__()} - CLOCKWORK
        with closing(sqlite3.connect(self.database)) as connection:
            return {
                table: connection.execute(
                    f"SELECT * FROM {table} WHERE organisation_id = 1 ORDER BY id"  # noqa: S608  our tables
                ).fetchall()
                for table in sorted(tables)
            }


@pytest.fixture(scope="module")
def neighbour(reception: Desk) -> Neighbour:
    """Put a second house with a published meeting onto the server."""
    database = reception.house.instance / "plenum.db"
    engine = make_engine(f"sqlite:///{database}")
    sessions = make_sessions(engine)
    house = make_house(sessions, OWN_HOUSE, "hailing-")
    submission = Submission(a_sound_plan(title=OWN_TITLE), "方案.yaml", b"source")
    with scoped(sessions, house) as session:
        meeting_id = publish_plan(session, submission, None, clock.now(), clock.today())
    engine.dispose()
    reception.house.passwords[READER] = PASSWORD
    return Neighbour(house.id, meeting_id, database)


@pytest.fixture(scope="module")
def words() -> list[str]:
    """Return what only the first house says: its name, its titles, the names of its people."""
    people = {each.name for kind in SAMPLE_KINDS for each in sample_plan(kind).people}
    own = {each.name for each in a_sound_plan().people}
    names = {name for name in people - own if len(name) > SHORT_NAME}
    return sorted(names | {PLENARY, STANDING, CONSULTATION, "江海省"})


@pytest.fixture(scope="module")
def theirs(reception: Desk, neighbour: Neighbour) -> dict[str, str]:
    """Let the first house make a paper and a calendar and upload a plan; return its numbers."""
    assert neighbour
    page = reception.visit("editor")
    page.goto("/meetings/1/papers")
    calendar = page.locator("form[action*='/papers/calendar']").first.get_attribute("action")
    assert calendar is not None
    for address in ("/meetings/1/papers/agenda", calendar):
        send_form(page, address, {})
        done = f'href="{address.replace("/papers/", "/files/")}"'
        wait_for_words(page, "/meetings/1/papers", done)
    file = {"name": "方案.yaml", "mimeType": "application/yaml", "buffer": b"title: x\n"}
    upload = send_form(page, "/uploads", {"file": file})[1]
    reception.leave()
    return {**VALUES, "upload_id": last_part(upload), "calendar": last_part(calendar)}


def read_token(page: Page) -> str:
    return page.locator("input[name=csrf_token]").first.input_value()


def plain(answer: APIResponse, address: str) -> tuple[int, str]:
    """Return an answer without what tells one request from another."""
    return answer.status, VARYING.sub("", answer.text()).replace(address, "")


def find_words(page: Page, words: list[str]) -> list[str]:
    """Return which words a page has."""
    content = page.content()
    return [each for each in words if each in content]


def fill(rule: Rule, known: dict[str, str], number: str = "") -> str:
    """Return the address of a rule; a number stands for everything that is counted."""

    def value(found: re.Match[str]) -> str:
        is_counted = found.group().startswith("<int:")
        blueprint = rule.endpoint.split(".")[0]
        names = (f"{rule.endpoint}.{found.group(1)}", f"{blueprint}.{found.group(1)}")
        name = next((each for each in names if each in known), found.group(1))
        return number if number and is_counted else known.get(name, "1")

    return ARGUMENT.sub(value, rule.rule)


def list_theirs() -> list[tuple[Rule, str]]:
    """Return every route to something that is counted, and every way to send it something."""
    return [
        (rule, method)
        for rule, access in read_rules()
        if access.scope is not Scope.NOTHING and "<int:" in rule.rule
        for method in METHODS
        if method in (rule.methods or ())
    ]


def test_reader_of_another_house_gets_nowhere(
    desk: Desk, neighbour: Neighbour, theirs: dict[str, str], words: list[str]
) -> None:
    page = desk.visit(READER)
    own = open_meeting(page, OWN_TITLE)
    assert own == f"/meetings/{neighbour.meeting_id}"
    page.goto("/meetings")
    expect(page.locator(".meeting-name")).to_have_text([OWN_TITLE])
    typed = [f"/meetings/1{each}" for each in (*TYPED, f"/files/{theirs['calendar']}")]
    typed.append("/jobs/1")
    expected = plain(page.request.get("/no-such-page"), "/no-such-page")
    for address in typed:
        assert go(page, address).status == 404, address
        expect(page.get_by_role("heading", level=1)).to_have_text("没有找到")
        assert find_words(page, words) == [], address
    fetched = [f"/meetings/1{each}" for each in FETCHED]
    fetched += [*typed, "/jobs/1/result", "/administration/accounts"]
    assert {plain(page.request.get(each), each) for each in fetched} == {expected}
    page.get_by_role("link", name="回到会议列表").click()
    expect(page.locator(".meeting-name")).to_have_text([OWN_TITLE])


def test_forged_requests_change_nothing_and_are_answered_as_if_nothing_was_there(
    desk: Desk, neighbour: Neighbour, theirs: dict[str, str], words: list[str]
) -> None:
    page = desk.visit(READER)
    page.goto("/meetings")
    before = neighbour.read_rows()
    form = {"csrf_token": read_token(page), "note": "x", "meeting": "1", "organisation_id": "1"}
    different, told = {}, {}
    for rule, method in list_theirs():
        answers = []
        for address in (fill(rule, theirs), fill(rule, theirs, NOWHERE)):
            sent = None if method == "GET" else form
            answer = page.request.fetch(address, method=method, form=sent, max_redirects=0)
            answers.append(plain(answer, address))
        if answers[0] != answers[1] or answers[0][0] not in {401, 403, 404}:
            different[f"{method} {rule.rule}"] = [status for status, _ in answers]
        if found := [each for each in words if each in answers[0][1]]:
            told[f"{method} {rule.rule}"] = found
    assert (different, told) == ({}, {})
    assert neighbour.read_rows() == before
    assert before["uploads"]


def test_house_without_a_role_is_not_switched_to(
    desk: Desk, neighbour: Neighbour, words: list[str]
) -> None:
    page = desk.visit(READER)
    page.goto("/account")
    assert page.locator("form[action='/account/house']").count() == 0
    refused = [
        page.request.post(
            "/account/house", form={"csrf_token": read_token(page), "organisation_id": number}
        )
        for number in ("1", NOWHERE)
    ]
    answers = [plain(each, "/account/house") for each in refused]
    assert answers[0] == answers[1]
    assert answers[0][0] == 404
    page.goto("/meetings")
    expect(page.locator(".meeting-name")).to_have_text([OWN_TITLE])
    assert find_words(page, words) == []
    assert neighbour.house_id != 1


def test_token_of_another_house_reads_only_its_own(
    desk: Desk, neighbour: Neighbour, words: list[str]
) -> None:
    page = desk.visit(READER)
    page.goto("/account/tokens")
    page.get_by_label("用途").fill("核对")
    page.get_by_role("button", name="生成令牌").click()
    headers = {"Authorization": f"Bearer {page.locator('code.token').inner_text()}"}
    listed = page.request.get("/api/v1/meetings", headers=headers)
    assert [each["id"] for each in listed.json()["meetings"]] == [neighbour.meeting_id]
    for part in ("", "/plan", "/people", "/timeline", "/search?q=jkm", "/papers"):
        answers = [
            plain(page.request.get(address, headers=headers), address)
            for address in (f"/api/v1/meetings/{each}{part}" for each in ("1", NOWHERE))
        ]
        assert answers[0] == answers[1], part
        assert answers[0][0] == 404, part
    assert [each for each in words if each in listed.text()] == []


def register_newcomer(system: Page) -> str:
    """Add an account, give it a place in the second house, and return its one-time password."""
    system.goto("/administration/accounts/new")
    system.get_by_label("账号名").fill(NEWCOMER)
    system.get_by_label("姓名").fill(NAME)
    system.get_by_role("button", name="新增账号").click()
    given = system.locator("code.token").inner_text()
    system.get_by_text("加入机关，或更正人员编号").click()
    system.locator("#place-house").select_option(label=OWN_HOUSE)
    system.locator("form[action$='/places']").get_by_role("button", name="保存").click()
    expect(system.get_by_role("cell", name="尚无角色")).to_be_visible()
    return given


def choose_password(page: Page, given: str) -> None:
    """Sign in for the first time and choose a password; without a role there is no page yet."""
    page.goto("/sign-in")
    fill_sign_in(page, NEWCOMER, given)
    page.get_by_label("当前密码").fill(given)
    page.get_by_label("新密码", exact=True).fill(CHOSEN)
    page.get_by_label("再输入一次新密码").fill(CHOSEN)
    page.get_by_role("button", name="更改密码").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("没有找到")


def read_sign_in(page: Page) -> str:
    """Return what the browser holds to say who it is."""
    return {each["name"]: each["value"] for each in page.context.cookies()}["plenum_sign_in"]


def test_role_opens_the_house_only_when_a_second_one_has_confirmed_it(
    desk: Desk, neighbour: Neighbour
) -> None:
    system, security, newcomer = desk.visit("system"), desk.visit("security"), desk.visit()
    choose_password(newcomer, register_newcomer(system))
    own = f"/meetings/{neighbour.meeting_id}"
    role = system.locator("form:has(#role)")
    role.get_by_label("角色").select_option(label="查阅")
    role.get_by_label("理由").fill("接替离任同志")
    role.get_by_role("button", name="申请授予").click()
    expect(system.get_by_text("待安全保密管理员确认。")).to_be_visible()
    expect(system.get_by_role("cell", name="尚无角色")).to_be_visible()
    assert [go(newcomer, each).status for each in ("/meetings", own)] == [404, 404]
    before = read_sign_in(newcomer)

    security.goto("/administration/requests")
    security.get_by_role("row").filter(has_text=NEWCOMER).get_by_role("button", name="确认").click()
    expect(security.get_by_text("该账号需重新登录")).to_be_visible()

    newcomer.goto(own)
    expect(newcomer).to_have_url(re.compile("/sign-in"))
    fill_sign_in(newcomer, NEWCOMER, CHOSEN)
    expect(newcomer.locator(".meeting-title")).to_have_text(OWN_TITLE)
    assert read_sign_in(newcomer) != before
    assert go(newcomer, "/meetings/1").status == 404
