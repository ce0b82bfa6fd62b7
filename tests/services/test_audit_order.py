"""The end of the log is what all houses share: held last, and not by what is not committed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select, update

import planner.services
from planner.models import AuditHeadRecord, AuditRecord, OrganisationRecord
from planner.services.actor import Actor
from planner.services.audit import write_audit
from planner.services.audit_log import Proof, verify_log
from tests.conftest import NOW

if TYPE_CHECKING:
    from collections.abc import Callable

    from planner.models import ScopedSession
    from tests.conftest import House
    from tests.lock_order import LockOrder

ROOM = Path(planner.services.__file__).parent
ACTOR = Actor(None, NOW)


def list_subjects(sessions: Callable[[], ScopedSession]) -> list[str]:
    with sessions() as session:
        return list(session.scalars(select(AuditRecord.subject).order_by(AuditRecord.number)))


def test_who_has_noted_something_lets_others_go_first(sessions: Callable[[], ScopedSession]):
    with sessions() as slow, sessions() as quick:
        if slow.get_bind().dialect.name == "postgresql":
            quick.scalar(select(func.set_config("lock_timeout", "2s", True)))  # noqa: FBT003  PostgreSQL's
        write_audit(slow, ACTOR, "test", "slow")
        write_audit(quick, ACTOR, "test", "quick")
        quick.commit()
        slow.commit()
    assert list_subjects(sessions) == ["quick", "slow"]
    with sessions() as session:
        assert verify_log(session) == Proof(2)


def test_what_is_rolled_back_or_closed_is_not_noted(sessions: Callable[[], ScopedSession]):
    session = sessions()
    for end in (session.rollback, session.close):
        write_audit(session, ACTOR, "test", "gone")
        end()
    write_audit(session, ACTOR, "test", "kept")
    session.commit()
    session.commit()
    session.close()
    assert list_subjects(sessions) == ["kept"]


def test_a_savepoint_notes_nothing(sessions: Callable[[], ScopedSession]):
    with sessions() as session:
        session.begin_nested()
        with pytest.raises(RuntimeError, match="savepoint"):
            write_audit(session, ACTOR, "test", "half")


def count_late(session: ScopedSession) -> None:
    """Count a change of a house as a careless service would: while it holds the log."""
    head, house = AuditHeadRecord, OrganisationRecord
    session.execute(update(head).values(number=head.number))
    session.execute(update(house).values(calendar_number=house.calendar_number + 1))


def test_a_row_that_is_locked_after_the_log_is_noticed(
    sessions: Callable[[], ScopedSession],
    house: House,
    lock_order: LockOrder,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert house
    with sessions() as session:
        count_late(session)
        session.rollback()
        assert lock_order.late == []  # a test may
        code = count_late.__code__.replace(co_filename=str(ROOM / "careless.py"))
        monkeypatch.setattr(count_late, "__code__", code)
        count_late(session)
        session.rollback()
    found = [each.partition(",")[0] for each in lock_order.late]
    lock_order.late.clear()
    assert found == ["organisations after the end of the log"]
