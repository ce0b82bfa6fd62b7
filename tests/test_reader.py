"""The reader: one statement, on connections that cannot write and see what one reason opens."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from planner.database import Reader, ReadingError
from planner.models import CalendarFeedRecord, DraftEntryRecord, ScopeError
from planner.models.calendar import FeedKind
from planner.models.reach import Reach
from tests.conftest import scoped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy import Engine

    from planner.models import ScopedSession
    from tests.conftest import House, Publisher

KEYS = select(CalendarFeedRecord.key).order_by(CalendarFeedRecord.id)


@pytest.fixture
def reader(engine: Engine, database_url: str) -> Iterator[Reader]:
    assert engine
    reader = Reader(database_url, KEYS, Reach.FEED)
    yield reader
    reader.close()


def add_feed(sessions: Callable[[], ScopedSession], house: House, key: str) -> None:
    with scoped(sessions, house) as session:
        feed = CalendarFeedRecord(
            organisation_id=house.id, name=key, kind=FeedKind.VENUE, key=key, audience="outline"
        )
        session.add(feed)
        session.commit()


def test_reader_sees_rows_of_every_house_and_what_came_since(
    reader: Reader, sessions: Callable[[], ScopedSession], house: House, other_house: House
) -> None:
    assert reader.first({}) is None
    add_feed(sessions, other_house, "大厅")
    assert reader.first({}) == ("大厅",)
    add_feed(sessions, house, "会堂")
    assert reader.first({}) == ("大厅",)


def test_reader_cannot_write(reader: Reader) -> None:
    assert reader.first({}) is None
    with pytest.raises(reader.engine.dialect.loaded_dbapi.Error):
        reader.connection().execute("DELETE FROM calendar_feeds")


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_reader_sees_what_its_reason_opens_only(
    reader: Reader, publish: Publisher, house: House
) -> None:
    publish(house)
    reader.first({})
    counts = [
        reader.connection().execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608  ours
        for table in ("meetings", "revisions")
    ]
    assert counts == [1, 0]


@pytest.mark.parametrize(
    "statement", [select(DraftEntryRecord.id), select(CalendarFeedRecord.__table__.c.key)]
)
def test_statement_that_goes_further_is_refused(database_url: str, statement: object) -> None:
    with pytest.raises(ScopeError):
        Reader(database_url, statement, Reach.FEED)  # type: ignore[arg-type]


def test_database_that_does_not_answer_is_asked_anew(reader: Reader) -> None:
    assert reader.first({}) is None
    reader.connection().close()
    with pytest.raises(ReadingError):
        reader.first({})
    assert reader.first({}) is None
