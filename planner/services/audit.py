"""Writing the audit log: each row in the transaction of the change, chained to the one before."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from sqlalchemy import event, select

from planner.models import AuditHeadRecord, AuditRecord, ScopedSession

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy.orm import SessionTransaction

    from planner.services.actor import Actor

HASHED = (
    "number",
    "at",
    "organisation_id",
    "account_id",
    "actor",
    "address",
    "action",
    "subject",
    "before",
    "after",
    "previous_hash",
)


HEAD = select(AuditHeadRecord).with_for_update().execution_options(populate_existing=True)
"""The end of the chain, held until the transaction ends."""
WAITING = "rows of the audit log"


def hold_log(session: ScopedSession) -> AuditHeadRecord | None:
    """Return the end of the log, held until the transaction ends; None before the first row.

    Whoever changes anything waits for it: who has to look before he changes holds it first.
    """
    return session.scalar(HEAD)


def write_audit(
    session: ScopedSession,
    actor: Actor,
    action: str,
    subject: str,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> None:
    """Add a row to the log; the caller commits it with the change itself.

    It is chained when that happens: the end of the log is what all houses share, and who holds it
    waits for nothing else.

    Raises:
        RuntimeError: Inside a savepoint, which may be rolled back without the rest.
    """
    if session.in_nested_transaction():
        message = "a savepoint writes no audit log"
        raise RuntimeError(message)
    if not session.in_transaction():
        session.begin()  # so that the row goes with it where it is rolled back
    record = AuditRecord(
        at=actor.now,
        organisation_id=session.organisation_id,
        account_id=actor.account_id,
        actor=actor.name,
        address=actor.address,
        action=action,
        subject=subject,
        before=dict(before or {}),
        after=dict(after or {}),
    )
    session.info.setdefault(WAITING, []).append(record)


@event.listens_for(ScopedSession, "before_commit")
def chain_rows(session: ScopedSession) -> None:
    """Put the rows of a transaction at the end of the log.

    The end is locked until the commit, so that two writers never take the same number.
    """
    if session.in_nested_transaction() or not (rows := session.info.get(WAITING)):
        return
    session.flush()
    head = hold_log(session)
    if head is None:
        head = AuditHeadRecord(number=0, entry_hash="")
        session.add(head)
    for each in rows:
        each.number, each.previous_hash = head.number + 1, head.entry_hash
        each.entry_hash = hash_entry(each)
        head.number, head.entry_hash = each.number, each.entry_hash
    session.add_all(rows)
    session.info.pop(WAITING)


@event.listens_for(ScopedSession, "after_transaction_end")
def forget_rows(session: ScopedSession, transaction: SessionTransaction) -> None:
    """Forget what was not committed."""
    if transaction.parent is None:
        session.info.pop(WAITING, None)


def hash_entry(record: AuditRecord) -> str:
    """Return the SHA-256 of a row's facts, its predecessor's hash among them."""
    facts = {name: getattr(record, name) for name in HASHED}
    facts["at"] = record.at.timestamp()
    return digest(facts)


def digest(value: object) -> str:
    """Return the SHA-256 of plain data in its canonical form: how content stands in the log."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
