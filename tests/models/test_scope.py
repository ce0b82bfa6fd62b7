from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from planner.models import (
    DraftEntryRecord,
    JobRecord,
    MeetingRecord,
    RevisionRecord,
    ScopeError,
    UploadRecord,
)
from planner.models.scope import UNSCOPED
from tests.conftest import NOW, scoped

if TYPE_CHECKING:
    from collections.abc import Callable

    from planner.models import ScopedSession
    from tests.conftest import House, Publisher


def a_meeting(organisation_id: int, title: str = "会议") -> MeetingRecord:
    return MeetingRecord(
        organisation_id=organisation_id, title=title, kind="plenary", changed_at=NOW
    )


def test_statement_without_scope_is_refused(sessions: Callable[[], ScopedSession]) -> None:
    with sessions() as session, pytest.raises(ScopeError):
        session.scalars(select(MeetingRecord)).all()


def test_select_sees_own_rows_only(
    sessions: Callable[[], ScopedSession], house: House, other_house: House, publish: Publisher
) -> None:
    own = publish(house)
    publish(other_house)
    with scoped(sessions, house) as session:
        assert list(session.scalars(select(MeetingRecord.id))) == [own]
        assert {row.organisation_id for row in session.scalars(select(DraftEntryRecord))} == {
            house.id
        }


def test_get_does_not_find_another_houses_row(
    sessions: Callable[[], ScopedSession], house: House, other_house: House, publish: Publisher
) -> None:
    theirs = publish(other_house)
    with scoped(sessions, house) as session:
        assert session.get(MeetingRecord, theirs) is None


def test_update_and_delete_leave_other_houses_alone(
    sessions: Callable[[], ScopedSession], house: House, other_house: House, publish: Publisher
) -> None:
    publish(house)
    theirs = publish(other_house)
    with scoped(sessions, house) as session:
        session.execute(update(MeetingRecord).values(place="别处"))
        session.execute(delete(DraftEntryRecord))
        session.commit()
    with scoped(sessions, other_house) as session:
        assert session.get_one(MeetingRecord, theirs).place == "云岭会堂"
        assert session.scalars(select(DraftEntryRecord)).first() is not None


def test_flush_refuses_another_houses_row(
    sessions: Callable[[], ScopedSession], house: House, other_house: House
) -> None:
    with scoped(sessions, house) as session:
        session.add(a_meeting(other_house.id))
        with pytest.raises(ScopeError):
            session.flush()


def test_bulk_insert_refuses_another_houses_row(
    sessions: Callable[[], ScopedSession], house: House, other_house: House
) -> None:
    row = {"organisation_id": other_house.id, "title": "会议", "kind": "plenary", "changed_at": NOW}
    with scoped(sessions, house) as session, pytest.raises(ScopeError):
        session.execute(insert(MeetingRecord), [row])


def test_database_refuses_a_reference_into_another_house(
    sessions: Callable[[], ScopedSession], house: House, other_house: House, publish: Publisher
) -> None:
    theirs = publish(other_house)
    with scoped(sessions, house) as session:
        session.add(
            JobRecord(
                organisation_id=house.id,
                kind="package",
                meeting_id=theirs,
                revision_number=1,
                unique_key="x",
                created_at=NOW,
                sent_at=NOW,
            )
        )
        with pytest.raises(IntegrityError):
            session.flush()


def test_session_keeps_its_house(
    sessions: Callable[[], ScopedSession], house: House, other_house: House
) -> None:
    with scoped(sessions, house) as session, pytest.raises(ScopeError):
        session.scope_to(other_house.id)


def test_revision_is_never_changed(
    sessions: Callable[[], ScopedSession], house: House, publish: Publisher
) -> None:
    publish(house)
    with scoped(sessions, house) as session:
        session.scalars(select(RevisionRecord)).one().plan_text = "other"
        with pytest.raises(ScopeError):
            session.flush()
    with scoped(sessions, house) as session, pytest.raises(ScopeError):
        session.execute(update(RevisionRecord).values(plan_text="other"))
    with scoped(sessions, house) as session, pytest.raises(ScopeError):
        session.execute(delete(RevisionRecord).execution_options(**UNSCOPED))


def test_upload_needs_an_account_of_the_house(
    sessions: Callable[[], ScopedSession], house: House
) -> None:
    with scoped(sessions, house) as session:
        session.add(
            UploadRecord(
                organisation_id=house.id,
                account_id=999,
                source_name="a.yaml",
                source_bytes=b"",
                uploaded_at=NOW,
            )
        )
        with pytest.raises(IntegrityError):
            session.flush()
