from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from planner.models.account import Role
from planner.services.draft import open_draft
from planner.services.draft_change import Edit, apply_edits
from planner.services.draft_error import DraftLockedError
from planner.services.published import load_plan
from planner.services.revision import list_revisions
from tests.builders import a_sound_plan
from tests.conftest import NOW, scoped
from tests.web.test_api import Program, make_token

if TYPE_CHECKING:
    from collections.abc import Callable

    from planner.models import ScopedSession
    from tests.conftest import House, PageClient, Publisher

from planner.services.actor import Actor

ACTOR = Actor(None, NOW)


class Desk:
    """Several people at one desk, one after the other."""

    def __init__(self, client: PageClient, house: House, meeting: int) -> None:
        self.client, self.house, self.path = client, house, f"/meetings/{meeting}/review"

    def as_role(self, role: Role, step: str = "", **form: object) -> int:
        self.client.sign_in(self.house, role)
        return self.client.send(f"{self.path}{step}", **form).status_code

    def page(self, role: Role) -> str:
        self.client.sign_in(self.house, role)
        return self.client.get(self.path).text


@pytest.fixture
def meeting(house: House, publish: Publisher) -> int:
    return publish(house)


@pytest.fixture
def desk(client: PageClient, house: House, meeting: int) -> Desk:
    return Desk(client, house, meeting)


def change_place(
    sessions: Callable[[], ScopedSession], house: House, meeting: int, place: str = "江海会堂"
) -> None:
    with scoped(sessions, house) as session:
        apply_edits(session, meeting, [Edit.change("meeting", "meeting", {"place": place})], ACTOR)


def test_a_draft_is_sent_approved_and_published_as_it_was(
    sessions: Callable[[], ScopedSession], house: House, meeting: int, desk: Desk
) -> None:
    change_place(sessions, house, meeting)
    assert desk.as_role(Role.EDITOR, note="请审定") == 302
    waiting = desk.page(Role.LEADER)
    assert "待审" in waiting
    assert "江海会堂" in waiting
    assert desk.as_role(Role.LEADER, "/1/approve", remark="同意") == 302
    assert desk.as_role(Role.EDITOR, "/1/publish") == 302
    with scoped(sessions, house) as session:
        newest = list_revisions(session, meeting)[0]
        assert (newest.number, newest.approver_name, newest.approval_remark) == (
            2,
            "leader",
            "同意",
        )
        assert load_plan(session, meeting, 2).plan.place == "江海会堂"
    assert "已发布" in desk.page(Role.EDITOR)


def test_it_is_sent_back_with_remarks_and_seen_to(
    sessions: Callable[[], ScopedSession], house: House, meeting: int, desk: Desk
) -> None:
    change_place(sessions, house, meeting)
    desk.as_role(Role.EDITOR)
    assert desk.as_role(Role.LEADER, "/1/return", remark=" ", place="", text="") == 400
    pinned = {"place": ["sittings/open", ""], "text": ["开幕会提前半小时", "注意防疫"]}
    assert desk.as_role(Role.LEADER, "/1/return", remark="再改", **pinned) == 302
    page = desk.page(Role.EDITOR)
    assert (page.count("标为已办"), page.count(">开幕会</a>")) == (2, 1)
    assert "开幕会提前半小时" in page
    assert desk.as_role(Role.EDITOR, "/1/remarks/0") == 302
    assert desk.page(Role.EDITOR).count("标为已办") == 1
    assert desk.as_role(Role.EDITOR, "/1/remarks/7") == 404
    assert desk.as_role(Role.EDITOR) == 302
    assert "第 2 次送审" in desk.page(Role.LEADER)


def test_the_draft_rests_while_it_waits(
    sessions: Callable[[], ScopedSession], house: House, meeting: int, desk: Desk
) -> None:
    desk.as_role(Role.EDITOR)
    with pytest.raises(DraftLockedError):
        change_place(sessions, house, meeting)
    with scoped(sessions, house) as session:
        task = open_draft(session, meeting).entries["tasks"][0].key
        apply_edits(session, meeting, [Edit.change("tasks", task, {"state": "done"})], ACTOR)
    assert desk.as_role(Role.EDITOR, "/1/withdraw") == 302
    change_place(sessions, house, meeting)


def test_each_step_is_taken_once_and_by_whom_it_is_for(desk: Desk) -> None:
    assert desk.as_role(Role.LEADER) == 403
    assert desk.as_role(Role.EDITOR) == 302
    assert desk.as_role(Role.EDITOR) == 409
    assert desk.as_role(Role.EDITOR, "/1/approve") == 403
    assert desk.as_role(Role.EDITOR, "/1/publish") == 409
    assert desk.as_role(Role.LEADER, "/1/approve") == 302
    assert desk.as_role(Role.LEADER, "/1/approve") == 409
    assert desk.as_role(Role.LEADER, "/1/publish") == 403
    assert desk.as_role(Role.EDITOR, "/1/publish") == 302
    assert desk.as_role(Role.EDITOR, "/1/publish") == 409
    assert desk.as_role(Role.READER) == 403


def test_blocking_findings_keep_a_draft_at_the_desk(
    client: PageClient, house: House, publish: Publisher
) -> None:
    meeting = publish(house, a_sound_plan(opens_on=None))
    client.sign_in(house)
    before = client.get(f"/meetings/{meeting}/review").text
    answer = client.send(f"/meetings/{meeting}/review", note="请主任审定")
    assert answer.status_code == 409
    assert "个阻断问题" in answer.text
    assert "个阻断问题" not in before
    assert ">请主任审定</textarea>" in answer.text
    assert "免予处理" not in answer.text
    for page in (before, answer.text):
        listed = page.split('id="blocking"', 1)[1].split("</section>", 1)[0]
        assert "is-blocking" in listed
        assert '#field-meeting-meeting-opens_on"' in listed


