"""Row-level security: what PostgreSQL shows to a connection that passes our sessions by."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import create_engine, func, select, text, update
from sqlalchemy.exc import ProgrammingError

from planner.database import make_engine, passes_policies_by
from planner.models import MeetingRecord, OwnedRecord
from planner.models.reach import LIMITS, Reach, across_houses, spell_reach
from planner.models.scope import owned_tables
from tests.conftest import scoped
from tests.database import SERVER

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy import Connection, Engine

    from planner.models import ScopedSession
    from tests.conftest import House, Publisher

MEETINGS = MeetingRecord.__table__
POLICIES = text(
    "SELECT tablename, policyname, permissive, roles::text, cmd, relrowsecurity, "
    "relforcerowsecurity FROM pg_policies JOIN pg_class ON relname = tablename "
    "WHERE schemaname = 'public'"
)


@pytest.fixture
def database_url(postgresql_url: str) -> str:
    return postgresql_url


@pytest.fixture
def published(house: House, other_house: House, publish: Publisher) -> tuple[int, int]:
    return publish(house), publish(other_house)


@pytest.fixture
def raw(engine: Engine) -> Iterator[Connection]:
    with engine.connect() as connection:
        yield connection


def speak_for(connection: Connection, organisation_id: int | None, reach: str = "") -> None:
    house = "" if organisation_id is None else str(organisation_id)
    connection.execute(
        select(
            func.set_config("plenum.organisation_id", house, True),  # noqa: FBT003
            func.set_config("plenum.reach", reach, True),  # noqa: FBT003
        )
    )


def test_every_table_of_a_house_is_guarded_even_from_its_owner(raw: Connection) -> None:
    found = {row[0]: tuple(row[1:]) for row in raw.execute(POLICIES)}
    expected = ("house", "PERMISSIVE", "{public}", "ALL", True, True)
    assert found == dict.fromkeys(owned_tables(), expected)


def test_owned_tables_are_those_of_owned_records() -> None:
    assert {each.__tablename__ for each in OwnedRecord.__subclasses__()} == owned_tables()


def test_tests_run_as_an_ordinary_role(raw: Connection) -> None:
    wanted = text("SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user")
    assert raw.execute(wanted).one() == (False, False)


def test_superuser_is_told_from_an_ordinary_role(engine: Engine, sqlite_url: str) -> None:
    server, small = make_engine(SERVER), make_engine(sqlite_url)
    assert [passes_policies_by(each) for each in (server, engine, small)] == [True, False, False]
    server.dispose()
    small.dispose()


def test_raw_connection_sees_nothing(raw: Connection, published: tuple[int, int]) -> None:
    assert published
    assert {name: count_rows(raw, name) for name in owned_tables()} == dict.fromkeys(
        owned_tables(), 0
    )
    assert raw.execute(select(MEETINGS)).all() == []


def count_rows(connection: Connection, table: str) -> int:
    return int(connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one())  # noqa: S608


def test_raw_connection_of_a_house_sees_its_rows_only(
    raw: Connection, house: House, published: tuple[int, int]
) -> None:
    speak_for(raw, house.id)
    assert raw.execute(select(MEETINGS.c.id)).scalars().all() == [published[0]]
    assert raw.execute(text("SELECT id FROM meetings")).scalars().all() == [published[0]]


def test_raw_connection_changes_and_adds_in_its_house_only(
    raw: Connection, house: House, other_house: House, published: tuple[int, int]
) -> None:
    speak_for(raw, house.id)
    changed = raw.execute(update(MEETINGS).values(place="别处"))
    assert changed.rowcount == 1
    assert raw.execute(text(f"DELETE FROM mails WHERE meeting_id = {published[1]}")).rowcount == 0  # noqa: S608
    with pytest.raises(ProgrammingError, match="row-level security"):
        raw.execute(update(MEETINGS).values(organisation_id=other_house.id))


def test_settings_end_with_the_transaction(
    raw: Connection, house: House, publish: Publisher
) -> None:
    publish(house)
    speak_for(raw, house.id)
    assert count_rows(raw, "meetings") == 1
    raw.commit()
    assert count_rows(raw, "meetings") == 0


@pytest.mark.parametrize("reach", list(Reach))
def test_reach_opens_its_own_tables_and_no_others(
    raw: Connection, published: tuple[int, int], reach: Reach
) -> None:
    assert published
    speak_for(raw, None, spell_reach(reach))
    seen = {name for name in owned_tables() if count_rows(raw, name)}
    full = {
        *("memberships", "role_grants", "meetings", "revisions", "draft_entries"),
        *("issued_papers", "calendar_ledgers"),
    }
    assert seen == full & set(LIMITS[reach])


def test_session_of_another_house_is_not_left_behind_in_the_pool(
    sessions: Callable[[], ScopedSession], engine: Engine, house: House, publish: Publisher
) -> None:
    publish(house)
    with scoped(sessions, house) as session:
        assert len(session.scalars(select(MeetingRecord)).all()) == 1
        session.commit()
        assert len(session.scalars(select(MeetingRecord)).all()) == 1
    one = create_engine(engine.url, pool_size=1, max_overflow=0)
    with one.connect() as connection:
        assert count_rows(connection, "meetings") == 0
    one.dispose()


def test_session_speaks_anew_after_a_rollback(
    sessions: Callable[[], ScopedSession], house: House, publish: Publisher
) -> None:
    publish(house)
    with scoped(sessions, house) as session:
        for _ in range(2):
            assert len(session.scalars(select(MeetingRecord)).all()) == 1
            session.rollback()
        with session.begin_nested() as point:
            assert len(session.scalars(select(MeetingRecord)).all()) == 1
            point.rollback()
        assert len(session.scalars(select(MeetingRecord)).all()) == 1


def test_what_is_written_on_the_way_does_not_narrow_a_look_across_houses(
    sessions: Callable[[], ScopedSession], house: House, published: tuple[int, int]
) -> None:
    with scoped(sessions, house) as session:
        meeting = session.scalars(select(MeetingRecord)).one()
        meeting.title = "改了名称"
        everywhere = across_houses(Reach.SETUP)
        found = session.scalars(select(MeetingRecord.id).execution_options(**everywhere))
        assert sorted(found) == sorted(published)
