"""Printing a seating: what is made, what changed only, what holds and what is void."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pikepdf
import pytest
from sqlalchemy import select

from planner.documents.font import FontSettings
from planner.domain.seating.deed import Deed, DeedKind
from planner.models import IssuedPaperRecord
from planner.models.account import Permission, Role
from planner.models.job import JobState
from planner.services.job import find_job
from planner.services.seating_deed import apply_deeds
from planner.services.seating_issue import issue_seat_papers
from planner.services.seating_rendering import open_task
from planner.services.seating_review import (
    Verdict,
    begin_amendment,
    decide_seating,
    submit_seating,
)
from planner.services.workplace import Workplace
from planner.tasks.worker import handle_job
from tests.builders import a_sound_plan
from tests.conftest import NOW, TODAY, scoped
from tests.documents.reading import read_pages
from tests.seated import ACTOR, Seated, a_seated_plan, seat_meeting
from tests.services.test_seating_review import actor_of
from tests.web.test_api import ALL, Program, make_token

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask

    from planner.models import ScopedSession
    from planner.models.job import Job
    from tests.conftest import House, PageClient

SECRET = "a secret of the tests, long enough to do"  # noqa: S105  of the tests
ON_SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


class Press:
    """A seating, those who change it, and the worker who prints it."""

    def __init__(self, app: Flask, client: PageClient, house: House, seated: Seated) -> None:
        parts = app.extensions["plenum"]
        self.place = Workplace(
            parts.sessions, parts.store, "http://localhost", FontSettings(), lambda: NOW, SECRET
        )
        self.client, self.house, self.seated = client, house, seated
        self.sessions: Callable[[], ScopedSession] = parts.sessions
        client.sign_in(house)

    @property
    def where(self) -> tuple[int, int]:
        return self.seated.meeting, self.seated.seating

    def approve(self, *deeds: Deed, reason: str = "三人因病请假") -> None:
        """Approve the seating as it stands, or an amendment of it."""
        confirmer = actor_of(self.sessions, self.house, Role.LEADER)
        with scoped(self.sessions, self.house) as session:
            if deeds:
                begin_amendment(session, *self.where, ACTOR, TODAY)
                apply_deeds(session, *self.where, deeds, ACTOR, TODAY)
            number = submit_seating(session, *self.where, reason, ACTOR, TODAY)
            verdict = Verdict(number, is_approved=True)
            decide_seating(session, *self.where, verdict, confirmer, TODAY)

    def order(self, *papers: str, **form: object) -> Job:
        answer = self.client.send(f"{self.seated.path}/papers", paper=list(papers), **form)
        assert answer.status_code == 302, answer.text
        return self.work(int(answer.location.rpartition("/")[2]))

    def work(self, job_id: int) -> Job:
        handle_job(self.place, job_id)
        with scoped(self.sessions, self.house) as session:
            return find_job(session, job_id)

    def pages(self, job: Job, number: int = 1) -> list[str]:
        """Return the text of each page of a document that the page serves."""
        answer = self.client.get(f"/jobs/{job.id}/documents/{number}")
        assert answer.mimetype == "application/pdf"
        return read_pages(answer.data)

    def codes(self) -> dict[str, bool]:
        """Return whether each printed content holds, by its key and the first of its hash."""
        with scoped(self.sessions, self.house) as session:
            rows = session.scalars(
                select(IssuedPaperRecord).where(IssuedPaperRecord.paper_key.startswith("seating:"))
            )
            return {f"{row.paper_key} {row.content_hash[:8]}": not row.voided_on for row in rows}

    def holds(self, code: str) -> str:
        page = self.client.get(f"/v/{code}")
        return re.search(r"<h1>(.*?)</h1>", page.text)[1]  # type: ignore[index]


@pytest.fixture
def press(
    app: Flask, client: PageClient, sessions: Callable[[], ScopedSession], house: House
) -> Press:
    return Press(app, client, house, seat_meeting(sessions, house))


def move(person: str, seat: str) -> Deed:
    return Deed(DeedKind.MOVE, (person,), seat)


def code_of(page: str) -> str:
    found = re.search(r"校验码([0-9a-f]{8})", page)
    assert found is not None
    return found[1]


def test_the_approved_version_is_printed_with_its_number(press: Press) -> None:
    press.approve()
    job = press.order("chart", "index:strokes", "index:pinyin", "table", "reasons", "signs")
    assert (job.state, [each.failure_zh for each in job.documents if each.failure_zh]) == (
        JobState.DONE,
        [],
    )
    chart = press.pages(job)[0]
    assert "座次第1版" in chart
    assert "从台下看" in chart
    assert len(press.pages(job, 6)) == 6
    answer = press.client.get(f"/jobs/{job.id}/result")
    with zipfile.ZipFile(io.BytesIO(answer.data)) as archive:
        assert archive.namelist() == [each.path for each in job.documents]
    assert "座次索引（按拼音）" in press.client.get(f"/jobs/{job.id}").text


@ON_SQLITE
def test_the_same_paper_is_made_once(press: Press) -> None:
    press.approve()
    first, again = press.order("chart"), press.order("chart")
    assert first.id == again.id
    assert [each.from_store for each in (*first.documents, *again.documents)] == [False, True]
    wider = press.order("chart", "reasons")
    assert [each.from_store for each in wider.documents] == [True, False]


@ON_SQLITE
def test_a_draft_says_so_and_is_verified_nowhere(press: Press) -> None:
    job = press.order("chart", "signs", edition="draft")
    assert all("草稿，仅供审阅，不得印发" in page for page in press.pages(job))
    assert press.codes() == {}
    assert "草稿.zip" in press.client.get(f"/jobs/{job.id}/result").headers[
        "Content-Disposition"
    ].replace("%E8%8D%89%E7%A8%BF", "草稿")


def test_only_the_signs_of_those_who_moved_are_printed(press: Press) -> None:
    press.approve()
    press.order("signs", signs_form="200x100")
    press.approve(move("b", "2-4"), move("f", "1-2"))
    job = press.order("chart", "signs", "changes", signs_scope="changed", since="1")
    signs = press.pages(job, 2)
    assert sorted(re.findall(r"池座(\d)排", "".join(signs))) == ["1", "2"]
    names = re.sub(r"\s", "", "".join(signs))
    assert [each in names for each in ("万明", "田明", "丁明")] == [True, True, False]
    sheet = press.pages(job, 3)[0]
    assert "座次变更单" in sheet
    assert "三人因病请假" in sheet
    assert "共2人" in sheet


@ON_SQLITE
def test_what_did_not_move_holds_and_what_did_is_void(press: Press) -> None:
    press.approve()
    job = press.order("chart", "signs")
    chart = code_of(press.pages(job)[0])
    before = press.codes()
    press.approve(move("b", "2-4"))
    after = press.codes()
    void = {key.rpartition(" ")[0] for key in before if not after[key]}
    seating = press.seated.seating
    assert void == {f"seating:{seating}:chart", f"seating:{seating}:sign:a4:b"}
    assert press.holds(chart) == "已作废"
    assert f"/seating/{seating}/papers" in press.client.get(f"/v/{chart}").text
    new = code_of(press.pages(press.order("chart"))[0])
    assert (new != chart, press.holds(new)) == (True, "有效")


@ON_SQLITE
def test_a_sign_of_somebody_who_left_is_withdrawn(press: Press) -> None:
    press.approve()
    press.order("signs")
    press.approve(Deed(DeedKind.UNSEAT, ("b",)))
    gone = [key.rpartition(" ")[2] for key in press.codes() if ":sign:a4:b " in key]
    assert [press.holds(each) for each in gone] == ["已撤销"]
    job = press.order("changes", since="1")
    assert "撤出1人" in press.pages(job)[0]


def test_a_revision_voids_what_it_changes_on_papers_of_seats(
    press: Press, publish: Callable[..., int]
) -> None:
    press.approve()
    job = press.order("chart", "signs")
    chart = code_of(press.pages(job)[0])
    plan = a_seated_plan(theme="另一主题")
    publish(press.house, plan)
    assert (press.holds(chart), set(press.codes().values())) == ("有效", {True})
    later = (replace(each, held_on=date(2027, 1, 19)) for each in plan.sittings)
    before = press.codes()
    publish(press.house, replace(plan, sittings=tuple(later)))
    assert press.holds(chart) == "已作废"
    after = press.codes()
    void = {key.rpartition(" ")[0] for key in before if not after[key]}
    assert void == {f"seating:{press.seated.seating}:chart"}
    again = code_of(press.pages(press.order("chart"))[0])
    assert (again != chart, press.holds(again)) == (True, "有效")


@ON_SQLITE
def test_papers_of_a_sitting_that_is_no_more_are_withdrawn(
    press: Press, publish: Callable[..., int]
) -> None:
    press.approve()
    chart = code_of(press.pages(press.order("chart", "signs"))[0])
    plan = a_seated_plan()
    publish(press.house, replace(plan, sittings=plan.sittings[:-1]))
    assert (press.holds(chart), set(press.codes().values())) == ("已撤销", {False})


@ON_SQLITE
def test_paper_whose_key_is_of_another_meetings_seating_is_left_alone(
    press: Press, publish: Callable[..., int]
) -> None:
    press.approve()
    elsewhere = publish(press.house, a_sound_plan(title="另一个会议"))
    with scoped(press.sessions, press.house) as session:
        session.add(
            IssuedPaperRecord(
                organisation_id=press.house.id,
                meeting_id=elsewhere,
                paper_key=f"seating:{press.seated.seating}:chart",
                content_hash="f" * 64,
                revision_number=1,
                issued_on=TODAY,
            )
        )
        session.commit()
    publish(press.house, a_sound_plan(title="另一个会议", theme="另一主题"))
    assert [each for each in press.codes().values() if each] == [True]


@ON_SQLITE
def test_what_was_printed_while_a_revision_was_published_is_void(
    press: Press, publish: Callable[..., int]
) -> None:
    press.approve()
    job = find_waiting(press)
    plan = a_seated_plan()
    later = (replace(each, held_on=date(2027, 1, 19)) for each in plan.sittings)
    with scoped(press.sessions, press.house) as session:
        task = open_task(press.place, session, find_job(session, job))
    publish(press.house, replace(plan, sittings=tuple(later)))
    with scoped(press.sessions, press.house) as session:
        edition = (task.order.number, task.workshop.facts.plan.edition.number)
        issue_seat_papers(session, *press.where, edition, {"seating:1:chart": "a" * 64}, TODAY)
    assert press.codes() == {"seating:1:chart aaaaaaaa": False}


def find_waiting(press: Press) -> int:
    """Order a chart and return its job, which nobody works on."""
    answer = press.client.send(f"{press.seated.path}/papers", paper=["chart"])
    return int(answer.location.rpartition("/")[2])


@ON_SQLITE
def test_nothing_changed_is_said_and_other_papers_are_made(press: Press) -> None:
    press.approve()
    press.approve(move("b", "2-4"))
    press.approve(move("b", "1-2"))
    job = press.order("chart", "signs", signs_scope="changed", since="1")
    assert [each.failure_zh for each in job.documents] == ["", "桌签没有变动，不必重印。"]


@ON_SQLITE
def test_chosen_people_get_signs(press: Press) -> None:
    press.approve()
    job = press.order("signs", signs_scope="chosen", people="丁明、c")
    assert len(press.pages(job)) == 2


@pytest.mark.parametrize(
    ("papers", "form", "said"),
    [
        ([], {}, "请至少选择一种文件。"),
        (["nothing"], {}, "没有这种文件。"),
        (["chart:huge"], {}, "没有这种规格。"),
        (["changes"], {}, "请选择与哪一版相比。"),
        (["signs"], {"signs_scope": "chosen"}, "请填写要打印的人员姓名。"),
        (
            ["signs"],
            {"signs_scope": "chosen", "people": "没有此人"},
            "没有找到，或有同名：没有此人。",
        ),
    ],
)
@ON_SQLITE
def test_what_cannot_be_printed_is_refused(
    press: Press, papers: list[str], form: dict[str, str], said: str
) -> None:
    press.approve()
    answer = press.client.send(f"{press.seated.path}/papers", paper=papers, **form)
    assert answer.status_code in {400, 422}
    assert said in answer.text


@ON_SQLITE
def test_a_version_that_was_never_approved_is_not_there(press: Press) -> None:
    press.approve()
    answer = press.client.send(f"{press.seated.path}/papers", paper="changes", since="7")
    assert answer.status_code == 404


@ON_SQLITE
def test_badges_bear_links_codes_and_lasting_numbers(press: Press) -> None:
    press.approve()
    job = press.order("badges")
    text = "".join(press.pages(job))
    assert text.count("查座码：") == text.count("编号：") > 0
    listed = press.client.get(f"/meetings/{press.seated.meeting}/seat-links?q=马明").text
    code = re.search(r"<code>(\w{6})</code>", listed)
    assert code is not None
    assert f"查座码：{code[1]}" in text
    assert "编号：0001" in text
    again = press.order("badges")
    assert [each.from_store for each in again.documents] == [True]
    with pikepdf.open(io.BytesIO(press.place.store.get(job.result_hash) or b"")) as pdf:
        assert pdf.check_pdf_syntax() == []


@ON_SQLITE
def test_readers_print_what_was_approved_and_no_badges(press: Press) -> None:
    papers = f"{press.seated.path}/papers"
    draft = press.order("chart", edition="draft")
    press.client.sign_in(press.house, Role.READER)
    assert press.client.get(papers).status_code == 404
    press.client.sign_in(press.house)
    press.approve()
    badges = press.order("badges")
    press.client.sign_in(press.house, Role.READER)
    page = press.client.get(papers).text
    assert ("badges" in page, "草稿" in page) == (False, False)
    assert len(press.pages(press.order("chart"))) == 1
    assert press.client.send(papers, paper="badges").status_code == 403
    assert press.client.send(papers, paper="chart", edition="draft").status_code == 403
    for job in (draft, badges):
        assert press.client.get(f"/jobs/{job.id}").status_code == 404
        assert press.client.get(f"/jobs/{job.id}/documents/1").status_code == 404


@ON_SQLITE
def test_a_document_that_is_not_there_is_not_served(press: Press, other_house: House) -> None:
    press.approve()
    job = press.order("chart")
    assert press.client.get(f"/jobs/{job.id}/documents/0").status_code == 404
    assert press.client.get(f"/jobs/{job.id}/documents/2").status_code == 404
    press.client.sign_in(other_house)
    assert press.client.get(f"/jobs/{job.id}/documents/1").status_code == 404


@ON_SQLITE
def test_programs_order_papers(press: Press) -> None:
    press.approve()
    scopes = [*ALL, Permission.BUILD.value]
    program = Program(press.client, make_token(press.client, press.house, Role.EDITOR, scopes))
    address = f"/meetings/{press.seated.meeting}/seatings/{press.seated.seating}/papers"
    answer = program.ask("POST", address, {"papers": [{"paper": "signs", "people": ["a"]}]})
    assert answer.status_code == 202
    job = press.work(answer.json["id"])
    assert job.state is JobState.DONE
    got = program.ask("GET", f"/jobs/{job.id}/documents/1")
    assert (got.mimetype, got.data[:5]) == ("application/pdf", b"%PDF-")
    assert program.ask("GET", f"/jobs/{job.id}/result").data == got.data
    wrong = program.ask("POST", address, {"papers": [{"paper": "signs", "people": ["nobody"]}]})
    assert wrong.status_code == 404


@ON_SQLITE
def test_the_page_costs_the_same_for_more_orders(
    press: Press, count_queries: Callable[[Callable[[], object]], int]
) -> None:
    press.approve()
    press.order("chart")
    address = f"{press.seated.path}/papers"
    press.client.get(address)
    one = count_queries(lambda: press.client.get(address))
    press.order("reasons")
    press.order("signs")
    assert count_queries(lambda: press.client.get(address)) == one
