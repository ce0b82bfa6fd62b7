from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from planner.models.account import Role
from tests.conftest import PASSWORD
from tests.web.test_work import Worker, a_worked_plan, tie_people

if TYPE_CHECKING:
    from collections.abc import Callable

    from planner.domain.plan import Plan
    from planner.models import ScopedSession
    from tests.conftest import Clock, House, PageClient, Publisher


@pytest.fixture
def worker(
    client: PageClient, house: House, publish: Publisher, sessions: Callable[[], ScopedSession]
) -> Worker:
    tie_people(sessions, house)
    return Worker(client, house, publish(house, a_worked_plan()))


def moved(days: int, title: str) -> Plan:
    """Return a meeting that is held so many days later."""
    plan = a_worked_plan(title=title)
    by = timedelta(days=days)
    assert plan.opens_on is not None
    assert plan.closes_on is not None
    return replace(
        plan,
        reports_on=None,
        opens_on=plan.opens_on + by,
        closes_on=plan.closes_on + by,
        sittings=tuple(
            replace(each, held_on=each.held_on + by) for each in plan.sittings if each.held_on
        ),
    )


def without_rostrum(plan: Plan) -> Plan:
    """Return a meeting whose leaders sit where they like."""
    return replace(plan, sittings=tuple(replace(each, rostrum=None) for each in plan.sittings))


@pytest.mark.parametrize(
    ("role", "home"),
    [
        (Role.EDITOR, "/workbench"),
        (Role.OWNER, "/workbench"),
        (Role.READER, "/workbench"),
        (Role.LEADER, "/leader"),
    ],
)
def test_everybody_begins_at_his_own_home(
    client: PageClient, house: House, role: Role, home: str
) -> None:
    client.sign_in(house, role)
    assert client.get("/").location == home
    assert client.get(home).status_code == 200


def test_what_waits_stands_before_whom_it_waits_for(worker: Worker) -> None:
    def bench(role: Role) -> str:
        return worker.as_role(role).get("/workbench").text.partition('id="meetings-head"')[0]

    assert "没有等您处理的事" in bench(Role.READER)
    assert "会议全程保障" in bench(Role.OWNER).partition("我要办的")[2]
    assert "待确认的责任书" in bench(Role.OWNER)
    assert "会议全程保障" in bench(Role.LEAD).partition("别人逾期的")[2]
    worker.do(Role.OWNER, "/work/run/trouble", text="车辆不足")
    assert [role for role in Role if "车辆不足" in bench(role)] == [Role.EDITOR, Role.LEAD]
    worker.do(Role.LEAD, "/entries/1/decide", verdict="settled", text="已解决")
    worker.do(Role.LEAD, "/work/after/date", wanted_on="2027-01-05", text="印厂排期")
    assert [role for role in Role if "印厂排期" in bench(role)] == [Role.EDITOR, Role.LEADER]


def test_reviews_wait_for_the_leader_then_for_the_secretariat(worker: Worker) -> None:
    def words(role: Role) -> list[str]:
        page = worker.as_role(role).get("/workbench").text
        return re.findall("待决定|待审定|待发布|退回待改|处意见待办|按意见修改后再送审", page)

    worker.do(Role.EDITOR, "/review")
    assert (words(Role.LEADER), words(Role.EDITOR)) == (["待决定", "待审定"], [])
    worker.do(Role.LEADER, "/review/1/return", remark="再改", place="", text="时间太紧")
    assert (words(Role.LEADER), words(Role.EDITOR)) == ([], ["退回待改", "处意见待办"])
    page = worker.as_role(Role.EDITOR).get("/workbench").text.partition("退回待改")[2]
    assert re.findall('href="([^"]*)"', page)[0] == f"{worker.path}/review"
    worker.do(Role.EDITOR, "/review")
    worker.do(Role.LEADER, "/review/2/approve", next="/leader")
    assert words(Role.EDITOR) == ["待决定", "待发布"]


def test_meetings_on_the_same_days_are_told_with_what_both_want(
    worker: Worker, house: House, publish: Publisher
) -> None:
    page = worker.as_role(Role.EDITOR).get("/workbench").text
    assert "会议之间没有日期重叠" in page
    publish(house, moved(3, "另一会议"))
    page = worker.as_role(Role.EDITOR).get("/workbench").text
    assert "；同用云岭会堂" in page
    assert "韩立群" in page
    assert page.count("is-clash") == 2


