"""The pages where people subscribe to calendars, and their own subscriptions."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select, update

from planner.domain.person import Person
from planner.models import CalendarSubscriptionRecord, MembershipRecord
from planner.models.account import Role
from planner.services.calendar_subscription import MOST_OF_PERSON
from planner.services.seat_link import find_links
from tests.builders import a_sound_plan
from tests.conftest import scoped
from tests.web.feed import poll

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask
    from werkzeug.test import TestResponse

    from planner.domain.plan import Plan
    from planner.models import ScopedSession
    from tests.conftest import Clock, House, PageClient, Publisher

    Sessions = Callable[[], ScopedSession]

ADDRESS = re.compile(r'value="http://localhost(/c/[a-z2-7]{32}\.ics)"')
SECRET = "a secret of the tests, long enough to do"  # noqa: S105  of the tests


@pytest.fixture
def meeting(house: House, publish: Publisher) -> int:
    return publish(house)


def path_of(answer: TestResponse) -> str:
    found = ADDRESS.search(answer.text)
    assert found is not None
    return found.group(1)


def ask(browser: PageClient, meeting: int, **facts: str) -> TestResponse:
    facts = {"kind": "meeting", "key": "", "audience": "outline", "name": "我的手机", **facts}
    return browser.send(f"/meetings/{meeting}/calendars", **facts)


def tie(sessions: Sessions, house: House, key: str) -> None:
    with scoped(sessions, house) as session:
        session.execute(update(MembershipRecord).values(person_key=key))
        session.commit()


def test_calendars_of_a_meeting_are_listed(client: PageClient, house: House, meeting: int) -> None:
    client.sign_in(house, Role.READER)
    page = client.get(f"/meetings/{meeting}/calendars").text
    plan = a_sound_plan()
    assert plan.title in page
    assert all(each.name in page for each in plan.sittings if each.held_on)
    assert 'id="people"' not in page


def test_address_is_shown_once_and_opens_the_calendar(
    app: Flask, client: PageClient, house: House, meeting: int
) -> None:
    client.sign_in(house, Role.READER)
    answer = ask(client, meeting, client="google")
    assert (answer.status_code, answer.headers["Cache-Control"]) == (201, "no-store")
    path = path_of(answer)
    assert poll(app, path).status == 200
    assert f"webcal://localhost{path}" in answer.text
    assert "<svg" in answer.text
    token = path.split("/")[2].removesuffix(".ics")
    for address in ("/account/subscriptions", f"/meetings/{meeting}/calendars"):
        assert token not in client.get(address).text


def test_token_itself_is_not_kept(
    client: PageClient, house: House, meeting: int, sessions: Sessions
) -> None:
    client.sign_in(house)
    token = path_of(ask(client, meeting)).split("/")[2].removesuffix(".ics")
    assert len(token) * 5 == 160
    with scoped(sessions, house) as session:
        record = session.scalars(select(CalendarSubscriptionRecord)).one()
        assert token not in str(vars(record))


def test_new_address_ends_the_former_one_at_once(
    app: Flask, client: PageClient, house: House, meeting: int
) -> None:
    client.sign_in(house)
    former = path_of(ask(client, meeting))
    assert poll(app, former).status == 200
    current = path_of(client.send("/account/subscriptions/1/rotate"))
    assert [poll(app, each).status for each in (former, current)] == [410, 200]


def test_subscription_ends_at_once(
    app: Flask, client: PageClient, house: House, meeting: int
) -> None:
    client.sign_in(house)
    path = path_of(ask(client, meeting))
    assert poll(app, path).status == 200
    client.send("/account/subscriptions/1/revoke")
    assert poll(app, path).status == 410
    page = client.get("/account/subscriptions").text
    assert "我的手机" not in page
    assert "还没有订阅" in page


@pytest.mark.parametrize("deed", ["rotate", "revoke"])
def test_subscription_is_ones_own(
    app: Flask, client: PageClient, house: House, meeting: int, deed: str
) -> None:
    client.sign_in(house, Role.READER)
    path = path_of(ask(client, meeting))
    client.sign_in(house, Role.EDITOR)
    assert client.send(f"/account/subscriptions/1/{deed}").status_code == 404
    assert "我的手机" not in client.get("/account/subscriptions").text
    assert poll(app, path).status == 200


def test_last_use_stands_in_the_list(
    app: Flask, client: PageClient, house: House, meeting: int, clock: Clock
) -> None:
    client.sign_in(house)
    path = path_of(ask(client, meeting))
    assert "从未使用" in client.get("/account/subscriptions").text
    clock.at += timedelta(minutes=1)
    poll(app, path, User_Agent="Google-Calendar-Importer")
    page = client.get("/account/subscriptions").text
    assert "12月1日 · Google" in page


@pytest.mark.parametrize(
    ("facts", "role", "status"),
    [
        ({"audience": "staff"}, Role.READER, 404),
        ({"audience": "staff"}, Role.EDITOR, 201),
        ({"audience": "personal"}, Role.EDITOR, 404),
        ({"kind": "person", "key": "p1", "audience": "staff"}, Role.READER, 404),
        ({"kind": "person", "key": "p1"}, Role.READER, 404),
        ({"kind": "person", "key": "p1", "audience": "personal"}, Role.READER, 404),
        ({"kind": "sitting", "key": "nowhere"}, Role.EDITOR, 404),
        ({"kind": "year", "key": "2027"}, Role.EDITOR, 404),
        ({"kind": "nonsense"}, Role.EDITOR, 404),
        ({"name": "   "}, Role.READER, 400),
        ({"key": "x" * 300, "kind": "sitting"}, Role.EDITOR, 404),
    ],
)
def test_what_is_not_ones_own_is_not_there(
    client: PageClient, house: House, meeting: int, facts: dict[str, str], role: Role, status: int
) -> None:
    client.sign_in(house, role)
    assert ask(client, meeting, **facts).status_code == status


def test_ones_own_calendar_goes_with_the_person(
    app: Flask, client: PageClient, house: House, sessions: Sessions, publish: Publisher
) -> None:
    meeting = publish(house)
    person = a_sound_plan().people[0].key
    tie(sessions, house, person)
    client.sign_in(house, Role.READER)
    page = client.get(f"/meetings/{meeting}/calendars").text
    assert "我的日历" in page
    house_wide = {"kind": "person", "key": person, "audience": "personal", "name": "手机"}
    path = path_of(client.send("/calendars", **house_wide))
    assert poll(app, path).status == 200
    tie(sessions, house, "somebody else")
    assert poll(app, path).status == 410


def test_more_devices_than_anybody_has_are_refused(
    client: PageClient, house: House, meeting: int
) -> None:
    client.sign_in(house)
    statuses = [ask(client, meeting, name=f"{at}").status_code for at in range(51)]
    assert statuses == [201] * 50 + [400]


def test_download_is_a_file(client: PageClient, house: House, meeting: int) -> None:
    client.sign_in(house, Role.READER)
    answer = client.get(f"/meetings/{meeting}/calendars/file.ics?kind=meeting")
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer.headers["Content-Disposition"].startswith("attachment; filename*=UTF-8''")
    assert answer.text.startswith("BEGIN:VCALENDAR\r\n")
    assert client.get("/calendars/file.ics?kind=year&key=2027").status_code == 200


def test_tasks_come_as_days_or_as_things_to_do(
    client: PageClient, house: House, meeting: int
) -> None:
    client.sign_in(house, Role.EDITOR)
    plan = a_sound_plan()
    owner = next(task.owner for task in plan.tasks if task.owner)
    address = f"/meetings/{meeting}/calendars/file.ics?kind=owner&audience=staff&key={owner}"
    days, tasks = client.get(address).text, client.get(f"{address}&tasks=1").text
    assert (days.count("BEGIN:VEVENT") > 0, days.count("BEGIN:VTODO")) == (True, 0)
    assert tasks.count("BEGIN:VTODO") == days.count("BEGIN:VEVENT")


def test_names_in_things_to_do_go_to_those_who_may_draft_only(
    client: PageClient, house: House, publish: Publisher
) -> None:
    plan = a_sound_plan()
    tasks = tuple(replace(each, support=("白晓岚",), note="问万里程") for each in plan.tasks)
    meeting = publish(house, replace(plan, tasks=tasks))
    names = ("责任人：石小禾", "配合：白晓岚", "备注：问万里程")

    def told(role: Role, audience: str, tail: str) -> list[bool]:
        client.sign_in(house, role)
        address = f"/meetings/{meeting}/calendars/file.ics?kind=workstream&key=affairs"
        text = client.get(f"{address}&audience={audience}{tail}").text.replace("\r\n ", "")
        assert "会议全程保障" in text
        return [each in text for each in names]

    for tail in ("", "&tasks=1"):
        assert told(Role.READER, "outline", tail) == [False] * 3
        assert told(Role.EDITOR, "staff", tail) == [True] * 3


def many(plan: Plan, count: int) -> Plan:
    people = tuple(Person(key=f"n{at}", name=f"委员{at}") for at in range(count))
    return replace(plan, people=(*plan.people, *people))


@pytest.mark.parametrize("count", [1, 300])
def test_page_asks_the_database_as_often_for_thousands(
    client: PageClient,
    house: House,
    publish: Publisher,
    count: int,
    count_queries: Callable[[Callable[[], object]], int],
) -> None:
    meeting = publish(house, many(a_sound_plan(), count))
    client.sign_in(house)
    address = f"/meetings/{meeting}/calendars"
    page = client.get(address).text
    assert page.count("calendar-row") < 200
    assert count_queries(lambda: client.get(address)) <= 14
    assert f"委员{count - 1}" in client.get(f"{address}?q=委员{count - 1}").text


def test_pages_of_the_house(client: PageClient, house: House, meeting: int) -> None:
    client.sign_in(house, Role.READER)
    page = client.get("/calendars").text
    assert f'href="/meetings/{meeting}/calendars"' in page
    assert "kind=year&amp;key=2026" in page
    assert "kind=year" in client.get("/calendars").text
    form = client.get("/calendars/new?kind=year&key=2027")
    assert (form.status_code, 'name="kind" value="year"' in form.text) == (200, True)
    assert client.get("/calendars/new?kind=year&key=soon").status_code == 404


def test_nothing_is_there_before_a_plan_is_published(client: PageClient, house: House) -> None:
    client.sign_in(house)
    assert "还没有已发布的会议" in client.get("/calendars").text


@pytest.mark.parametrize("language", ["zh", "en"])
def test_guide_is_open_to_anybody(client: PageClient, language: str) -> None:
    client.send("/language", language=language)
    answer = client.get("/calendars/guide")
    assert answer.status_code == 200
    assert answer.text.count('class="client-picture"') == 9


@pytest.fixture
def own_page(client: PageClient, sessions: Sessions, house: House, meeting: int) -> str:
    client.sign_in(house)
    client.send(f"/meetings/{meeting}/seat-links")
    client.delete_cookie("plenum_sign_in")
    person = a_sound_plan().people[0].key
    with scoped(sessions, house) as session:
        return f"/s/{find_links(session, meeting, SECRET)[person].token}"


def test_phone_without_an_account_subscribes_on_its_own_page(
    app: Flask, client: PageClient, own_page: str
) -> None:
    assert "订阅到手机日历" in client.get(own_page).text
    answer = client.send(f"{own_page}/calendar", client="apple")
    assert answer.status_code == 201
    assert answer.headers["Referrer-Policy"] == "strict-origin"
    assert poll(app, path_of(answer)).status == 200


def list_ends(page: str) -> list[str]:
    """Return the addresses at which one's own page ends its devices, the newest first."""
    return re.findall(r'action="(/s/[^"]+/calendar/\d+/end)"', page)


