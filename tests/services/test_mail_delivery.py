from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from threading import Thread
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from planner.models import MailRecord
from planner.models.mail import MailKind, MailState
from planner.services.mail import (
    LEASE,
    MOST_ATTEMPTS,
    Letter,
    Recipient,
    claim_mail,
    queue_mail,
    queue_mails,
    wait_after,
)
from planner.services.mail_delivery import PostOffice, deliver_mails
from planner.settings import MailServer, SmtpSecurity
from tests.conftest import NOW, Clock, scoped
from tests.post import (
    SENDER,
    USER,
    WORD,
    Letterbox,
    make_certificate,
    plain_server,
    serve_post,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from planner.models import ScopedSession
    from tests.conftest import House

HOUR = timedelta(hours=5)


@pytest.fixture
def box() -> Letterbox:
    return Letterbox()


@pytest.fixture
def office(
    sessions: Callable[[], ScopedSession], box: Letterbox, clock: Clock
) -> Iterator[PostOffice]:
    with serve_post(box) as port:
        yield PostOffice(sessions, plain_server(port), clock.now)


def write(office: PostOffice, house: House, *names: str, **changes: object) -> None:
    with scoped(office.sessions, house) as session:
        for name in names:
            to = Recipient("王芳", f"{name}@members.example")
            letter = Letter(f"k:{name}", MailKind.CHANGE, to, "日程有变更", "正文", "<p>正文</p>")
            queue_mail(session, replace(letter, **changes), "house.example", NOW)  # type: ignore[arg-type]
        session.commit()


def states(office: PostOffice, house: House) -> list[tuple[str, int, str]]:
    with scoped(office.sessions, house) as session:
        rows = session.scalars(select(MailRecord).order_by(MailRecord.id))
        return [(row.state, row.attempts, row.error) for row in rows]


def test_a_letter_arrives_with_both_bodies_and_once(
    office: PostOffice, house: House, box: Letterbox
) -> None:
    write(office, house, "a")
    assert (deliver_mails(office), deliver_mails(office)) == (1, 0)
    (letter,) = box.taken
    assert (letter["From"], letter["To"], letter["Subject"]) == (
        f"会务台 <{SENDER}>",
        "王芳 <a@members.example>",
        "日程有变更",
    )
    bodies = [(each.get_content_type(), each.get_content().strip()) for each in letter.iter_parts()]  # type: ignore[attr-defined]
    assert bodies == [("text/plain", "正文"), ("text/html", "<p>正文</p>")]
    assert (letter["Auto-Submitted"], letter["Content-Language"]) == ("auto-generated", "zh-CN")
    assert states(office, house) == [("sent", 1, "")]


OBJECT = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nUID:u\r\n"
    "SUMMARY:开幕会，十一届委员会第四次会议的第一次全体会议开始之前请提前十五\r\n 分钟入场\r\n"
    f"ORGANIZER;CN=会务台:mailto:{SENDER[:6]}\r\n {SENDER[6:]}\r\n"
    "END:VEVENT\r\nEND:VCALENDAR\r\n"
)


def test_an_invitation_is_the_richest_of_three_alternatives_and_arrives_byte_for_byte(
    office: PostOffice, house: House, box: Letterbox
) -> None:
    write(office, house, "a", calendar=OBJECT, calendar_method="REQUEST")
    assert deliver_mails(office) == 1
    (letter,) = box.taken
    parts = list(letter.iter_parts())  # type: ignore[attr-defined]
    assert letter.get_content_type() == "multipart/alternative"
    assert [each.get_content_type() for each in parts] == [
        "text/plain",
        "text/html",
        "text/calendar",
    ]
    assert (dict(parts[2]["Content-Type"].params), parts[2].get_content_disposition()) == (
        {"charset": "utf-8", "method": "REQUEST", "component": "VEVENT"},
        None,
    )
    assert parts[2].get_payload(decode=True) == OBJECT.encode()


