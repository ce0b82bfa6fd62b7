"""Writing the audit log: each row in the transaction of the change, chained to the one before."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from planner.models import AuditHeadRecord, AuditRecord

if TYPE_CHECKING:
    from collections.abc import Mapping

    from planner.models import ScopedSession
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


HEAD = select(AuditHeadRecord).with_for_update()
"""The end of the chain, held until the transaction ends."""


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

    The head of the chain is locked until then, so that two writers never take the same number.
    """
    head = hold_log(session)
    if head is None:
        head = AuditHeadRecord(number=0, entry_hash="")
        session.add(head)
    record = AuditRecord(
        number=head.number + 1,
        at=actor.now,
        organisation_id=session.organisation_id,
        account_id=actor.account_id,
        actor=actor.name,
        address=actor.address,
        action=action,
        subject=subject,
        before=dict(before or {}),
        after=dict(after or {}),
        previous_hash=head.entry_hash,
        entry_hash="",
    )
    record.entry_hash = hash_entry(record)
    session.add(record)
    head.number, head.entry_hash = record.number, record.entry_hash
    session.flush()


def hash_entry(record: AuditRecord) -> str:
    """Return the SHA-256 of a row's facts, its predecessor's hash among them."""
    facts = {name: getattr(record, name) for name in HASHED}
    facts["at"] = record.at.timestamp()
    return digest(facts)


def digest(value: object) -> str:
    """Return the SHA-256 of plain data in its canonical form: how content stands in the log."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
