"""What tests of tables, services, worker and pages share: databases, an application, a client."""

from __future__ import annotations

import gc
import os
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings as settings_of_hypothesis
from sqlalchemy import event, make_url, select
from sqlalchemy.exc import OperationalError

from planner.database import make_engine, make_sessions, migrate_database
from planner.models import AccountRecord
from planner.models.account import Role
from planner.services.account import add_member, read_account
from planner.services.installation import add_organisation
from planner.services.revision import Submission, publish_plan
from planner.settings import Settings
from tests import both
from tests.application import Applications, release
from tests.builders import a_sound_plan
from tests.client import CHEAP, PASSWORD, PageClient, hash_password  # noqa: F401  tests take them from here
from tests.database import (
    create_postgresql,
    drop_postgresql,
    empty_postgresql,
    memory_folder,
    renew_sqlite,
    require_server,
)
from tests.division import Division
from tests.forgetting import forget_all
from tests.ledger import Ledger, keep_ledger
from tests.lock_order import LockOrder, keep_order
from tests.replay import note_empty, replayed, watch_database

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from flask import Flask
    from sqlalchemy import Connection, Engine
    from xdist.remote import Producer

    from planner.domain.plan import Plan
    from planner.models import ScopedSession
    from planner.models.account import Account
    from tests.replay import Door

NOW = datetime(2026, 12, 1, 2, 0, tzinfo=UTC)
TODAY = date(2026, 12, 1)


gc.disable()
settings_of_hypothesis.register_profile("untimed", parent=settings_of_hypothesis(), deadline=None)
settings_of_hypothesis.load_profile("untimed")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(both.OPTION, action="store_true", help="run tests of pages on both databases")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not config.getoption(both.OPTION):
        items[:], left = both.share(items)
        config.hook.pytest_deselected(items=left)


def pytest_collection_finish() -> None:
    """Let the thousands of tests that stay not be looked through again and again for waste."""
    gc.collect()
    gc.freeze()
    gc.enable()


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Division | None:
    return Division(config, log) if config.getvalue("dist") == "loadfile" else None


@pytest.fixture(scope="session")
def whole_ledger() -> Iterator[Ledger]:
    yield from keep_ledger()


@pytest.fixture(autouse=True)
def ledger(whole_ledger: Ledger) -> Iterator[Ledger]:
    """Fail where a service commits a change without its row in the audit log."""
    whole_ledger.unlogged.clear()
    yield whole_ledger
    assert sorted(set(whole_ledger.unlogged)) == []


@pytest.fixture(scope="session")
def whole_order() -> Iterator[LockOrder]:
    yield from keep_order()


@pytest.fixture(autouse=True)
def lock_order(whole_order: LockOrder) -> Iterator[LockOrder]:
    """Fail where somebody who holds the end of the log waits for something else."""
    whole_order.late.clear()
    yield whole_order
    assert sorted(set(whole_order.late)) == []


