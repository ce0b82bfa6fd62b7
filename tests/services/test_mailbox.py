"""Answers by mail, out of a real mailbox: what counts, what does not, and what nobody may do."""

from __future__ import annotations

import imaplib
from base64 import b64decode, b64encode
from contextlib import contextmanager
from dataclasses import replace
from datetime import time, timedelta
from email.message import EmailMessage
from sys import getrecursionlimit
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import event, select
from sqlalchemy.exc import DataError, DBAPIError

from planner.calendars.reader import Reply
from planner.models import MailboxRecord
from planner.models.mail import MailState
from planner.services.actor import Actor
from planner.services.invitation_answer import KnownInvitation, Verdict, answer_on_page
from planner.services.invitation_list import answer_of
from planner.services.mail_delivery import PostOffice, deliver_mails
from planner.services.mailbox import (
    AWAY,
    DATABASE_AWAY,
    LARGEST_LETTER,
    Postbox,
    encode_folder,
    find_progress,
    open_mailbox,
    read_arrival,
    read_mailbox,
)
from planner.services.mailbox_letter import Bounce, UnusableLetterError, read_letter
from planner.services.mailbox_stray import count_strays
from planner.settings import SmtpSecurity
from planner.tasks.mailbox import look_into
from tests.conftest import NOW, scoped
from tests.invited import REACHED, Desk, an_inviting_plan, move, reply
from tests.mailbox import ARRIVED_AT, MailServer, certify, serve_mailbox
from tests.post import Letterbox, make_certificate, plain_server, serve_post

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime
    from pathlib import Path

    from sqlalchemy import Engine

    from planner.models import ScopedSession
    from tests.conftest import Clock, House, Publisher

M1 = REACHED["m1"]


@pytest.fixture(scope="module")
def mailbox_server() -> Iterator[MailServer]:
    with serve_mailbox() as server:
        yield server


@pytest.fixture
def server(mailbox_server: MailServer) -> MailServer:
    mailbox_server.empty()
    return mailbox_server


@pytest.fixture
def postbox(sessions: Callable[[], ScopedSession], server: MailServer, clock: Clock) -> Postbox:
    clock.at = NOW + timedelta(days=1)
    return Postbox(sessions, server.settings, clock.now)


@pytest.fixture
def desk(sessions: Callable[[], ScopedSession], house: House, publish: Publisher) -> Desk:
    desk = Desk(sessions, house, publish(house, an_inviting_plan()))
    desk.start()
    return desk


def answer(desk: Desk, person: str = "m1", sitting: str = "open") -> tuple[str, str]:
    row = desk.rows()[person, sitting]
    return answer_of(row).value, row.answered_by


def uid_of(desk: Desk, person: str = "m1", sitting: str = "open") -> str:
    return desk.rows()[person, sitting].uid


def test_an_answer_is_taken_once_and_the_letter_only_marked_as_read(
    desk: Desk, postbox: Postbox, server: MailServer
) -> None:
    letter = EmailMessage()
    letter["From"], letter["Subject"] = "someone@members.example", "住宿"
    letter.set_content("请问住哪里？")
    server.deliver(reply(uid_of(desk), attendee=M1.upper()), letter.as_bytes())
    assert dict(read_mailbox(postbox)) == {Verdict.TAKEN: 1, Verdict.FOREIGN: 1}
    assert answer(desk) == ("ACCEPTED", "mail")
    assert server.flags() == [True, False]
    assert dict(read_mailbox(postbox)) == {}
    server.deliver(reply(uid_of(desk), attendee=M1))
    assert dict(read_mailbox(postbox)) == {Verdict.STALE: 1}


def test_the_newest_answer_counts_whatever_order_they_come_in(
    desk: Desk, postbox: Postbox, server: MailServer
) -> None:
    uid = uid_of(desk)
    server.deliver(
        reply(uid, attendee=M1, partstat="DECLINED", stamp="20261201T050000Z"),
        reply(uid, attendee=M1, stamp="20261201T040000Z"),
        reply(uid, attendee=M1, partstat="TENTATIVE", stamp="20991201T040000Z"),
    )
    assert dict(read_mailbox(postbox)) == {Verdict.TAKEN: 2, Verdict.STALE: 1}
    row = desk.rows()["m1", "open"]
    assert (row.answer, row.answer_stamp) == ("TENTATIVE", NOW + timedelta(days=1))


