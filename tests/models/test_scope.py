from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import (
    delete,
    exists,
    func,
    insert,
    literal_column,
    select,
    table,
    text,
    union_all,
    update,
)
from sqlalchemy.exc import IntegrityError, InvalidRequestError, NoResultFound
from sqlalchemy.orm import aliased

from planner.models import (
    DraftEntryRecord,
    JobRecord,
    MeetingRecord,
    OrganisationRecord,
    RevisionRecord,
    ScopeError,
    UploadRecord,
)
from planner.models.reach import Reach, across_houses
from tests.builders import a_sound_plan
from tests.conftest import NOW, scoped

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy.sql import Executable

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
        session.execute(delete(RevisionRecord).execution_options(**across_houses(Reach.SWEEP)))


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


def list_reads(own: type[MeetingRecord] = MeetingRecord) -> dict[str, Any]:
    """Return statements that name meetings in every place where a statement can."""
    other = aliased(own)
    inner = select(own.id).subquery()
    return {
        "aliased": select(other.id),
        "join to aliased": select(other.id).join(own, own.title == other.title),
        "subquery": select(inner.c.id),
        "entity of a subquery": select(aliased(own, select(own).subquery()).id),
        "expression": select(select(own.id).cte().c.id),
        "union": union_all(select(own.id), select(own.id).where(own.id < 0)),
        "scalar": select(OrganisationRecord.id).where(
            OrganisationRecord.id.in_(select(own.organisation_id))
        ),
        "exists": select(OrganisationRecord.id).where(
            exists().where(own.organisation_id == OrganisationRecord.id)
        ),
        "exists of a select": select(OrganisationRecord.id).where(
            select(own.id).where(own.organisation_id == OrganisationRecord.id).exists()
        ),
        "lateral count": select(OrganisationRecord.id).where(
            select(func.count(own.id))
            .where(own.organisation_id == OrganisationRecord.id)
            .scalar_subquery()
            > 0
        ),
        "outer join": select(OrganisationRecord.id)
        .outerjoin(own, own.organisation_id == OrganisationRecord.id)
        .where(own.id.is_not(None)),
        "count": select(func.count()).select_from(own),
    }


@pytest.mark.parametrize("place", list_reads())
def test_statement_is_scoped_wherever_it_names_a_table(
    sessions: Callable[[], ScopedSession],
    house: House,
    other_house: House,
    publish: Publisher,
    place: str,
) -> None:
    publish(other_house)
    publish(other_house, a_sound_plan(title="另一个会议"))
    own = publish(house)
    expected = own if "id" in str(list_reads()[place]).split("FROM")[0] else 1
    with scoped(sessions, house) as session:
        found = list(session.scalars(list_reads()[place]))
    assert found == ([house.id] if "organisations" in str(list_reads()[place]) else [expected])


TABLE = MeetingRecord.__table__
PASSING_BY: dict[str, Any] = {
    "table": select(TABLE),
    "column of the table": select(TABLE.c.id),
    "alias of the table": select(TABLE.alias()),
    "table in a subquery": select(select(TABLE.c.id).subquery()),
    "table in exists": select(OrganisationRecord.id).where(exists(select(TABLE.c.id))),
    "table by its name": select(func.count()).select_from(table("meetings")),
    "text": text("SELECT id FROM meetings"),
    "text in a select": select(text("1")).select_from(text("meetings")),
    "text of an entity": select(MeetingRecord).from_statement(text("SELECT * FROM meetings")),
    "literal column": select(literal_column("(SELECT count(*) FROM meetings)")),
    "update of the table": update(TABLE).values(place="别处"),
    "delete of the table": delete(TABLE),
    "insert into the table": insert(TABLE).values(title="x"),
}


@pytest.mark.parametrize("way", PASSING_BY)
def test_statement_that_passes_the_records_by_is_refused(
    sessions: Callable[[], ScopedSession], house: House, way: str
) -> None:
    with scoped(sessions, house) as session, pytest.raises(ScopeError):
        session.execute(PASSING_BY[way])


def test_ways_of_writing_many_rows_unlooked_at_are_refused(
    sessions: Callable[[], ScopedSession], house: House, other_house: House, publish: Publisher
) -> None:
    theirs = publish(other_house)
    with scoped(sessions, house) as session:
        with pytest.raises(ScopeError):
            session.execute(update(MeetingRecord), [{"id": theirs, "place": "别处"}])
        with pytest.raises(ScopeError):
            session.bulk_update_mappings(MeetingRecord, [{"id": theirs, "place": "别处"}])
        with pytest.raises(ScopeError):
            session.bulk_insert_mappings(MeetingRecord, [{"organisation_id": other_house.id}])
        with pytest.raises(ScopeError):
            session.bulk_save_objects([a_meeting(other_house.id)])


def test_row_of_another_house_is_not_taken_over(
    sessions: Callable[[], ScopedSession], house: House, other_house: House, publish: Publisher
) -> None:
    theirs = publish(other_house)
    with scoped(sessions, other_house) as session:
        record = session.get_one(MeetingRecord, theirs)
    with scoped(sessions, house) as session:
        session.add(record)
        record.organisation_id = house.id
        with pytest.raises(ScopeError):
            session.flush()
    with scoped(sessions, house) as session:
        with pytest.raises((InvalidRequestError, NoResultFound)):
            session.refresh(record)
        assert session.get(MeetingRecord, theirs) is None
        session.merge(MeetingRecord(id=theirs, organisation_id=other_house.id, place="别处"))
        with pytest.raises(ScopeError):
            session.flush()


@pytest.mark.parametrize(
    ("reach", "statement"),
    [
        (Reach.VERIFICATION, select(MeetingRecord.id)),
        (Reach.SETUP, update(MeetingRecord).values(place="别处")),
        (Reach.SIGN_IN, select(MeetingRecord.id).join(OrganisationRecord)),
        (Reach.SWEEP, insert(UploadRecord).values(organisation_id=1)),
        (Reach.SCHEDULE, select(JobRecord.id).where(exists(select(MeetingRecord.id)))),
    ],
)
def test_reach_goes_no_further_than_its_reason(
    sessions: Callable[[], ScopedSession], reach: Reach, statement: Executable
) -> None:
    with sessions() as session, pytest.raises(ScopeError):
        session.execute(statement.execution_options(**across_houses(reach)))


def test_session_of_a_house_keeps_no_rows_of_others(
    sessions: Callable[[], ScopedSession], house: House
) -> None:
    wanted = select(JobRecord).execution_options(**across_houses(Reach.SCHEDULE))
    with scoped(sessions, house) as session, pytest.raises(ScopeError):
        session.execute(wanted)