def test_an_invitation_by_another_organizer_than_the_sender_is_not_sent(
    office: PostOffice, house: House, box: Letterbox
) -> None:
    write(office, house, "a", calendar=OBJECT, calendar_method="REQUEST")
    moved = replace(office, server=replace(office.server, sender="other@house.example"))
    assert (deliver_mails(moved), box.taken) == (0, [])
    assert states(office, house) == [
        (
            "bounced",
            1,
            "the organizer of the invitation is not PLENUM_MAIL_FROM; send it again",
        )
    ]


def test_many_letters_are_queued_in_few_statements_and_each_once(
    office: PostOffice, house: House
) -> None:
    letters = [
        Letter(f"k:{each}", MailKind.INVITATION, Recipient("王芳", "a@b.example"), "请", "文", "")
        for each in range(1200)
    ]
    counts = []
    for batch in (letters[:600], letters, letters):
        with scoped(office.sessions, house) as session:
            counts.append(queue_mails(session, batch, "house.example", NOW))
            session.commit()
    assert (counts, len(states(office, house))) == ([600, 600, 0], 1200)


def test_the_same_cause_is_told_once(office: PostOffice, house: House, box: Letterbox) -> None:
    write(office, house, "a", "a")
    write(office, house, "a")
    assert (deliver_mails(office), len(box.taken)) == (1, 1)


def test_what_is_refused_for_good_bounces_and_stops_nobody_else(
    office: PostOffice, house: House, box: Letterbox
) -> None:
    box.answers["a@members.example"] = ["550 No such user"]
    write(office, house, "a", "b")
    assert deliver_mails(office) == 1
    assert states(office, house) == [("bounced", 1, "550 No such user"), ("sent", 1, "")]
    box.data_answers = ["554 Looks like spam"]
    write(office, house, "c")
    deliver_mails(office)
    assert states(office, house)[2] == ("bounced", 1, "554 Looks like spam")


def test_what_is_refused_for_now_goes_again_later(
    office: PostOffice, house: House, box: Letterbox, clock: Clock
) -> None:
    box.answers["a@members.example"] = ["450 Mailbox busy"]
    write(office, house, "a")
    assert deliver_mails(office) == 0
    assert states(office, house) == [("queued", 1, "450 Mailbox busy")]
    assert deliver_mails(office) == 0
    clock.at += timedelta(seconds=75)
    assert deliver_mails(office) == 1
    assert states(office, house) == [("sent", 2, "")]


def test_a_connection_that_breaks_ends_the_round_and_loses_nothing(
    office: PostOffice, house: House, box: Letterbox, clock: Clock
) -> None:
    box.answers["a@members.example"] = ["drop"]
    write(office, house, "a", "b")
    assert deliver_mails(office) == 0
    assert [each[:2] for each in states(office, house)] == [("queued", 1), ("queued", 0)]
    clock.at += timedelta(seconds=75)
    assert deliver_mails(office) == 2


def test_a_server_that_is_away_is_tried_until_the_letter_is_given_up(
    office: PostOffice, house: House, clock: Clock
) -> None:
    away = replace(office, server=plain_server(1))
    write(away, house, "a")
    for _ in range(MOST_ATTEMPTS):
        assert states(office, house)[0][0] == MailState.QUEUED.value
        deliver_mails(away)
        clock.at += HOUR
    state, attempts, error = states(office, house)[0]
    assert (state, attempts) == ("failed", MOST_ATTEMPTS)
    assert "refused" in error.lower()
    assert deliver_mails(office) == 0


def test_waits_double_up_to_four_hours_and_are_spread_by_a_fifth() -> None:
    minutes = [wait_after(each, 0.5).total_seconds() / 60 for each in range(1, 13)]
    assert minutes == [1, 2, 4, 8, 16, 32, 64, 128, 240, 240, 240, 240]
    assert [wait_after(1, chance).total_seconds() for chance in (0, 1)] == [48, 72]


def test_without_a_server_letters_wait(office: PostOffice, house: House) -> None:
    write(office, house, "a")
    assert deliver_mails(replace(office, server=MailServer())) == 0
    assert states(office, house) == [("queued", 0, "")]


