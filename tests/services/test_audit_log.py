"""The chain of the log: whoever changes, removes or cuts off an entry is found out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select, text

from planner.models import AuditRecord
from planner.models.scope import ScopeError
from planner.services.actor import Actor
from planner.services.audit import write_audit
from planner.services.audit_log import Proof, disarm, verify_log
from tests.conftest import NOW

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Engine

    from planner.models import ScopedSession


@pytest.fixture
def chain(sessions: Callable[[], ScopedSession]) -> int:
    with sessions() as session:
        for number in range(5):
            write_audit(
                session, Actor(None, NOW), "test.change", f"test/{number}", {}, {"n": number}
            )
        session.commit()
        return session.scalar(select(func.max(AuditRecord.number))) or 0


def verify(sessions: Callable[[], ScopedSession]) -> Proof:
    with sessions() as session:
        return verify_log(session)


def tamper(engine: Engine, statement: str) -> None:
    with engine.begin() as connection:
        connection.execute(text(statement))


def test_chain_as_it_was_written_is_sound(
    sessions: Callable[[], ScopedSession], chain: int
) -> None:
    assert verify(sessions) == Proof(chain)


def test_empty_log_is_sound(sessions: Callable[[], ScopedSession]) -> None:
    assert verify(sessions) == Proof(0)


@pytest.mark.parametrize(
    ("statement", "broken_at"),
    [
        ("UPDATE audit_log SET actor = '乙' WHERE number = 3", 3),
        ("UPDATE audit_log SET after = '{\"n\": 9}' WHERE number = 2", 2),
        ("UPDATE audit_log SET entry_hash = 'x' WHERE number = 4", 4),
        ("DELETE FROM audit_log WHERE number = 2", 2),
        ("DELETE FROM audit_log WHERE number = 1", 1),
        ("DELETE FROM audit_log WHERE number > 3", 4),
        ("DELETE FROM audit_log", 1),
        ("DELETE FROM audit_heads", 1),
        ("UPDATE audit_heads SET number = 4", 5),
    ],
)
def test_tampering_is_found_with_the_first_entry_of_it(
    sessions: Callable[[], ScopedSession],
    engine: Engine,
    chain: int,
    statement: str,
    broken_at: int,
) -> None:
    assert chain == 5
    tamper(engine, statement)
    assert verify(sessions).broken_at == broken_at


def test_program_itself_never_changes_an_entry(
    sessions: Callable[[], ScopedSession], chain: int
) -> None:
    assert chain
    with sessions() as session:
        session.scalars(select(AuditRecord)).first().actor = "乙"  # type: ignore[union-attr]
        with pytest.raises(ScopeError):
            session.flush()


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@x", "\tx"])
def test_no_cell_is_a_formula(cell: str) -> None:
    assert disarm(cell) == f"'{cell}"
