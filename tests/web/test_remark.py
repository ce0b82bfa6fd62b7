"""A leader reads what was sent and pins remarks anywhere; the desk sees them and sees to them."""

from __future__ import annotations

import re
from html import escape, unescape
from typing import TYPE_CHECKING

import pytest

from planner.domain.plan import Group
from planner.models.account import Role
from planner.services.actor import Actor
from planner.services.draft_change import Edit, apply_edits
from planner.services.remark import read_remarks
from tests.builders import a_sound_plan
from tests.conftest import NOW, scoped
from tests.web.test_review import change_place

if TYPE_CHECKING:
    from collections.abc import Callable

    from planner.models import ScopedSession
    from tests.conftest import House, PageClient, Publisher


class Room:
    def __init__(self, client: PageClient, house: House, meeting: int) -> None:
        self.client, self.house, self.path = client, house, f"/meetings/{meeting}"

    def enter(self, role: Role) -> None:
        self.client.sign_in(self.house, role)

    def page(self, page: str = "") -> str:
        answer = self.client.get(f"{self.path}{page}")
        assert answer.status_code == 200
        return answer.text

    def send(self, step: str, **form: object) -> int:
        return self.client.send(f"{self.path}/review{step}", **form).status_code


@pytest.fixture
def meeting(house: House, publish: Publisher, sessions: Callable[[], ScopedSession]) -> int:
    groups = (Group("G1", "第一组"), Group("G2", "第二组"))
    meeting = publish(house, a_sound_plan(groups=groups))
    change_place(sessions, house, meeting)
    return meeting


@pytest.fixture
def room(client: PageClient, house: House, meeting: int) -> Room:
    room = Room(client, house, meeting)
    room.enter(Role.EDITOR)
    assert room.send("") == 302
    return room


def test_a_leader_reads_what_waits_for_him_and_others_what_is_published(room: Room) -> None:
    for role, place in ((Role.LEADER, "江海会堂"), (Role.READER, "云岭会堂")):
        room.enter(role)
        shown = re.findall("云岭会堂|江海会堂", room.page())
        assert shown[0] == place
    room.enter(Role.LEADER)
    assert "正在审阅第 1 次送审的方案" in room.page("/schedule")
    assert "data-edit" not in room.page("/details/people/m1")


def test_remarks_are_pinned_on_any_page_and_taken_back(
    room: Room, meeting: int, house: House, sessions: Callable[[], ScopedSession]
) -> None:
    room.enter(Role.LEADER)
    page = room.page("/sittings/open")
    assert '<option value="sittings/open" selected>开幕会</option>' in page
    here = f"{room.path}/sittings/open"
    answer = room.client.send(
        f"{room.path}/review/1/pins", place="sittings/open", text="时间太紧", next=here
    )
    assert (answer.status_code, answer.location) == (302, here)
    assert room.send("/1/pins", place="people/m1", text="请核对单位", next="//evil.example") == 302
    assert room.send("/1/pins", place="", text=" ") == 400
    assert room.send("/1/pins/0/remove", next=here) == 302
    assert room.send("/1/pins/7/remove", next=here) == 404
    with scoped(sessions, house) as session:
        sheet = read_remarks(session, meeting)
    assert sheet is not None
    assert [(each.place, each.text, each.by) for each in sheet.remarks] == [
        ("people/m1", "请核对单位", "leader")
    ]


def test_sending_back_takes_the_pinned_remarks_along_and_the_desk_sees_to_them(room: Room) -> None:
    room.enter(Role.LEADER)
    room.send("/1/pins", place="people/m1/unit", text="请核对单位")
    room.enter(Role.EDITOR)
    assert "请核对单位" not in room.page("/edit/people")
    room.enter(Role.LEADER)
    assert room.send("/1/return", remark="", place="", text="") == 302
    room.enter(Role.EDITOR)
    page = room.page("/edit/people")
    assert "领导意见 1 处待办" in page
    assert 'data-remark="people/m1/unit"' in page
    assert "白晓岚 · 单位" in page
    here = f"{room.path}/edit/people"
    answer = room.client.send(f"{room.path}/review/1/remarks/0", next=here)
    assert (answer.status_code, answer.location) == (302, here)
    assert "领导意见" not in room.page("/edit/people")


def test_sending_back_without_a_word_is_refused(room: Room) -> None:
    room.enter(Role.LEADER)
    assert room.send("/1/return", remark="", place="", text="") == 400


