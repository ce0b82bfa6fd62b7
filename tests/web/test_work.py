from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select, update

from planner.domain.task import Dependency, Offset, Task
from planner.models import AccountRecord, AuditRecord, MembershipRecord, WorkEntryRecord
from planner.models.account import Role
from planner.services.draft import open_draft
from planner.services.draft_change import Edit, apply_edits
from planner.services.published import load_plan
from tests.builders import a_sound_plan
from tests.conftest import NOW, TODAY, scoped
from tests.replay import replayed

if TYPE_CHECKING:
    from collections.abc import Callable

    from planner.domain.plan import Plan
    from planner.models import ScopedSession
    from tests.conftest import House, PageClient, Publisher

from planner.services.actor import Actor

PERSONS = {Role.OWNER: "owner", Role.LEAD: "lead", Role.LEADER: "sg"}
JPEG = b"\xff\xd8\xff\xe0" + b"photo" * 20


def a_worked_plan(**changes: object) -> Plan:
    plan = a_sound_plan(**changes)
    run = replace(plan.tasks[0], key="run", offset=Offset(-60))
    after = Task(
        "after",
        "印制会议文件",
        "affairs",
        offset=Offset(-20),
        owner="lead",
        standard="文件到位",
        depends_on=(Dependency("run"),),
    )
    return replace(plan, tasks=(run, after))


@pytest.fixture
def meeting(house: House, publish: Publisher, sessions: Callable[[], ScopedSession]) -> int:
    """Publish a meeting in which the accounts of owner, lead and leader are people."""
    tie_people(sessions, house)
    return publish(house, a_worked_plan())


@replayed
def tie_people(sessions: Callable[[], ScopedSession], house: House) -> None:
    with scoped(sessions, house) as session:
        for role, person in PERSONS.items():
            wanted = select(AccountRecord.id).where(AccountRecord.sign_in_name == house.name(role))
            session.execute(
                update(MembershipRecord)
                .where(MembershipRecord.account_id == session.scalar(wanted))
                .values(person_key=person)
            )
        session.commit()


class Worker:
    """Several people at their tasks, one after the other."""

    def __init__(self, client: PageClient, house: House, meeting: int) -> None:
        self.client, self.house, self.path = client, house, f"/meetings/{meeting}"

    def as_role(self, role: Role) -> PageClient:
        self.client.sign_in(self.house, role)
        return self.client

    def do(self, role: Role, act: str, **form: object) -> int:
        return self.as_role(role).send(f"{self.path}{act}", **form).status_code

    def page(self, role: Role, path: str = "/work/run") -> str:
        return self.as_role(role).get(f"{self.path}{path}").text


@pytest.fixture
def worker(client: PageClient, house: House, meeting: int) -> Worker:
    return Worker(client, house, meeting)


def test_ticking_off_shows_everywhere_and_changes_no_revision(
    sessions: Callable[[], ScopedSession], house: House, meeting: int, worker: Worker
) -> None:
    before = worker.page(Role.READER, "")
    assert "任务完成 0 / 2" in before
    assert "应于" in worker.page(Role.READER, "/findings")
    assert worker.do(Role.OWNER, "/work/run/state", state="done", text="已办妥") == 302
    assert "任务完成 1 / 2" in worker.page(Role.READER, "")
    assert "应于" not in worker.page(Role.READER, "/findings")
    for page in ("/timeline?state=done", "/responsibilities", "/roadmap"):
        assert "已完成" in worker.page(Role.READER, page)
    assert "已办妥" in worker.page(Role.OWNER)
    with scoped(sessions, house) as session:
        assert load_plan(session, meeting, 1).plan.tasks[0].state.value == "open"
        task = open_draft(session, meeting).entries["tasks"][0]
        assert (task.data["state"], task.data["done_on"]) == ("done", TODAY.isoformat())
    assert "有未发布的修改" not in worker.page(Role.EDITOR, "")
    assert worker.do(Role.OWNER, "/work/run/state", state="doing") == 302
    assert "任务完成 0 / 2" in worker.page(Role.READER, "")


