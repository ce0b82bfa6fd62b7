from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from planner.domain.task import Offset, TaskState
from planner.domain.timeline import back_schedule
from planner.models.account import Role
from planner.services.draft import open_draft
from tests.conftest import scoped
from tests.web.test_work import Worker, a_worked_plan, tie_people

if TYPE_CHECKING:
    from collections.abc import Callable

    from planner.models import ScopedSession
    from tests.conftest import House, PageClient, Publisher


@pytest.fixture
def worker(
    client: PageClient, house: House, publish: Publisher, sessions: Callable[[], ScopedSession]
) -> Worker:
    tie_people(sessions, house)
    plan = a_worked_plan()
    run, after = plan.tasks
    more = (
        replace(run, key="done", name="拟定方案", state=TaskState.DONE, workstream=""),
        replace(run, key="nobody", name="无主任务", owner="", offset=Offset(-5)),
        replace(run, key="undated", name="不定期任务", anchor="sitting:someday"),
    )
    someday = replace(plan.sittings[1], key="someday", name="座谈会", held_on=None)
    plan = replace(plan, tasks=(run, after, *more), sittings=(*plan.sittings, someday))
    return Worker(client, house, publish(house, plan))


ALL = ["拟定方案", "会议全程保障", "印制会议文件", "无主任务", "不定期任务"]


def list_names(page: str) -> list[str]:
    found = [each.partition(">")[2].partition("<")[0] for each in page.split("data-drawer=")[1:]]
    return [each for each in found if each in ALL]


@pytest.mark.parametrize("role", [Role.EDITOR, Role.READER])
@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", ALL),
        ("?workstream=affairs&state=open", [e for e in ALL if e != "拟定方案"]),
        ("?owner=lead", ["印制会议文件"]),
        ("?owner=-", ["无主任务"]),
        ("?state=done", ["拟定方案"]),
        ("?mark=late", ["会议全程保障"]),
        ("?mark=undated", ["不定期任务"]),
        ("?mark=unknown&text=任务", ["无主任务", "不定期任务"]),
        ("?week=2026-12-28", ["印制会议文件"]),
        ("?text=印制", ["印制会议文件"]),
        ("?owner=nobody-here", []),
    ],
)
def test_one_filter_bar_asks_for_tasks(
    worker: Worker, role: Role, query: str, names: list[str]
) -> None:
    page = worker.page(role, f"/tasks{query}")
    assert list_names(page) == names
    assert f"共 {len(names)} 项" in page


@pytest.mark.parametrize(
    ("order", "heads"),
    [
        ("date", []),
        ("owner", ["万里程", "石小禾", "无责任人"]),
        (
            "week",
            ["11月16日 起一周", "12月28日 起一周", "1月11日 起一周", "日期未定"],
        ),
    ],
)
def test_tasks_stand_in_groups(worker: Worker, order: str, heads: list[str]) -> None:
    page = worker.page(Role.READER, f"/tasks?order={order}")
    groups = page.split('scope="rowgroup">')[1:]
    assert [each.partition(" <small>")[0] for each in groups] == heads


def test_ticked_tasks_get_another_owner_in_one_go(
    worker: Worker, sessions: Callable[[], ScopedSession], house: House
) -> None:
    path = f"{worker.path}/tasks/owner"
    client = worker.as_role(Role.EDITOR)
    answer = client.send(path, key=["run", "nobody"], new_owner="查无此人")
    assert answer.status_code == 422
    assert answer.text.count('form="bulk" checked') == 2
    assert 'value="查无此人"' in answer.text
    assert client.send(path, key=[], new_owner="白晓岚").status_code == 400
    assert client.send(path, key=["gone"], new_owner="白晓岚").status_code == 404
    answer = client.send(path, key=["run", "nobody"], new_owner="白晓岚", next="/workbench")
    assert answer.location == "/workbench"

    def owners() -> dict[str, str]:
        with scoped(sessions, house) as session:
            draft = open_draft(session, int(worker.path.rpartition("/")[2]))
            return {each.key: each.owner for each in draft.plan.tasks}

    assert owners() == {
        "run": "m1",
        "after": "lead",
        "done": "owner",
        "nobody": "m1",
        "undated": "owner",
    }
    client.post(f"{worker.path}/draft/undo", json={}, headers={"X-CSRFToken": client.token()})
    assert owners()["run"] == "owner"
    assert worker.do(Role.LEAD, "/tasks/owner", key="run", new_owner="万里程") == 403


def test_an_agreed_date_is_taken_into_the_draft(
    worker: Worker, sessions: Callable[[], ScopedSession], house: House
) -> None:
    worker.do(Role.OWNER, "/work/run/date", wanted_on="2026-12-10", text="场地未定")
    worker.do(Role.LEAD, "/entries/1/decide", verdict="granted")
    assert "已同意改至 12月10日，草稿仍是" in worker.page(Role.EDITOR, "/tasks?mark=agreed")
    assert worker.do(Role.EDITOR, "/tasks/after/agreed") == 404
    worker.client.sign_in(worker.house, Role.EDITOR)
    bench = worker.client.get("/workbench").text
    assert "同意的改期待写入草稿" in bench
    assert "已同意改至 12月10日，草稿仍是" in bench
    assert f"{worker.path}/tasks?mark=agreed" in bench
    assert worker.do(Role.EDITOR, "/tasks/run/agreed", next="/") == 302
    assert "同意的改期待写入草稿" not in worker.client.get("/workbench").text
    assert list_names(worker.page(Role.EDITOR, "/tasks?mark=agreed")) == []
    with scoped(sessions, house) as session:
        draft = open_draft(session, int(worker.path.rpartition("/")[2]))
        task = draft.plan.tasks[0]
        assert task.anchor == "open"
        found = back_schedule(draft.plan, date(2026, 11, 1)).find(task.key)
        assert found is not None
        assert found.ends_on == date(2026, 12, 10)
    assert list_names(worker.page(Role.READER, "/tasks?mark=agreed")) == ["会议全程保障"]


def test_many_tasks_come_in_pages_at_the_same_cost(
    worker: Worker,
    house: House,
    publish: Publisher,
    count_queries: Callable[[Callable[[], object]], int],
) -> None:
    client = worker.as_role(Role.EDITOR)
    page = f"{worker.path}/tasks?order=owner"
    client.get(page)
    few = count_queries(lambda: client.get(page))
    plan = a_worked_plan(title="大会")
    run = plan.tasks[0]
    tasks = tuple(replace(run, key=f"t{n}", name=f"任务{n}") for n in range(120))
    large = f"/meetings/{publish(house, replace(plan, tasks=tasks))}/tasks?order=owner"
    text = client.get(large).text
    assert text.count('type="checkbox"') == 50
    assert "共 120 项" in text
    assert client.get(f"{large}&page=3").text.count('type="checkbox"') == 20
    assert count_queries(lambda: client.get(large)) == few
    assert few <= 12


def test_troubles_stand_on_the_overview_until_they_are_settled(worker: Worker) -> None:
    worker.do(Role.OWNER, "/work/run/trouble", text="车辆不足")
    seen = {role: worker.page(role, "") for role in Role}
    told = {role for role, page in seen.items() if "困难和改期申请" in page}
    assert told == {Role.EDITOR, Role.LEAD, Role.OWNER, Role.LEADER}
    assert all("车辆不足" in seen[role] for role in told)
    assert "车辆不足" not in seen[Role.READER]
    worker.do(Role.LEAD, "/entries/1/decide", verdict="settled", text="已借调")
    assert "困难和改期申请" not in worker.page(Role.LEAD, "")
