"""What list pages cost at 1, 300 and 3,000 people, against a bare Flask page of the same run.

The bare page is a Flask application with one view that renders one small template; both go
through Flask's test client in this one process, warm, and the median CPU time of several
requests counts. Each page must cost the same queries at every size, at most 12.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from flask import Flask, render_template_string
from sqlalchemy import event

from benchmarks.growth import resize_plan
from planner.app import create_app
from planner.database import make_engine, make_sessions, migrate_database
from planner.models import AccountRecord
from planner.models.account import Role
from planner.services.account import add_member
from planner.services.installation import add_organisation
from planner.services.password import hasher
from planner.services.revision import Submission, publish_plan
from planner.services.sample import sample_plan
from planner.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask.testing import FlaskClient

    from planner.models import ScopedSession

SIZES = (1, 300, 3_000)
RUNS = 7
BARE_RUNS = 20
MOST_QUERIES = 12
MOST_RATIO = 150.0
"""No list page may cost more than so many bare pages."""
MOST_GROWTH = 2.5
"""A page at 3,000 people against the same page at 300."""
MOST_EDIT_RATIO = 450.0
"""An edit with its findings at 3,000 people, in bare pages."""
NOW = datetime(2026, 12, 1, 2, 0, tzinfo=UTC)
PASSWORD = "a password of the benchmark"  # noqa: S105  of the benchmark
PAGES = {
    "people": "/people",
    "people by strokes, filtered": "/people?order=strokes&attendance=member&page=2",
    "edit people": "/edit/people",
    "edit people, one view": "/edit/people?gap=contact&order=pinyin",
    "edit sittings": "/edit/sittings",
    "edit tasks": "/edit/tasks",
    "timeline": "/timeline",
    "responsibilities": "/responsibilities",
    "findings": "/findings",
    "search wf": "/search?q=wf",
    "leave": "/leaves",
}


@dataclass(frozen=True, slots=True)
class Cost:
    """What a warm request costs in bare pages measured beside it, and the statements it sent."""

    ratio: float
    queries: int


@dataclass(slots=True)
class Bench:
    """A served house whose requests are measured."""

    client: FlaskClient
    bare: FlaskClient
    statements: list[str]

    def get(self, path: str) -> None:
        """Fetch a page; anything but the page itself is an error of the benchmark."""
        answer = self.client.get(path)
        if answer.status_code != 200:  # noqa: PLR2004  OK
            message = f"{path}: {answer.status_code}"
            raise RuntimeError(message)

    def measure(self, path: str) -> Cost:
        """Return what a page costs once it is warm."""
        self.get(path)
        self.statements.clear()
        self.get(path)
        queries = len(self.statements)
        bare = measure_bare_page(self.bare)
        return Cost(measure_cpu(lambda: self.get(path)) / bare, queries)

    def edit(self, meeting: int, number: int) -> None:
        """Change one person's post, as a page does."""
        path = f"/meetings/{meeting}/draft/people/{KEY}"
        answer = self.client.post(path, json={"values": {"needs": f"需求{number}"}})
        if answer.status_code != 200:  # noqa: PLR2004  OK
            raise RuntimeError(answer.text)


KEY = "P001"


def measure_cpu(work: Callable[[], object]) -> float:
    """Return the median CPU seconds of several runs."""
    costs = []
    for _ in range(RUNS):
        started = time.process_time()
        work()
        costs.append(time.process_time() - started)
    return statistics.median(costs)


def make_bare_client() -> FlaskClient:
    """Return the client of a page of Flask that does nothing."""
    app = Flask("bare")
    app.add_url_rule("/", view_func=lambda: render_template_string("<p>{{ word }}</p>", word="a"))
    return app.test_client()


def measure_bare_page(client: FlaskClient) -> float:
    """Return the CPU seconds of the bare page."""
    client.get("/")
    return measure_cpu(lambda: [client.get("/") for _ in range(BARE_RUNS)]) / BARE_RUNS


