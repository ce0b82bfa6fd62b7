"""The desk's page of invitations, and the page on which somebody answers without an account."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from sqlalchemy import select

from planner.models import AuditRecord, CalendarInvitationRecord, MailboxRecord, MailRecord
from planner.models.account import Permission, Role
from planner.models.mail import MailState
from planner.services.actor import Actor
from planner.services.draft_change import Edit, apply_edits
from planner.services.mailbox_stray import name_mailbox
from planner.settings import MailboxServer, MailServer
from tests.conftest import NOW, scoped
from tests.invited import REACHED, an_inviting_plan
from tests.post import SENDER
from tests.web.test_api import ALL, Program, make_token

if TYPE_CHECKING:
    from collections.abc import Callable

    from planner.models import ScopedSession
    from planner.settings import Settings
    from tests.conftest import Clock, House, PageClient, Publisher

LINK = re.compile(r"http://localhost(/i/[a-z2-7]{32})")


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return replace(settings, mail=MailServer("127.0.0.1", sender=SENDER))


@pytest.fixture
def path(client: PageClient, house: House, publish: Publisher) -> str:
    client.sign_in(house)
    return f"/meetings/{publish(house, an_inviting_plan())}/invitations"


@pytest.fixture
def link(client: PageClient, path: str, house: House, sessions: Callable[[], ScopedSession]) -> str:
    """Switch invitations on and return the address on which 白晓岚 answers for the opening."""
    client.send(f"{path}/switch", to="on")
    with scoped(sessions, house) as session:
        found = LINK.search(
            session.scalars(select(MailRecord.body).order_by(MailRecord.id)).first() or ""
        )
    assert found is not None
    return found[1]


def rows(sessions: Callable[[], ScopedSession], house: House) -> list[CalendarInvitationRecord]:
    with scoped(sessions, house) as session:
        statement = select(CalendarInvitationRecord).order_by(CalendarInvitationRecord.id)
        return list(session.scalars(statement))


def test_switching_on_asks_first_and_says_to_whom(client: PageClient, path: str) -> None:
    assert "还没有邀请" in client.get(path).text
    page = client.get(f"{path}/switch").text
    for words in ("将向 2 人发出 6 封邀请", REACHED["m1"], "没有邮箱，收不到的 4 人", "欧阳靖"):
        assert words in page, words
    assert client.send(f"{path}/switch", to="on").status_code == 302
    page = client.get(path).text
    assert ("已开启" in page, page.count(REACHED["m1"])) == (True, 3)
    page = client.get(f"{path}/switch").text
    assert "关闭并取消 6 份邀请" in page
    client.send(f"{path}/switch", to="off")
    assert "未开启" in client.get(path).text


def test_without_a_mail_server_the_page_says_which_settings_are_missing(
    client: PageClient, path: str, app: object, settings: Settings
) -> None:
    assert "没有设置收件箱（PLENUM_IMAP_HOST" in client.get(path).text
    parts = client.application.extensions["plenum"]
    client.application.extensions["plenum"] = replace(
        parts, settings=replace(settings, mail=MailServer())
    )
    try:
        pages = [client.get(address).text for address in (path, f"{path}/switch")]
        status = client.send(f"{path}/switch", to="on").status_code
    finally:
        client.application.extensions["plenum"] = parts
    assert ["PLENUM_SMTP_HOST 和 PLENUM_MAIL_FROM" in each for each in pages] == [True, True]
    assert (status, app is not None) == (409, True)


def test_somebody_answers_on_his_page_and_the_desk_sees_it(
    client: PageClient,
    path: str,
    link: str,
    house: House,
    sessions: Callable[[], ScopedSession],
) -> None:
    phone = client.application.test_client()
    page = phone.get(link)
    for words in ("开幕会", "2027年1月18日 09:00–11:30", "云岭会堂", "白晓岚", "您能参加吗？"):
        assert words in page.text, words
    assert page.headers["Referrer-Policy"] == "strict-origin"
    assert page.headers["Cache-Control"] == "no-store"
    answer = phone.send(link, answer="DECLINED", comment="出差\x00<b>")  # type: ignore[attr-defined]
    assert answer.status_code == 302
    assert "您的答复：<b>不能参加</b>" in phone.get(link).text
    page = client.get(path)
    assert "不能参加 1" in page.text
    assert page.text.index("登记请假") < page.text.index(REACHED["m2"])
    assert "出差&lt;b&gt;" in page.text
    row = rows(sessions, house)[0]
    assert (row.answer, row.answered_by, row.comment) == ("DECLINED", "page", "出差<b>")
    with scoped(sessions, house) as session:
        told = session.scalars(
            select(AuditRecord).where(AuditRecord.action == "invitation.answer")
        ).one()
    assert told.after == {"answer": "DECLINED", "by": "page"}


def test_the_desk_learns_of_letters_that_nobody_could_match(
    client: PageClient, path: str, sessions: Callable[[], ScopedSession], settings: Settings
) -> None:
    server = MailboxServer("127.0.0.1", 143, "plenum", "a word of the tests")
    parts = client.application.extensions["plenum"]
    client.application.extensions["plenum"] = replace(
        parts, settings=replace(settings, mailbox=server)
    )
    try:
        pages = [client.get(path).text]
        with sessions() as session:
            strays = {NOW.date().isoformat(): 3, "2020-01-01": 4}
            session.add(
                MailboxRecord(
                    name=name_mailbox(server), validity=1, last_uid=1, strays=strays, read_at=NOW
                )
            )
            session.commit()
        pages.append(client.get(path).text)
    finally:
        client.application.extensions["plenum"] = parts
    assert ["里有 3 封信没能自动登记" in each for each in pages] == [False, True]


def test_the_page_bears_the_published_title(
    client: PageClient, path: str, link: str, house: House, sessions: Callable[[], ScopedSession]
) -> None:
    with scoped(sessions, house) as session:
        edit = Edit.change("meeting", "meeting", {"title": "还没有公布的会议"})
        apply_edits(session, int(path.split("/")[2]), [edit], Actor(None, NOW))
    page = client.application.test_client().get(link).text
    assert ("还没有公布的会议" in page, an_inviting_plan().title in page) == (False, True)


@pytest.mark.parametrize(("answer", "status"), [("PERHAPS", 422), ("", 422), ("ACCEPTED", 302)])
def test_only_three_answers_are_taken(
    client: PageClient, link: str, answer: str, status: int
) -> None:
    assert client.send(link, answer=answer).status_code == status


def test_it_is_too_late_once_the_sitting_has_begun(
    client: PageClient, link: str, clock: Clock
) -> None:
    clock.at = clock.at.replace(year=2027, month=1, day=18, hour=1)
    assert "会议已经开始" in client.get(link).text
    assert client.send(link, answer="ACCEPTED").status_code == 409


def test_an_unknown_link_and_one_of_a_former_address_open_the_same_page(
    client: PageClient, link: str, house: House, sessions: Callable[[], ScopedSession]
) -> None:
    with scoped(sessions, house) as session:
        for row in session.scalars(select(CalendarInvitationRecord)):
            row.token_hash = f"{row.id:064}"
        session.commit()
    links = (link, "/i/" + "a" * 32, "/i/" + "a" * 300)
    answers = [(each, client.get(each)) for each in links]
    assert [page.status_code for _, page in answers] == [404, 404, 404]
    plain = [
        (each, re.sub(r'name="csrf_token" value="[^"]*"', "", page.text)) for each, page in answers
    ]
    texts = {text.replace(quote(each, ""), "").replace(each, "") for each, text in plain}
    assert len(texts) == 1
    assert client.send(link, answer="ACCEPTED").status_code == 404


def test_a_withdrawn_invitation_says_so(client: PageClient, path: str, link: str) -> None:
    client.send(f"{path}/switch", to="off", withdraw="1")
    page = client.get(link).text
    assert ("这份邀请已取消" in page, "您能参加吗" in page) == (True, False)
    assert client.send(link, answer="ACCEPTED").status_code == 409


def test_staff_note_an_answer_and_send_again_what_came_back(
    client: PageClient,
    path: str,
    link: str,
    house: House,
    sessions: Callable[[], ScopedSession],
) -> None:
    assert link
    row = rows(sessions, house)[0]
    assert client.send(f"{path}/{row.id}/answer", answer="ACCEPTED").status_code == 302
    assert "会务代记" in client.get(f"{path}?part=accepted").text
    assert client.send(f"{path}/{row.id}/resend").status_code == 409
    with scoped(sessions, house) as session:
        mail = session.scalars(select(MailRecord).order_by(MailRecord.id)).first()
        assert mail is not None
        mail.state, mail.error, mail.calendar = MailState.BOUNCED.value, "550 No such user", ""
        session.commit()
        before = (mail.id, mail.message_id)
    page = client.get(f"{path}?part=troubled").text
    assert ("550 No such user" in page, "确认重发" in page) == (True, True)
    assert client.send(f"/meetings/{row.meeting_id}/mails/{before[0]}/retry").status_code == 409
    assert client.send(f"{path}/{row.id}/resend").status_code == 302
    with scoped(sessions, house) as session:
        mail = session.scalars(select(MailRecord).order_by(MailRecord.id)).first()
        assert mail is not None
        assert (mail.id, mail.message_id, mail.state) == (*before, "queued")
        assert "METHOD:REQUEST" in mail.calendar
    assert client.send(f"{path}/999/resend").status_code == 404


def test_a_letter_called_off_by_hand_may_be_sent_after_all(
    client: PageClient, path: str, link: str, house: House, sessions: Callable[[], ScopedSession]
) -> None:
    assert link
    row = rows(sessions, house)[0]
    with scoped(sessions, house) as session:
        mail = session.scalars(select(MailRecord.id).order_by(MailRecord.id)).first()
    assert client.send(f"/meetings/{row.meeting_id}/mails/{mail}/cancel").status_code == 302
    assert "没有送到 1" in client.get(f"{path}?part=troubled").text
    assert client.send(f"{path}/{row.id}/resend").status_code == 302
    assert "没有送到 1" not in client.get(path).text


def test_an_answer_to_what_was_changed_since_counts_no_more(
    client: PageClient,
    path: str,
    link: str,
    house: House,
    sessions: Callable[[], ScopedSession],
) -> None:
    client.send(link, answer="ACCEPTED")
    meeting = int(path.split("/")[2])
    with scoped(sessions, house) as session:
        edit = Edit.change("sittings", "open", {"place": "新会堂"})
        apply_edits(session, meeting, [edit], Actor(None, NOW))
    for role, step in ((Role.EDITOR, ""), (Role.LEADER, "/1/approve")):
        client.sign_in(house, role).send(f"/meetings/{meeting}/review{step}")
    client.sign_in(house)
    assert "本会议已开启邮件邀请" in client.get(f"/meetings/{meeting}/review/1/publish").text
    assert client.send(f"/meetings/{meeting}/review/1/publish").status_code == 302
    assert "改期前：参加" in client.get(path).text
    page = client.get(link).text
    assert ("新会堂" in page, "您的答复" in page) == (True, False)


def test_the_list_costs_the_same_at_few_and_at_many(
    client: PageClient,
    path: str,
    link: str,
    count_queries: Callable[[Callable[[], object]], int],
) -> None:
    assert link
    client.get(path)
    one = count_queries(lambda: client.get(f"{path}?q=白晓岚&sitting=open"))
    assert count_queries(lambda: client.get(path)) == one


def test_the_letters_page_does_not_show_anybodys_link(
    client: PageClient, path: str, link: str
) -> None:
    page = client.get(path.replace("invitations", "mails")).text
    assert ("http://localhost/i/…" in page, link in page) == (True, False)


def test_programs_do_the_same(client: PageClient, house: House, path: str) -> None:
    scopes = [*ALL, Permission.PUBLISH.value]
    program = Program(client, make_token(client, house, Role.EDITOR, scopes))
    on = program.ask("POST", f"{path}/switch", {"is_on": True})
    assert (on.status_code, on.json) == (200, {"letters": 6})
    listed = program.ask("GET", f"{path}?part=none&sitting=open").json
    assert listed is not None
    assert (listed["is_on"], listed["total"], listed["counts"]["none"]) == (True, 2, 2)
    first = listed["invitations"][0]
    assert set(first) & {"address", "token", "token_hash", "uid"} == set()
    answer = {"answer": "DECLINED", "comment": "来电"}
    one = f"{path}/{first['id']}"
    assert program.ask("POST", f"{one}/answer", answer).status_code == 204
    assert program.ask("POST", f"{one}/answer", {"answer": "NO"}).status_code == 400
    assert program.ask("POST", f"{one}/resend").status_code == 409
    off = program.ask("POST", f"{path}/switch", {"is_on": False, "withdraws": True})
    assert off.json == {"letters": 0}
    listed = program.ask("GET", f"{path}?part=cancelled").json
    assert listed is not None
    assert listed["total"] == 6