def test_a_remark_that_cannot_be_printed_is_refused_at_approval(room: Room) -> None:
    room.enter(Role.LEADER)
    assert room.send("/1/approve", remark="同意😀") == 400
    assert room.send("/1/approve", remark="同意") == 302


def test_the_leader_s_own_page_names_the_place_of_every_remark(room: Room) -> None:
    places = {
        "": "整个方案",
        "sittings/open": "开幕会",
        "sittings/open/place": "开幕会 · 地点",
        "sittings/open/rostrum": "开幕会 · 主席台",
        "sittings/gone": "gone",
        "agenda/a1": "听取和审议常务委员会工作报告",
        "people/m1": "白晓岚",
        "people/m1/unit": "白晓岚 · 单位",
        "tasks/run": "会议全程保障",
        "workstreams/affairs": "会务组",
        "groups/G1/room": "第一组 · 讨论室",
        "texts/notes": "会议须知",
        "place": "地点",
        "meeting/meeting": "meeting",
    }
    room.enter(Role.LEADER)
    for at, place in enumerate(places):
        room.send("/1/pins", place=place, text=f"意见{at}。")
    page = room.page("/leader/review/1")
    shown = re.findall(
        r'data-pinned="([^"]*)">([^<]*)</p>\s*<div class="pin-note"><p>(意见\d+。)', page
    )
    assert sorted(shown) == sorted(
        (place, name, f"意见{at}。") for at, (place, name) in enumerate(places.items())
    )
    assert room.send("/1/return") == 302
    assert "收回" not in room.page("/leader/review/1")


PARTS = {
    "agenda": ("agenda/a1", "听取和审议常务委员会工作报告"),
    "schedule": ("sittings/open", "云岭会堂"),
    "proceedings": ("sittings/open/steps", "作工作报告"),
    "rostrum": ("sittings/open/rostrum", "韩立群（主持）"),
    "people": ("people/m1", "云岭大学 教授"),
    "tasks": ("tasks/run", "石小禾 · 各会次保障到位"),
    "texts": ("texts/notes", "上午准时到会"),
}


@pytest.mark.parametrize("part", PARTS)
def test_a_leader_reads_each_part_and_pins_where_he_taps(room: Room, part: str) -> None:
    place, words = PARTS[part]
    room.enter(Role.LEADER)
    page = room.page("/leader/review/1")
    assert f"/leader/review/1?part={part}" in page
    page = room.page(f"/leader/review/1?part={part}")
    assert words in page
    tap = f"/leader/review/1?part={part}&pin={place}"
    assert escape(tap) in page
    assert 'id="pin-text"' not in page
    form = room.page(tap).partition('id="pin"')[2].partition("</form>")[0]
    assert f'name="place" value="{place}"' in form
    back = unescape(re.findall('name="next" value="([^"]*)"', form)[0])
    answer = room.client.send(f"{room.path}/review/1/pins", place=place, text="再核。", next=back)
    assert answer.location == back
    assert '<div class="pin-note"><p>再核。</p>' in room.client.get(back.partition("#")[0]).text


def test_what_is_decided_is_read_without_the_means_to_pin(room: Room) -> None:
    room.enter(Role.LEADER)
    room.send("/1/approve")
    page = room.page("/leader/review/1?part=schedule&pin=sittings/open")
    assert ("开幕会" in page, '<a class="pin-tap"' in page, "pin-text" in page) == (
        True,
        False,
        False,
    )


def test_long_parts_are_cut_and_searched(room: Room) -> None:
    room.enter(Role.LEADER)
    page = room.page("/leader/review/1?part=people&q=茶业&page=9")
    assert re.findall('leader-what">([^<]*)', page) == ["欧阳靖"]
    assert "没有找到" in room.page("/leader/review/1?part=people&q=没有的人")


def test_the_decision_page_tells_the_findings(
    room: Room, sessions: Callable[[], ScopedSession], house: House, meeting: int
) -> None:
    room.send("/1/withdraw")
    with scoped(sessions, house) as session:
        edit = Edit.change("sittings", "groups", {"held_on": "2027-03-01"})
        apply_edits(session, meeting, [edit], Actor(None, NOW))
    room.send("")
    room.enter(Role.LEADER)
    page = room.page("/leader/review/2")
    shown = page.partition("体检")[2].partition("</ul>")[0]
    important = int(re.findall(r"重要 (\d+)", shown)[0])
    assert "阻断 0" in shown
    assert important == shown.count('class="finding is-important"') > 0
