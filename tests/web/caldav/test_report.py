"""CalDAV: what reports find, and what they refuse."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from planner.models.account import Role
from tests.web.dav import (
    DATA,
    Program,
    give_password,
    match,
    query,
    tie,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask

    from planner.models import ScopedSession
    from tests.conftest import House

    Sessions = Callable[[], ScopedSession]


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


def test_multiget_tells_what_is_not_there_and_leaves_other_places_alone(
    program: Program, place: str
) -> None:
    wanted = f"<D:href>{place}no.ics</D:href><D:href>/etc/passwd</D:href>"
    answer = program.report(place, "C:calendar-multiget", DATA + wanted)
    assert answer.values("D:status") == ["HTTP/1.1 404 Not Found"] * 2
    assert program.report(place, "C:calendar-multiget", DATA).status == 400


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


def test_own_tasks_are_things_to_do(
    app: Flask, sessions: Sessions, house: House, meeting: int
) -> None:
    assert meeting
    tie(sessions, house, Role.OWNER, "owner")
    program = give_password(app, sessions, house, Role.OWNER)
    place = program.home("tasks/")
    found = program.report(place, "C:calendar-query", DATA + query("", "VTODO"))
    assert len(found.addresses) == 1
    assert "BEGIN:VTODO" in found.values("C:calendar-data")[0]
    span = '<C:time-range start="{}T000000Z" end="{}T000000Z"/>'
    for starts, ends, count in (("20270108", "20270109", 1), ("20280101", "20290101", 0)):
        within = query(span.format(starts, ends), "VTODO")
        assert len(program.report(place, "C:calendar-query", DATA + within).addresses) == count