def test_what_the_secretariat_writes_into_the_draft_counts_as_well(
    sessions: Callable[[], ScopedSession], house: House, meeting: int, worker: Worker
) -> None:
    worker.do(Role.OWNER, "/work/run/state", state="done")
    with scoped(sessions, house) as session:
        edit = Edit.change("tasks", "run", {"state": "doing", "done_on": None})
        apply_edits(session, meeting, [edit], Actor(None, NOW))
    assert "任务完成 0 / 2" in worker.page(Role.READER, "")


def test_a_task_that_left_the_draft_is_ticked_off_all_the_same(
    sessions: Callable[[], ScopedSession], house: House, meeting: int, worker: Worker
) -> None:
    with scoped(sessions, house) as session:
        apply_edits(session, meeting, [Edit.remove("tasks", "run")], Actor(None, NOW))
    assert worker.do(Role.OWNER, "/work/run/state", state="done") == 302
    assert "任务完成 1 / 2" in worker.page(Role.READER, "")


def test_a_draft_at_odds_with_itself_hinders_nobody(
    sessions: Callable[[], ScopedSession], house: House, meeting: int, worker: Worker
) -> None:
    with scoped(sessions, house) as session:
        apply_edits(session, meeting, [Edit.remove("workstreams", "affairs")], Actor(None, NOW))
    assert worker.do(Role.OWNER, "/work/run/state", state="done") == 302


def test_work_goes_on_while_a_review_waits(worker: Worker) -> None:
    assert worker.do(Role.EDITOR, "/review") == 302
    assert worker.do(Role.OWNER, "/work/run/state", state="done") == 302
    assert "任务完成 1 / 2" in worker.page(Role.READER, "")


