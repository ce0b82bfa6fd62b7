from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from planner.models.job import JobKind, JobState
from planner.services.actor import Actor
from planner.services.error import MissingRecordError
from planner.services.job import (
    LEASE,
    MOST_ATTEMPTS,
    beat_job,
    cancel_job,
    claim_job,
    find_job,
    find_stranded,
    finish_job,
    note_progress,
    request_job,
)
from tests.conftest import NOW, scoped

if TYPE_CHECKING:
    from collections.abc import Callable

    from planner.models import ScopedSession
    from planner.models.job import Job
    from tests.conftest import House, Publisher

CLERK = Actor(None, NOW)
LATER = NOW + LEASE + timedelta(seconds=1)


@pytest.fixture
def job(sessions: Callable[[], ScopedSession], house: House, publish: Publisher) -> Job:
    meeting = publish(house)
    with scoped(sessions, house) as session:
        return request_job(session, meeting, JobKind.PACKAGE, "", CLERK)


def test_same_wish_is_one_job(
    sessions: Callable[[], ScopedSession], house: House, job: Job
) -> None:
    with scoped(sessions, house) as session:
        again = request_job(session, job.meeting_id, JobKind.PACKAGE, "", CLERK)
        other = request_job(session, job.meeting_id, JobKind.PAPER, "agenda", CLERK)
    assert (again.id == job.id, other.id == job.id) == (True, False)


def test_job_of_another_houses_meeting_is_refused(
    sessions: Callable[[], ScopedSession], other_house: House, job: Job
) -> None:
    with scoped(sessions, other_house) as session, pytest.raises(MissingRecordError):
        request_job(session, job.meeting_id, JobKind.PACKAGE, "", CLERK)


def test_job_is_claimed_once(sessions: Callable[[], ScopedSession], job: Job) -> None:
    with sessions() as session:
        assert claim_job(session, job.id, NOW) is not None
    with sessions() as session:
        assert claim_job(session, job.id, NOW) is None


def test_abandoned_job_is_claimed_again_but_not_for_ever(
    sessions: Callable[[], ScopedSession], house: House, job: Job
) -> None:
    at = NOW
    for attempt in range(1, MOST_ATTEMPTS + 1):
        with sessions() as session:
            claim = claim_job(session, job.id, at)
        assert claim is not None
        assert claim.job.attempts == attempt
        at += LEASE + timedelta(seconds=1)
    with sessions() as session:
        assert claim_job(session, job.id, at) is None
    with scoped(sessions, house) as session:
        assert find_job(session, job.id).state is JobState.FAILED


def test_beat_keeps_the_lease(sessions: Callable[[], ScopedSession], job: Job) -> None:
    with sessions() as session:
        claim = claim_job(session, job.id, NOW)
    assert claim is not None
    with sessions() as session:
        assert beat_job(session, claim, NOW + LEASE / 2)
    with sessions() as session:
        assert claim_job(session, job.id, LATER) is None


def test_worker_that_lost_its_lease_says_nothing_more(
    sessions: Callable[[], ScopedSession], house: House, job: Job
) -> None:
    with sessions() as session:
        first = claim_job(session, job.id, NOW)
    with sessions() as session:
        second = claim_job(session, job.id, LATER)
    assert first is not None
    assert second is not None
    with scoped(sessions, house) as session:
        note_progress(session, first, [], 99)
        finish_job(session, first, JobState.FAILED, LATER)
        found = find_job(session, job.id)
    assert (found.state, found.total) == (JobState.RUNNING, 0)
    with sessions() as session:
        assert not beat_job(session, first, LATER)


def test_waiting_job_is_called_off_at_once(
    sessions: Callable[[], ScopedSession], house: House, job: Job
) -> None:
    with scoped(sessions, house) as session:
        assert cancel_job(session, job.id, CLERK).state is JobState.CANCELLED
    with sessions() as session:
        assert claim_job(session, job.id, NOW) is None
    with scoped(sessions, house) as session:
        again = request_job(session, job.meeting_id, JobKind.PACKAGE, "", CLERK)
    assert (again.id, again.state) == (job.id, JobState.QUEUED)


def test_running_job_learns_that_it_was_called_off(
    sessions: Callable[[], ScopedSession], house: House, job: Job
) -> None:
    with sessions() as session:
        claim = claim_job(session, job.id, NOW)
    assert claim is not None
    with scoped(sessions, house) as session:
        assert cancel_job(session, job.id, CLERK).state is JobState.RUNNING
    with sessions() as session:
        assert not beat_job(session, claim, NOW)


def test_lost_and_abandoned_jobs_are_sent_again(
    sessions: Callable[[], ScopedSession], job: Job
) -> None:
    with sessions() as session:
        assert find_stranded(session, NOW) == []
    with sessions() as session:
        assert find_stranded(session, LATER) == [job.id]
    with sessions() as session:
        assert claim_job(session, job.id, LATER) is not None
    with sessions() as session:
        assert find_stranded(session, LATER + LEASE / 2) == []
    with sessions() as session:
        assert find_stranded(session, LATER + LEASE * 2) == [job.id]
