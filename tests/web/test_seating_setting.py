"""排座规则 on the page: what is set, what is refused at which field, what filling will come to."""

from __future__ import annotations

from dataclasses import replace
from html import unescape
from typing import TYPE_CHECKING

import pytest

from planner.domain.person import AttendanceKind
from planner.domain.seating.rule import RuleKind
from planner.domain.seating.setting import BlockBy, HallSettings, SeatZone, StandingPlace
from planner.domain.venue.sample import sample_venue
from planner.models import SeatingRecord
from planner.services.seating import NewSeating, add_seating, open_seating
from planner.services.seating_fill import fill_seating, set_hall_settings
from planner.services.venue import add_venue, list_venues, save_venue_version
from tests.conftest import TODAY, House, PageClient, scoped
from tests.domain.seating.halls import a_venue
from tests.seated import ACTOR, ROWS, Seated, seat_meeting

if TYPE_CHECKING:
    from collections.abc import Callable

    from werkzeug.test import TestResponse

    from planner.models import ScopedSession

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
BASICS = {
    "block_by": "sector",
    "shape": "strip",
    "direction": "columns",
    "standing": "front_rows",
    "order": "rank",
    "step": "2",
}


@pytest.fixture
def seated(sessions: Callable[[], ScopedSession], house: House) -> Seated:
    return seat_meeting(sessions, house)


@pytest.fixture
def editor(client: PageClient, house: House) -> PageClient:
    return client.sign_in(house)


@pytest.fixture
def wishes(
    sessions: Callable[[], ScopedSession], house: House, seated: Seated
) -> Callable[[], HallSettings]:
    def read() -> HallSettings:
        with scoped(sessions, house) as session:
            return open_seating(session, seated.meeting, seated.seating).settings

    return read


def send(editor: PageClient, seated: Seated, part: str = "", **typed: object) -> TestResponse:
    address = f"{seated.path}/settings"
    page = editor.get(address).text
    mark = page.split('name="mark" value="', 1)[1].split('"', 1)[0]
    return editor.send(f"{address}{part}", **{"mark": mark, **typed})


def test_hosts_of_a_banquet_are_kept_in_their_turn(
    editor: PageClient,
    sessions: Callable[[], ScopedSession],
    house: House,
    seated: Seated,
) -> None:
    with scoped(sessions, house) as session:
        room = add_venue(session, sample_venue("dining"), ACTOR)
        version = next(each for each in list_venues(session) if each.id == room).version_id
        new = NewSeating("晚宴", version, ("full",))
        dinner = Seated(seated.meeting, add_seating(session, seated.meeting, new, ACTOR))
    asked = {**BASICS, "block_by": "banquet", "hosts": "马明、丁明"}
    assert send(editor, dinner, **asked).status_code == 302
    assert 'value="马明、丁明"' in editor.get(f"{dinner.path}/settings").text
    with scoped(sessions, house) as session:
        fill_seating(session, dinner.meeting, dinner.seating, ACTOR, TODAY)
        opened = open_seating(session, dinner.meeting, dinner.seating)
    assert opened.settings.hosts == ("c", "a")
    assert opened.seating.reasons["c"].zh == "主人，居主位"


def test_a_hall_without_tables_holds_no_banquet(editor: PageClient, seated: Seated) -> None:
    answer = send(editor, seated, **{**BASICS, "block_by": "banquet", "hosts": "谁"})
    assert answer.status_code == 422
    assert "这个会场没有圆桌。" in answer.text
    assert "名册中没有“谁”。" in answer.text


def test_all_of_the_basics_are_set(
    editor: PageClient, seated: Seated, wishes: Callable[[], HallSettings]
) -> None:
    zones = {"zone-sitting_in": "2排3座-4座", "zone-media": "2排1座"}
    answer = send(editor, seated, **BASICS, **zones, **{"area-hall": "1"})
    assert answer.status_code == 302, answer.text
    now = wishes()
    assert (now.block_by, now.standing) == (BlockBy.SECTOR, StandingPlace.FRONT_ROWS)
    assert (now.order, now.step, now.areas) == ("rank", 2, ("hall",))
    assert now.zones == (
        SeatZone(AttendanceKind.SITTING_IN, ("2-3", "2-4")),
        SeatZone(AttendanceKind.MEDIA, ("2-1",)),
    )


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("block_by", "tribe", "请选择一项"),
        ("order", "", "请选择一项"),
        ("step", "-1", "0 到 99"),
        ("zone-media", "9排", "会场中没有“9排”"),
        ("zone-media", "2排3座", "已划给其他人员"),
        ("area-hall", "x", "1 到 99"),
    ],
)
def test_a_fault_stands_at_its_field_and_nothing_is_lost(
    editor: PageClient,
    seated: Seated,
    wishes: Callable[[], HallSettings],
    field: str,
    typed: str,
    said: str,
) -> None:
    before = wishes()
    asked = {**BASICS, "zone-sitting_in": "2排3座", field: typed}
    answer = send(editor, seated, **asked)
    page = unescape(answer.text)
    assert answer.status_code == 422
    assert page.count('class="field-fault"') == 1
    assert said in page.split('class="field-fault"', 1)[1][:200]
    assert "2排3座" in page
    assert wishes() == before


