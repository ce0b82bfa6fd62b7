"""The page of a meeting's letters, and the dialogue of publishing."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from planner.models import MailRecord
from planner.models.account import Role
from planner.models.mail import MailState
from planner.services.actor import Actor
from planner.services.draft_change import Edit, apply_edits
from tests.builders import a_sound_plan
from tests.conftest import NOW, scoped

if TYPE_CHECKING:
    from collections.abc import Callable

    from planner.models import ScopedSession
    from tests.conftest import House, PageClient, Publisher

ADDRESS = "bai@members.example"


@pytest.fixture
def meeting(house: House, publish: Publisher, sessions: Callable[[], ScopedSession]) -> int:
    plan = a_sound_plan()
    people = (replace(each, contact=ADDRESS if each.key == "m1" else "") for each in plan.people)
    meeting = publish(house, replace(plan, people=tuple(people)))
    with scoped(sessions, house) as session:
        edit = Edit.change("sittings", "groups", {"place": "三楼会议室"})
        apply_edits(session, meeting, [edit], Actor(None, NOW))
    return meeting


@pytest.fixture
def approved(client: PageClient, house: House, meeting: int) -> str:
    """Return the path of a meeting whose second revision is approved; the editor is signed in."""
    path = f"/meetings/{meeting}"
    for role, step in ((Role.EDITOR, ""), (Role.LEADER, "/1/approve")):
        client.sign_in(house, role)
        assert client.send(f"{path}/review{step}").status_code == 302
    client.sign_in(house, Role.EDITOR)
    return path


def letters(sessions: Callable[[], ScopedSession], house: House) -> list[MailRecord]:
    with scoped(sessions, house) as session:
        return list(session.scalars(select(MailRecord).order_by(MailRecord.id)))


def test_publishing_shows_what_changes_and_whom_it_tells_before_it_is_done(
    client: PageClient, approved: str
) -> None:
    page = client.get(f"{approved}/review/1/publish").text
    wanted = (
        "小组讨论的地点由“各小组会议室”改为“三楼会议室”",
        "涉及：全体委员",
        "作废：日程、日程（工作用）",
        ADDRESS,
        "变更通知：政协云岭省第十三届委员会第四次会议",
        "还没有设置邮件服务器",
        "涉及但没有邮箱，或不收邮件的 5 人",
    )
    assert [each for each in wanted if each not in page] == [], page[page.index("<main") :]
    assert page.count('name="to" value="m1" checked') == 1


def test_an_address_whose_letter_came_back_is_not_ticked(
    client: PageClient, approved: str, sessions: Callable[[], ScopedSession], house: House
) -> None:
    client.send(f"{approved}/review/1/publish", notice="send", to="m1")
    with scoped(sessions, house) as session:
        session.scalars(select(MailRecord)).one().state = MailState.BOUNCED.value
        edit = Edit.change("sittings", "groups", {"place": "四楼会议室"})
        apply_edits(session, int(approved.rpartition("/")[2]), [edit], Actor(None, NOW))
        session.commit()
    client.send(f"{approved}/review")
    client.sign_in(house, Role.LEADER).send(f"{approved}/review/2/approve")
    page = client.sign_in(house).get(f"{approved}/review/2/publish").text
    assert page.count('name="to" value="m1" checked') == 0
    assert 'name="to" value="m1"><label for="to-1-1">白晓岚' in page
    assert "上次被退回，请核对地址" in page


@pytest.mark.parametrize(
    ("form", "count"),
    [
        ({"notice": "send", "to": "m1"}, 1),
        ({"notice": "send"}, 0),
        ({"notice": "none", "to": "m1"}, 0),
        ({}, 0),
    ],
)
def test_those_ticked_are_told_and_nobody_where_none_is_wanted(
    client: PageClient,
    approved: str,
    house: House,
    sessions: Callable[[], ScopedSession],
    form: dict[str, str],
    count: int,
) -> None:
    assert client.send(f"{approved}/review/1/publish", **form).status_code == 302
    assert [each.to_address for each in letters(sessions, house)] == [ADDRESS] * count
    assert client.get(f"{approved}/review/1/publish").status_code == 409


def test_letters_are_listed_called_off_and_sent_again(
    client: PageClient, approved: str, house: House, sessions: Callable[[], ScopedSession]
) -> None:
    client.send(f"{approved}/review/1/publish", notice="send", to="m1")
    (letter,) = letters(sessions, house)
    page = client.get(f"{approved}/mails").text
    assert ("邮件均已保留，尚未发出" in page, ADDRESS in page, "待发" in page) == (True, True, True)
    address = f"{approved}/mails/{letter.id}"
    steps = [(step, client.send(f"{address}/{step}").status_code) for step in ("cancel", "cancel")]
    steps += [(step, client.send(f"{address}/{step}").status_code) for step in ("retry", "retry")]
    assert steps == [("cancel", 302), ("cancel", 409), ("retry", 302), ("retry", 409)]
    assert client.send(f"{approved}/mails/999/retry").status_code == 404


def test_bounces_stand_first_and_are_told_loudly(
    client: PageClient, approved: str, house: House, sessions: Callable[[], ScopedSession]
) -> None:
    client.send(f"{approved}/review/1/publish", notice="send", to="m1")
    with scoped(sessions, house) as session:
        record = session.scalars(select(MailRecord)).one()
        record.state, record.error = MailState.BOUNCED.value, "550 No such user"
        session.commit()
    page = client.get(f"{approved}/mails").text
    assert "有 1 封没有送到" in page
    assert "550 No such user" in page
    assert ADDRESS in client.get(f"{approved}/mails?state=bounced").text
    assert ADDRESS not in client.get(f"{approved}/mails?state=sent").text


def test_another_houses_letters_are_not_there(
    client: PageClient,
    approved: str,
    other_house: House,
    house: House,
    sessions: Callable[[], ScopedSession],
) -> None:
    client.send(f"{approved}/review/1/publish", notice="send", to="m1")
    (letter,) = letters(sessions, house)
    client.sign_in(other_house, Role.EDITOR)
    assert client.get(f"{approved}/mails").status_code == 404
    assert client.send(f"{approved}/mails/{letter.id}/cancel").status_code == 404