def serve_house(folder: Path) -> tuple[Bench, dict[int, int]]:
    """Return a signed-in client of a fresh house, and its meetings by number of people."""
    url = f"sqlite:///{folder / 'plenum.db'}"
    engine = make_engine(url)
    migrate_database(engine)
    sessions = make_sessions(engine)
    with sessions() as session:
        meetings = fill_house(session)
    settings = Settings(
        instance=folder,
        secret_key="a secret of the benchmark, long enough",  # noqa: S106  of the benchmark
        database_url=url,
        public_url="http://localhost",
    )
    app = create_app(settings, today=lambda: date(2026, 12, 1), now=lambda: NOW)
    app.config["WTF_CSRF_ENABLED"] = False
    statements: list[str] = []
    bind = app.extensions["plenum"].sessions.kw["bind"]
    event.listen(bind, "before_cursor_execute", lambda *facts: note(statements, str(facts[2])))
    client = app.test_client()
    client.post("/sign-in", data={"name": "editor", "password": PASSWORD})
    return Bench(client, make_bare_client(), statements), meetings


def note(statements: list[str], statement: str) -> None:
    """Note a statement, but not the beginning of a transaction."""
    if not statement.startswith("BEGIN"):
        statements.append(statement)


def fill_house(session: ScopedSession) -> dict[int, int]:
    """Add a house with an editor and one meeting of each size."""
    organisation = add_organisation(session, "benchmark", "政协江海省委员会")
    record = AccountRecord(
        sign_in_name="editor",
        display_name="editor",
        password_hash=hasher().hash(PASSWORD),
        password_set_at=NOW,
        created_at=NOW,
    )
    session.add(record)
    session.flush()
    add_member(session, record.id, Role.EDITOR, NOW)
    session.commit()
    if session.organisation_id is None:
        session.scope_to(organisation)
    plan = sample_plan("plenary")
    return {
        size: publish_plan(
            session,
            Submission(
                replace(resize_plan(plan, size), title=f"{size} 人的会"), "plan.yaml", b"plan"
            ),
            None,
            NOW,
            NOW.date(),
        )
        for size in SIZES
    }


def main() -> int:
    """Print the figures; 1 where a bound is broken."""
    with tempfile.TemporaryDirectory() as folder:
        bench, meetings = serve_house(Path(folder))
        bare = measure_bare_page(bench.bare) * 1000
        print(f"a bare Flask page: {bare:.2f} ms of CPU; in bare pages, at {SIZES} people:")
        holds = judge("list of meetings", {0: bench.measure("/meetings")})
        for name, path in PAGES.items():
            costs = {n: bench.measure(f"/meetings/{meetings[n]}{path}") for n in SIZES}
            holds &= judge(name, costs)
        holds &= judge_edit(bench, meetings)
    return int(not holds)


def judge(name: str, costs: dict[int, Cost]) -> bool:
    """Print what a page costs at each size; tell whether it keeps its bounds."""
    ratios = [each.ratio for each in costs.values()]
    queries = {each.queries for each in costs.values()}
    grows = ratios[-1] > ratios[len(ratios) // 2] * MOST_GROWTH
    holds = len(queries) == 1 and max(queries) <= MOST_QUERIES and ratios[-1] <= MOST_RATIO
    mark = "ok  " if holds and not grows else "FAIL"
    told = "".join(f"{each:7.1f}" for each in ratios)
    print(f"  {mark}{told}  {sorted(queries)} queries  {name}")
    return holds and not grows


def judge_edit(bench: Bench, meetings: dict[int, int]) -> bool:
    """Print what changing one field costs with its findings; tell whether it keeps its bound."""
    ratios = []
    for size in SIZES[1:]:
        numbers = iter(range(100))
        bench.edit(meetings[size], 99)
        bare = measure_bare_page(bench.bare)
        seconds = measure_cpu(lambda m=meetings[size], n=numbers: bench.edit(m, next(n)))  # type: ignore[misc]
        ratios.append(seconds / bare)
    holds = ratios[-1] <= MOST_EDIT_RATIO
    told = "".join(f"{each:7.1f}" for each in ratios)
    print(f"  {'ok  ' if holds else 'FAIL'}       {told}  one edit with its findings")
    return holds


if __name__ == "__main__":
    sys.exit(main())
