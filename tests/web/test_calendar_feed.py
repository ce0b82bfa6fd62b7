"""Feeds over HTTP: every test goes through the door in front and past it, with equal answers."""

from __future__ import annotations

import gzip
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select, update

from planner.models import (
    AccountRecord,
    CalendarBodyRecord,
    CalendarSubscriptionRecord,
    MeetingRecord,
    OrganisationRecord,
    RoleGrantRecord,
)
from planner.models.account import Role
from planner.models.calendar import Audience, FeedKind
from planner.services.calendar import FeedScope
from tests.conftest import scoped
from tests.web.feed import outline, poll, poll_both, subscribe

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask

    from planner.models import ScopedSession
    from tests.conftest import Clock, House, Publisher

    Sessions = Callable[[], ScopedSession]

pytestmark = pytest.mark.both_databases

UNKNOWN = "/c/" + "a" * 32 + ".ics"


@pytest.fixture
def meeting(house: House, publish: Publisher) -> int:
    return publish(house)


@pytest.fixture
def path(sessions: Sessions, house: House, meeting: int, clock: Clock) -> str:
    found = subscribe(sessions, house, clock.now(), outline(meeting))
    clock.at += timedelta(minutes=5)
    return found


def test_feed_is_a_calendar_that_nobody_else_keeps(app: Flask, path: str) -> None:
    answer = poll_both(app, path)
    assert answer.status == 200
    assert answer.body.startswith(b"BEGIN:VCALENDAR\r\n")
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer["Cache-Control"] == "private, no-cache"
    assert answer["Referrer-Policy"] == "no-referrer"
    assert answer["X-Robots-Tag"] == "noindex, nofollow, noarchive"
    assert answer["Vary"] == "Accept-Encoding, Cookie"
    assert answer["Content-Disposition"] == (
        "inline; filename=\"calendar.ics\"; filename*=UTF-8''"
        "%E4%BC%9A%E8%AE%AE%E6%97%A5%E5%8E%86.ics"
    )
    assert answer["Last-Modified"] == "Tue, 01 Dec 2026 02:00:00 GMT"
    assert answer["Set-Cookie"] == ""
    assert int(answer["Content-Length"]) == len(answer.body)


def test_head_answers_like_get_without_a_body(app: Flask, path: str) -> None:
    whole = poll_both(app, path)
    head = poll_both(app, path, "HEAD")
    assert (head.status, head.headers, head.body) == (200, whole.headers, b"")


def test_door_answers_with_one_statement(
    app: Flask, path: str, count_queries: Callable[[Callable[[], object]], int]
) -> None:
    tag = poll(app, path)["ETag"]
    assert count_queries(lambda: poll(app, path)) == 0  # on a connection that is not the engine's
    assert count_queries(lambda: poll(app, path, If_None_Match=tag)) == 0
    assert count_queries(lambda: poll(app, path, is_past=True, If_None_Match=tag)) == 1
    assert count_queries(lambda: poll(app, path, is_past=True)) == 2


@pytest.mark.parametrize(
    ("wish", "status"),
    [
        ("{tag}", 304),
        ("{strong}", 304),
        ('"other", {tag}', 304),
        ('W/"x" ,{tag},"y"', 304),
        ("*", 304),
        ('"other"', 200),
        ("nonsense", 200),
        ("", 200),
        ('"{tag', 200),
    ],
)
def test_tags_are_compared_weakly(app: Flask, path: str, wish: str, status: int) -> None:
    tag = poll(app, path)["ETag"]
    sent = wish.replace("{tag}", tag).replace("{strong}", tag.removeprefix("W/"))
    answer = poll_both(app, path, If_None_Match=sent)
    assert (answer.status, answer["ETag"]) == (status, tag)
    assert (answer.body == b"") == (status == 304)


