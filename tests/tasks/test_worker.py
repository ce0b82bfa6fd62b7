from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import pytest

from planner.documents.font import FontSettings
from planner.models.job import JobKind, JobState
from planner.services.actor import Actor
from planner.services.job import find_job, request_job
from planner.services.rendering import picture_key
from planner.services.store import FileStore
from planner.services.workplace import Workplace
from planner.tasks.worker import handle_job
from tests.conftest import NOW, scoped

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from planner.models import ScopedSession
    from planner.models.job import Job
    from tests.conftest import House, Publisher


@pytest.fixture
def place(tmp_path: Path, sessions: Callable[[], ScopedSession]) -> Workplace:
    return Workplace(
        sessions=sessions,
        store=FileStore(tmp_path / "store"),
        public_url="http://localhost",
        fonts=FontSettings(),
        now=lambda: NOW,
    )


def do_job(place: Workplace, house: House, meeting: int, kind: JobKind, subject: str = "") -> Job:
    with scoped(place.sessions, house) as session:
        job = request_job(session, meeting, kind, subject, Actor(None, NOW))
    handle_job(place, job.id)
    with scoped(place.sessions, house) as session:
        return find_job(session, job.id)


def test_worker_makes_the_package(place: Workplace, house: House, publish: Publisher) -> None:
    job = do_job(place, house, publish(house), JobKind.PACKAGE)
    assert job.state is JobState.DONE
    content = place.store.get(job.result_hash)
    assert content is not None
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.namelist() == [each.path for each in job.documents]
    assert (job.done, job.total) == (len(job.documents), len(job.documents))
    assert [each.key for each in job.documents if each.failure_zh] == []


def test_worker_draws_the_pages_of_a_paper(
    place: Workplace, house: House, publish: Publisher
) -> None:
    job = do_job(place, house, publish(house), JobKind.PAPER, "agenda")
    (document,) = job.documents
    assert (job.state, document.pages, job.result_hash) == (JobState.DONE, 1, document.digest)
    picture = place.store.get(picture_key(document.digest, 1))
    assert picture is not None
    assert picture.startswith(b"\x89PNG")


def test_second_revision_takes_what_did_not_change_from_the_store(
    place: Workplace, house: House, publish: Publisher
) -> None:
    meeting = publish(house)
    first = do_job(place, house, meeting, JobKind.PAPER, "agenda")
    publish(house)
    second = do_job(place, house, meeting, JobKind.PAPER, "agenda")
    assert (first.documents[0].from_store, second.documents[0].from_store) == (False, True)
    assert second.documents[0].revision_number == 1
    assert first.result_hash == second.result_hash


def test_unknown_document_ends_in_a_sentence(
    place: Workplace, house: House, publish: Publisher
) -> None:
    job = do_job(place, house, publish(house), JobKind.PAPER, "nothing")
    assert (job.state, "nothing" in job.message.zh) == (JobState.FAILED, True)


def test_doing_a_job_twice_does_no_harm(place: Workplace, house: House, publish: Publisher) -> None:
    job = do_job(place, house, publish(house), JobKind.PAPER, "agenda")
    handle_job(place, job.id)
    with scoped(place.sessions, house) as session:
        assert find_job(session, job.id) == job


def test_job_that_is_not_there_is_passed_over(place: Workplace, house: House) -> None:
    assert house
    handle_job(place, 12345)
