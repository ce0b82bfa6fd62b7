"""The databases of tests: made once for a process, made empty for each test."""

from __future__ import annotations

import os
import shutil
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import create_engine, text

from planner.models import Record

if TYPE_CHECKING:
    from sqlalchemy import URL, Connection

SERVER = os.environ.get(
    "TEST_DATABASE_URL", "postgresql+psycopg://postgres@127.0.0.1:5432/postgres"
)
MEMORY = Path("/dev/shm")  # noqa: S108  a folder of its own is made in it
ENOUGH_BYTES = 64 * 1024 * 1024
FOLLOWERS = ("-journal", "-wal", "-shm")
EMPTY_ALL = """
DO $$
DECLARE name text; start bigint;
BEGIN
  SET LOCAL session_replication_role = replica;
  FOREACH name IN ARRAY ARRAY[{names}] LOOP
    EXECUTE format('DELETE FROM %I', name);
  END LOOP;
  FOR name, start IN
    SELECT sequencename, start_value FROM pg_sequences WHERE last_value IS NOT NULL
  LOOP
    PERFORM setval(quote_ident(name)::regclass, start, false);
  END LOOP;
END $$
"""
"""Leaves what TRUNCATE … RESTART IDENTITY CASCADE leaves, in a tenth of its time: that one writes
new files for all tables and indexes, of which a test fills a few."""


def require_server(name: str, error: Exception) -> None:
    """Skip loudly where a server does not answer; in CI that is a failure."""
    reason = f"{name} does not answer: its tests did not run ({error.__class__.__name__})"
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    warnings.warn_explicit(reason, pytest.PytestWarning, __file__, 1, module="loud")
    pytest.skip(reason)


def memory_folder() -> Path | None:
    """Return where files live in memory, if there is room: each commit waits for the disk."""
    if not os.access(MEMORY, os.W_OK) or shutil.disk_usage(MEMORY).free < ENOUGH_BYTES:
        return None
    return MEMORY


def renew_sqlite(template: Path, path: Path) -> None:
    """Put a new database in the place of the former one, which nobody goes on writing to."""
    for each in (path, *(path.with_name(path.name + follower) for follower in FOLLOWERS)):
        each.unlink(missing_ok=True)
    shutil.copy(template, path)


def create_postgresql(name: str) -> tuple[URL, Connection]:
    """Make a database that an ordinary role owns, and return its address and a superuser's line.

    Its commits don't wait for the disk: the tests look at what is committed, none pulls the plug.
    """
    server = create_engine(SERVER, isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(text(f"CREATE ROLE \"{name}\" LOGIN PASSWORD 'plenum'"))
        connection.execute(text(f'CREATE DATABASE "{name}" OWNER "{name}"'))
        connection.execute(text(f'ALTER DATABASE "{name}" SET synchronous_commit = off'))
    url = server.url.set(database=name, username=name, password="plenum")  # noqa: S106  of the tests
    server.dispose()
    inside = create_engine(server.url.set(database=name), isolation_level="AUTOCOMMIT")
    return url, inside.connect()


def empty_postgresql(superuser: Connection) -> None:
    """Remove all rows and let all keys begin at one, whatever policies and keys say."""
    names = ", ".join(f"'{table.name}'" for table in Record.metadata.sorted_tables)
    superuser.execute(text(EMPTY_ALL.format(names=names)))


def drop_postgresql(name: str) -> None:
    """Remove a database and its owner."""
    server = create_engine(SERVER, isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(text(f'DROP DATABASE "{name}" WITH (FORCE)'))
        connection.execute(text(f'DROP ROLE "{name}"'))
    server.dispose()