@pytest.mark.parametrize(
    ("form", "status"),
    [
        ({"state": "done", "done_on": "2026-12-02"}, 400),
        ({"state": "done", "done_on": "gestern"}, 400),
        ({"state": "dropped"}, 400),
        ({"state": "nothing"}, 400),
        ({"state": "done", "done_on": "2026-11-30"}, 302),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_typed_is_lost(
    worker: Worker, form: dict[str, str], status: int
) -> None:
    client = worker.as_role(Role.OWNER)
    answer = client.send(f"{worker.path}/work/run/state", text="写了很多字", **form)
    assert answer.status_code == status
    assert ("写了很多字" in answer.text) == (status == 400)


def test_files_are_taken_by_kind_and_content_and_handed_out_as_downloads(worker: Worker) -> None:
    client = worker.as_role(Role.OWNER)
    path = f"{worker.path}/work/run/note"
    for name, content in (
        ("页面.html", b"<script>alert(1)</script>"),
        ("图.svg", b"<svg/>"),
        ("假.jpg", b"<script>"),
        ("空.pdf", b""),
    ):
        answer = client.send(path, text="附件", file=(io.BytesIO(content), name))
        assert (answer.status_code, name in answer.text) == (400, True)
    photos = [(io.BytesIO(JPEG), f"{n}.jpg") for n in range(6)]
    assert client.send(path, file=photos).status_code == 400
    assert client.send(path, text="").status_code == 400
    assert client.send(path, file=(io.BytesIO(JPEG), "../会场 照片.JPG")).status_code == 302
    answer = client.get(f"{worker.path}/attachments/1")
    assert (answer.data, answer.mimetype) == (JPEG, "image/jpeg")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "／会场 照片.JPG" in worker.page(Role.OWNER)


def test_files_of_others_are_not_there(
    worker: Worker, other_house: House, client: PageClient
) -> None:
    worker.as_role(Role.OWNER).send(
        f"{worker.path}/work/run/note", file=(io.BytesIO(JPEG), "图.jpg")
    )
    address = f"{worker.path}/attachments/1"
    seen = {role: worker.as_role(role).get(address).status_code for role in Role}
    assert seen == {
        Role.EDITOR: 200,
        Role.LEAD: 200,
        Role.OWNER: 200,
        Role.LEADER: 200,
        Role.READER: 404,
    }
    client.sign_in(other_house)
    assert client.get(address).status_code == 404


def test_an_owner_touches_only_his_own_tasks(worker: Worker) -> None:
    assert worker.do(Role.OWNER, "/work/after/state", state="done") == 404
    assert worker.do(Role.OWNER, "/work/nothing/state", state="done") == 404
    assert worker.as_role(Role.OWNER).get(f"{worker.path}/work/after").status_code == 404
    assert worker.do(Role.LEADER, "/work/run/state", state="done") == 403
    assert worker.do(Role.LEAD, "/work/run/state", state="doing") == 302
    assert worker.do(Role.READER, "/work/run/state", state="done") == 403


def test_a_lead_decides_in_his_own_workstream_only(
    sessions: Callable[[], ScopedSession], house: House, publish: Publisher, client: PageClient
) -> None:
    tie_people(sessions, house)
    plan = a_worked_plan()
    streams = (replace(plan.workstreams[0], lead="m1"),)
    meeting = publish(house, replace(plan, workstreams=streams))
    worker = Worker(client, house, meeting)
    worker.do(Role.OWNER, "/work/run/trouble", text="人手不够")
    verdict = {"verdict": "settled", "text": "已增派"}
    assert worker.do(Role.LEAD, "/entries/1/decide", **verdict) == 404
    assert worker.do(Role.OWNER, "/entries/1/decide", **verdict) == 403
    assert worker.do(Role.LEADER, "/entries/1/resolve", **verdict) == 302


def test_another_date_is_asked_for_and_granted(
    sessions: Callable[[], ScopedSession], house: House, meeting: int, worker: Worker
) -> None:
    ask = {"wanted_on": "2026-12-10", "text": "场地未定"}
    assert worker.do(Role.OWNER, "/work/run/date", wanted_on="2026-12-10", text="") == 400
    assert worker.do(Role.OWNER, "/work/run/date", wanted_on="2026-11-30", text="x") == 400
    assert worker.do(Role.OWNER, "/work/run/date", wanted_on="", text="x") == 400
    assert worker.do(Role.OWNER, "/work/run/date", **ask) == 302
    assert worker.do(Role.OWNER, "/work/run/date", **ask) == 400
    board = worker.page(Role.LEAD, "/board/affairs")
    assert "场地未定" in board
    assert "印制会议文件" in board.partition("改期会牵动")[2].partition("</div>")[0]
    assert worker.do(Role.OWNER, "/entries/1/decide", verdict="granted") == 403
    assert worker.do(Role.LEAD, "/entries/1/decide", verdict="settled", text="x") == 409
    assert worker.do(Role.LEAD, "/entries/1/decide", verdict="refused", text="") == 400
    assert worker.do(Role.LEAD, "/entries/1/decide", verdict="granted") == 302
    assert worker.do(Role.LEAD, "/entries/1/decide", verdict="granted") == 409
    assert "同意改至 12月10日" in worker.page(Role.OWNER)
    assert "应于" not in worker.page(Role.READER, "/findings")
    with scoped(sessions, house) as session:
        planned = load_plan(session, meeting, 1).timeline.find("run")
        assert planned is not None
        assert planned.agreed_on is None
        assert open_draft(session, meeting).sequence == 1


def test_granted_date_reaches_the_calendars_that_have_the_task(worker: Worker) -> None:
    def read(tail: str = "") -> list[str]:
        address = f"{worker.path}/calendars/file.ics?kind=owner&key=owner&audience=personal{tail}"
        return worker.as_role(Role.OWNER).get(address).text.splitlines()

    assert "SEQUENCE:0" in read("&tasks=1")
    worker.do(Role.OWNER, "/work/run/date", wanted_on="2026-12-10", text="场地未定")
    assert "SEQUENCE:0" in read("&tasks=1")
    assert worker.do(Role.LEAD, "/entries/1/decide", verdict="granted") == 302
    assert {"SEQUENCE:1", "DUE;VALUE=DATE:20261210"} <= set(read("&tasks=1"))
    assert {"SEQUENCE:1", "DTEND;VALUE=DATE:20261211"} <= set(read())


def test_what_the_lead_asks_for_goes_up(worker: Worker) -> None:
    worker.do(Role.LEAD, "/work/after/date", wanted_on="2027-01-05", text="印厂排期")
    assert worker.do(Role.LEAD, "/entries/1/decide", verdict="granted") == 403
    assert worker.do(Role.LEADER, "/entries/1/resolve", verdict="refused", text="不能再晚") == 302
    assert "不能再晚" in worker.page(Role.LEAD, "/work/after")


def test_a_trouble_stands_until_it_is_settled_or_taken_back(worker: Worker) -> None:
    assert worker.do(Role.OWNER, "/work/run/trouble", text=" ") == 400
    worker.do(Role.OWNER, "/work/run/trouble", text="车辆不足")
    worker.do(Role.OWNER, "/work/run/trouble", text="人手不足")
    assert worker.page(Role.LEAD, "/board/affairs").count('id="waiting-') == 2
    assert worker.do(Role.LEAD, "/entries/1/withdraw") == 403
    assert worker.do(Role.OWNER, "/entries/1/withdraw") == 302
    assert worker.do(Role.OWNER, "/entries/1/withdraw") == 409
    assert worker.do(Role.LEAD, "/entries/2/decide", verdict="settled", text="") == 400
    assert worker.do(Role.LEAD, "/entries/2/decide", verdict="settled", text="已借调") == 302
    assert 'id="waiting-' not in worker.page(Role.LEAD, "/board/affairs")
    assert "已借调" in worker.page(Role.OWNER)


def test_the_letter_is_accepted_as_it_was_shown_and_anew_only_where_it_changed(
    house: House, publish: Publisher, worker: Worker
) -> None:
    page = worker.page(Role.OWNER, "/letter")
    content = page.partition('name="content" value="')[2].partition('"')[0]
    assert worker.do(Role.OWNER, "/letter", content="0" * 64) == 409
    assert worker.do(Role.OWNER, "/letter", content=content) == 302
    assert worker.do(Role.OWNER, "/letter", content=content) == 302
    assert "已确认" in worker.page(Role.OWNER, "/letter")
    publish(house, replace(a_worked_plan(), theme="新主题", place="新会堂"))
    worker.do(Role.OWNER, "/work/run/state", state="doing")
    assert "责任书已确认" in worker.page(Role.OWNER, "/work")
    plan = a_worked_plan()
    run, *rest = plan.tasks
    publish(house, replace(plan, tasks=(replace(run, standard="全部到位"), *rest)))
    assert "责任书有变化，待重新确认" in worker.page(Role.OWNER, "/work")
    assert "请看过后重新确认" in worker.page(Role.OWNER, "/letter")
    assert worker.as_role(Role.EDITOR).get(f"{worker.path}/letter").status_code == 404


def test_everything_said_stands_in_the_log_without_its_words(
    sessions: Callable[[], ScopedSession], house: House, worker: Worker
) -> None:
    worker.do(Role.OWNER, "/work/run/state", state="done", text="机密说明")
    worker.do(Role.OWNER, "/work/run/trouble", text="机密困难")
    worker.do(Role.LEAD, "/entries/2/decide", verdict="settled", text="机密意见")
    with scoped(sessions, house) as session:
        rows = session.scalars(select(AuditRecord).order_by(AuditRecord.number)).all()
        said = [each for each in rows if each.action.startswith("work.")]
        assert [each.action for each in said] == ["work.state", "work.trouble", "work.decide"]
        assert "机密" not in str([(each.before, each.after) for each in rows])
        assert len(session.scalars(select(WorkEntryRecord)).all()) == 2


def test_work_of_all_meetings_costs_the_same_at_one_task_and_at_many(
    worker: Worker,
    house: House,
    publish: Publisher,
    count_queries: Callable[[Callable[[], object]], int],
) -> None:
    pages = ("/work", f"{worker.path}/work", f"{worker.path}/board/affairs")
    client = worker.as_role(Role.OWNER)
    for page in pages:
        client.get(page)
    few = [count_queries(lambda p=page: client.get(p)) for page in pages]
    plan = a_worked_plan()
    more = tuple(replace(plan.tasks[0], key=f"t{n}", name=f"任务{n}") for n in range(60))
    publish(house, replace(plan, tasks=(*plan.tasks, *more)))
    for page in pages:
        client.get(page)
    many = [count_queries(lambda p=page: client.get(p)) for page in pages]
    assert few == many
    assert max(many) <= 12


def test_nobody_without_a_person_is_told_what_to_do(
    client: PageClient, house: House, publish: Publisher
) -> None:
    meeting = publish(house)
    client.sign_in(house, Role.OWNER)
    for page in ("/work", f"/meetings/{meeting}/work"):
        assert "请与秘书处联系" in client.get(page).text