def add(editor: PageClient, seated: Seated, **typed: object) -> TestResponse:
    return send(editor, seated, "/rules", **typed)


def test_rules_are_added_changed_and_removed(
    editor: PageClient, seated: Seated, wishes: Callable[[], HallSettings]
) -> None:
    add(editor, seated, kind="together", people="丁明、王明", hardness="soft", weight="5")
    add(editor, seated, kind="fixed", people="丁明", seats="2排4座", note="发言")
    bond, fixed = wishes().rules
    assert (bond.kind, bond.people, bond.is_hard, bond.weight) == (
        RuleKind.TOGETHER,
        tuple(each for each in bond.people),
        False,
        5,
    )
    assert len(bond.people) == 2
    assert (fixed.people, fixed.seats, fixed.note, fixed.is_hard) == (
        ("a",),
        ("2-4",),
        "发言",
        True,
    )
    page = unescape(editor.get(f"{seated.path}/settings?rule={fixed.key}").text)
    assert ">池座2排4座</textarea>" in page
    add(editor, seated, key=fixed.key, kind="fixed", people="丁明", seats="1排1座")
    assert wishes().rules[1].seats == ("1-1",)
    send(editor, seated, f"/rules/{bond.key}/remove")
    assert [rule.key for rule in wishes().rules] == [fixed.key]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"kind": "together", "people": "丁明"}, "至少填两人"),
        ({"kind": "aisle", "people": ""}, "请填姓名"),
        ({"kind": "aisle", "people": "无此人"}, "名册中没有“无此人”"),
        ({"kind": "fixed", "people": "丁明", "seats": "2排"}, "请填一个座位"),
        ({"kind": "fixed", "people": "丁明", "seats": "8排8座"}, "会场中没有“8排8座”"),
        ({"kind": "zone", "people": "丁明、王明", "seats": "1排1座"}, "不够 2 人就座"),
        ({"kind": "reserve"}, "请填预留的座位"),
        ({"kind": "reserve", "count": "99"}, "只有 8 座"),
        ({"kind": "wheelchair", "people": "丁明"}, "没有轮椅席"),
        ({"kind": "aisle", "people": "丁明", "hardness": "soft", "weight": "0"}, "1 到 1000"),
    ],
)
def test_a_rule_that_says_too_little_is_refused_at_its_field(
    editor: PageClient,
    seated: Seated,
    wishes: Callable[[], HallSettings],
    typed: dict[str, str],
    said: str,
) -> None:
    answer = add(editor, seated, **typed)
    page = unescape(answer.text)
    assert answer.status_code == 422
    assert said in page.split('class="field-fault"', 1)[1][:200]
    assert f'value="{typed.get("people", "")}"' in page or not typed.get("people")
    assert wishes().rules == ()


def test_so_many_seats_are_kept_at_the_back(
    editor: PageClient, seated: Seated, wishes: Callable[[], HallSettings]
) -> None:
    add(editor, seated, kind="reserve", count="2")
    add(editor, seated, kind="reserve", count="1", seats="1排")
    assert [set(rule.seats) for rule in wishes().rules] == [{"2-4", "2-3"}, {"1-1"}]


def test_the_page_says_what_filling_will_come_to(editor: PageClient, seated: Seated) -> None:
    page = unescape(editor.get(f"{seated.path}/settings").text)
    assert "余 2 座" in page
    add(editor, seated, kind="reserve", seats="2排")
    page = unescape(editor.get(f"{seated.path}/settings").text)
    assert "缺 2 座" in page
    assert "2 人无座" in page


def test_rules_in_conflict_are_named_with_links(
    editor: PageClient, seated: Seated, wishes: Callable[[], HallSettings]
) -> None:
    add(editor, seated, kind="aisle", people="王明")
    add(editor, seated, kind="fixed", people="丁明", seats="1排1座")
    add(editor, seated, kind="fixed", people="万明", seats="1排1座")
    _aisle, one, other = wishes().rules
    page = unescape(editor.get(f"{seated.path}/settings").text)
    told = page.split("不能同时满足", 1)[1].split("</ul>", 1)[0]
    assert (f'#rule-{one.key}">固定座位（丁明）' in told, f"#rule-{other.key}" in told) == (
        True,
        True,
    )
    assert told.count("<li>") == 2