@pytest.mark.parametrize("fast", ["20261202T030000Z", "20991201T040000Z"])
def test_an_answer_from_a_fast_clock_read_again_replaces_no_later_one(
    desk: Desk, postbox: Postbox, server: MailServer, clock: Clock, fast: str
) -> None:
    server.deliver(reply(uid_of(desk), attendee=M1, stamp=fast))
    assert dict(read_mailbox(postbox)) == {Verdict.TAKEN: 1}
    clock.at += timedelta(minutes=10)
    row = desk.rows()["m1", "open"]
    with scoped(desk.sessions, desk.house) as session:
        known = KnownInvitation(row.id, row.meeting_id)
        answer_on_page(session, known, "DECLINED", "", Actor(None, clock.at))
    clock.at += timedelta(days=2)
    number_anew(postbox)
    assert dict(read_mailbox(postbox)) == {Verdict.STALE: 1}
    assert answer(desk) == ("DECLINED", "page")


@pytest.mark.parametrize("fast", ["20261202T030000Z", "20991201T040000Z"])
def test_an_answer_from_a_fast_clock_is_taken_once(
    desk: Desk, postbox: Postbox, server: MailServer, clock: Clock, fast: str
) -> None:
    server.deliver(reply(uid_of(desk), attendee=M1, stamp=fast))
    clock.at += timedelta(minutes=10)
    assert dict(read_mailbox(postbox)) == {Verdict.TAKEN: 1}
    assert desk.rows()["m1", "open"].answer_stamp == ARRIVED_AT
    clock.at += timedelta(days=2)
    number_anew(postbox)
    assert dict(read_mailbox(postbox)) == {Verdict.STALE: 1}


def test_an_answer_from_a_clock_faster_than_ours_is_stale_when_read_at_once(
    desk: Desk, postbox: Postbox, server: MailServer
) -> None:
    server.deliver(
        reply(uid_of(desk), attendee=M1, stamp="20991201T040000Z"), at=NOW + timedelta(days=3)
    )
    assert dict(read_mailbox(postbox)) == {Verdict.TAKEN: 1}
    assert desk.rows()["m1", "open"].answer_stamp == NOW + timedelta(days=1)
    number_anew(postbox)
    assert dict(read_mailbox(postbox)) == {Verdict.STALE: 1}


@pytest.mark.parametrize(
    ("said", "arrived_at"),
    [
        (b'1 (UID 1 INTERNALDATE " 2-Dec-2026 10:00:00 +0800" RFC822.SIZE 9)', ARRIVED_AT),
        (b'1 (UID 1 INTERNALDATE "99-Foo-0000 99:99:99 +9999" RFC822.SIZE 9)', NOW),
        (b'1 (UID 1 INTERNALDATE "31-Dec-9999 23:00:00 -0800" RFC822.SIZE 9)', NOW),
        (b"1 (UID 1 RFC822.SIZE 9)", NOW),
    ],
)
def test_a_server_that_does_not_say_when_a_letter_came_stops_nothing(
    said: bytes, arrived_at: datetime
) -> None:
    assert read_arrival(said, NOW) == arrived_at


def number_anew(postbox: Postbox) -> int:
    """Let the server have begun to number anew; return how it numbers now."""
    with postbox.sessions() as session:
        record = session.scalars(select(MailboxRecord)).one()
        validity = record.validity
        record.validity, record.last_uid = 4_294_967_295, 4_294_967_295
        session.commit()
    return validity


def test_an_answer_to_what_was_changed_since_does_not_count(
    desk: Desk, postbox: Postbox, server: MailServer
) -> None:
    uid = uid_of(desk)
    desk.publish(move(an_inviting_plan(), "open", starts_at=time(10)), NOW + timedelta(hours=1))
    server.deliver(reply(uid, attendee=M1, stamp="20261201T235900Z"))
    assert dict(read_mailbox(postbox)) == {Verdict.STALE: 1}
    server.deliver(reply(uid, attendee=M1, sequence=1))
    assert dict(read_mailbox(postbox)) == {Verdict.TAKEN: 1}
    assert answer(desk) == ("ACCEPTED", "mail")


CHARSETS = (
    ("gb2312", "gbk"),
    ("GBK", "gb18030"),
    ("us-ascii", "utf-8"),
    ("us-ascii", "gbk"),
    ("utf-8", "utf-8"),
    ("utf-8", "gbk"),
    ("big5", "big5"),
)


