"""The sample plenary in the shipped hall: full at once, once only, whatever the day."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from planner.services.sample import sample_plan
from planner.services.seating import open_seating
from planner.services.seating_list import list_seatings
from planner.services.seating_sample import add_sample_seating
from planner.services.venue import add_sample_venues
from tests.conftest import TODAY, House, Publisher, scoped
from tests.seated import ACTOR

if TYPE_CHECKING:
    from collections.abc import Callable

    from planner.models import ScopedSession

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
LONG_AFTER = date(2028, 5, 1)


@pytest.mark.parametrize("today", [TODAY, LONG_AFTER])
def test_everybody_of_the_sample_has_a_seat(
    sessions: Callable[[], ScopedSession], house: House, today: date
) -> None:
    meeting = Publisher(sessions)(house, sample_plan("plenary"))
    with scoped(sessions, house) as session:
        add_sample_venues(session, ACTOR)
        made = add_sample_seating(session, ACTOR, today)
        assert made is not None
        (line,) = list_seatings(session, meeting)
        opened = open_seating(session, meeting, made)
        again = add_sample_seating(session, ACTOR, today)
    assert line.seated > 550
    assert (line.unseated, line.venue_name, again) == (0, "人民会堂", None)
    assert all(opened.seating.reasons[person].zh for person in opened.seating.seat_of)


def test_a_house_without_the_sample_gets_none(
    sessions: Callable[[], ScopedSession], house: House
) -> None:
    with scoped(sessions, house) as session:
        assert add_sample_seating(session, ACTOR, TODAY) is None
