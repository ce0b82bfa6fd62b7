"""CalDAV: places, properties, reports, refusals, and who is let in."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import update

from planner.models import CalendarSubscriptionRecord, MembershipRecord, RoleGrantRecord
from planner.models.account import Role
from planner.services.actor import Actor
from planner.services.calendar_subscription import list_subscriptions, revoke_subscription
from tests.builders import a_sitting, a_sound_plan
from tests.conftest import NOW, account_of, scoped
from tests.inspection import with_sitting
from tests.web.dav import NAMES, SPACES, Answer, Program, basic, give_password

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask

    from planner.models import ScopedSession
    from tests.conftest import Clock, House, PageClient, Publisher

    Sessions = Callable[[], ScopedSession]

CTAG, TOKEN, ETAG = "<S:getctag/>", "<D:sync-token/>", "<D:getetag/>"
DATA = f"<D:prop>{ETAG}<C:calendar-data/></D:prop>"
WRITES = ("PUT", "DELETE", "MKCALENDAR", "MKCOL", "PROPPATCH", "MOVE", "COPY", "POST")


@pytest.fixture
def meeting(house: House, publish: Publisher) -> int:
    return publish(house)


@pytest.fixture
def program(app: Flask, sessions: Sessions, house: House, meeting: int) -> Program:
    assert meeting
    with scoped(sessions, house) as session:
        editor = account_of(session, house, Role.EDITOR).id
        session.execute(
            update(MembershipRecord)
            .where(MembershipRecord.account_id == editor)
            .values(person_key="vice")
        )
        session.commit()
    return give_password(app, sessions, house)


@pytest.fixture
def place(program: Program, meeting: int) -> str:
    return program.home(f"meeting-{meeting}/")


def sync(program: Program, place: str, token: str) -> tuple[list[str], str]:
    """Return what changed since a token and the next token."""
    known = f"<D:sync-token>{token}</D:sync-token><D:sync-level>1</D:sync-level>"
    answer = program.report(place, "D:sync-collection", f"{known}<D:prop>{ETAG}</D:prop>")
    assert answer.status == 207, answer.body
    return answer.addresses, answer.xml.findtext("D:sync-token", "", NAMES)


def list_tags(program: Program, place: str) -> dict[str, str]:
    """Return the tags of the entries by address."""
    found = program.find(place, ETAG, depth="1")
    return dict(zip(found.addresses[1:], found.values("D:getetag")[1:], strict=True))


def republish(house: House, publish: Publisher, **changes: object) -> None:
    """Publish the sound plan again with its opening changed."""
    publish(house, with_sitting(a_sound_plan(), "open", **changes))


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


def test_multiget_tells_what_is_not_there_and_leaves_other_places_alone(
    program: Program, place: str
) -> None:
    wanted = f"<D:href>{place}no.ics</D:href><D:href>/etc/passwd</D:href>"
    answer = program.report(place, "C:calendar-multiget", DATA + wanted)
    assert answer.values("D:status") == ["HTTP/1.1 404 Not Found"] * 2
    assert program.report(place, "C:calendar-multiget", DATA).status == 400


def query(inner: str, component: str = "VEVENT") -> str:
    part = f'<C:comp-filter name="{component}">{inner}</C:comp-filter>' if component else ""
    return f'<C:filter><C:comp-filter name="VCALENDAR">{part}</C:comp-filter></C:filter>'


def match(name: str, text: str, how: str = "") -> str:
    matched = f"<C:text-match{how}>{text}</C:text-match>"
    return f'<C:prop-filter name="{name}">{matched}</C:prop-filter>'


@pytest.mark.parametrize(
    ("inner", "component", "count"),
    [
        ("", "", 3),
        ("", "VTODO", 0),
        ("", "VJOURNAL", 0),
        ("<C:is-not-defined/>", "VTODO", 3),
        ("<C:is-not-defined/>", "VEVENT", 0),
        ('<C:time-range start="20270118T000000Z" end="20270119T000000Z"/>', "VEVENT", 2),
        ('<C:time-range start="20270118T033000Z"/>', "VEVENT", 2),
        ('<C:time-range end="20270118T010000Z"/>', "VEVENT", 0),
        (match("SUMMARY", "开幕"), "VEVENT", 1),
        (match("STATUS", "confirmed", ' negate-condition="yes"'), "VEVENT", 0),
        (match("STATUS", "confirmed", ' collation="i;octet"'), "VEVENT", 0),
        ('<C:prop-filter name="RRULE"><C:is-not-defined/></C:prop-filter>', "VEVENT", 3),
        ('<C:prop-filter name="LOCATION"/>', "VEVENT", 3),
    ],
)
def test_query_returns_what_fits(
    program: Program, place: str, inner: str, component: str, count: int
) -> None:
    answer = program.report(place, "C:calendar-query", DATA + query(inner, component))
    assert (answer.status, len(answer.addresses)) == (207, count)


@pytest.mark.parametrize(
    ("content", "condition"),
    [
        ("<C:filter/>", "valid-filter"),
        ('<C:filter><C:comp-filter name="VEVENT"/></C:filter>', "valid-filter"),
        (query('<C:time-range start="tomorrow"/>'), "valid-filter"),
        (query('<C:time-range start="20279999T000000Z"/>'), "valid-filter"),
        (query('<C:time-range start="20270119T000000Z" end="20270118T000000Z"/>'), "valid-filter"),
        (query("<C:time-range/>"), "valid-filter"),
        (query('<C:comp-filter name="VALARM"/>'), "supported-filter"),
        (query('<C:prop-filter name="X-MINE"/>'), "supported-filter"),
        (query("", "X-COMPONENT"), "supported-filter"),
        (
            query('<C:prop-filter name="UID"><C:param-filter name="X"/></C:prop-filter>'),
            "supported-filter",
        ),
        (query(match("UID", "x", ' collation="i;klingon"')), "supported-collation"),
    ],
)
def test_filter_that_cannot_be_kept_is_refused(
    program: Program, place: str, content: str, condition: str
) -> None:
    answer = program.report(place, "C:calendar-query", DATA + content)
    assert (answer.status, answer.condition) == (403, condition)


def test_sync_tells_exactly_what_changed(
    program: Program, place: str, house: House, publish: Publisher
) -> None:
    everything, token = sync(program, place, "")
    assert len(everything) == 3
    assert sync(program, place, token) == ([], token)
    tags = list_tags(program, place)
    republish(house, publish, starts_at=time(10))
    changed, later = sync(program, place, token)
    after = list_tags(program, place)
    assert changed == [each for each in everything if tags[each] != after[each]]
    assert len(changed) == 1
    assert sync(program, place, later) == ([], later)
    assert b"SEQUENCE:1" in program.ask("GET", changed[0]).body


def test_sync_tells_what_was_added_and_what_was_cancelled(
    program: Program, place: str, house: House, publish: Publisher
) -> None:
    _all, token = sync(program, place, "")
    plan = a_sound_plan()
    extra = a_sitting("extra", "联组会议", place="云岭会堂", participants=("member",))
    kept = (each for each in plan.sittings if each.key != "groups")
    publish(house, replace(plan, sittings=(*kept, replace(extra, held_on=date(2027, 1, 20)))))
    changed, _next = sync(program, place, token)
    bodies = [program.ask("GET", each).body for each in changed]
    said = [("联组会议".encode() in body, b"STATUS:CANCELLED" in body) for body in bodies]
    assert sorted(said) == [(False, True), (True, False)]


def test_own_calendars_are_synchronised_over_all_meetings(
    program: Program, house: House, publish: Publisher
) -> None:
    place = program.home("me/")
    everything, token = sync(program, place, "")
    assert len(everything) == 3
    other = a_sound_plan(title="另一个会议", number=5)
    publish(house, other)
    changed, later = sync(program, place, token)
    assert len(changed) == 3
    assert set(changed) & set(everything) == set()
    assert sync(program, place, later) == ([], later)


@pytest.mark.parametrize(
    "token",
    [
        "nonsense",
        "tag:plenum.invalid,2026:me/0000000000000000/1.1.1",
        "http://example.org/sync/1",
        "tag:plenum.invalid,2026:" + "9" * 9000,
    ],
)
def test_token_of_nobody_asks_for_a_full_synchronisation(
    program: Program, place: str, token: str
) -> None:
    known = f"<D:sync-token>{token}</D:sync-token><D:sync-level>1</D:sync-level>"
    answer = program.report(place, "D:sync-collection", f"{known}<D:prop>{ETAG}</D:prop>")
    assert (answer.status, answer.condition) == (403, "valid-sync-token")


def test_token_of_the_future_or_of_a_meeting_that_went_is_refused(
    program: Program, place: str
) -> None:
    token = program.find(place, TOKEN).values("D:sync-token")[0]
    head, _slash, counters = token.rpartition("/")
    meeting, calendar, work = counters.split(".")
    for each in (f"{meeting}.{int(calendar) + 1}.{work}", f"{counters}_999.1.1"):
        known = f"<D:sync-token>{head}/{each}</D:sync-token><D:sync-level>1</D:sync-level>"
        answer = program.report(place, "D:sync-collection", f"{known}<D:prop>{ETAG}</D:prop>")
        assert (answer.status, answer.condition) == (403, "valid-sync-token")


def test_reader_without_names_gets_the_outline(
    app: Flask, sessions: Sessions, house: House, publish: Publisher, meeting: int
) -> None:
    reader = give_password(app, sessions, house, Role.READER)
    place = reader.home(f"meeting-{meeting}/")
    assert "韩立群".encode() not in reader.ask("GET", place).body
    assert reader.find(reader.home("me/"), CTAG).status == 404
    _all, token = sync(reader, place, "")
    republish(house, publish, starts_at=time(10))
    changed, later = sync(reader, place, token)
    assert len(changed) == 1
    republish(house, publish, starts_at=time(10), is_internal=True)
    known = f"<D:sync-token>{later}</D:sync-token><D:sync-level>1</D:sync-level>"
    answer = reader.report(place, "D:sync-collection", f"{known}<D:prop>{ETAG}</D:prop>")
    assert answer.condition == "valid-sync-token"
    assert len(sync(reader, place, "")[0]) == 2


def test_limit_that_is_too_small_and_unbounded_depth_are_refused(
    program: Program, place: str
) -> None:
    whole = "<D:sync-token/><D:sync-level>1</D:sync-level><D:prop/>"
    limit = "<D:limit><D:nresults>2</D:nresults></D:limit>"
    few = program.report(place, "D:sync-collection", whole + limit)
    assert (few.status, few.condition) == (403, "number-of-matches-within-limits")
    deep = program.report(place, "D:sync-collection", whole.replace(">1<", ">infinite<"))
    assert (deep.status, deep.condition) == (403, "sync-traversal-supported")
    for headers in ({}, {"Depth": "infinity"}):
        answer = program.ask("PROPFIND", place, **headers)
        assert (answer.status, answer.condition) == (403, "propfind-finite-depth")
    assert program.ask("PROPFIND", place, Depth="2").status == 400


@pytest.mark.parametrize(
    "body",
    [
        b"<",
        b"\xff\xfe",
        b"<D:propfind xmlns:D='DAV:'>" + b"x" * 600_000 + b"</D:propfind>",
        b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>",
        b"<!DOCTYPE a SYSTEM 'file:///etc/passwd'><a/>",
        b"<a>" * 100 + b"</a>" * 100,
        b"<a>" + b"<b/>" * 30_000 + b"</a>",
        b"<?xml version='1.0' encoding='nonsense'?><a/>",
        b"<D:else xmlns:D='DAV:'/>",
    ],
)
def test_hostile_body_is_refused(program: Program, place: str, body: bytes) -> None:
    assert program.ask("PROPFIND", place, body, Depth="1").status == 400


def test_report_that_we_do_not_have_is_refused(program: Program, place: str) -> None:
    for path, name in ((place, "C:free-busy-query"), (program.home(), "C:calendar-query")):
        answer = program.report(path, name, "")
        assert (answer.status, answer.condition) == (403, "supported-report")
    other = '<D:prop><C:calendar-data content-type="application/calendar+json"/></D:prop>'
    answer = program.report(place, "C:calendar-query", other + query(""))
    assert (answer.status, answer.condition) == (403, "supported-calendar-data")
    assert program.ask("REPORT", place).status == 400


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


def test_other_peoples_places_are_not_there(
    app: Flask, sessions: Sessions, house: House, program: Program
) -> None:
    other = give_password(app, sessions, house, Role.LEADER)
    for path in (
        other.home(),
        other.home("me/"),
        f"/dav/principals/{other.account_id}/",
        program.home("meeting-99/"),
        program.home("me/no.ics"),
        "/dav/no/such/place",
    ):
        assert program.find(path, CTAG).status == 404


def test_only_name_and_app_password_together_let_in(
    program: Program, client: PageClient, house: House
) -> None:
    wrong = [
        "",
        "Bearer plenum_x",
        "Basic !!!",
        basic(program.name, "a password of the tests"),
        basic("reader", program.password),
        basic("", program.password),
    ]
    for given in wrong:
        answer = program.ask("PROPFIND", "/dav/", Depth="0", Authorization=given)
        assert (answer.status, answer.headers["WWW-Authenticate"]) == (
            401,
            'Basic realm="Plenum CalDAV", charset="UTF-8"',
        )
    client.sign_in(house)
    assert client.open("/dav/", method="PROPFIND").status_code == 401
    spaced = basic(program.name.upper(), program.password.replace("-", " ").upper())
    assert program.ask("OPTIONS", "/dav/", Authorization=spaced).status == 200
    assert "Set-Cookie" not in program.ask("OPTIONS", "/dav/").headers


def test_app_password_that_ended_opens_nothing_at_once(
    program: Program, sessions: Sessions, house: House, place: str
) -> None:
    assert program.find(place, CTAG).status == 207
    with scoped(sessions, house) as session:
        actor = Actor(account_of(session, house, Role.EDITOR), NOW)
        revoke_subscription(session, actor, list_subscriptions(session, actor)[0].id)
    assert program.find(place, CTAG).status == 401


def test_role_that_was_taken_takes_what_it_opened(
    program: Program, sessions: Sessions, house: House, place: str
) -> None:
    body = program.find(place, CTAG).body
    with scoped(sessions, house) as session:
        editor = account_of(session, house, Role.EDITOR).id
        session.execute(
            update(RoleGrantRecord)
            .where(RoleGrantRecord.account_id == editor)
            .values(role=Role.READER.value)
        )
        session.commit()
    assert program.find(place, CTAG).body != body
    assert "韩立群".encode() not in program.ask("GET", place).body


def test_wrong_tries_lock_but_never_the_right_app_password(program: Program, clock: Clock) -> None:
    wrong = basic(program.name, "wrong")
    statuses = [program.ask("OPTIONS", "/dav/", Authorization=wrong).status for _ in range(10)]
    assert statuses == [401] * 8 + [429] * 2
    assert program.ask("OPTIONS", "/dav/").status == 200
    clock.at += timedelta(minutes=16)
    assert program.ask("OPTIONS", "/dav/", Authorization=wrong).status == 401


def test_use_is_written_down_once_a_day(
    program: Program, sessions: Sessions, house: House, clock: Clock
) -> None:
    program.ask("OPTIONS", "/dav/", User_Agent="DAVx5/4.4")
    with scoped(sessions, house) as session:
        record = session.query(CalendarSubscriptionRecord).one()
        assert record.last_used_on == clock.today()


def test_own_tasks_are_things_to_do(
    app: Flask, sessions: Sessions, house: House, meeting: int
) -> None:
    assert meeting
    with scoped(sessions, house) as session:
        owner = account_of(session, house, Role.OWNER).id
        session.execute(
            update(MembershipRecord)
            .where(MembershipRecord.account_id == owner)
            .values(person_key="owner")
        )
        session.commit()
    program = give_password(app, sessions, house, Role.OWNER)
    place = program.home("tasks/")
    found = program.report(place, "C:calendar-query", DATA + query("", "VTODO"))
    assert len(found.addresses) == 1
    assert "BEGIN:VTODO" in found.values("C:calendar-data")[0]
    span = '<C:time-range start="{}T000000Z" end="{}T000000Z"/>'
    for starts, ends, count in (("20270108", "20270109", 1), ("20280101", "20290101", 0)):
        within = query(span.format(starts, ends), "VTODO")
        assert len(program.report(place, "C:calendar-query", DATA + within).addresses) == count


def test_page_makes_shows_once_and_ends_app_passwords(
    client: PageClient, house: House, app: Flask
) -> None:
    client.sign_in(house)
    assert "还没有应用密码" in client.get("/account/app-passwords").text
    page = client.send("/account/app-passwords", name="我的手机")
    assert page.status_code == 201
    password = page.text.split('id="made-password" class="token" value="', 1)[1].split('"', 1)[0]
    assert len(password) == 35
    program = Program(app, house.name(Role.EDITOR), password, 0)
    assert program.ask("OPTIONS", "/dav/").status == 200
    listed = client.get("/account/app-passwords").text
    assert (password in listed, "我的手机" in listed) == (False, True)
    client.send("/account/app-passwords/1/revoke")
    assert program.ask("OPTIONS", "/dav/").status == 401
    assert client.send("/account/app-passwords", name=" ").status_code == 422


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