@pytest.mark.parametrize(("said", "written"), CHARSETS)
def test_an_answer_counts_in_whatever_charset_its_words_are(said: str, written: str) -> None:
    words = "朱镕先生" if written.startswith(("gb", "utf")) else "先生"
    text = reply("an-entry", attendee=M1).decode()
    head, _, rest = text.partition("Content-Type: text/calendar")
    body = b64decode(rest.partition("\n\n")[2].partition("\n--")[0]).decode()
    body = body.replace("END:VEVENT", f"SUMMARY:接受：{words}\r\nEND:VEVENT")
    part = f"Content-Type: text/calendar; method=REPLY; charset={said}\n"
    coded = b64encode(body.encode(written)).decode()
    end = "\n--" + rest.rpartition("\n--")[2]
    found = read_letter(f"{head}{part}Content-Transfer-Encoding: base64\n\n{coded}{end}".encode())
    assert isinstance(found, Reply)
    assert (found.uid, found.address, found.partstat) == ("an-entry", M1, "ACCEPTED")


FORGED = {
    "from somebody else": {"attendee": M1, "sender": "evil@elsewhere.example"},
    "of another attendee": {"attendee": REACHED["m2"]},
    "of a stranger": {"attendee": "evil@elsewhere.example"},
    "to what was never sent": {"attendee": M1, "sequence": 7},
    "with another method": {"attendee": M1, "method": "REQUEST"},
    "a withdrawal": {"attendee": M1, "method": "CANCEL"},
    "handed on": {"attendee": M1, "partstat": "DELEGATED"},
    "without an answer": {"attendee": M1, "partstat": "NEEDS-ACTION"},
    "in other words": {"attendee": M1, "partstat": "MAYBE"},
    "with a broken stamp": {"attendee": M1, "stamp": "yesterday"},
}


def test_what_is_forged_or_odd_changes_nothing(
    desk: Desk, postbox: Postbox, server: MailServer
) -> None:
    uid = uid_of(desk)
    for name, facts in FORGED.items():
        server.deliver(reply(uid, **facts))  # type: ignore[arg-type]
        (verdict,) = read_mailbox(postbox).elements()
        assert (name, verdict in {Verdict.UNKNOWN, Verdict.UNUSABLE}) == (name, True)
        assert (name, *answer(desk)) == (name, "NEEDS-ACTION", "")
    assert server.flags() == [False] * len(FORGED)


def test_a_sender_that_our_server_found_forged_does_not_count(
    desk: Desk, postbox: Postbox, server: MailServer
) -> None:
    head = b"Authentication-Results: mx.house.example; dmarc=fail header.from=members.example\n"
    server.deliver(head + reply(uid_of(desk), attendee=M1))
    assert dict(read_mailbox(postbox)) == {Verdict.UNUSABLE: 1}


OTHERS = {
    "as Sender": (b"Sender: " + M1.encode() + b"\n", "evil@elsewhere.example"),
    "as another From": (b"From: " + M1.encode() + b"\n", "evil@elsewhere.example"),
    "as one of two in From": (b"", f"evil@elsewhere.example, {M1}"),
}


def test_who_is_named_beside_the_one_sender_that_servers_look_at_did_not_answer(
    desk: Desk, postbox: Postbox, server: MailServer
) -> None:
    uid = uid_of(desk)
    verdict = (
        b"Authentication-Results: mx.house.example; dmarc=pass header.from=elsewhere.example\n"
    )
    for name, (head, sender) in OTHERS.items():
        server.deliver(verdict + head + reply(uid, attendee=M1, sender=sender))
        assert (name, dict(read_mailbox(postbox))) == (name, {Verdict.UNUSABLE: 1})
        assert (name, *answer(desk)) == (name, "NEEDS-ACTION", "")


