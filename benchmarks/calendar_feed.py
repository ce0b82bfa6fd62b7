"""What a poll of a calendar costs: 304, stored, joined, made anew; beside bare Flask and Radicale.

All of it runs in this one process, warm, through WSGI, without sockets; CPU time, the minimum of
five runs. The bare route is a Flask application with one view that returns one letter. Radicale
serves the same events from its file system, without a password.
"""

from __future__ import annotations

import base64
import logging
import re
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flask import Flask
from radicale import config as radicale_config
from radicale.app import Application
from werkzeug.datastructures import Headers
from werkzeug.test import EnvironBuilder

from planner.app import create_app
from planner.database import make_engine, make_sessions, migrate_database
from planner.models.calendar import Audience, FeedKind, SubscriptionPurpose
from planner.services.actor import Actor
from planner.services.calendar import FeedScope
from planner.services.calendar_subscription import make_subscription
from planner.services.installation import add_organisation
from planner.services.revision import Submission, publish_plan
from planner.services.sample import sample_plan
from planner.settings import Settings
from planner.web import feed_limit

if TYPE_CHECKING:
    from collections.abc import Callable

    from planner.models import ScopedSession

    Environ = dict[str, Any]

BASE = "http://localhost"
RUNS = 5
ROUND = 400
PHONES = 300
"""People who poll their own calendar once each, after a publication."""
MOST_UNCHANGED = 1.4
"""A 304, in bare Flask routes."""
MOST_STORED = 1.3
"""A stored 200, in 304s."""
MOST_JOINED = 2.8
"""A joined 200, in 304s."""
LEAST_RADICALE = 8.0
"""Radicale's GET, in stored 200s."""
NOW = datetime(2026, 12, 1, 2, 0, tzinfo=UTC)
ENTRY = re.compile(rb"BEGIN:VEVENT\r\n.*?END:VEVENT\r\n", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Answer:
    """What an application answered."""

    status: str
    headers: list[tuple[str, str]]
    body: bytes

    @property
    def wire(self) -> int:
        """Return how many bytes the answer is, as a server writes it."""
        return (
            len(self.status)
            + 11
            + sum(len(k) + len(v) + 4 for k, v in self.headers)
            + len(self.body)
        )


@dataclass(slots=True)
class Bench:
    """A served house: one meeting's feed, and the feeds of its people."""

    app: Flask
    sessions: Callable[[], ScopedSession]
    house: int
    token: str
    phones: list[str]

    @property
    def memory(self) -> Any:  # noqa: ANN401  of the application
        """Return what the process keeps of feeds."""
        return self.app.extensions["plenum"].feeds

    def get(self, path: str, **headers: str) -> Environ:
        """Return a request as a server hands it in."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return EnvironBuilder(path, base_url=BASE, headers=Headers(named)).get_environ()


def run(app: Any, environ: Environ) -> Answer:  # noqa: ANN401  any WSGI application
    """Return what an application answers."""
    told: list[Any] = []

    def start(status: str, headers: list[tuple[str, str]], _error: object = None) -> None:
        told.extend((status, headers))

    body = b"".join(app(dict(environ), start))
    return Answer(told[0], told[1], body)


def measure(works: dict[str, tuple[Callable[[], object], int]]) -> dict[str, float]:
    """Return the least CPU seconds of pieces of work, each done so many times in a row.

    They take turns, so that what else the machine does meanwhile falls on all of them.
    """
    costs: dict[str, float] = dict.fromkeys(works, float("inf"))
    for work, _ in works.values():
        work()
    for _ in range(RUNS):
        for name, (work, rounds) in works.items():
            started = time.process_time()
            for _ in range(rounds):
                work()
            costs[name] = min(costs[name], (time.process_time() - started) / rounds)
    return costs


def serve_house(folder: Path) -> Bench:
    """Return a fresh house with the sample plenary and its subscribers."""
    settings = Settings(
        instance=folder,
        secret_key="a secret of the benchmark, long enough",  # noqa: S106  of the benchmark
        public_url="http://localhost",
    )
    engine = make_engine(settings.database)
    migrate_database(engine)
    sessions = make_sessions(engine)
    with sessions() as session:
        house = add_organisation(session, "政协江海省委员会", "省政协")
        session.commit()
    meeting = publish(sessions, house, date(2026, 12, 1))
    people = [each.key for each in sample_plan("plenary").people[:PHONES]]
    own = [FeedScope(FeedKind.PERSON, each, Audience.PERSONAL, meeting) for each in people]
    whole = FeedScope(FeedKind.MEETING, "", Audience.OUTLINE, meeting)
    with sessions() as session:
        session.scope_to(house)
        token, *phones = [
            make_subscription(
                session, Actor(None, NOW), each, SubscriptionPurpose.FEED, "手机", each.key or "-"
            )[1]
            for each in (whole, *own)
        ]
    later = NOW + timedelta(days=1)
    app = create_app(settings, now=lambda: later, today=later.date)
    return Bench(app, sessions, house, token, phones)


def publish(sessions: Callable[[], ScopedSession], house: int, on: date) -> int:
    """Publish the sample plenary, or its next revision."""
    with sessions() as session:
        session.scope_to(house)
        submission = Submission(sample_plan("plenary"), "plan.yaml", b"plan")
        return publish_plan(session, submission, None, NOW, on)


def serve_radicale(folder: Path, feed: bytes) -> tuple[Any, Environ]:
    """Return Radicale over the events of a feed, and the request of the whole collection."""
    logging.getLogger("radicale").setLevel(logging.ERROR)
    place = folder / "collection-root" / "user" / "feed"
    place.mkdir(parents=True)
    (place / ".Radicale.props").write_text('{"tag": "VCALENDAR"}', "utf-8")
    head, tail = feed[: feed.index(b"BEGIN:VEVENT")], b"END:VCALENDAR\r\n"
    head = head.replace(b"METHOD:PUBLISH\r\n", b"")
    for number, entry in enumerate(ENTRY.findall(feed)):
        (place / f"{number}.ics").write_bytes(head + entry + tail)
    settings = radicale_config.load()
    settings.update(
        {
            "storage": {"filesystem_folder": str(folder)},
            "auth": {"type": "none"},
            "rights": {"type": "authenticated"},
            "logging": {"level": "error"},
        },
        "benchmark",
    )
    word = base64.b64encode(b"user:word").decode()
    named = Headers({"Authorization": f"Basic {word}"})
    request = EnvironBuilder("/user/feed/", base_url=BASE, headers=named)
    return Application(settings), request.get_environ()


def count_statements(bench: Bench, environ: Environ) -> int:
    """Return how many statements the door sends for a request."""
    statements: list[str] = []
    connection = bench.memory.reader.connection()
    connection.set_trace_callback(statements.append)
    run(bench.app.wsgi_app, environ)
    connection.set_trace_callback(None)
    return len(statements)


def measure_wave(bench: Bench) -> tuple[float, float, int]:
    """Return what polls after a publication cost: the first of a meeting, and each one after it.

    The first reads the new plan. The third figure is the size of a phone's answer on the wire.
    """
    requests = [bench.get(f"/c/{each}.ics", Accept_Encoding="gzip") for each in bench.phones]
    for each in requests:
        run(bench.app.wsgi_app, each)  # the first poll of a day is noted; that is not the wave
    publish(bench.sessions, bench.house, date(2026, 12, 3))
    started = time.process_time()
    answers = [run(bench.app.wsgi_app, requests[0])]
    first = time.process_time() - started
    started = time.process_time()
    answers += [run(bench.app.wsgi_app, each) for each in requests[1:]]
    rest = (time.process_time() - started) / len(requests[1:])
    return first, rest, sum(each.wire for each in answers) // len(answers)


def check_answers(answers: dict[str, Answer]) -> None:
    """Refuse to measure what is not what it is called."""
    statuses = {name: each.status[:3] for name, each in answers.items()}
    if statuses != {"304": "304", "stored": "200", "gzip": "200", "radicale": "200"}:
        raise RuntimeError(str(statuses))
    ours, theirs = (answers[name].body.count(b"BEGIN:VEVENT") for name in ("stored", "radicale"))
    if ours != theirs or not ours:
        message = f"{ours} events against {theirs}"
        raise RuntimeError(message)


def judge_feed() -> bool:
    """Print the figures; tell whether all bounds hold."""
    feed_limit.FREE = sys.maxsize  # one token polls thousands of times here
    with tempfile.TemporaryDirectory() as folder:
        bench = serve_house(Path(folder))
        app: Any = bench.app.wsgi_app
        path = f"/c/{bench.token}.ics"
        plain = bench.get(path)
        feed = run(app, plain)
        unchanged = bench.get(path, If_None_Match=dict(feed.headers)["ETag"])
        packed = bench.get(path, Accept_Encoding="gzip")
        radicale, theirs = serve_radicale(Path(folder) / "radicale", feed.body)
        answers = {
            "304": run(app, unchanged),
            "stored": run(app, plain),
            "gzip": run(app, packed),
            "radicale": run(radicale, theirs),
        }
        check_answers(answers)
        bare_app = Flask("bare")
        bare_app.add_url_rule("/", view_func=lambda: "a")
        bare_request = bench.get("/")

        def join() -> None:
            bench.memory.bodies._values.clear()  # noqa: SLF001  as if other feeds had taken its place
            run(app, plain)

        statements = count_statements(bench, unchanged)
        costs = measure(
            {
                "bare Flask route": (lambda: run(bare_app.wsgi_app, bare_request), ROUND),
                "304": (lambda: run(app, unchanged), ROUND),
                "stored 200": (lambda: run(app, plain), ROUND),
                "stored 200, gzip": (lambda: run(app, packed), ROUND),
                "joined 200": (join, ROUND),
                "304 without the door": (lambda: run(app.behind, unchanged), 100),
                "Radicale's GET": (lambda: run(radicale, theirs), 50),
            }
        )
        costs["first of a new state"], costs["made anew"], wire = measure_wave(bench)
        bench.memory.reader.close()
    print(f"a phone's own calendar, compressed: {wire} bytes")
    return judge(costs, answers, statements)


def judge(costs: dict[str, float], answers: dict[str, Answer], statements: int) -> bool:
    """Print what was measured; tell whether all bounds hold."""
    for name, cost in costs.items():
        print(f"{name:>22}: {cost * 1e6:6.0f} us of CPU")
    for name, answer in answers.items():
        print(f"{name:>22}: {answer.wire} bytes with its head, {len(answer.body)} without")
    ratios = (
        ("304 / bare route", costs["304"] / costs["bare Flask route"], "<=", MOST_UNCHANGED),
        ("stored 200 / 304", costs["stored 200"] / costs["304"], "<=", MOST_STORED),
        ("joined 200 / 304", costs["joined 200"] / costs["304"], "<=", MOST_JOINED),
        (
            "Radicale / stored 200",
            costs["Radicale's GET"] / costs["stored 200"],
            ">=",
            LEAST_RADICALE,
        ),
        ("statements of a 304", float(statements), "<=", 1.0),
    )
    holds = True
    for name, value, sign, bound in ratios:
        is_kept = value <= bound if sign == "<=" else value >= bound
        holds &= is_kept
        print(f"{name:>22}: {value:6.2f} ({sign} {bound}){'' if is_kept else '  MISSED'}")
    return holds