@pytest.fixture(scope="session", autouse=True)
def _cheap_hashes() -> Iterator[None]:
    """Let passwords cost little: hashing is slow by design, and many are tried.

    What it costs in earnest is looked at by ``services/test_password.py``.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("planner.services.password.hasher", lambda: CHEAP)
        yield


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("database") / "template.db"
    engine = make_engine(f"sqlite:///{path}")
    migrate_database(engine)
    engine.dispose()
    return path


@pytest.fixture(scope="session")
def sqlite_path() -> Iterator[Path]:
    """Return where the database of each test of this process lies."""
    with TemporaryDirectory(prefix="plenum-", dir=memory_folder()) as folder:
        yield Path(folder) / "plenum.db"


@pytest.fixture
def sqlite_url(sqlite_template: Path, sqlite_path: Path) -> str:
    renew_sqlite(sqlite_template, sqlite_path)
    address = f"sqlite:///{sqlite_path}"
    note_empty(make_url(address))
    return address


@pytest.fixture(scope="session")
def postgresql() -> Iterator[tuple[str, Connection]]:
    """Return a database whose owner is an ordinary role: row-level security holds in all tests."""
    name = f"plenum_test_{os.getpid()}_{os.environ.get('PYTEST_XDIST_WORKER', 'one')}"
    try:
        url, superuser = create_postgresql(name)
    except OperationalError as error:
        require_server("PostgreSQL", error)
    address = url.render_as_string(hide_password=False)
    engine = make_engine(address)
    migrate_database(engine)
    engine.dispose()
    yield address, superuser
    superuser.close()
    superuser.engine.dispose()
    drop_postgresql(name)


@pytest.fixture
def postgresql_url(postgresql: tuple[str, Connection]) -> str:
    address, superuser = postgresql
    empty_postgresql(superuser)
    note_empty(make_url(address))
    return address


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture(scope="session")
def engines() -> Iterator[dict[str, Engine]]:
    """Keep the engines of a process, by address: each statement is compiled once."""
    engines: dict[str, Engine] = {}
    yield engines
    for each in engines.values():
        each.dispose()


@pytest.fixture
def engine(
    database_url: str, engines: dict[str, Engine], request: pytest.FixtureRequest
) -> Iterator[Engine]:
    if database_url not in engines:
        engines[database_url] = made = make_engine(database_url)
        watch_database(made, find_door(made, request))
    forget_all(engines[database_url])
    yield engines[database_url]
    release(engines[database_url])


def find_door(engine: Engine, request: pytest.FixtureRequest) -> Door:
    """Return what opens a line to a database that no policy holds."""
    if engine.dialect.name == "sqlite":
        return engine.begin
    superuser: Connection = request.getfixturevalue("postgresql")[1]
    return partial(nullcontext, superuser)


@pytest.fixture
def sessions(engine: Engine) -> Callable[[], ScopedSession]:
    return make_sessions(engine)


@dataclass(frozen=True, slots=True)
class House:
    """An organisation with one account of each role."""

    id: int
    prefix: str

    def name(self, role: Role) -> str:
        return f"{self.prefix}{role.value}"


@replayed
def make_house(sessions: Callable[[], ScopedSession], name: str, prefix: str = "") -> House:
    with sessions() as session:
        house = add_organisation(session, name, name)
        for role in Role:
            record = AccountRecord(
                sign_in_name=f"{prefix}{role.value}",
                display_name=role.value,
                password_hash=hash_password(),
                password_set_at=NOW,
                created_at=NOW,
            )
            session.add(record)
            session.flush()
            add_member(session, record.id, role, NOW)
        session.commit()
    return House(house, prefix)


@pytest.fixture
def house(sessions: Callable[[], ScopedSession]) -> House:
    return make_house(sessions, "政协云岭省委员会")


@pytest.fixture
def other_house(sessions: Callable[[], ScopedSession], house: House) -> House:
    assert house.id
    return make_house(sessions, "政协海陵省委员会", "other-")


@contextmanager
def scoped(sessions: Callable[[], ScopedSession], house: House) -> Iterator[ScopedSession]:
    with sessions() as session:
        session.scope_to(house.id)
        yield session


def account_of(session: ScopedSession, house: House, role: Role) -> Account:
    """Return the account of a role, as services know it; the session is scoped to the house."""
    name = house.name(role)
    record = session.scalars(select(AccountRecord).where(AccountRecord.sign_in_name == name)).one()
    return read_account(session, record, house.id)


@replayed
def publish_for(sessions: Callable[[], ScopedSession], house: House, plan: Plan, on: date) -> int:
    """Publish a plan for a house and return the meeting's number."""
    with scoped(sessions, house) as session:
        return publish_plan(session, Submission(plan, "方案.yaml", b"source"), None, NOW, on)


@dataclass(frozen=True, slots=True)
class Publisher:
    """Publishes plans for houses."""

    sessions: Callable[[], ScopedSession]

    def __call__(self, house: House, plan: Plan | None = None, on: date = TODAY) -> int:
        return publish_for(self.sessions, house, plan or a_sound_plan(), on)


@pytest.fixture
def publish(sessions: Callable[[], ScopedSession]) -> Publisher:
    return Publisher(sessions)


@dataclass(slots=True)
class Clock:
    """A clock that tests set."""

    at: datetime = field(default=NOW)

    def now(self) -> datetime:
        return self.at

    def today(self) -> date:
        return self.at.date()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def settings(tmp_path: Path, database_url: str) -> Settings:
    return Settings(
        instance=tmp_path,
        secret_key="a secret of the tests, long enough to do",  # noqa: S106  of the tests
        database_url=database_url,
        public_url="http://localhost",
        max_upload_bytes=200_000,
    )


@pytest.fixture(scope="session")
def applications() -> Iterator[Applications]:
    applications = Applications()
    yield applications
    applications.close()


@pytest.fixture
def app(
    applications: Applications, settings: Settings, engine: Engine, clock: Clock
) -> Iterator[Flask]:
    """Return the application, on empty tables; who changes its routes takes ``keep_app``."""
    assert engine
    with applications.lend(settings, clock) as app:
        yield app


@pytest.fixture
def client(app: Flask) -> PageClient:
    client = app.test_client()
    assert isinstance(client, PageClient)
    return client


@pytest.fixture
def count_queries(app: Flask) -> Callable[[Callable[[], object]], int]:
    """Return what counts the statements that reach the database while something runs."""

    def count(action: Callable[[], object]) -> int:
        statements: list[str] = []

        def note(*facts: object) -> None:
            if not str(facts[2]).startswith(("BEGIN", "SELECT set_config")):
                statements.append(str(facts[2]))

        sessions = app.extensions["plenum"].sessions
        engine = sessions.kw["bind"]
        event.listen(engine, "before_cursor_execute", note)
        try:
            action()
        finally:
            event.remove(engine, "before_cursor_execute", note)
        return len(statements)

    return count
