"""What tests of tables, services, worker and pages share: databases, an application, a client."""

from __future__ import annotations

import os
import shutil
import warnings
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cache
from typing import TYPE_CHECKING

import pyotp
import pytest
from flask.testing import FlaskClient
from jinja2 import BytecodeCache
from sqlalchemy import create_engine, event, select, text
from sqlalchemy.exc import OperationalError

from planner.app import create_app
from planner.database import make_engine, make_sessions, migrate_database
from planner.models import AccountRecord, Record
from planner.models.account import Role
from planner.services.account import add_member, read_account
from planner.services.installation import add_organisation
from planner.services.password import hasher
from planner.services.revision import Submission, publish_plan
from planner.services.sign_in import NOWHERE, begin_visit
from planner.settings import Settings
from planner.web.access import DEVICE_COOKIE, SIGN_IN_COOKIE
from tests.builders import a_sound_plan
from tests.ledger import Ledger, keep_ledger
from tests.page import check_page

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from flask import Flask
    from jinja2.bccache import Bucket
    from sqlalchemy import Engine
    from werkzeug.test import TestResponse

    from planner.domain.plan import Plan
    from planner.models import ScopedSession
    from planner.models.account import Account

NOW = datetime(2026, 12, 1, 2, 0, tzinfo=UTC)
TODAY = date(2026, 12, 1)
PASSWORD = "a password of the tests"  # noqa: S105  of the tests
SERVER = os.environ.get(
    "TEST_DATABASE_URL", "postgresql+psycopg://postgres@127.0.0.1:5432/postgres"
)


def require_server(name: str, error: Exception) -> None:
    """Skip loudly where a server does not answer; in CI that is a failure."""
    reason = f"{name} does not answer: its tests did not run ({error.__class__.__name__})"
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    warnings.warn_explicit(reason, pytest.PytestWarning, __file__, 1, module="loud")
    pytest.skip(reason)


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
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("database") / "template.db"
    engine = make_engine(f"sqlite:///{path}")
    migrate_database(engine)
    engine.dispose()
    return path


@pytest.fixture(scope="session")
def postgresql_url(worker_name: str) -> Iterator[str]:
    """Return a database whose owner is an ordinary role: row-level security holds in all tests."""
    server = create_engine(SERVER, isolation_level="AUTOCOMMIT")
    name = f"plenum_test_{os.getpid()}_{worker_name}"
    try:
        with server.connect() as connection:
            connection.execute(text(f"CREATE ROLE \"{name}\" LOGIN PASSWORD 'plenum'"))
            connection.execute(text(f'CREATE DATABASE "{name}" OWNER "{name}"'))
    except OperationalError as error:
        require_server("PostgreSQL", error)
    url = server.url.set(database=name, username=name, password="plenum")  # noqa: S106  of the tests
    engine = make_engine(url.render_as_string(hide_password=False))
    migrate_database(engine)
    engine.dispose()
    yield url.render_as_string(hide_password=False)
    with server.connect() as connection:
        connection.execute(text(f'DROP DATABASE "{name}" WITH (FORCE)'))
        connection.execute(text(f'DROP ROLE "{name}"'))
    server.dispose()


@pytest.fixture(scope="session")
def worker_name() -> str:
    return os.environ.get("PYTEST_XDIST_WORKER", "one")


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    path = tmp_path / "plenum.db"
    shutil.copy(sqlite_template, path)
    return f"sqlite:///{path}"


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    engine = make_engine(database_url)
    if engine.dialect.name != "sqlite":
        tables = ", ".join(f'"{table.name}"' for table in Record.metadata.sorted_tables)
        with engine.begin() as connection:
            connection.execute(text(f"TRUNCATE {tables} RESTART IDENTITY CASCADE"))
    yield engine
    engine.dispose()


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


@cache
def hash_password() -> str:
    """Return the hash of the tests' password: hashing is slow by design, so it is done once."""
    return hasher().hash(PASSWORD)


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


@dataclass(frozen=True, slots=True)
class Publisher:
    """Publishes plans for houses."""

    sessions: Callable[[], ScopedSession]

    def __call__(self, house: House, plan: Plan | None = None, on: date = TODAY) -> int:
        with scoped(self.sessions, house) as session:
            submission = Submission(plan or a_sound_plan(), "方案.yaml", b"source")
            return publish_plan(session, submission, None, NOW, on)


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


@pytest.fixture
def app(settings: Settings, engine: Engine, clock: Clock) -> Iterator[Flask]:
    assert engine
    app = create_app(settings, today=clock.today, now=clock.now)
    app.test_client_class = PageClient
    app.jinja_env.bytecode_cache = COMPILED
    yield app
    parts = app.extensions["plenum"]
    parts.sessions.kw["bind"].dispose()
    parts.queue.huey.storage.close()


class PageClient(FlaskClient):
    """A client that looks at every page it fetches, and knows how to send a form."""

    def open(self, *args: object, **kwargs: object) -> TestResponse:
        answer: TestResponse = super().open(*args, **kwargs)  # type: ignore[arg-type]
        check_page(answer)
        return answer

    def token(self) -> str:
        page = self.get("/no-such-page").text  # its form of languages has one
        return page.split('name="csrf_token" value="', 1)[1].split('"', 1)[0]

    def send(self, address: str, **data: object) -> TestResponse:
        return self.post(address, data={"csrf_token": self.token(), **data})

    def sign_in(self, house: House, role: Role = Role.EDITOR) -> PageClient:
        """Begin a visit as the sign-in page does once the password is right: hashing is slow."""
        parts = self.application.extensions["plenum"]
        with parts.sessions() as session:
            named = AccountRecord.sign_in_name == house.name(role)
            record = session.scalars(select(AccountRecord).where(named)).one()
            begun = begin_visit(session, record, NOWHERE, parts.now(), parts.policy)
        self.set_cookie(parts.settings.cookie(SIGN_IN_COOKIE), begun.token)
        self.set_cookie(parts.settings.cookie(DEVICE_COOKIE), begun.device)
        return self

    def sign_in_administrator(self, name: str, password: str = PASSWORD) -> PageClient:
        """Sign an administrator in who comes for the first time: he enrols his second factor."""
        answer = self.send("/sign-in", name=name, password=password)
        assert answer.status_code == 302
        self.send("/account/two-step", password=password)
        secret = self.get("/account/two-step").text.split('class="secret">', 1)[1].split("<", 1)[0]
        now = self.application.extensions["plenum"].now()
        answer = self.send("/account/two-step/confirm", code=pyotp.TOTP(secret).at(now))
        assert answer.status_code == 200
        return self


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
