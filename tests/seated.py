"""A meeting with a hall, for tests of services and pages: members a, b, c … and a seating."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from planner.domain.person import AttendanceKind
from planner.domain.sitting import Sitting, SittingKind
from planner.services.actor import Actor
from planner.services.draft_start import start_meeting
from planner.services.seating import NewSeating, add_seating
from planner.services.seating_fill import fill_seating, set_hall_settings
from planner.services.venue import add_venue, list_venues
from tests.builders import a_person, a_sound_plan
from tests.conftest import NOW, TODAY, Publisher, account_of, scoped
from tests.domain.seating.halls import SURNAMES, a_venue
from tests.replay import replayed

if TYPE_CHECKING:
    from collections.abc import Callable

    from planner.domain.plan import Plan
    from planner.models import ScopedSession
    from planner.models.account import Role
    from tests.conftest import House

ACTOR = Actor(None, NOW, sitting_in="one")
ROWS = {"shape": "rows", "direction": "rows", "block_by": "nothing", "standing": "as_others"}


@dataclass(frozen=True, slots=True)
class Seated:
    """Where everything is."""

    meeting: int
    seating: int

    @property
    def path(self) -> str:
        return f"/meetings/{self.meeting}/seating/{self.seating}"


def a_seated_plan(people: str = "abcdef", **changes: object) -> Plan:
    """Return a plan whose one sitting calls a member for each letter, in stroke order."""
    members = tuple(
        a_person(key, f"{surname}明", sector="文艺", attendance=AttendanceKind.MEMBER)
        for key, surname in zip(people, SURNAMES, strict=False)
    )
    sitting = Sitting(
        "full",
        "全体会议",
        SittingKind.OTHER,
        held_on=date(2027, 1, 18),
        participants=tuple(f"person:{each}" for each in people),
    )
    sound = a_sound_plan()
    whole = {"people": (*sound.people, *members), "sittings": (*sound.sittings, sitting)}
    return a_sound_plan(**{**whole, **changes})


@replayed
def seat_meeting(
    sessions: Callable[[], ScopedSession],
    house: House,
    people: str = "abcdef",
    rows: int = 2,
    columns: int = 4,
    *,
    is_published: bool = True,
    **settings: object,
) -> Seated:
    """Publish the plan, add a hall of straight rows and fill it row by row."""
    plan = a_seated_plan(people)
    if is_published:
        meeting = Publisher(sessions)(house, plan)
    with scoped(sessions, house) as session:
        if not is_published:
            meeting = start_meeting(session, plan, ACTOR)
        add_venue(session, a_venue(rows, columns), ACTOR)
        version = list_venues(session)[0].version_id
        seating = add_seating(session, meeting, NewSeating("大会", version, ("full",)), ACTOR)
        set_hall_settings(session, meeting, seating, {**ROWS, **settings}, ACTOR, TODAY)
        fill_seating(session, meeting, seating, ACTOR, TODAY)
    return Seated(meeting, seating)


def draw(seat_of: dict[str, str], rows: int = 2, columns: int = 4) -> list[str]:
    """Return each row as text, a letter for a person and a dot for an empty seat."""
    at = {seat: person for person, seat in seat_of.items()}
    return [
        "".join(at.get(f"{row}-{column}", ".") for column in range(1, columns + 1))
        for row in range(1, rows + 1)
    ]


def actor_of(sessions: Callable[[], ScopedSession], house: House, role: Role) -> Actor:
    """Return the account of a role at work."""
    with scoped(sessions, house) as session:
        return Actor(account_of(session, house, role), NOW, sitting_in=role.value)