@pytest.mark.parametrize(
    ("since", "status"),
    [
        ("Tue, 01 Dec 2026 02:00:00 GMT", 304),
        ("Tue, 01 Dec 2026 02:00:01 GMT", 304),
        ("Tuesday, 01-Dec-26 02:00:00 GMT", 304),
        ("Tue, 01 Dec 2026 01:59:59 GMT", 200),
        ("yesterday", 200),
        ("Mon, 01 Jan 99999999999 00:00:00 GMT", 200),
        ("Mon, 01 Jan 2027 00:00:00 +99999999999999999", 200),
        ("", 200),
    ],
)
def test_dates_count_where_there_is_no_tag(app: Flask, path: str, since: str, status: int) -> None:
    assert poll_both(app, path, If_Modified_Since=since).status == status
    both = poll_both(app, path, If_Modified_Since=since, If_None_Match='"other"')
    assert both.status == 200


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        ("gzip", "gzip"),
        ("gzip, deflate, br", "gzip"),
        ("x-gzip", "gzip"),
        ("*", "gzip"),
        ("gzip;q=0.5, identity;q=0.5", "gzip"),
        ("identity;q=0, *", "gzip"),
        ("", ""),
        ("deflate, br", ""),
        ("gzip;q=0", ""),
        ("gzip;q=0.2, identity;q=0.9", ""),
        ("gzip;q=nan", ""),
        ("identity", ""),
    ],
)
def test_coding_is_what_the_client_takes(app: Flask, path: str, accepted: str, coding: str) -> None:
    plain = poll_both(app, path)
    answer = poll_both(app, path, Accept_Encoding=accepted)
    assert (answer.status, answer["Content-Encoding"]) == (200, coding)
    assert answer["ETag"] == plain["ETag"]
    body = gzip.decompress(answer.body) if coding else answer.body
    assert body == plain.body


@pytest.mark.parametrize("accepted", ["identity;q=0", "*;q=0", "gzip;q=0, *;q=0"])
def test_client_that_takes_no_coding_is_told_so(app: Flask, path: str, accepted: str) -> None:
    assert poll_both(app, path, Accept_Encoding=accepted).status == 406


def test_date_of_this_very_second_is_not_told(
    app: Flask, sessions: Sessions, house: House, meeting: int, clock: Clock
) -> None:
    path = subscribe(sessions, house, clock.now(), outline(meeting))
    first = poll_both(app, path, If_Modified_Since="Tue, 01 Dec 2026 02:00:00 GMT")
    assert (first.status, first["Last-Modified"]) == (200, "")
    clock.at += timedelta(seconds=1)
    assert poll_both(app, path)["Last-Modified"] == "Tue, 01 Dec 2026 02:00:00 GMT"


def test_compressed_body_is_the_same_bytes_whoever_makes_it(
    app: Flask, path: str, sessions: Sessions, house: House
) -> None:
    bodies = set()
    for _ in range(2):
        bodies.add(poll(app, path, is_past=True, Accept_Encoding="gzip").body)
        with scoped(sessions, house) as session:
            session.execute(update(CalendarBodyRecord).values(number="an older state"))
            session.commit()
    assert len(bodies) == 1


def test_change_is_told_at_the_next_poll(
    app: Flask, path: str, sessions: Sessions, house: House, meeting: int
) -> None:
    tag = poll_both(app, path)["ETag"]
    with scoped(sessions, house) as session:
        session.execute(
            update(MeetingRecord)
            .where(MeetingRecord.id == meeting)
            .values(calendar_number=MeetingRecord.calendar_number + 1)
        )
        session.commit()
    answer = poll_both(app, path, If_None_Match=tag)
    assert answer.status == 200
    assert answer["ETag"] != tag


def test_house_that_changes_its_name_signs_anew(app: Flask, path: str, sessions: Sessions) -> None:
    before = poll_both(app, path)
    with sessions() as session:
        session.execute(update(OrganisationRecord).values(name="政协云岭省委员会办公厅"))
        session.commit()
    after = poll_both(app, path)
    assert after["ETag"] != before["ETag"]
    assert "政协云岭省委员会办公厅" in after.body.decode().replace("\r\n ", "")


def test_wrong_old_and_odd_addresses_are_alike(
    app: Flask, path: str, sessions: Sessions, house: House, clock: Clock
) -> None:
    with scoped(sessions, house) as session:
        session.execute(update(CalendarSubscriptionRecord).values(revoked_at=clock.now()))
        session.commit()
    odd = ("/c/x.ics", "/c/" + "A" * 32 + ".ics", "/c/%F0%9F%98%80.ics", "/c/%ED%A0%80.ics")
    answers = {poll_both(app, each) for each in (path, UNKNOWN, *odd)}
    assert [each.status for each in answers] == [410]
    assert answers.pop()["Set-Cookie"] == ""


