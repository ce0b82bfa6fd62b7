"""The rows of invitations: what was last sent to whom, kept in few statements for any number."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import case, insert, select, update

from planner.models import CalendarInvitationRecord
from planner.services.attempt import hash_text
from planner.services.invitation_letter import derive_token, name_letter
from planner.services.mail import MOST_KEYS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from planner.models import ScopedSession
    from planner.services.invitation_letter import Inviter
    from planner.services.invitation_step import Step

Rows = dict[str, CalendarInvitationRecord]
"""The invitations of a meeting by UID."""


def list_rows(session: ScopedSession, meeting_id: int) -> Rows:
    """Return the invitations of a meeting by UID, those first that were made first."""
    statement = (
        select(CalendarInvitationRecord)
        .where(CalendarInvitationRecord.meeting_id == meeting_id)
        .order_by(CalendarInvitationRecord.id)
    )
    return {each.uid: each for each in session.scalars(statement)}


def note_steps(
    session: ScopedSession,
    meeting_id: int,
    rows: Rows,
    steps: Sequence[Step],
    written: frozenset[str],
    inviter: Inviter,
    now: datetime,
) -> None:
    """Write what was sent last into its row, or make the row; of one invitation the last counts.

    ``written`` are the keys of letters: where nothing had to be cancelled, the row keeps the one
    that was taken back.
    """
    changed: dict[int, dict[str, Any]] = {}
    added: list[dict[str, Any]] = []
    for step in {each.uid: each for each in steps}.values():
        row = rows.get(step.uid)
        token = derive_token(inviter.secret, session.owner, meeting_id, step.uid, step.address)
        key = name_letter(step)
        values = {
            "name": step.name,
            "address": step.address,
            "token_hash": hash_text(token),
            "method": step.method.value,
            "sequence": step.sequence,
            "span": step.call.span,
            "letter": row.letter if row and key not in written else key,
        }
        if row is None:
            added.append(
                {
                    **values,
                    "organisation_id": session.owner,
                    "meeting_id": meeting_id,
                    "person": step.call.person,
                    "sitting": step.call.sitting,
                    "uid": step.uid,
                    "sent_at": now,
                }
            )
        else:
            changed[row.id] = values
    if added:
        session.execute(insert(CalendarInvitationRecord), added)
    change_rows(session, changed, now)


def change_rows(
    session: ScopedSession, changed: Mapping[int, Mapping[str, Any]], now: datetime
) -> None:
    """Change many rows, hundreds in one statement: a driver may send one for each otherwise."""
    ids = list(changed)
    for start in range(0, len(ids), MOST_KEYS):
        batch = {each: changed[each] for each in ids[start : start + MOST_KEYS]}
        values = {
            name: choose(name, {key: each[name] for key, each in batch.items()})
            for name in next(iter(batch.values()))
        }
        session.execute(
            update(CalendarInvitationRecord)
            .where(CalendarInvitationRecord.id.in_(batch))
            .values(**values, sent_at=now)
            .execution_options(synchronize_session=False)
        )


def choose(name: str, values: Mapping[int, Any]) -> Any:  # noqa: ANN401  a value or an expression
    """Return the value that all rows get, or an expression that picks it by the row's number."""
    if len(set(values.values())) == 1:
        return next(iter(values.values()))
    column = getattr(CalendarInvitationRecord, name)
    return case(values, value=CalendarInvitationRecord.id, else_=column)
