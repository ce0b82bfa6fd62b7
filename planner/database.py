"""The engine for SQLite and PostgreSQL, sessions on it, and bringing its tables up to date."""

from __future__ import annotations

import sqlite3
from threading import local
from typing import TYPE_CHECKING, Any

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.orm import sessionmaker

from planner.assets import PACKAGE
from planner.models import Record, ScopedSession
from planner.models.reach import Reach, spell_reach
from planner.models.scope import check_reading

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask
    from sqlalchemy.sql import Select

BUSY_SECONDS = 30
WAL_RESET_FIXED = (3, 51, 3)
WAL_RESET_BACKPORTS = {(3, 44): 6, (3, 50): 7}


def has_sound_wal(version: tuple[int, int, int]) -> bool:
    """Tell whether this SQLite is free of the WAL-reset race (fixed in 3.51.3 and back-ports)."""
    patch = WAL_RESET_BACKPORTS.get(version[:2])
    return version >= WAL_RESET_FIXED or (patch is not None and version[2] >= patch)


def make_engine(address: str) -> Engine:
    """Return the engine of a database address, set up so that no acknowledged work is lost."""
    url = name_driver(make_url(address))
    return prepare_engine(create_engine(url, **engine_options(url)))


def engine_options(url: URL) -> dict[str, Any]:
    """Return what an engine is made with for this kind of database."""
    if url.get_backend_name() != "sqlite":
        return {"pool_pre_ping": True}
    return {"connect_args": {"timeout": BUSY_SECONDS}}


def prepare_engine(engine: Engine) -> Engine:
    """Return the engine with what SQLite forgets set on every connection."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", set_pragmas)
        event.listen(engine, "begin", begin_immediate)
    return engine


def attach_engine(app: Flask, address: str) -> Engine:
    """Return the engine that Flask-SQLAlchemy makes and keeps for an application.

    Pages work with sessions of ours on it (``ScopedSession``), as the worker and the command line
    do on an engine of their own; the extension owns its configuration and its pool.
    """
    url = name_driver(make_url(address))
    app.config["SQLALCHEMY_DATABASE_URI"] = url
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = engine_options(url)
    tables = SQLAlchemy(metadata=Record.metadata)
    tables.init_app(app)
    with app.app_context():
        return prepare_engine(tables.engine)


def name_driver(url: URL) -> URL:
    """Return the address with the driver that we ship for it."""
    if url.drivername in {"postgres", "postgresql"}:
        return url.set(drivername="postgresql+psycopg")
    return url


def set_pragmas(connection: sqlite3.Connection, _record: object) -> None:
    """Set what SQLite forgets with every connection."""
    connection.isolation_level = None  # we say BEGIN ourselves, see below
    journal = "WAL" if has_sound_wal(sqlite3.sqlite_version_info) else "TRUNCATE"
    for pragma in (f"journal_mode={journal}", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def forbid_writing(connection: sqlite3.Connection, _record: object) -> None:
    """Let a connection of SQLite only read."""
    connection.execute("PRAGMA query_only=ON")


def begin_immediate(connection: Connection) -> None:
    """Begin so that a transaction which reads first and writes later does not fail at once."""
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def make_sessions(engine: Engine) -> Callable[[], ScopedSession]:
    """Return what makes sessions on an engine."""
    return sessionmaker(engine, class_=ScopedSession, expire_on_commit=False)


def migration_config(engine: Engine) -> Config:
    """Return Alembic's configuration; there is no file to keep in step."""
    config = Config()
    config.set_main_option("script_location", str(PACKAGE / "migrations"))
    config.attributes["engine"] = engine
    return config


def migrate_database(engine: Engine) -> None:
    """Bring the tables up to date."""
    command.upgrade(migration_config(engine), "head")


def is_migrated(engine: Engine) -> bool:
    """Tell whether the tables are up to date."""
    heads = ScriptDirectory.from_config(migration_config(engine)).get_heads()
    with engine.connect() as connection:
        return set(MigrationContext.configure(connection).get_current_heads()) == set(heads)


def passes_policies_by(engine: Engine) -> bool:
    """Tell whether Plenum runs as a role that row-level security does not hold: a superuser."""
    if engine.dialect.name != "postgresql":
        return False
    asked = text("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")
    with engine.connect() as connection:
        return bool(connection.scalar(asked))


class ReadingError(RuntimeError):
    """The database did not answer a reader; whoever asked goes another way."""


class Reader:
    """Asks one statement, compiled once, on connections of its own that can only read.

    It is there for what is asked many times a second and answered in less time than a session
    takes to begin. The statement is made of our records and looks across houses for one reason; on
    PostgreSQL its connections say that reason for good, and row-level security holds them to it.
    A thread keeps its connection; one that fails is let go, and the next question opens another.
    """

    def __init__(self, address: str, statement: Select[*tuple[Any, ...]], reach: Reach) -> None:
        check_reading(statement, reach)
        url = name_driver(make_url(address))
        self.engine = create_engine(url, **reading_options(url, reach))
        if self.engine.dialect.name == "sqlite":
            event.listen(self.engine, "connect", forbid_writing)
        compiled = statement.compile(dialect=self.engine.dialect)
        self.text, self.order = str(compiled), getattr(compiled, "positiontup", None)
        self.values = compiled.params
        self.own = local()

    def first(self, facts: dict[str, Any]) -> tuple[Any, ...] | None:
        """Return the first row as the driver gives it; None where there is none.

        Raises:
            ReadingError: The database did not answer.
        """
        known = {**self.values, **facts}
        arguments = tuple(known[name] for name in self.order) if self.order else known
        try:
            found = self.connection().execute(self.text, arguments).fetchone()
        except self.engine.dialect.loaded_dbapi.Error as error:
            self.let_go()
            raise ReadingError from error
        return found and tuple(found)

    def connection(self) -> Any:  # noqa: ANN401  of either driver
        """Return the thread's connection, opened at its first question."""
        if getattr(self.own, "kept", None) is None:
            self.own.kept = self.engine.raw_connection()
        return self.own.kept.driver_connection

    def let_go(self) -> None:
        """Close the thread's connection."""
        kept, self.own.kept = getattr(self.own, "kept", None), None
        if kept is not None:
            kept.invalidate()

    def close(self) -> None:
        """Close this thread's connection and those that nobody holds."""
        self.let_go()
        self.engine.dispose()


def reading_options(url: URL, reach: Reach) -> dict[str, Any]:
    """Return what an engine is made with that reads for one reason and never writes."""
    if url.get_backend_name() == "sqlite":
        return {"connect_args": {"timeout": BUSY_SECONDS, "isolation_level": None}}
    reason = spell_reach(reach).replace(" ", "\\ ")
    told = f"-c default_transaction_read_only=on -c plenum.reach={reason}"
    return {"connect_args": {"options": told, "autocommit": True}}