@pytest.mark.parametrize("page", ["/workbench", "/leader", "/work"])
def test_the_cost_is_the_same_for_one_meeting_and_for_many(
    worker: Worker,
    house: House,
    publish: Publisher,
    count_queries: Callable[[Callable[[], object]], int],
    page: str,
) -> None:
    client = worker.as_role(Role.LEADER)
    client.get(page)
    one = count_queries(lambda: client.get(page))
    for number in range(1, 4):
        publish(house, moved(number * 2, f"会议{number}"))
    client.get(page)
    assert count_queries(lambda: client.get(page)) == one
    assert one <= 12


@pytest.mark.parametrize("month", ["2027-01", "1-1", "abc", "9999-12", "0001-01"])
def test_the_year_begins_where_the_address_says(worker: Worker, month: str) -> None:
    page = worker.as_role(Role.READER).get(f"/workbench?from={month}")
    assert page.status_code == 200
    begins = "2027年1月" if month == "2027-01" else "2026年12月"
    assert f"<h3>{begins}</h3>" in page.text


def test_a_leader_sees_his_day_his_seat_and_what_is_late(worker: Worker, clock: Clock) -> None:
    clock.at = datetime(2027, 1, 18, 1, 0, tzinfo=UTC)
    page = worker.as_role(Role.LEADER).get("/leader").text
    today, _, rest = page.partition("接下来")
    assert "开幕会" in today
    assert "闭幕会" in rest
    assert "我发言：通过决议" in rest
    assert "逾期 2 项" in rest
    seat = worker.page(Role.LEADER, "/leader/seat/open")
    assert "第 1 排，从台下看左起第 1 位" in seat
    assert "郑明远" in seat.partition("我的左手")[2].partition("</p>")[0]
    row = [each.partition("</span>")[0] for each in seat.split('<li class="chair')[1:]]
    turned = worker.page(Role.LEADER, "/leader/seat/open?view=rostrum")
    assert [each.partition("</span>")[0].rpartition(">")[2] for each in row] == [
        "苏文博",
        "郑明远",
        "韩立群",
    ]
    assert turned.index("韩立群", turned.index("chair-row")) < turned.index(
        "苏文博", turned.index("chair-row")
    )
    assert worker.as_role(Role.LEADER).get(f"{worker.path}/leader/seat/groups").status_code == 404


def test_a_leaders_next_seat_is_in_view_though_other_sittings_come_before(
    worker: Worker, house: House, publish: Publisher, clock: Clock
) -> None:
    clock.at = datetime(2026, 12, 1, 1, 0, tzinfo=UTC)
    client = worker.as_role(Role.LEADER)
    assert "我的下一个座位" not in client.get("/leader").text
    for number in range(3, 6):
        publish(house, without_rostrum(moved(-number, f"会议{number}")))
    page = client.get("/leader").text
    section = page.partition("我的下一个座位")[2].partition("</section>")[0]
    assert "开幕会" in section
    assert "我的座位：第 1 排" in section


def test_a_leader_approves_or_sends_back_from_his_own_page(worker: Worker) -> None:
    assert worker.as_role(Role.LEADER).get(f"{worker.path}/leader/review/1").status_code == 404
    worker.do(Role.EDITOR, "/review", note="请审定")
    assert "请审定" in worker.as_role(Role.LEADER).get("/leader").text
    page = worker.page(Role.LEADER, "/leader/review/1")
    assert "与上一稿相同" in page
    client = worker.as_role(Role.LEADER)
    answer = client.send(f"{worker.path}/review/1/approve", remark="同意", next="/leader")
    assert answer.location == "/leader"
    assert "已审定" in worker.page(Role.LEADER, "/leader/review/1")
    assert "请审定" not in client.get("/leader").text


def test_a_leader_who_is_nobody_in_the_plan_is_told_so(
    client: PageClient, house: House, publish: Publisher
) -> None:
    publish(house)
    client.sign_in(house, Role.LEADER)
    assert "请与秘书处联系" in client.get("/leader").text
    assert client.send("/sign-in", name=house.name(Role.LEADER), password=PASSWORD).location == "/"


def test_a_house_without_meetings_offers_the_next_step(client: PageClient, house: House) -> None:
    page = client.sign_in(house).get("/workbench").text
    assert "近期没有会议" in page
    assert "查看全部会议" in page
    assert date(2026, 12, 1).strftime("%Y年") in page
