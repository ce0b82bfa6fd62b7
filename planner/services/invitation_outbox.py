"""The letters of invitations in the outbox: which left, and which are taken back before they do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import and_, or_, select, update

from planner.models import MailRecord
from planner.models.mail import MailKind, MailState
from planner.services.invitation_step import Method
from planner.services.mail import MOST_KEYS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from planner.models import ScopedSession

UID_PLACE = 1


def find_left(session: ScopedSession, meeting_id: int) -> frozenset[tuple[str, str]]:
    """Return which invitations have left for which address, or may have.

    A letter with a lease is in somebody's hands, or was in those of a worker that died.
    """
    rows = session.execute(
        select(MailRecord.unique_key, MailRecord.to_address).where(
            MailRecord.meeting_id == meeting_id,
            MailRecord.kind == MailKind.INVITATION.value,
            MailRecord.calendar_method == Method.REQUEST.value,
            or_(
                MailRecord.state == MailState.SENT.value,
                and_(MailRecord.state == MailState.QUEUED.value, MailRecord.lease_token != ""),
            ),
        )
    )
    return frozenset((read_uid(row.unique_key), row.to_address.casefold()) for row in rows)


def take_back(session: ScopedSession, meeting_id: int, steps: Mapping[str, Method]) -> None:
    """Take back the letters of invitations that nobody handed over yet.

    One that is told anew is merged into the new letter, one that is called off is cancelled.
    """
    if not steps:
        return
    waiting = session.execute(
        select(MailRecord.id, MailRecord.unique_key)
        .where(
            MailRecord.meeting_id == meeting_id,
            MailRecord.kind == MailKind.INVITATION.value,
            MailRecord.state == MailState.QUEUED.value,
            MailRecord.lease_token == "",
        )
        .with_for_update()
    ).all()
    for method, state in (
        (Method.REQUEST, MailState.MERGED),
        (Method.CANCEL, MailState.CANCELLED),
    ):
        ids = [row.id for row in waiting if steps.get(read_uid(row.unique_key)) is method]
        for start in range(0, len(ids), MOST_KEYS):
            session.execute(
                update(MailRecord)
                .where(MailRecord.id.in_(ids[start : start + MOST_KEYS]))
                .values(state=state.value)
                .execution_options(synchronize_session=False)
            )


def read_uid(unique_key: str) -> str:
    """Return the UID in the key of a letter."""
    return unique_key.split(":")[UID_PLACE]