def test_device_without_an_account_is_seen_and_ended_on_its_own_page(
    app: Flask, client: PageClient, own_page: str
) -> None:
    assert "已订阅的设备" not in client.get(own_page).text
    first, second = (
        path_of(client.send(f"{own_page}/calendar", client=each)) for each in ("apple", "android")
    )
    assert poll(app, first).status == 200
    page = client.get(own_page).text
    devices = page.partition("已订阅的设备")[2]
    assert re.findall(r"<b>(.+?)</b>", devices) == ["安卓手机", "iPhone、iPad"]
    assert [each in devices for each in ("从未使用", "最近使用：12月1日")] == [True, True]
    assert client.send(list_ends(page)[1]).status_code == 302
    page = client.get(own_page).text
    assert ("已停用。" in page, len(list_ends(page))) == (True, 1)
    assert [poll(app, each).status for each in (first, second)] == [410, 200]


def test_one_device_more_than_anybody_has_is_told_which_to_end(
    client: PageClient, own_page: str
) -> None:
    for _ in range(MOST_OF_PERSON):
        assert client.send(f"{own_page}/calendar").status_code == 201
    assert f'action="{own_page}/calendar"' not in client.get(own_page).text
    refused = client.send(f"{own_page}/calendar")
    assert refused.status_code == 400
    assert "请先在“已订阅的设备”里停用" in refused.text
    ends = list_ends(refused.text)
    assert len(ends) == MOST_OF_PERSON
    assert client.send(ends[-1]).status_code == 302
    assert f'action="{own_page}/calendar"' in client.get(own_page).text
    assert client.send(f"{own_page}/calendar").status_code == 201


