"""How Alembic reaches the database: through the engine that the program made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alembic import context
from sqlalchemy import func, select

from planner.migrations.policy import MIGRATION
from planner.models import Record

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine


def run_migrations(engine: Engine) -> None:
    """Run the steps in one transaction; SQLite first lets go of its foreign keys.

    A batch step there makes the table anew: with foreign keys on, dropping the old one would
    remove the rows that hang on it.
    """
    with engine.connect() as connection:
        is_sqlite = connection.dialect.name == "sqlite"
        if is_sqlite:
            set_foreign_keys(connection, is_on=False)
        context.configure(
            connection=connection,
            target_metadata=Record.metadata,
            render_as_batch=is_sqlite,
            compare_type=True,
        )
        with context.begin_transaction():
            if connection.dialect.name == "postgresql":
                connection.execute(select(func.set_config("plenum.reach", MIGRATION, True)))  # noqa: FBT003  for this transaction
            context.run_migrations()
            if is_sqlite:
                check_foreign_keys(connection)
        if is_sqlite:
            connection.rollback()
            set_foreign_keys(connection, is_on=True)


def set_foreign_keys(connection: Connection, *, is_on: bool) -> None:
    """Switch foreign keys; SQLite ignores this inside a transaction, so it goes to the driver."""
    driver = connection.connection.driver_connection
    if driver is not None:
        driver.execute(f"PRAGMA foreign_keys={'ON' if is_on else 'OFF'}")


def check_foreign_keys(connection: Connection) -> None:
    """Refuse a step that left rows which point nowhere."""
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    if broken:
        message = f"rows that point nowhere after the migration: {broken[:5]}"
        raise RuntimeError(message)


run_migrations(context.config.attributes["engine"])
