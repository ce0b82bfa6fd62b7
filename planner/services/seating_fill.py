"""按规则排座: a hall filled by its rules; and changing those rules."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from planner.domain.error import InvalidRequestError
from planner.domain.seating.hall import seat_everybody
from planner.domain.seating.place import compose_seating, list_places
from planner.domain.wording import Wording
from planner.planfile.hall_setting import SettingFault, read_hall_settings, write_hall_settings
from planner.services.audit import digest
from planner.services.seating import lock_seating, refuse_rest
from planner.services.seating_deed import SeatingChange
from planner.services.seating_error import SeatingStateError
from planner.services.seating_hall import open_hall_of
from planner.services.seating_shelf import keep_seating, write_change

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from typing import Any

    from planner.domain.seating.chart import Seating
    from planner.domain.seating.setting import HallSettings
    from planner.models import ScopedSession, SeatingRecord
    from planner.services.actor import Actor


@dataclass(frozen=True, slots=True)
class Filled:
    """What filling a hall came to."""

    change: SeatingChange
    seated: int
    unseated: int
    conflict: tuple[str, ...]
    """A smallest set of hard rules that cannot all hold, by key."""


def fill_seating(
    session: ScopedSession, meeting_id: int, seating_id: int, actor: Actor, today: date
) -> Filled:
    """Fill a hall by its rules; who is locked stays; the former seating can be had back by undo."""
    record, opened = lock_seating(session, meeting_id, seating_id)
    refuse_rest(opened, today)
    after = seat_everybody(open_hall_of(session, opened))
    changes = write_change(session, record, opened.seating, after, actor, "fill")
    note_facts(record, after)
    session.commit()
    keep_seating(session, record, after, opened.settings)
    return Filled(
        SeatingChange(record.sequence, changes, after),
        len(after.seat_of),
        len(after.unseated),
        after.conflict,
    )


def note_facts(record: SeatingRecord, seating: Seating) -> None:
    """Keep beside a seating what filling or repairing it found."""
    found = {"conflict": list(seating.conflict), "is_proven": seating.is_proven}
    record.facts = {**record.facts, **found}


def set_hall_settings(
    session: ScopedSession,
    meeting_id: int,
    seating_id: int,
    asked: Mapping[str, Any],
    actor: Actor,
    today: date,
    seen: int | str | None = None,
) -> HallSettings:
    """Set how a hall is filled; nobody moves before it is filled or repaired.

    Raises:
        InvalidRequestError: Something in the settings cannot be; says where.
        SeatingStateError: The settings are not those that were ``seen``: by the change at which
            they were set, or by their mark.
    """
    record, opened = lock_seating(session, meeting_id, seating_id)
    refuse_rest(opened, today)
    if seen not in {None, settings_sequence(record.facts), settings_mark(opened.settings)}:
        session.rollback()
        raise SeatingStateError
    try:
        settings = replace(read_hall_settings(asked), locks=())
    except SettingFault as fault:
        session.rollback()
        raise InvalidRequestError(
            Wording(f"设置有误：{fault}", f"The settings are wrong: {fault}"), "settings"
        ) from None
    before, data = record.settings, write_hall_settings(settings)
    after = compose_seating(list_places(opened.seating), settings)
    record.settings = data
    write_change(session, record, opened.seating, after, actor, "settings", settings=(before, data))
    record.facts = {**record.facts, "settings_sequence": record.sequence}
    session.commit()
    keep_seating(session, record, after, settings)
    return settings


def settings_mark(settings: HallSettings) -> str:
    """Return what tells one state of the settings from another: a page sends back what it saw."""
    return digest(write_hall_settings(replace(settings, locks=())))


def settings_sequence(facts: Mapping[str, Any]) -> int:
    """Return the change at which the settings were last set."""
    return int(facts.get("settings_sequence", 0))