def test_two_workers_at_once_send_each_letter_once(
    office: PostOffice, house: House, box: Letterbox
) -> None:
    names = [f"n{each}" for each in range(20)]
    write(office, house, *names)
    workers = [Thread(target=deliver_mails, args=(office,)) for _ in range(3)]
    for each in workers:
        each.start()
    for each in workers:
        each.join()
    assert sorted(each["To"].addresses[0].username for each in box.taken) == sorted(names)
    assert {each[:2] for each in states(office, house)} == {("sent", 1)}


def test_a_worker_that_died_leaves_a_letter_that_goes_again_with_the_same_number(
    office: PostOffice, house: House, box: Letterbox, clock: Clock
) -> None:
    write(office, house, "a")
    with office.sessions() as session:
        claim = claim_mail(session, clock.now())
    assert claim is not None
    assert deliver_mails(office) == 0
    clock.at += LEASE + timedelta(seconds=1)
    assert deliver_mails(office) == 1
    assert box.taken[0]["Message-ID"] == claim.message_id
    assert states(office, house) == [("sent", 2, "")]


@pytest.mark.parametrize(
    ("changes", "header"),
    [
        ({"subject": "一\r\nBcc: evil@example.com"}, "一 Bcc: evil@example.com"),
        ({"to": Recipient("王\r\nBcc: x@y.example", "a@members.example")}, None),
        ({"to": Recipient("王芳", "a@members.example\r\nBcc: x@y.example")}, None),
        ({"to": Recipient("王芳", "no address")}, None),
    ],
)
def test_nobody_slips_a_header_into_a_letter(
    office: PostOffice,
    house: House,
    box: Letterbox,
    changes: dict[str, object],
    header: str | None,
) -> None:
    write(office, house, "a", **changes)
    deliver_mails(office)
    assert [each["Subject"] for each in box.taken] == ([header] if header else [])
    assert [each["Bcc"] for each in box.taken] == [None] * len(box.taken)
    assert states(office, house)[0][0] == ("sent" if header else "bounced")


def test_a_line_that_should_be_secret_is_or_nothing_is_sent(
    office: PostOffice, house: House, box: Letterbox, tmp_path: Path
) -> None:
    write(office, house, "a", "b")
    secret = replace(office.server, security=SmtpSecurity.STARTTLS)
    assert deliver_mails(replace(office, server=secret)) == 0
    assert states(office, house)[0] == (
        "queued",
        1,
        "STARTTLS extension not supported by server.",
    )
    _, context = make_certificate(tmp_path)
    with serve_post(box, tls_context=context) as port:
        unknown = replace(secret, port=port)
        assert deliver_mails(replace(office, server=unknown)) == 0
        assert "CERTIFICATE_VERIFY_FAILED" in states(office, house)[1][2]


def test_a_line_that_is_not_secret_reads_no_certificates(
    office: PostOffice, house: House, tmp_path: Path
) -> None:
    write(office, house, "a")
    server = replace(office.server, ca_file=tmp_path / "none")
    assert deliver_mails(replace(office, server=server)) == 1


def test_letters_go_over_tls_and_after_signing_in(
    office: PostOffice, house: House, box: Letterbox, tmp_path: Path
) -> None:
    certificate, context = make_certificate(tmp_path)
    server = replace(
        office.server,
        security=SmtpSecurity.STARTTLS,
        ca_file=certificate,
        user=USER,
        password=WORD,
    )
    write(office, house, "a")
    with serve_post(box, tls_context=context, authenticator=box.authenticate) as port:
        assert deliver_mails(replace(office, server=replace(server, port=port))) == 1
        assert box.logins == [USER]
        write(office, house, "b")
        wrong = replace(server, port=port, password="wrong")  # noqa: S106  of the tests
        assert deliver_mails(replace(office, server=wrong)) == 0
    assert states(office, house)[1][:2] == ("queued", 1)
    write(office, house, "c")
    with serve_post(box, tls=context) as port:
        straight = replace(server, port=port, security=SmtpSecurity.TLS, user="", password="")
        assert deliver_mails(replace(office, server=straight)) == 1