def test_an_answer_goes_to_the_house_that_invited_its_address(
    desk: Desk,
    postbox: Postbox,
    server: MailServer,
    other_house: House,
    publish: Publisher,
) -> None:
    """Two houses of one name count their meetings alike, so that their entries have equal UIDs."""
    theirs = {"m1": "luo@elsewhere.example"}
    other = Desk(postbox.sessions, other_house, publish(other_house, an_inviting_plan(theirs)))
    other.start()
    uid = uid_of(desk)
    assert uid_of(other) == uid
    server.deliver(
        reply(uid, attendee=theirs["m1"].upper(), partstat="DECLINED"),
        reply(uid, attendee=M1.upper()),
    )
    assert dict(read_mailbox(postbox)) == {Verdict.TAKEN: 2}
    assert answer(desk) == ("ACCEPTED", "mail")
    assert answer(other) == ("DECLINED", "mail")


HOSTILE = {
    "too large": b"Subject: x\r\n\r\n" + b"x" * (LARGEST_LETTER + 1),
    "no headers": b"\x00\xff\xfe",
    "an unknown charset": (
        b"From: a@b.example\r\nContent-Type: text/calendar; charset=nonsense\r\n\r\nBEGIN:VCALENDAR"
    ),
    "broken base64": (
        b"From: a@b.example\r\nContent-Type: text/calendar\r\n"
        b"Content-Transfer-Encoding: base64\r\n\r\n!!!!"
    ),
    "an empty report": b"Content-Type: multipart/report; boundary=x\r\n\r\n--x--\r\n",
    "headers that are none": (
        b"From: =?utf-8?b?/////?=\r\nContent-Type: text/calendar\r\n\r\nBEGIN:"
    ),
}


REPORT = (
    "From: MAILER-DAEMON@members.example\r\nContent-Type: multipart/report; "
    "report-type=delivery-status; boundary=b1\r\n\r\n"
    "--b1\r\nContent-Type: text/plain\r\n\r\nsorry\r\n"
    "--b1\r\nContent-Type: message/delivery-status\r\n\r\n"
    "Reporting-MTA: dns; mx.members.example\r\n\r\n"
    "Final-Recipient: rfc822; x\r\nAction: failed\r\nStatus: 5.1.1\r\n"
    "Diagnostic-Code: smtp; 550 No such user\r\n\r\n"
    "--b1\r\nContent-Type: text/rfc822-headers\r\n{encoding}\r\n"
    "{headers}\r\n\r\n--b1--\r\n"
)


def report(message_id: str, encoding: str = "") -> bytes:
    """Return a letter that says which letter of ours never arrived."""
    headers = f"Message-ID: {message_id}"
    if encoding:
        headers = b64encode(headers.encode("utf-8", "surrogateescape")).decode()
        encoding = f"Content-Transfer-Encoding: {encoding}\r\n"
    return REPORT.format(encoding=encoding, headers=headers).encode()


HOSTILE |= {
    "a report about what has a NUL in its number": report("<a\0b@house.example>", "base64"),
    "a report about what is not UTF-8": report("<a\udcffb@house.example>", "base64"),
}


NESTED = b"".join(
    b'Content-Type: multipart/mixed; boundary="%d"\r\n\r\n--%d\r\n' % (at, at)
    for at in range(getrecursionlimit())
)


def test_a_letter_nested_without_end_is_no_answer() -> None:
    with pytest.raises(UnusableLetterError):
        read_letter(NESTED)


def test_hostile_letters_stop_nothing(desk: Desk, postbox: Postbox, server: MailServer) -> None:
    server.deliver(*HOSTILE.values(), reply(uid_of(desk), attendee=M1))
    counts = read_mailbox(postbox)
    assert counts[Verdict.TAKEN] == 1
    assert set(counts) <= {Verdict.TAKEN, Verdict.UNUSABLE, Verdict.FOREIGN, Verdict.UNKNOWN}
    assert counts[Verdict.UNKNOWN] == 2
    assert counts.total() == len(HOSTILE) + 1
    assert server.flags() == [*[False] * len(HOSTILE), True]


@contextmanager
def failing_once(engine: Engine, error: Exception) -> Iterator[None]:
    """Let the first row of the log that is written fail; all later ones do well."""
    errors = [error]

    def fail(*facts: object) -> None:
        if errors and str(facts[2]).startswith("INSERT INTO audit_log"):
            raise errors.pop()

    event.listen(engine, "before_cursor_execute", fail)
    try:
        yield
    finally:
        event.remove(engine, "before_cursor_execute", fail)
    assert errors == []


