from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import select, text

from planner.database import has_sound_wal, is_migrated, make_engine, make_sessions
from planner.models import MeetingRecord, Record
from tests.conftest import scoped

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Engine

    from tests.conftest import House, Publisher


def test_migrations_make_the_tables_of_the_models(engine: Engine) -> None:
    with engine.connect() as connection:
        context = MigrationContext.configure(connection)
        assert compare_metadata(context, Record.metadata) == []
    assert is_migrated(engine)


def test_empty_database_is_not_migrated(tmp_path: Path) -> None:
    engine = make_engine(f"sqlite:///{tmp_path / 'new.db'}")
    assert not is_migrated(engine)
    engine.dispose()


@pytest.mark.parametrize(
    ("version", "is_sound"),
    [
        ((3, 40, 1), False),
        ((3, 44, 5), False),
        ((3, 44, 6), True),
        ((3, 50, 7), True),
        ((3, 51, 2), False),
        ((3, 51, 3), True),
        ((3, 52, 0), True),
    ],
)
def test_has_sound_wal_knows_the_fixed_versions(
    version: tuple[int, int, int], *, is_sound: bool
) -> None:
    assert has_sound_wal(version) is is_sound


def test_sqlite_is_set_up_to_lose_nothing(sqlite_url: str) -> None:
    engine = make_engine(sqlite_url)
    with engine.connect() as connection:
        assert connection.execute(text("PRAGMA synchronous")).scalar() == 2
        assert connection.execute(text("PRAGMA foreign_keys")).scalar() == 1
    engine.dispose()


def test_reading_first_and_writing_later_never_fails(
    engine: Engine, house: House, publish: Publisher
) -> None:
    meeting_id = publish(house)
    sessions = make_sessions(engine)

    def rename(_number: int) -> None:
        with scoped(sessions, house) as session:
            query = select(MeetingRecord).where(MeetingRecord.id == meeting_id).with_for_update()
            meeting = session.scalars(query).one()
            meeting.place = f"{meeting.place}+"
            session.commit()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(rename, range(20)))
    with scoped(sessions, house) as session:
        assert session.get_one(MeetingRecord, meeting_id).place == "云岭会堂" + "+" * 20
