"""The worker process: takes jobs from the queue, keeps their leases, sends lost ones again."""

from __future__ import annotations

import logging
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

from planner.clock import HOUSE_ZONE
from planner.services.calendar_ledger import end_cancelled, find_ended
from planner.services.job import BEAT_SECONDS, beat_job, claim_job, find_stranded
from planner.services.rendering import run_job
from planner.services.roster_import import sweep_imports
from planner.services.sign_in_policy import read_policy
from planner.services.upload import sweep_uploads
from planner.services.visit import sweep_sign_ins
from planner.tasks.mail import keep_post
from planner.tasks.mailbox import keep_mailbox
from planner.tasks.queue import make_queue

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.services.job import Claim
    from planner.services.sign_in_policy import SignInPolicy
    from planner.services.workplace import Workplace
    from planner.settings import Settings

log = logging.getLogger(__name__)
WATCH_SECONDS = 5
LONGEST_POLL_SECONDS = 0.5
SWEEP_EVERY = 360
"""Watches between two sweeps: half an hour."""


def handle_job(place: Workplace, job_id: int) -> None:
    """Do one job if it is there to be done."""
    with place.sessions() as session:
        claim = claim_job(session, job_id, place.now())
    if claim is not None:
        with keep_lease(place, claim):
            run_job(place, claim)


@contextmanager
def keep_lease(place: Workplace, claim: Claim) -> Iterator[None]:
    """Lengthen the lease from a thread of its own while the work goes on."""
    done = threading.Event()

    def beat() -> None:
        while not done.wait(BEAT_SECONDS):
            with place.sessions() as session:
                beat_job(session, claim, place.now())

    thread = threading.Thread(target=beat, daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


def sweep(place: Workplace, policy: SignInPolicy) -> None:
    """Remove what no longer counts."""
    with place.sessions() as session:
        sweep_uploads(session, place.now())
        sweep_imports(session, place.now())
    sweep_calendars(place)
    with place.sessions() as session:
        sweep_sign_ins(session, place.now(), policy)


def sweep_calendars(place: Workplace) -> None:
    """Let calendars forget what was cancelled thirty days ago."""
    now = place.now()
    with place.sessions() as session:
        ended = find_ended(session, now.astimezone(HOUSE_ZONE).date())
    for house, meeting_id in ended:
        with place.sessions() as session:
            session.scope_to(house)
            end_cancelled(session, meeting_id, now)


def run_worker(settings: Settings, place: Workplace) -> None:
    """Run until told to stop."""
    queue = make_queue(settings, lambda job_id: handle_job(place, job_id))
    stop = threading.Event()

    def watch() -> None:
        watches = 0
        while not stop.wait(WATCH_SECONDS):
            try:
                with place.sessions() as session:
                    stranded = find_stranded(session, place.now())
                for job_id in stranded:
                    queue.send(job_id)
                if watches % SWEEP_EVERY == 0:
                    sweep(place, read_policy(settings))
            except Exception:  # the watch must outlive a database that is away for a moment
                log.exception("the watch over stranded jobs failed; it goes on")
            watches += 1

    threading.Thread(target=watch, daemon=True).start()
    for keep in (keep_post, keep_mailbox):
        threading.Thread(target=keep, args=(settings, place, stop), daemon=True).start()
    consumer = queue.huey.create_consumer(
        workers=1, periodic=False, initial_delay=0.05, max_delay=LONGEST_POLL_SECONDS
    )
    try:
        consumer.run()
    finally:
        stop.set()