def test_a_letter_at_which_anything_fails_is_passed_over(
    desk: Desk,
    postbox: Postbox,
    server: MailServer,
    engine: Engine,
    caplog: pytest.LogCaptureFixture,
) -> None:
    server.deliver(
        reply(uid_of(desk), attendee=M1), reply(uid_of(desk, "m2"), attendee=REACHED["m2"])
    )
    odd = DataError("what the letter says", None, ValueError())
    with failing_once(engine, odd):
        assert dict(read_mailbox(postbox)) == {Verdict.UNUSABLE: 1, Verdict.TAKEN: 1}
    assert (answer(desk), answer(desk, "m2")) == (("NEEDS-ACTION", ""), ("ACCEPTED", "mail"))
    assert server.flags() == [False, True]
    assert dict(read_mailbox(postbox)) == {}
    assert "DataError" in caplog.text
    assert "what the letter says" not in caplog.text


@pytest.mark.parametrize("kind", DATABASE_AWAY)
def test_while_the_database_is_away_letters_wait(
    desk: Desk, postbox: Postbox, server: MailServer, engine: Engine, kind: type[Exception]
) -> None:
    server.deliver(reply(uid_of(desk), attendee=M1))
    away = kind("gone", None, OSError()) if issubclass(kind, DBAPIError) else kind("gone")
    with failing_once(engine, away), pytest.raises(kind):
        read_mailbox(postbox)
    assert answer(desk) == ("NEEDS-ACTION", "")
    assert dict(read_mailbox(postbox)) == {Verdict.TAKEN: 1}


def test_a_report_says_which_letter_never_arrived(
    desk: Desk, postbox: Postbox, server: MailServer, sessions: Callable[[], ScopedSession]
) -> None:
    box = Letterbox()
    with serve_post(box) as port:
        deliver_mails(PostOffice(sessions, plain_server(port), postbox.now))
    text = report(box.taken[0]["Message-ID"]).decode()
    late = text.replace("Action: failed", "Action: delayed").replace(
        str(box.taken[0]["Message-ID"]), str(box.taken[1]["Message-ID"])
    )
    unknown = text.replace(str(box.taken[0]["Message-ID"]), "<x@elsewhere.example>")
    server.deliver(text.encode(), late.encode(), unknown.encode())
    assert dict(read_mailbox(postbox)) == {
        Verdict.BOUNCED: 1,
        Verdict.FOREIGN: 1,
        Verdict.UNKNOWN: 1,
    }
    states = [(each.state, each.error) for each in desk.letters()[:2]]
    assert states == [("bounced", "5.1.1 smtp; 550 No such user"), (MailState.SENT.value, "")]


PLAIN_BOUNCE = (
    "{head}Subject: {subject}\r\nContent-Type: multipart/mixed; boundary=b1\r\n\r\n"
    "--b1\r\nContent-Type: text/plain\r\n\r\nsorry\r\n"
    "--b1\r\nContent-Type: message/rfc822\r\n\r\nMessage-ID: {number}\r\n"
    "Content-Type: text/calendar; method=REQUEST\r\n\r\nBEGIN:VCALENDAR\r\n--b1--\r\n"
)
ANSWERING = (
    "{head}Subject: {subject}\r\nIn-Reply-To: <x@y.example>\r\n"
    "References: {number}\r\n\r\nsorry\r\n"
)
DAEMON = "From: PostMaster@members.example\r\n"
NOBODY = "Return-Path: <>\r\nFrom: notice@members.example\r\n"
PERSON = f"Return-Path: <{M1}>\r\nFrom: {M1}\r\n"
FAILED = "Authentication-Results: mx.house.example; dmarc=fail\r\n"
REPORTING = PLAIN_BOUNCE.replace("multipart/mixed", "multipart/report")
READ = REPORTING.replace("text/plain", "message/disposition-notification")
BOUNCES = {
    "from a daemon that encloses it": (PLAIN_BOUNCE, DAEMON, "系统退信", True),
    "from nobody who encloses it": (PLAIN_BOUNCE, NOBODY, "Undeliverable: 会议邀请", True),
    "called a report without being one": (REPORTING, DAEMON, "系统退信", True),
    "from a daemon that names it": (ANSWERING, DAEMON, "failure notice", True),
    "from a daemon without a domain": (ANSWERING, "From: MAILER-DAEMON\r\n", "failure", True),
    "from a person who encloses it": (PLAIN_BOUNCE, PERSON, "转发", False),
    "from a person who answers": (ANSWERING, PERSON, "回复", False),
    "from a program that answers for one on leave": (ANSWERING, NOBODY, "自动回复", False),
    "of one that is late": (PLAIN_BOUNCE, DAEMON, "Warning: message delayed 24 hours", False),
    "of one that was read": (READ, DAEMON, "已读", False),
    "enclosed and forged": (PLAIN_BOUNCE, FAILED + DAEMON, "系统退信", False),
    "named and forged": (ANSWERING, FAILED + DAEMON, "系统退信", False),
}


