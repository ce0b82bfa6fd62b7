"""The application of tests: made once for each kind of settings, wired anew for each test."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import BytecodeCache

from planner.app import create_app
from planner.services.sign_in_policy import read_policy
from planner.services.store import FileStore
from planner.tasks.queue import make_queue, refuse_work
from planner.web.dav_memory import DavMemory
from planner.web.feed_memory import FeedMemory
from planner.web.wiring import KEY
from tests.client import PageClient

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask
    from jinja2.bccache import Bucket
    from sqlalchemy import Engine

    from planner.settings import Settings
    from planner.web.wiring import Wiring
    from tests.conftest import Clock


class Compiled(BytecodeCache):
    """Templates compiled once for all applications of a run."""

    def __init__(self) -> None:
        self.codes: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self.codes:
            bucket.bytecode_from_string(self.codes[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.codes[bucket.key] = bucket.bytecode_to_string()


COMPILED = Compiled()


def make_app(settings: Settings, clock: Clock) -> Flask:
    """Return an application whose pages are looked at."""
    app = create_app(settings, today=clock.today, now=clock.now)
    app.test_client_class = PageClient
    app.jinja_env.bytecode_cache = COMPILED
    return app


@contextmanager
def keep_app(settings: Settings, clock: Clock) -> Iterator[Flask]:
    """Give an application of its own to a test that changes it or wants other settings."""
    app = make_app(settings, clock)
    try:
        yield app
    finally:
        let_go(app.extensions[KEY])


def engine_of(parts: Wiring) -> Engine:
    sessions: Any = parts.sessions
    engine: Engine = sessions.kw["bind"]
    return engine


def let_go(parts: Wiring) -> None:
    """Close the files that an application works on."""
    parts.feeds.reader.close()
    parts.dav.reader.close()
    engine_of(parts).dispose()
    parts.queue.huey.storage.close()


@dataclass(frozen=True, slots=True)
class Kept:
    """An application and what tests may have changed of it, as it was."""

    app: Flask
    parts: Wiring
    state: tuple[dict[Any, Any], ...]

    @classmethod
    def of(cls, app: Flask) -> Kept:
        """Keep an application; with its first request Flask takes no more routes and handlers."""
        app.test_client().get("/favicon.ico").close()
        return cls(app, app.extensions[KEY], tuple(dict(each) for each in list_changing(app)))

    def restore(self) -> None:
        """Undo what a test has changed."""
        for each, was in zip(list_changing(self.app), self.state, strict=True):
            each.clear()
            each.update(was)

    def rewire(self, settings: Settings, clock: Clock) -> Wiring:
        """Give the application parts of its own for a test.

        What no test changes is lent again: files of ``static/``, statements that were compiled,
        and the limiter, which counts from nought.
        """
        self.parts.limiter.reset()
        return replace(
            self.parts,
            settings=settings,
            policy=read_policy(settings),
            store=FileStore(settings.store_folder),
            queue=make_queue(settings, refuse_work),
            dav=DavMemory(self.parts.dav.reader),
            feeds=FeedMemory(self.parts.feeds.reader, tuple(settings.hosts)),
            today=clock.today,
            now=clock.now,
        )


def list_changing(app: Flask) -> tuple[dict[Any, Any], ...]:
    return (app.config, app.extensions, app.view_functions, app.jinja_env.globals)


@dataclass(frozen=True, slots=True)
class Applications:
    """The applications of a process, by their settings but for the folder, which no route knows.

    To make one takes longer than most tests. Routes, templates and the statements that its engine
    has compiled are the same for all tests; the rest is made anew or put back.
    """

    kept: dict[Settings, Kept] = field(default_factory=dict)

    @contextmanager
    def lend(self, settings: Settings, clock: Clock) -> Iterator[Flask]:
        key = replace(settings, instance=Path())
        if key not in self.kept:
            app = make_app(settings, clock)
            app.extensions[KEY].queue.huey.storage.close()
            self.kept[key] = Kept.of(app)
        kept = self.kept[key]
        kept.app.extensions[KEY] = parts = kept.rewire(settings, clock)
        try:
            yield kept.app
        finally:
            parts.queue.huey.storage.close()
            parts.feeds.reader.close()
            parts.dav.reader.close()
            release(engine_of(parts))
            kept.restore()

    def close(self) -> None:
        for each in self.kept.values():
            let_go(each.parts)


def release(engine: Engine) -> None:
    """Let no test leave a transaction open; a file is closed, since the next test has another."""
    assert engine.pool.checkedout() == 0, engine.pool.status()  # type: ignore[attr-defined]
    if engine.dialect.name == "sqlite":
        engine.dispose()
