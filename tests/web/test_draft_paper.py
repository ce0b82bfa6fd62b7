"""Papers of a draft are seen before anything is published, and say on every page what they are."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from planner.documents.font import FontSettings
from planner.models import IssuedPaperRecord, JobRecord
from planner.models.account import Role
from planner.services.actor import Actor
from planner.services.draft_change import Edit, apply_edits
from planner.services.draft_start import start_meeting
from planner.services.workplace import Workplace
from planner.tasks.worker import handle_job
from tests.builders import a_sound_plan
from tests.conftest import NOW, scoped
from tests.documents.reading import read_pages

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask

    from planner.models import ScopedSession
    from tests.conftest import House, PageClient, Publisher

FOOT = "草稿，仅供审阅，不得印发"


class Desk:
    """Somebody who looks at papers of a draft."""

    def __init__(self, app: Flask, client: PageClient, house: House, meeting: int) -> None:
        parts = app.extensions["plenum"]
        self.place = Workplace(
            parts.sessions, parts.store, "http://localhost", FontSettings(), lambda: NOW
        )
        self.client, self.house, self.path = client, house, f"/meetings/{meeting}"

    def enter(self, role: Role = Role.EDITOR) -> Desk:
        self.client.sign_in(self.house, role)
        return self

    def status(self, page: str) -> int:
        return self.client.get(f"{self.path}{page}").status_code

    def make(self, key: str) -> str:
        """Ask for a paper, let the worker make it, and return where its job is."""
        job = self.client.send(f"{self.path}/draft-papers/{key}").location
        handle_job(self.place, int(job.rpartition("/")[2]))
        return job


@pytest.fixture
def meeting(house: House, sessions: Callable[[], ScopedSession]) -> int:
    """Return a meeting that was never published."""
    with scoped(sessions, house) as session:
        return start_meeting(session, a_sound_plan(), Actor(None, NOW))


@pytest.fixture
def desk(app: Flask, client: PageClient, house: House, meeting: int) -> Desk:
    return Desk(app, client, house, meeting)


@pytest.mark.parametrize("role", [Role.EDITOR, Role.LEADER])
def test_a_paper_of_an_unpublished_draft_is_seen_and_says_so_on_every_page(
    desk: Desk, role: Role
) -> None:
    desk.enter(role)
    page = desk.client.get(f"{desk.path}/draft-papers").text
    assert "发布后才有正式文件、文印包和日历订阅" in page
    assert "工作组看板和我的任务也在发布后启用" in page
    assert ("工作组看板、我的任务：发布后启用" in page) is (role is Role.EDITOR)
    job = desk.make("proceedings:open")
    progress = desk.client.get(job).text
    assert f"{desk.path}/draft-papers/proceedings:open" in progress
    shown = desk.client.get(f"{desk.path}/draft-papers/proceedings:open").text
    pictures = re.findall(r'src="([^"]*/draft-pages/[^"]*)"', shown)
    assert [desk.client.get(each).mimetype for each in pictures] == ["image/png"] * len(pictures)
    answer = desk.client.get(f"{desk.path}/draft-files/proceedings:open")
    assert "filename*=UTF-8''%E8%8D%89%E7%A8%BF-" in answer.headers["Content-Disposition"]
    pages = read_pages(answer.data)
    assert len(pages) == len(pictures) > 0
    assert all("草稿" in each and FOOT in each for each in pages)
    assert not any("校验码" in each for each in pages)


def test_it_is_made_once_as_long_as_the_draft_does_not_change(
    desk: Desk, meeting: int, sessions: Callable[[], ScopedSession], house: House
) -> None:
    desk.enter().make("agenda")
    shown = f"{desk.path}/draft-papers/agenda"
    assert desk.client.send(shown).location == shown
    with scoped(sessions, house) as session:
        edit = Edit.change("agenda", "a1", {"title": "审议另一件事"})
        apply_edits(session, meeting, [edit], Actor(None, NOW))
    assert "还没有重新生成" in desk.client.get(shown).text
    assert desk.status("/draft-files/agenda") == 404
    desk.make("agenda")
    pages = read_pages(desk.client.get(f"{desk.path}/draft-files/agenda").data)
    assert "审议另一件事" in pages[0]
    with scoped(sessions, house) as session:
        assert len(session.scalars(select(JobRecord)).all()) == 1


def test_readers_get_nowhere_near_it(desk: Desk, publish: Publisher) -> None:
    publish(desk.house)
    desk.enter()
    job = desk.make("agenda")
    page = desk.client.get(f"{desk.path}/draft-papers/agenda").text
    picture = re.findall(r'src="([^"]*/draft-pages/[^"]*)"', page)[0]
    assert desk.client.get(picture).status_code == 200
    digest = picture.split("/")[-2]
    desk.enter(Role.READER)
    closed = ("/draft-papers", "/draft-papers/agenda", "/draft-files/agenda")
    assert [desk.status(each) for each in closed] == [404] * 3
    assert desk.client.get(picture).status_code == 404
    assert [
        desk.client.get(f"{job}{each}").status_code for each in ("", "/progress", "/result")
    ] == [404] * 3
    assert desk.status(f"/pages/{digest}/1.png") == 404
    assert "已过期" not in desk.client.get(f"{desk.path}/papers").text
    assert desk.status("/files/agenda") == 404


def test_it_is_issued_to_nobody_and_cannot_be_verified(
    desk: Desk, sessions: Callable[[], ScopedSession], house: House
) -> None:
    desk.enter().make("agenda")
    with scoped(sessions, house) as session:
        assert session.scalars(select(IssuedPaperRecord)).all() == []
        (job,) = session.scalars(select(JobRecord))
        content = job.value().documents[0].content
    assert "有效" not in desk.client.get(f"/v/{content[:16]}").text


def test_leaders_and_the_desk_are_led_there(desk: Desk, publish: Publisher) -> None:
    publish(desk.house)
    desk.enter()
    there = f'href="{desk.path}/draft-papers"'
    assert there in desk.client.get(f"{desk.path}/papers").text
    desk.client.send(f"{desk.path}/review")
    assert there in desk.client.get(f"{desk.path}/review").text
    assert there in desk.enter(Role.LEADER).client.get(f"{desk.path}/leader/review/1").text
    assert there not in desk.enter(Role.READER).client.get(f"{desk.path}/papers").text


def test_a_leader_finds_the_papers_on_his_own_pages(desk: Desk) -> None:
    desk.enter().client.send(f"{desk.path}/review")
    page = desk.enter(Role.LEADER).client.get(f"{desk.path}/draft-papers").text
    assert 'class="leader-page"' in page
    assert f'href="{desk.path}/leader/review/1"' in page
    assert f'href="{desk.path}/review"' not in page
    assert page.count(f'action="{desk.path}/draft-papers/') == page.count('class="big"') > 0
    desk.make("agenda")
    page = desk.client.get(f"{desk.path}/draft-papers").text
    assert f'class="button big" href="{desk.path}/draft-papers/agenda"' in page
    shown = desk.client.get(f"{desk.path}/draft-papers/agenda").text
    assert 'class="leader-page"' in shown
    assert "/draft-pages/" in shown
    assert f'href="{desk.path}/leader/review/1"' in shown
    assert "leader-page" not in desk.enter().client.get(f"{desk.path}/draft-papers").text
