"""CalDAV: its places and their properties, what nobody may, and the door before it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select, update

from planner.models import MeetingRecord, MembershipRecord
from planner.models.account import Role
from planner.services.actor import Actor
from planner.services.draft_change import Edit, apply_edits
from tests.builders import a_plan, a_sitting, a_sound_plan
from tests.conftest import NOW, scoped
from tests.web.dav import (
    CTAG,
    DATA,
    ETAG,
    NAMES,
    SPACES,
    TOKEN,
    Answer,
    Program,
    basic,
    give_password,
    list_tags,
    query,
    republish,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask

    from planner.domain.plan import Plan
    from planner.models import ScopedSession
    from tests.conftest import Clock, House, Publisher

    Sessions = Callable[[], ScopedSession]

pytestmark = pytest.mark.both_databases

WRITES = ("PUT", "DELETE", "MKCALENDAR", "MKCOL", "PROPPATCH", "MOVE", "COPY", "POST")


def test_host_alone_leads_to_principal_home_and_calendars(program: Program, meeting: int) -> None:
    first = program.ask("PROPFIND", "/.well-known/caldav", Depth="0", Authorization="")
    assert (first.status, first.headers["Location"]) == (301, "/dav/")
    root = program.find("/dav/", "<D:current-user-principal/>")
    principal = root.values("D:current-user-principal/D:href")[0]
    assert principal == f"/dav/principals/{program.account_id}/"
    found = program.find(principal, "<C:calendar-home-set/><D:displayname/><D:missing/>")
    assert found.values("C:calendar-home-set/D:href") == [program.home()]
    assert found.values("D:status") == ["HTTP/1.1 200 OK", "HTTP/1.1 404 Not Found"]
    home = program.find(
        program.home(), "<D:displayname/><C:supported-calendar-component-set/>", depth="1"
    )
    assert home.addresses == [
        *map(program.home, ("", "me/", "leader/", "tasks/", "year-2026/", "year-2027/")),
        program.home(f"meeting-{meeting}/"),
    ]
    components = home.xml.findall(".//C:comp", NAMES)
    assert [each.get("name") for each in components] == [
        "VEVENT", "VEVENT", "VTODO", "VEVENT", "VEVENT", "VEVENT",
    ]  # fmt: skip


def test_branches_lead_down_one_level_at_a_time(program: Program) -> None:
    own = program.account_id
    assert program.find("/dav/", CTAG, depth="1").addresses == [
        "/dav/", "/dav/principals/", "/dav/calendars/",
    ]  # fmt: skip
    assert program.find("/dav/principals/", CTAG, depth="1").addresses[1:] == [
        f"/dav/principals/{own}/"
    ]
    assert program.find("/dav/calendars/", CTAG, depth="1").addresses[1:] == [program.home()]
    assert program.find(f"/dav/principals/{own}", CTAG, depth="1").status == 207


def test_calendar_says_its_state_without_its_entries(
    program: Program, place: str, house: House, publish: Publisher
) -> None:
    before = program.find(place, CTAG + TOKEN).body
    assert program.find(place, CTAG + TOKEN).body == before
    republish(house, publish, starts_at=time(10))
    assert program.find(place, CTAG + TOKEN).body != before


def test_entries_are_the_same_by_every_way(program: Program, place: str) -> None:
    listed = program.find(place, ETAG, depth="1")
    addresses = listed.addresses[1:]
    assert len(addresses) == 3
    hrefs = "".join(f"<D:href>{each}</D:href>" for each in addresses)
    many = program.report(place, "C:calendar-multiget", DATA + hrefs)
    queried = program.report(place, "C:calendar-query", DATA + query(""))
    assert many.body == queried.body
    assert many.addresses == addresses
    one = program.ask("GET", addresses[0])
    assert one.body.decode() == many.values("C:calendar-data")[0]
    assert one.headers["ETag"] == many.values("D:getetag")[0] == listed.values("D:getetag")[1]
    assert b"METHOD" not in one.body
    assert one.body.count(b"BEGIN:VEVENT") == 1
    again = program.ask("GET", addresses[0], If_None_Match=one.headers["ETag"])
    assert (again.status, again.body) == (304, b"")
    head = program.ask("HEAD", addresses[0])
    assert (head.status, head.body, head.headers["ETag"]) == (200, b"", one.headers["ETag"])
    whole = program.ask("GET", place)
    assert whole.body.count(b"BEGIN:VEVENT") == 3


def test_date_beyond_all_years_is_none(program: Program, place: str) -> None:
    since = "Mon, 01 Jan 99999999999 00:00:00 GMT"
    address = next(iter(list_tags(program, place)))
    for path in (place, address):
        answer = program.ask("GET", path, If_Modified_Since=since)
        assert (answer.status, answer.body) == (200, program.ask("GET", path).body)
        tag = answer.headers["ETag"]
        again = program.ask("GET", path, If_Modified_Since=since, If_None_Match=tag)
        assert again.status == 304


def test_owners_things_to_do_have_their_names(
    program: Program, sessions: Sessions, house: House
) -> None:
    with scoped(sessions, house) as session:
        session.execute(update(MembershipRecord).values(person_key="owner"))
        session.commit()
    body = program.ask("GET", program.home("tasks/")).body.decode().replace("\r\n ", "")
    assert ("BEGIN:VTODO" in body, "责任人：石小禾" in body) == (True, True)


def test_new_year_takes_the_calendar_of_the_old_one(program: Program, clock: Clock) -> None:
    years = []
    for clock.at in (datetime(2026, 12, 31, 9, tzinfo=UTC), datetime(2027, 1, 1, 9, tzinfo=UTC)):
        for _ in range(3):
            home = program.find(program.home(), CTAG, depth="1")
            years.append([each[-10:] for each in home.addresses if "/year-" in each])
    assert years == [["year-2026/", "year-2027/"]] * 3 + [["year-2027/"]] * 3


def test_meeting_over_new_year_stands_in_both_years_while_it_runs(
    program: Program, house: House, publish: Publisher, clock: Clock
) -> None:
    publish(house, a_turn())
    seen = []
    for clock.at in (
        datetime(2026, 12, 28, 9, tzinfo=UTC),
        datetime(2027, 1, 2, 9, tzinfo=UTC),
        datetime(2027, 1, 3, 9, tzinfo=UTC),
    ):
        home = program.find(program.home(), CTAG, depth="1")
        years = [each for each in home.addresses if "/year-" in each]
        spans = [program.ask("GET", each).body.count(b"20261230") for each in years]
        seen.append(dict(zip((each[-5:-1] for each in years), spans, strict=True)))
    assert seen == [{"2026": 1, "2027": 1}, {"2026": 1, "2027": 1}, {"2027": 1}]


def a_turn() -> Plan:
    """Return a plan of a meeting that begins in one year and ends in the next."""
    plan = a_plan(title="跨年会议", number=9, sittings=(), tasks=())
    return replace(plan, opens_on=date(2026, 12, 30), closes_on=date(2027, 1, 2))


def test_draft_tells_nothing_of_its_title_and_days(
    program: Program, sessions: Sessions, house: House, meeting: int
) -> None:
    asked = f"<D:displayname/>{CTAG}{TOKEN}"
    before = program.find(program.home(), asked, depth="1").body
    facts = {"title": "尚未公布的名称", "opens_on": "2023-03-01", "closes_on": "2023-03-02"}
    with scoped(sessions, house) as session:
        edit = Edit.change("meeting", "meeting", facts)
        apply_edits(session, meeting, [edit], Actor(None, NOW))
        assert session.scalars(select(MeetingRecord.title)).all() == [facts["title"]]
    body = f"<D:propfind {SPACES}><D:prop>{asked}</D:prop></D:propfind>"
    after = program.ask("PROPFIND", program.home(), body, is_past=True, Depth="1").body
    assert after == before
    assert a_sound_plan().title.encode() in after


def test_calendars_are_listed_in_as_many_statements_however_many_meetings(
    program: Program,
    house: House,
    publish: Publisher,
    count_queries: Callable[[Callable[[], object]], int],
) -> None:
    body = f"<D:propfind {SPACES}><D:prop><D:displayname/>{CTAG}</D:prop></D:propfind>"

    def look() -> None:
        program.ask("PROPFIND", program.home(), body, is_past=True, Depth="1")

    counts = []
    for number in (5, 6):
        publish(house, a_plan(title=f"第{number}次会议", number=number))
        look()
        counts.append(count_queries(look))
    assert counts[0] == counts[1] > 0


@pytest.mark.parametrize("method", WRITES)
def test_nobody_writes(program: Program, place: str, method: str) -> None:
    body = "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"
    before = list_tags(program, place)
    for path in (f"{place}mine.ics", place, "/dav/"):
        answer = program.ask(method, path, body)
        assert (answer.status, answer.condition) == (403, "need-privileges")
    assert list_tags(program, place) == before


def test_it_says_what_it_is(program: Program, place: str) -> None:
    answer = program.ask("OPTIONS", place)
    assert (answer.status, answer.headers["DAV"]) == (200, "1, 3, calendar-access")
    assert answer.headers["Allow"] == "GET, HEAD, OPTIONS, PROPFIND, REPORT"
    rights = program.find(place, "<D:current-user-privilege-set/>").xml
    told = [each[0].tag.rpartition("}")[2] for each in rights.iterfind(".//D:privilege", NAMES)]
    assert told == ["read", "read-current-user-privilege-set"]
    assert program.ask("GET", "/dav/").headers["Content-Type"] == "text/plain; charset=utf-8"


def test_door_answers_what_the_view_answers_until_anything_changes(
    program: Program, place: str, house: House, publish: Publisher, app: Flask
) -> None:
    kept = app.extensions["plenum"].dav.answers
    body = f"<D:propfind {SPACES}><D:prop>{CTAG}</D:prop></D:propfind>"

    def ask(*, is_past: bool = False, **headers: str) -> Answer:
        sent = {"Depth": "0", **headers}
        found = program.ask("PROPFIND", place, body, is_past=is_past, **sent)
        passing = {name for name in found.headers if name.startswith("X-RateLimit-")}
        lasting = {name: found.headers[name] for name in found.headers.keys() - passing}
        return replace(found, headers=lasting)

    ask()
    before = len(kept._values)  # noqa: SLF001  nothing else tells
    first, second, past = ask(), ask(), ask(is_past=True)
    assert first == second == past
    assert len(kept._values) == before + 1  # noqa: SLF001  the same
    republish(house, publish, starts_at=time(10))
    changed = ask()
    assert (changed == first, changed == ask(is_past=True)) == (False, True)
    assert ask(Authorization=basic("reader", program.password)).status == 401
    assert ask(Authorization=basic(program.name, "x")).status == 401
    assert ask(Depth="1") == ask(Depth="1", is_past=True)
    assert ask(Host="evil.example").status == 400


def test_door_asks_the_database_once(
    program: Program, place: str, count_queries: Callable[[Callable[[], object]], int]
) -> None:
    program.find(place, CTAG)
    program.find(place, CTAG)
    assert count_queries(lambda: program.find(place, CTAG)) == 0
    assert count_queries(lambda: program.find(place, ETAG)) > 0


def test_what_was_internal_is_not_told_when_it_is_cancelled(
    app: Flask, sessions: Sessions, program: Program, house: House, publish: Publisher, place: str
) -> None:
    plan, day = a_sound_plan(), date(2027, 1, 20)
    inner = a_sitting("inner", "碰头会", place="云岭会堂", held_on=day, is_internal=True)
    publish(house, replace(plan, sittings=(*plan.sittings, inner)))
    publish(house, plan)
    reader = give_password(app, sessions, house, Role.READER)
    outline = reader.ask("GET", reader.home(place.rstrip("/").rpartition("/")[2] + "/")).body
    assert ("碰头会".encode() in outline, outline.count(b"BEGIN:VEVENT")) == (False, 3)
    assert "[已取消]碰头会".encode() in program.ask("GET", place).body
