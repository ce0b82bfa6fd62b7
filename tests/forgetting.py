"""What a process remembers of a database that was emptied meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from planner.services import (
    busy,
    calendar,
    calendar_dav,
    draft,
    seat_lookup,
    seating,
    seating_hall,
    seating_setting,
    seating_shelf,
    work,
)
from planner.web import seating_chart

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from planner.services.memory import Memory

BY_STATE: tuple[Memory[Any], ...] = (
    busy.BUSY,
    calendar.SHELVES,
    calendar_dav.ITEMS,
    calendar_dav.OBJECTS,
    draft.DRAFTS,
    seat_lookup.WAYS,
    seating.GROUNDS,
    seating_chart.DRAWN,
    seating_hall.CALLED,
    seating_setting.PREVIEWS,
    seating_shelf.SEATINGS,
    seating_shelf.SETTINGS,
    work.WORK,
)
"""What is kept by numbers and stamps of rows: a replay gives the same ones again."""
BASES = (draft.BASES, seating_shelf.BASES)


def forget_all(engine: Engine) -> None:
    """Forget what is known of the rows of a database; what goes by its content may stay."""
    for each in BY_STATE:
        each._values.clear()  # noqa: SLF001  only tests empty a database under a running process
    for bases in BASES:
        bases.pop(engine, None)