def test_a_second_submission_says_so_and_keeps_the_words(desk: Desk) -> None:
    desk.as_role(Role.EDITOR, note="第一次")
    answer = desk.client.send(desk.path, note="第二次说明")
    assert answer.status_code == 409
    assert "送审状态已变化" in answer.text
    assert "第二次说明" in answer.text


def test_a_refusal_where_nothing_changed_has_a_title_of_its_own(
    client: PageClient, house: House, publish: Publisher
) -> None:
    meeting = publish(house, a_sound_plan(opens_on=None))
    rights = ["read", "draft", "edit"]
    program = Program(client, make_token(client, house, Role.EDITOR, rights), "zh")
    answer = program.ask("POST", f"/meetings/{meeting}/reviews", {"note": ""}, If_Match="*")
    assert (answer.status_code, answer.json["title"]) == (409, "尚有阻断问题")
    meeting = publish(house, a_sound_plan(title="政协江海省第五次会议"))
    path = f"/meetings/{meeting}/draft/sittings/open"
    answer = program.ask("DELETE", path, If_Match="*")
    assert (answer.status_code, answer.json["title"]) == (409, "现在不能这样做")
    body = {"values": {"opens_on": "没有这一天"}}
    path = f"/meetings/{meeting}/draft/meeting/meeting"
    answer = program.ask("PATCH", path, body, If_Match="*")
    assert (answer.status_code, answer.json["title"]) == (422, "有些内容不能这样写")
    assert "opens_on" in answer.json["detail"]


def test_the_page_compares_the_draft_with_what_is_published_once_a_review_is_over(
    sessions: Callable[[], ScopedSession], house: House, meeting: int, desk: Desk
) -> None:
    def is_told() -> bool:
        return "江海会堂" in desk.page(Role.EDITOR).partition("与第 ")[2].partition("</ul>")[0]

    steps = ("/1/withdraw", "/2/return", "/3/approve", "/3/publish")
    desk.as_role(Role.EDITOR)
    desk.as_role(Role.EDITOR, steps[0])
    change_place(sessions, house, meeting)
    assert is_told()
    desk.as_role(Role.EDITOR)
    desk.as_role(Role.LEADER, steps[1], remark="再改")
    change_place(sessions, house, meeting, "云岭会堂")
    assert not is_told()
    desk.as_role(Role.EDITOR)
    assert not is_told()
    desk.as_role(Role.LEADER, steps[2])
    desk.as_role(Role.EDITOR, steps[3])
    change_place(sessions, house, meeting)
    assert is_told()


def test_editors_tell_that_the_draft_rests_and_the_pulse_does(
    desk: Desk, client: PageClient, house: House
) -> None:
    meeting = desk.path.rpartition("/")[0]

    def look(page: str) -> tuple[bool, bool, bool]:
        text = client.sign_in(house).get(f"{meeting}{page}").text
        banner = text.partition("lock-banner")[2].partition(">")[0]
        pulse = client.get(f"{meeting}/draft/pulse").get_json()
        return 'data-locked="true"' in banner, not banner.endswith("hidden"), pulse["is_locked"]

    assert look("/edit/sittings") == (False, False, False)
    desk.as_role(Role.EDITOR)
    assert look("/edit/sittings") == (True, True, True)
    assert look("") == (True, False, True)
    desk.as_role(Role.LEADER, "/1/approve")
    assert look("/edit/sittings") == (True, True, True)
    assert "lock-banner" not in client.sign_in(house, Role.READER).get(meeting).text


def test_the_leader_sees_what_became_of_his_remarks(desk: Desk, meeting: int) -> None:
    desk.as_role(Role.EDITOR)
    remarks = {"place": ["sittings/open/place", "people/chair"], "text": ["换个大厅", "补职务"]}
    desk.as_role(Role.LEADER, "/1/return", **remarks)
    desk.as_role(Role.EDITOR, "/1/remarks/0")
    desk.as_role(Role.EDITOR)
    desk.client.sign_in(desk.house, Role.LEADER)
    page = desk.client.get(f"/meetings/{meeting}/leader/review/2").text
    former = page.split('id="former"', 1)[1].split("</ul>", 1)[0]
    assert "上次意见 2 处：已办 1" in former
    done, undone = former.split("leader-item")[1:]
    assert "开幕会" in done
    assert "换个大厅" in done
    assert ">已办</span> editor" in done
    assert "补职务" in undone
    assert ">未办</span>" in undone


def test_a_page_that_is_open_has_the_way_out_before_it_is_locked(desk: Desk, meeting: int) -> None:
    desk.client.sign_in(desk.house, Role.EDITOR)
    address = f"{desk.path}/1/withdraw"
    page = desk.client.get(f"/meetings/{meeting}/schedule/edit").text
    banner = page.split("lock-banner", 1)[1].split("</form>", 1)[0]
    assert f'action="{address}"' in banner
    pulse = f"/meetings/{meeting}/draft/pulse"
    assert desk.client.get(pulse).json["review"] is None
    assert desk.as_role(Role.EDITOR) == 302
    assert desk.client.get(pulse).json["review"] == 1
    assert desk.client.send(address).status_code == 302