def test_wrong_and_old_addresses_cost_the_same(
    app: Flask,
    path: str,
    sessions: Sessions,
    house: House,
    clock: Clock,
    count_queries: Callable[[Callable[[], object]], int],
) -> None:
    with scoped(sessions, house) as session:
        session.execute(update(CalendarSubscriptionRecord).values(revoked_at=clock.now()))
        session.commit()
    counts = [count_queries(lambda: poll(app, each)) for each in (path, UNKNOWN)]  # noqa: B023  called at once
    assert counts == [1, 1]


@pytest.mark.parametrize("way", ["inactive", "role", "closed"])
def test_who_may_no_longer_read_has_no_feed(
    app: Flask, path: str, sessions: Sessions, house: House, clock: Clock, way: str
) -> None:
    assert poll_both(app, path).status == 200
    with scoped(sessions, house) as session:
        statements = {
            "inactive": update(AccountRecord).values(is_active=False),
            "role": update(RoleGrantRecord).values(role="reader"),
            "closed": update(OrganisationRecord).values(closed_at=clock.now()),
        }
        if way == "role":
            for each in session.scalars(select(RoleGrantRecord)):
                session.delete(each)
        else:
            session.execute(statements[way])
        session.commit()
    assert poll_both(app, path).status == 410


def test_names_go_to_those_who_may_draft_only(
    app: Flask, sessions: Sessions, house: House, meeting: int, clock: Clock
) -> None:
    staff = FeedScope(FeedKind.MEETING, "", Audience.STAFF, meeting)
    path = subscribe(sessions, house, clock.now(), staff)
    assert poll_both(app, path).status == 200
    with scoped(sessions, house) as session:
        session.execute(
            update(RoleGrantRecord)
            .where(RoleGrantRecord.role == Role.EDITOR.value)
            .values(role=Role.OWNER.value)
        )
        session.commit()
    assert poll_both(app, path).status == 410


def test_device_is_noted_once_a_day(
    app: Flask,
    path: str,
    sessions: Sessions,
    house: House,
    clock: Clock,
) -> None:
    def read() -> tuple[object, str]:
        with scoped(sessions, house) as session:
            record = session.scalars(select(CalendarSubscriptionRecord)).one()
            return record.last_used_on, record.last_client

    assert read() == (None, "")
    poll(app, path, User_Agent="iOS/17.0 (21A329) dataaccessd/1.0")
    assert read() == (clock.today(), "Apple")
    poll(app, path, User_Agent="Google-Calendar-Importer")
    assert read() == (clock.today(), "Apple")
    clock.at += timedelta(days=1)
    poll(app, path, User_Agent="Google-Calendar-Importer")
    assert read() == (clock.today(), "Google")


@pytest.mark.parametrize("is_past", [False, True])
def test_token_that_asks_too_often_has_to_wait(app: Flask, path: str, *, is_past: bool) -> None:
    answers = [poll(app, path, is_past=is_past) for _ in range(61)]
    assert {each.status for each in answers[:60]} == {200}
    assert answers[60].status == 429
    assert 1 <= int(answers[60]["Retry-After"]) <= 3600


def test_tokens_wait_each_for_itself(
    app: Flask, path: str, sessions: Sessions, house: House, meeting: int, clock: Clock
) -> None:
    other = subscribe(sessions, house, clock.now(), outline(meeting))
    answers = [poll(app, path).status for _ in range(61)]
    assert answers[-1] == 429
    assert poll(app, other).status == 200


def test_address_that_guesses_has_to_wait(app: Flask, path: str) -> None:
    guesses = [poll(app, UNKNOWN).status for _ in range(61)]
    assert guesses == [410] * 60 + [429]
    assert poll(app, path).status == 200


def test_strange_host_is_refused(app: Flask, path: str) -> None:
    poll(app, path)
    assert poll_both(app, path, Host="evil.example").status == 400


def test_deeds_are_refused(app: Flask, path: str) -> None:
    assert poll(app, path, method="POST").status in {400, 405}


def test_feed_is_joined_where_its_body_is_no_longer_kept(app: Flask, path: str) -> None:
    first = poll(app, path)
    feeds = app.extensions["plenum"].feeds
    feeds.bodies._values.clear()  # noqa: SLF001  as if others had taken their place
    assert len(feeds.joints._values) == 1  # noqa: SLF001  the same
    assert poll_both(app, path) == first
