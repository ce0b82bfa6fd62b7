"""The queue between web and worker: embedded in SQLite, or Redis where there are several hosts."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from huey import Huey, RedisHuey, SqliteHuey

if TYPE_CHECKING:
    from collections.abc import Callable

    from planner.settings import Settings

log = logging.getLogger(__name__)
NAME = "plenum"


def make_huey(settings: Settings) -> Huey:
    """Return the queue; it carries job ids and keeps no results."""
    if settings.redis_url:
        return RedisHuey(NAME, url=settings.redis_url, results=False)
    settings.instance.mkdir(parents=True, exist_ok=True)
    return SqliteHuey(
        NAME,
        filename=str(settings.instance / "queue.db"),
        results=False,
        fsync=True,
        journal_mode="truncate",
        timeout=30,
        strict_fifo=True,
    )


@dataclass(frozen=True, slots=True)
class JobQueue:
    """Sends jobs to the worker, by id."""

    huey: Huey
    send: Callable[[int], object]

    def wake(self, job_id: int) -> None:
        """Send a job; where the queue is away the job waits in its table and is sent again."""
        try:
            self.send(job_id)
        except Exception:  # of whichever queue it is; the job itself is safe in its table
            log.exception("the queue did not take job %s; it will be sent again", job_id)


def make_queue(settings: Settings, handle: Callable[[int], None]) -> JobQueue:
    """Return the queue with the one task that it knows."""
    huey = make_huey(settings)

    def run_job(job_id: int) -> None:
        """Do a job; the queue knows this task by its module and name, the same on both sides."""
        handle(job_id)

    task = cast("Any", huey.task())(run_job)
    return JobQueue(huey, cast("Callable[[int], object]", task))


def refuse_work(job_id: int) -> None:
    """Stand in for the worker's handler in a process that only sends."""
    message = f"job {job_id} was handed to a process that is not a worker"
    raise RuntimeError(message)