def test_nobody_ends_a_device_that_is_not_of_his_page(
    app: Flask, client: PageClient, sessions: Sessions, house: House, meeting: int, own_page: str
) -> None:
    path = path_of(client.send(f"{own_page}/calendar"))
    [end] = list_ends(client.get(own_page).text)
    with scoped(sessions, house) as session:
        links = find_links(session, meeting, SECRET)
    other = f"/s/{links[a_sound_plan().people[1].key].token}"
    assert client.send(end.replace(own_page, other)).status_code == 302
    assert "没有这台设备" in client.get(other).text
    assert client.send(end.replace(own_page, "/s/wrong")).status_code == 404
    assert "已订阅的设备" not in client.get(other).text
    assert client.post(end).status_code == 400
    assert poll(app, path).status == 200


def test_renewed_link_ends_what_was_subscribed_with_the_former_one(
    app: Flask, client: PageClient, house: House, meeting: int, own_page: str
) -> None:
    path = path_of(client.send(f"{own_page}/calendar"))
    client.sign_in(house)
    client.send(f"/meetings/{meeting}/seat-links/renew", person="nobody-of-these")
    assert poll(app, path).status == 200
    client.send(f"/meetings/{meeting}/seat-links/renew", person=a_sound_plan().people[0].key)
    assert poll(app, path).status == 410


@pytest.mark.parametrize("page", ["/s/wrong/calendar"])
def test_wrong_page_subscribes_nobody(client: PageClient, page: str) -> None:
    assert client.send(page).status_code == 404
