"""The queue between web and worker: embedded in SQLite, or Redis where there are several hosts."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from huey import Huey, RedisHuey, SqliteHuey

if TYPE_CHECKING:
    from collections.abc import Callable

    from planner.settings import Settings

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
    errors: tuple[type[Exception], ...] = (sqlite3.Error, OSError)


def make_queue(settings: Settings, handle: Callable[[int], None]) -> JobQueue:
    """Return the queue with the one task that it knows."""
    huey = make_huey(settings)
    task = cast("Any", huey.task(name="run_job"))(handle)
    return JobQueue(huey, cast("Callable[[int], object]", task))


def refuse_work(job_id: int) -> None:
    """Stand in for the worker's handler in a process that only sends."""
    message = f"job {job_id} was handed to a process that is not a worker"
    raise RuntimeError(message)
