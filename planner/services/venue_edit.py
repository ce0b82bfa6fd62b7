"""Editing a venue: steps tried on a version, then saved as the next one with what was done."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from planner.domain.venue.plan import SeatKind
from planner.domain.vocabulary import label
from planner.models import VenueVersionRecord
from planner.planfile.venue_operation import apply_fields
from planner.services.error import MissingRecordError
from planner.services.memory import Memory
from planner.services.venue import read_version, save_venue_version

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from planner.domain.venue.plan import Venue
    from planner.models import ScopedSession
    from planner.services.actor import Actor

    Steps = Sequence[Mapping[str, Any]]

EDITED_KEPT = 24
EDITED: Memory[Venue] = Memory(EDITED_KEPT)
"""Venues with steps done to them, by version and steps: the next step begins where these end."""
NAMES = {
    "rename": "改名",
    "move_seats": "移座位",
    "number_seat": "改座号",
    "number_row": "改排号",
    "number_rows": "重编排号",
    "add_row": "加排",
    "remove_row": "去排",
    "change_area": "改分区",
    "add_area": "加分区",
    "move_area": "移分区",
    "remove_area": "删分区",
    "bend": "改弧度",
    "aisle": "开走道",
    "add_fixture": "加设施",
    "change_fixture": "改设施",
    "remove_fixture": "去设施",
}
MOST_NAMED = 6


def find_version(session: ScopedSession, venue_id: int, number: int) -> VenueVersionRecord:
    """Return the row of a version of a venue, by its number."""
    record = session.scalar(
        select(VenueVersionRecord).where(
            VenueVersionRecord.venue_id == venue_id, VenueVersionRecord.number == number
        )
    )
    if record is None:
        raise MissingRecordError
    return record


def try_steps(session: ScopedSession, venue_id: int, base_number: int, steps: Steps) -> Venue:
    """Return a version of a venue with steps done to it; nothing is written.

    Raises:
        OperationRefusedError: A step cannot be read or done; it says which.
    """
    record = find_version(session, venue_id, base_number)
    venue = read_version(session, record)
    if not steps:
        return venue
    done, first = hash_steps(record, steps[:-1]), len(steps) - 1
    venue = EDITED.recall(done, lambda: apply_fields(venue, steps[:-1]))
    return EDITED.recall(hash_steps(record, steps), lambda: apply_fields(venue, steps[-1:], first))


def save_steps(
    session: ScopedSession, venue_id: int, base_number: int, steps: Steps, actor: Actor, note: str
) -> int:
    """Save a version with steps done to it as the venue's next one; return its number.

    Without a note the version says what was done.

    Raises:
        OperationRefusedError: A step cannot be read or done; nothing was saved.
        VenueConflictError: There is another version than the one that was changed.
    """
    venue = try_steps(session, venue_id, base_number, steps)
    said = note.strip() or describe_steps(steps)
    return save_venue_version(session, venue_id, venue, actor, said, base_number)


def take_version(
    session: ScopedSession, venue_id: int, number: int, base_number: int, actor: Actor
) -> int:
    """Make an older version of a venue its next one; return its number."""
    venue = read_version(session, find_version(session, venue_id, number))
    note = f"恢复第 {number} 版"
    return save_venue_version(session, venue_id, venue, actor, note, base_number)


def describe_steps(steps: Steps) -> str:
    """Return what steps did, in a few words: 停用 3 处、改排号 1 处."""
    counts: Counter[str] = Counter()
    for step in steps:
        name = str(step.get("op", ""))
        if name == "mark" and step.get("kind") in set(SeatKind):
            kind = SeatKind(str(step["kind"]))
            name = "恢复座位" if kind is SeatKind.SEAT else label(kind).zh
        counts[NAMES.get(name, name)] += 1
    named = [f"{name} {count} 处" for name, count in counts.most_common(MOST_NAMED)]
    return "、".join(named) + ("等" if len(counts) > MOST_NAMED else "")


def hash_steps(record: VenueVersionRecord, steps: Steps) -> str:
    """Return what a version with steps done to it is kept by."""
    text = json.dumps(steps, sort_keys=True, default=str)
    return hashlib.sha256(f"{record.content_hash} {text}".encode()).hexdigest()