def test_settings_that_others_changed_meanwhile_are_not_overwritten(
    editor: PageClient,
    seated: Seated,
    wishes: Callable[[], HallSettings],
    sessions: Callable[[], ScopedSession],
    house: House,
) -> None:
    page = editor.get(f"{seated.path}/settings").text
    mark = page.split('name="mark" value="', 1)[1].split('"', 1)[0]
    with scoped(sessions, house) as session:
        asked = {**ROWS, "step": 7}
        set_hall_settings(session, seated.meeting, seated.seating, asked, ACTOR, TODAY)
    answer = editor.send(f"{seated.path}/settings", **{**BASICS, "mark": mark, "step": "3"})
    assert answer.status_code == 409
    assert 'name="step" type="number" value="3"' in answer.text
    assert wishes().step == 7


def test_seats_picked_on_the_chart_come_along(editor: PageClient, seated: Seated) -> None:
    page = unescape(editor.get(f"{seated.path}/settings?seats=2-1,2-2,nonsense&people=a").text)
    assert ">池座2排1座、池座2排2座</textarea>" in page
    assert 'value="丁明"' in page
    page = unescape(editor.get(f"{seated.path}/settings?seats=2-1&zone=media").text)
    assert 'name="zone-media" rows="1">池座2排1座</textarea>' in page


def draw_again(sessions: Callable[[], ScopedSession], house: House, rows: int, columns: int) -> int:
    with scoped(sessions, house) as session:
        line = list_venues(session)[0]
        venue = replace(a_venue(rows, columns), name=line.name)
        save_venue_version(session, line.id, venue, ACTOR, "拆除后排", line.number)
        return list_venues(session)[0].version_id


def test_a_new_version_of_the_venue_is_taken_over_expressly(
    editor: PageClient, seated: Seated, sessions: Callable[[], ScopedSession], house: House
) -> None:
    version = draw_again(sessions, house, 1, 5)
    page = unescape(editor.get(f"{seated.path}/settings").text)
    assert "2 人的座位在新版中没有了" in page
    assert "少 3 座" in page
    answer = editor.send(f"{seated.path}/settings/venue", version=str(version))
    assert answer.status_code == 302
    with scoped(sessions, house) as session:
        opened = open_seating(session, seated.meeting, seated.seating)
    assert opened.venue_version_id == version
    assert sorted(opened.seating.unseated) == ["e", "f"]
    assert len(opened.seating.seat_of) == 4


def test_a_frozen_seating_takes_nothing_over(
    editor: PageClient, seated: Seated, sessions: Callable[[], ScopedSession], house: House
) -> None:
    version = draw_again(sessions, house, 1, 5)
    with scoped(sessions, house) as session:
        session.get_one(SeatingRecord, seated.seating).state = "frozen"
        session.commit()
    answer = editor.send(f"{seated.path}/settings/venue", version=str(version))
    assert (answer.status_code, "座次已审定" in answer.text) == (423, True)
    assert "改用第" not in editor.get(f"{seated.path}/settings").text


def test_the_page_costs_the_same_with_more_rules(
    editor: PageClient, seated: Seated, count_queries: Callable[[Callable[[], object]], int]
) -> None:
    def look() -> object:
        return editor.get(f"{seated.path}/settings")

    add(editor, seated, kind="aisle", people="丁明")
    look()
    one = count_queries(look)
    add(editor, seated, kind="aisle", people="王明")
    add(editor, seated, kind="aisle", people="万明")
    look()
    assert count_queries(look) == one


def test_name_and_sittings_are_changed_until_it_was_approved(
    editor: PageClient, seated: Seated, sessions: Callable[[], ScopedSession], house: House
) -> None:
    address = f"{seated.path}/settings/name"
    answer = editor.send(address, name="开幕会", sitting="full")
    assert answer.status_code == 302
    with scoped(sessions, house) as session:
        opened = open_seating(session, seated.meeting, seated.seating)
        assert (opened.name, [each.key for each in opened.sittings]) == ("开幕会", ["full"])
        record = session.get_one(SeatingRecord, seated.seating)
        record.approved_number = 1
        session.commit()
    refused = editor.send(address, name="闭幕会", sitting="full")
    assert refused.status_code == 400
    assert "已审定过的座次不能改名" in refused.text
    assert "开幕会" in refused.text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"name": " ", "sitting": "full"}, "请填写座次名称"),
        ({"name": "开幕会"}, "请至少选择一个会次"),
        ({"name": "开幕会", "sitting": "none"}, "请至少选择一个会次"),
    ],
)
def test_a_refused_name_or_sitting_is_told_at_its_field(
    editor: PageClient, seated: Seated, typed: dict[str, str], said: str
) -> None:
    answer = editor.send(f"{seated.path}/settings/name", **typed)
    assert answer.status_code == 422
    assert said in answer.text.split('class="field-fault"', 1)[1][:200]


def test_a_seating_is_removed_with_a_word(editor: PageClient, seated: Seated) -> None:
    answer = editor.send(f"{seated.path}/remove")
    assert answer.location == f"/meetings/{seated.meeting}/seating"
    assert "座次已删除。" in editor.get(answer.location).text
    assert editor.get(seated.path).status_code == 404
