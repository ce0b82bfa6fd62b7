"""Taking back and doing again what one changed in a seating oneself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from planner.domain.error import PlannerError
from planner.domain.seating.place import compose_seating, find_place, is_in, list_places
from planner.domain.wording import Wording
from planner.models import SeatMoveRecord
from planner.planfile.hall_setting import read_hall_settings
from planner.services.seating import lock_seating, refuse_rest
from planner.services.seating_deed import SeatingChange
from planner.services.seating_shelf import keep_seating, read_place, write_change

if TYPE_CHECKING:
    from datetime import date

    from planner.domain.seating.chart import Seating
    from planner.domain.seating.place import Place
    from planner.domain.seating.setting import HallSettings
    from planner.models import ScopedSession, SeatingRecord
    from planner.services.actor import Actor

DEPTH = 200
"""So many changes of one's own are looked through for the one to take back."""


class SeatUndoRefusedError(PlannerError):
    """Others have moved the same people, or sit where they sat, since."""

    def __init__(self) -> None:
        super().__init__(
            Wording(
                "之后有人调整过相同的人员或座位，不能撤销。请直接调整。",
                "Others have since moved these people or taken their seats; move them by hand.",
            )
        )


def undo_seating(
    session: ScopedSession, meeting_id: int, seating_id: int, actor: Actor, today: date
) -> SeatingChange | None:
    """Take back the last change of one's own browser session; None where there is none."""
    return step_back(session, meeting_id, seating_id, actor, today, is_redo=False)


def redo_seating(
    session: ScopedSession, meeting_id: int, seating_id: int, actor: Actor, today: date
) -> SeatingChange | None:
    """Do again what was taken back last, unless something was changed since."""
    return step_back(session, meeting_id, seating_id, actor, today, is_redo=True)


def step_back(
    session: ScopedSession,
    meeting_id: int,
    seating_id: int,
    actor: Actor,
    today: date,
    *,
    is_redo: bool,
) -> SeatingChange | None:
    """Reverse one change: the last that was done, or the last that was taken back."""
    record, opened = lock_seating(session, meeting_id, seating_id)
    refuse_rest(opened, today)
    done, undone = split_moves(list_own(session, seating_id, actor, undo_from(record)))
    steps = undone if is_redo else done
    if not steps:
        session.rollback()
        return None
    move = session.scalars(
        select(SeatMoveRecord).where(
            SeatMoveRecord.seating_id == seating_id, SeatMoveRecord.sequence == steps[-1]
        )
    ).one()
    settings = opened.settings
    changed = None
    if move.settings is not None:
        changed = (record.settings, move.settings[0])
        settings = read_hall_settings(move.settings[0])
        record.settings = move.settings[0]
    after = reverse_move(opened.seating, move, settings)
    changes = write_change(
        session,
        record,
        opened.seating,
        after,
        actor,
        "redo" if is_redo else "undo",
        undoes=move.sequence,
        settings=changed,
    )
    session.commit()
    keep_seating(session, record, after, settings)
    return SeatingChange(record.sequence, changes, after)


def undo_from(record: SeatingRecord) -> int:
    """Return the change after which undo goes: what was approved is not taken back."""
    return int(record.facts.get("undo_from", 0))


def list_own(
    session: ScopedSession, seating_id: int, actor: Actor, since: int
) -> list[tuple[int, int]]:
    """Return the changes of one's own browser session, oldest first, and what each takes back."""
    rows = session.execute(
        select(SeatMoveRecord.sequence, SeatMoveRecord.undoes)
        .where(
            SeatMoveRecord.seating_id == seating_id,
            SeatMoveRecord.sequence > since,
            SeatMoveRecord.account_id == actor.account_id,
            SeatMoveRecord.sitting_in == actor.sitting_in,
        )
        .order_by(SeatMoveRecord.sequence.desc())
        .limit(DEPTH)
    )
    return [(sequence, undoes) for sequence, undoes in rows][::-1]


def split_moves(moves: list[tuple[int, int]]) -> tuple[list[int], list[int]]:
    """Return what can be taken back and what can be done again, each the last one last.

    A change after some were taken back makes an end of doing those again.
    """
    done: list[int] = []
    undone: list[int] = []
    for sequence, undoes in moves:
        if undoes and undone and undone[-1] == undoes:
            undone.pop()
            done.append(sequence)
        elif undoes and done and done[-1] == undoes:
            done.pop()
            undone.append(sequence)
        elif not undoes:
            done.append(sequence)
            undone.clear()
    return done, undone


def reverse_move(seating: Seating, move: SeatMoveRecord, settings: HallSettings) -> Seating:
    """Return a seating with a change taken back.

    Raises:
        SeatUndoRefusedError: What the change left is no longer there.
    """
    puts: dict[str, Place | None] = {}
    for each in move.changes:
        person = each["person"]
        left = read_place(person, each["after"])
        now = find_place(seating, person) if is_in(seating, person) else None
        if (left and left.seat) != (now and now.seat):
            raise SeatUndoRefusedError
        puts[person] = read_place(person, each["before"])
    kept = [place for place in list_places(seating) if place.person not in puts]
    back = [place for place in puts.values() if place is not None]
    taken = {place.seat for place in kept if place.seat is not None}
    if any(place.seat in taken for place in back):
        raise SeatUndoRefusedError
    return compose_seating([*kept, *back], settings)
