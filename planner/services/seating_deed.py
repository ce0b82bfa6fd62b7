"""People moved by hand: a batch of deeds, done whole in one transaction."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.domain.seating.by_hand import do_deeds
from planner.services.seating import lock_seating, refuse_rest
from planner.services.seating_hall import open_hall_of
from planner.services.seating_shelf import keep_seating, write_change

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from planner.domain.seating.chart import Seating
    from planner.domain.seating.deed import Deed
    from planner.models import ScopedSession
    from planner.services.actor import Actor
    from planner.services.seating_shelf import Changes


@dataclass(frozen=True, slots=True)
class SeatingChange:
    """What a change left behind."""

    sequence: int
    changes: Changes
    seating: Seating


def apply_deeds(
    session: ScopedSession,
    meeting_id: int,
    seating_id: int,
    deeds: Sequence[Deed],
    actor: Actor,
    today: date,
    note: str = "",
) -> SeatingChange:
    """Move people as asked, all or none.

    Raises:
        SeatMovedError: Somebody else moved them meanwhile.
        SeatChangeError: A deed is not allowed; says why.
        SeatingRestsError: The seating cannot be changed as it stands.
    """
    record, opened = lock_seating(session, meeting_id, seating_id)
    refuse_rest(opened, today)
    after = do_deeds(open_hall_of(session, opened), opened.seating, deeds, actor.name)
    kind = deeds[0].kind.value if len({deed.kind for deed in deeds}) == 1 else "batch"
    changes = write_change(session, record, opened.seating, after, actor, kind, note=note)
    session.commit()
    keep_seating(session, record, after, opened.settings)
    return SeatingChange(record.sequence, changes, after)
