"""The queue carries job ids from the web to the worker: embedded, and through Redis."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from redis import Redis
from redis.exceptions import RedisError

from planner.settings import Settings
from planner.tasks.queue import make_queue, refuse_work
from tests.database import require_server

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SERVER = os.environ.get("TEST_REDIS_URL", "redis://127.0.0.1:6379/15")


@pytest.fixture
def redis_url() -> Iterator[str]:
    server = Redis.from_url(SERVER)
    try:
        server.flushdb()
    except RedisError as error:
        require_server("Redis", error)
    yield SERVER
    server.flushdb()
    server.close()


@pytest.fixture(params=["embedded", "redis"])
def settings(request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    url = request.getfixturevalue("redis_url") if request.param == "redis" else ""
    return Settings(instance=tmp_path, redis_url=url)


def test_job_sent_by_the_web_is_done_by_the_worker(settings: Settings) -> None:
    done: list[int] = []
    web, worker = make_queue(settings, refuse_work), make_queue(settings, done.append)
    web.wake(7)
    web.wake(8)
    while task := worker.huey.dequeue():
        worker.huey.execute(task)
    assert done == [7, 8]


def test_queue_that_is_away_does_not_stop_the_web(tmp_path: Path) -> None:
    away = Settings(instance=tmp_path, redis_url="redis://127.0.0.1:1/0")
    make_queue(away, refuse_work).wake(7)