@pytest.mark.parametrize(("form", "head", "subject", "counts"), BOUNCES.values(), ids=BOUNCES)
def test_servers_that_write_no_reports_are_understood(
    form: str, head: str, subject: str, *, counts: bool
) -> None:
    letter = form.format(head=head, subject=subject, number="<ours@house.example>").encode()
    try:
        found = read_letter(letter)
    except UnusableLetterError:
        found = None
    assert isinstance(found, Bounce) is counts
    if isinstance(found, Bounce):
        assert "<ours@house.example>" in found.message_ids
        assert found.words == subject


def test_a_report_that_encloses_nothing_names_what_it_answers() -> None:
    text = REPORT.format(encoding="", headers="X: y").replace(
        "From:", "In-Reply-To: <ours@house.example>\r\nFrom:"
    )
    assert read_letter(text.encode()) == Bounce(
        ("<ours@house.example>",), "5.1.1 smtp; 550 No such user"
    )
    assert read_letter((FAILED + text).encode()) is None


def test_an_answer_without_a_return_path_is_an_answer() -> None:
    found = read_letter(b"Return-Path: <>\n" + reply("an-entry", attendee=M1))
    assert isinstance(found, Reply)


def test_a_bounce_in_plain_words_marks_the_letter(
    desk: Desk, postbox: Postbox, server: MailServer, sessions: Callable[[], ScopedSession]
) -> None:
    box = Letterbox()
    with serve_post(box) as port:
        deliver_mails(PostOffice(sessions, plain_server(port), postbox.now))
    number = box.taken[0]["Message-ID"]
    text = ANSWERING.format(head=DAEMON, subject="failure notice", number=number)
    server.deliver(text.encode())
    assert dict(read_mailbox(postbox)) == {Verdict.BOUNCED: 1}
    states = [(each.state, each.error) for each in desk.letters()[:2]]
    assert states == [("bounced", "failure notice"), (MailState.SENT.value, "")]


def test_numbers_that_begin_anew_are_read_anew_without_harm(
    desk: Desk, postbox: Postbox, server: MailServer
) -> None:
    server.deliver(reply(uid_of(desk), attendee=M1))
    read_mailbox(postbox)
    assert find_progress(postbox, number_anew(postbox)) == 0
    assert dict(read_mailbox(postbox)) == {Verdict.STALE: 1}
    assert answer(desk) == ("ACCEPTED", "mail")


def test_a_mailbox_that_is_away_or_refuses_is_tried_again(
    postbox: Postbox, caplog: pytest.LogCaptureFixture
) -> None:
    wrong = replace(postbox.server, password="wrong")  # noqa: S106  of the tests
    for each in (wrong, replace(postbox.server, port=1), replace(wrong, folder="none")):
        look_into(replace(postbox, server=each))
    assert len(caplog.records) == 3
    assert "wrong" not in caplog.text
    with pytest.raises(imaplib.IMAP4.error):
        read_mailbox(replace(postbox, server=replace(postbox.server, folder="没有")))


def test_a_line_that_should_be_secret_is_or_there_is_none(
    server: MailServer, tmp_path: Path
) -> None:
    certificate, _ = make_certificate(tmp_path)
    with serve_mailbox(*certify(tmp_path)) as other:
        secret = replace(other.settings, security=SmtpSecurity.STARTTLS, ca_file=certificate)
        open_mailbox(secret).logout()
        with pytest.raises(OSError, match="CERTIFICATE_VERIFY_FAILED"):
            open_mailbox(replace(secret, ca_file=None))
    with pytest.raises(AWAY):
        open_mailbox(replace(server.settings, security=SmtpSecurity.STARTTLS))


def test_a_line_that_is_not_secret_reads_no_certificates(
    server: MailServer, tmp_path: Path
) -> None:
    open_mailbox(replace(server.settings, ca_file=tmp_path / "none")).logout()


