"""The page of versions: what each person can do at each point, and what stands on the page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from planner.models import AccountRecord, MembershipRecord, RoleGrantRecord
from planner.models.account import Role
from planner.services.seating_fill import set_hall_settings
from tests.conftest import NOW, TODAY, hash_password, scoped
from tests.seated import ACTOR, ROWS, Seated, seat_meeting

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from planner.models import ScopedSession
    from tests.conftest import Clock, House, PageClient

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
BUTTONS = (
    "送审",
    "撤回送审",
    "审定",
    "退回",
    "开始变更",
    "提交变更",
    "确认变更",
    "撤回变更",
    "放弃变更",
)


@dataclass(slots=True)
class Desk:
    """Several people at one seating, one after the other."""

    client: PageClient
    house: House
    seated: Seated

    def send(self, role: Role, step: str, **form: object) -> int:
        self.client.sign_in(self.house, role)
        return self.client.send(f"{self.seated.path}{step}", **form).status_code

    def page(self, role: Role, place: str = "/versions") -> str:
        self.client.sign_in(self.house, role)
        return self.client.get(f"{self.seated.path}{place}").text

    def buttons(self, role: Role) -> list[str]:
        page = self.page(role).partition('class="seating-life"')[2]
        return [each for each in BUTTONS if f">{each}</button>" in page]

    def move(self, person: str = "a", seat: str = "2-3") -> None:
        self.client.sign_in(self.house, Role.EDITOR)
        deed = {"op": "move", "people": [person], "seat": seat}
        headers = {"X-CSRFToken": self.client.token()}
        body = {"deeds": [deed]}
        answer = self.client.post(f"{self.seated.path}/deeds", json=body, headers=headers)
        assert answer.status_code == 200

    def approve(self) -> None:
        assert self.send(Role.EDITOR, "/versions") == 302
        assert self.send(Role.LEADER, "/versions/1/approve", remark="同意") == 302

    def amend(self) -> None:
        assert self.send(Role.EDITOR, "/amendment") == 302
        self.move()
        assert self.send(Role.EDITOR, "/versions", reason="甲请假") == 302


@pytest.fixture
def desk(client: PageClient, house: House, sessions: Callable[[], ScopedSession]) -> Desk:
    return Desk(client, house, seat_meeting(sessions, house))


def add_editor(sessions: Callable[[], ScopedSession], house: House, name: str) -> None:
    """Add a second editor to a house."""
    with scoped(sessions, house) as session:
        record = AccountRecord(
            sign_in_name=name,
            display_name=name,
            password_hash=hash_password(),
            password_set_at=NOW,
            created_at=NOW,
        )
        session.add(record)
        session.flush()
        who = {"organisation_id": house.id, "account_id": record.id}
        session.add(MembershipRecord(**who, joined_at=NOW))
        session.flush()
        session.add(RoleGrantRecord(**who, role=Role.EDITOR.value, granted_at=NOW))
        session.commit()


def test_each_sees_the_buttons_of_his_own_steps(desk: Desk) -> None:
    assert (desk.buttons(Role.EDITOR), desk.buttons(Role.LEADER)) == (["送审"], [])
    desk.send(Role.EDITOR, "/versions", reason="请审定")
    assert desk.buttons(Role.EDITOR) == ["撤回送审"]
    assert desk.buttons(Role.LEADER) == ["审定", "退回"]
    desk.send(Role.LEADER, "/versions/1/approve")
    assert (desk.buttons(Role.EDITOR), desk.buttons(Role.LEADER)) == (["开始变更"], [])
    desk.send(Role.EDITOR, "/amendment")
    assert desk.buttons(Role.EDITOR) == ["提交变更", "放弃变更"]
    assert desk.buttons(Role.LEADER) == []
    desk.move()
    desk.send(Role.EDITOR, "/versions", reason="甲请假")
    assert desk.buttons(Role.EDITOR) == ["撤回变更"]
    assert "变更由您提出" in desk.page(Role.EDITOR)
    assert desk.buttons(Role.LEADER) == ["退回", "确认变更"]


def test_the_page_says_what_will_be_sent(desk: Desk) -> None:
    page = desk.page(Role.EDITOR)
    assert "就座 6 人" in page
    assert "用于：全体会议" in page
    assert "还没有送审过" in page


def test_what_blocks_is_named_with_a_link_and_not_sent(
    desk: Desk, sessions: Callable[[], ScopedSession], house: House
) -> None:
    apart = {"key": "r1", "kind": "apart", "people": ["a", "b"], "is_hard": True}
    with scoped(sessions, house) as session:
        where = (desk.seated.meeting, desk.seated.seating)
        set_hall_settings(session, *where, {**ROWS, "rules": [apart]}, ACTOR, TODAY)
    page = desk.page(Role.EDITOR)
    assert "送审前须处理" in page
    assert "丁明" in page
    assert f"{desk.seated.path}?pick=1-1,1-2" in page
    client = desk.client.sign_in(desk.house, Role.EDITOR)
    answer = client.send(f"{desk.seated.path}/versions", reason="请过目")
    assert answer.status_code == 409
    assert "还有 1 个阻断问题" in answer.text
    assert ">请过目</textarea>" in answer.text


def test_the_line_of_versions_says_who_when_and_why(desk: Desk) -> None:
    desk.approve()
    desk.amend()
    desk.send(Role.LEADER, "/versions/2/return", remark="再看看")
    page = desk.page(Role.LEADER)
    assert page.index("第 2 版") < page.index("第 1 版")
    for words in ("甲请假", "再看看", "已退回", "现行", "变更自第 1 版", "校验码"):
        assert words in page


def test_an_editor_confirms_the_amendment_of_another(
    desk: Desk, sessions: Callable[[], ScopedSession], house: House
) -> None:
    add_editor(sessions, house, "second")
    desk.approve()
    desk.amend()
    assert desk.send(Role.EDITOR, "/versions/2/approve") == 403
    client = desk.client
    client.send("/sign-out")
    client.send("/sign-in", name="second", password="a password of the tests")  # noqa: S106
    assert client.send(f"{desk.seated.path}/versions/2/approve").status_code == 302
    assert "第 2 版已由 second" in desk.page(Role.EDITOR)


def test_an_editor_never_approves_what_only_leaders_do(desk: Desk) -> None:
    desk.send(Role.EDITOR, "/versions")
    assert desk.send(Role.EDITOR, "/versions/1/approve") == 403
    assert desk.send(Role.EDITOR, "/versions/1/return", remark="不") == 403
    assert desk.send(Role.EDITOR, "/versions/7/approve") == 404
    assert desk.buttons(Role.LEADER) == ["审定", "退回"]


@pytest.mark.parametrize("role", [Role.READER, Role.LEAD, Role.OWNER])
def test_others_do_not_see_it(desk: Desk, role: Role) -> None:
    desk.approve()
    client = desk.client.sign_in(desk.house, role)
    for place in ("/versions", "/compare", "/leader"):
        assert client.get(f"{desk.seated.path}{place}").status_code == 404


def test_a_refused_step_says_why_on_the_page(desk: Desk) -> None:
    desk.send(Role.EDITOR, "/versions")
    client = desk.client.sign_in(desk.house, Role.LEADER)
    answer = client.send(f"{desk.seated.path}/versions/1/return", remark=" ")
    assert answer.status_code == 400
    assert "请写明理由" in answer.text
    assert desk.send(Role.EDITOR, "/amendment") == 409
    assert desk.send(Role.EDITOR, "/amendment/cancel") == 409


def test_an_amendment_given_up_is_gone(desk: Desk) -> None:
    desk.approve()
    desk.send(Role.EDITOR, "/amendment")
    desk.move()
    assert "移动 1 人" in desk.page(Role.EDITOR)
    assert desk.send(Role.EDITOR, "/amendment/cancel") == 302
    assert desk.buttons(Role.EDITOR) == ["开始变更"]


def test_after_the_meeting_everything_is_read_only(desk: Desk, clock: Clock) -> None:
    desk.approve()
    clock.at = at_end(clock.at)
    assert (desk.buttons(Role.EDITOR), desk.buttons(Role.LEADER)) == ([], [])
    assert "会议已经召开" in desk.page(Role.EDITOR)
    assert desk.send(Role.EDITOR, "/amendment") == 423


def at_end(now: datetime) -> datetime:
    """Return an instant after the meeting."""
    return now.replace(year=2027, month=1, day=25)


def test_a_page_of_versions_costs_the_same_at_one_and_three(
    desk: Desk, count_queries: Callable[[Callable[[], object]], int]
) -> None:
    def cost() -> int:
        client = desk.client.sign_in(desk.house, Role.EDITOR)
        return count_queries(lambda: client.get(f"{desk.seated.path}/versions"))

    desk.send(Role.EDITOR, "/versions")
    desk.send(Role.EDITOR, "/withdraw")
    desk.page(Role.EDITOR)
    few = cost()
    for _ in range(2):
        desk.send(Role.EDITOR, "/versions")
        desk.send(Role.EDITOR, "/withdraw")
    assert cost() == few


def test_a_leader_finds_what_waits_for_him_before_the_meeting_is_published(
    client: PageClient, house: House, sessions: Callable[[], ScopedSession]
) -> None:
    seated = seat_meeting(sessions, house, is_published=False)
    client.sign_in(house, Role.LEADER)
    for page in ("", "/versions", "/list"):
        assert client.get(f"{seated.path}{page}").status_code == 200
    client.sign_in(house, Role.READER)
    assert client.get(f"{seated.path}/versions").status_code == 404