@pytest.mark.parametrize(
    ("folder", "spelled"),
    [
        ("INBOX", '"INBOX"'),
        ("a & b", '"a &- b"'),
        ('say "so"\\', '"say \\"so\\"\\\\"'),
        ("台北/日本語", '"&U,BTFw-/&ZeVnLIqe-"'),
    ],
)
def test_folders_are_named_as_servers_read_them(folder: str, spelled: str) -> None:
    assert encode_folder(folder) == spelled


def test_an_invitation_goes_out_and_its_answers_come_back(
    desk: Desk,
    postbox: Postbox,
    server: MailServer,
    sessions: Callable[[], ScopedSession],
    clock: Clock,
) -> None:
    """Over real servers: invited, accepted, moved, answered anew, called off; nobody twice."""
    box = Letterbox()
    with serve_post(box) as port:
        office = PostOffice(sessions, plain_server(port), clock.now)
        assert (deliver_mails(office), deliver_mails(office)) == (6, 0)
        uid = uid_of(desk)
        server.deliver(reply(uid, attendee=M1))
        read_mailbox(postbox)
        assert answer(desk) == ("ACCEPTED", "mail")
        moved = move(an_inviting_plan(), "open", starts_at=time(10))
        assert [desk.publish(moved, clock.now()), desk.publish(moved, clock.now())] == [2, 0]
        assert deliver_mails(office) == 2
        assert answer(desk) == ("NEEDS-ACTION", "mail")
        server.deliver(reply(uid, attendee=M1, partstat="DECLINED", sequence=1))
        read_mailbox(postbox)
        assert answer(desk) == ("DECLINED", "mail")
        gone = replace(moved, sittings=moved.sittings[1:], agenda=())
        assert desk.publish(gone, clock.now()) == 2
        assert deliver_mails(office) == 2
    letters = [each for each in box.taken if each["To"].addresses[0].addr_spec == M1]
    objects = [each.get_body(("calendar",)) or list(each.iter_parts())[2] for each in letters]  # type: ignore[arg-type,attr-defined]
    told = [str(each.get_payload(decode=True), "utf-8") for each in objects]  # type: ignore[arg-type]
    ours = [each for each in told if uid in each]
    assert [
        (line("METHOD", each), line("SEQUENCE", each), line("DTSTART;TZID=Asia/Shanghai", each))
        for each in ours
    ] == [
        ("REQUEST", "0", "20270118T090000"),
        ("REQUEST", "1", "20270118T100000"),
        ("CANCEL", "2", "20270118T100000"),
    ]
    assert [dict(each["Content-Type"].params)["method"] for each in objects][-1] == "CANCEL"
    assert len({each["Message-ID"] for each in box.taken}) == len(box.taken) == 10


def line(name: str, text: str) -> str:
    """Return the value of a property of an object."""
    return next(each.partition(":")[2] for each in text.split("\r\n") if each.startswith(name))


def test_letters_that_nobody_could_match_are_counted_for_a_fortnight(
    desk: Desk, postbox: Postbox, server: MailServer
) -> None:
    def count(days: int = 0, user: str = postbox.server.user) -> int:
        with scoped(postbox.sessions, desk.house) as session:
            today = (ARRIVED_AT + timedelta(days=days)).date()
            return count_strays(session, replace(postbox.server, user=user), today)

    uid = uid_of(desk)
    assert count() == 0
    plain = EmailMessage()
    plain["From"] = "someone@members.example"
    plain.set_content("请问住哪里？")
    server.deliver(
        reply(uid, attendee="alias@members.example"),
        reply(uid, attendee=M1, method="COUNTER"),
        reply(uid, attendee=M1, partstat="DELEGATED"),
        reply(uid, attendee=M1),
        plain.as_bytes(),
    )
    read_mailbox(postbox)
    assert [count(), count(13), count(14), count(user="another")] == [3, 3, 0, 0]
    number_anew(postbox)
    read_mailbox(postbox)
    assert count() == 3


def test_without_a_mailbox_nothing_is_read(postbox: Postbox, house: House) -> None:
    assert dict(read_mailbox(replace(postbox, server=replace(postbox.server, host="")))) == {}
    with scoped(postbox.sessions, house) as session:
        assert session.scalars(select(MailboxRecord)).all() == []
