"""What papers of a seating are called, and what stands under their titles."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from planner.services.seating import change_seating, open_seating
from planner.services.seating_facts import open_facts
from tests.conftest import TODAY, House, scoped
from tests.seated import ACTOR, seat_meeting

if TYPE_CHECKING:
    from collections.abc import Callable

    from planner.documents.seating import SeatingPaperFacts
    from planner.models import ScopedSession

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def facts_of(
    sessions: Callable[[], ScopedSession], house: House, name: str, *, is_for_all: bool
) -> SeatingPaperFacts:
    """Return the facts of a seating that is called so and is for one sitting or for all."""
    seated = seat_meeting(sessions, house)
    place = (seated.meeting, seated.seating)
    with scoped(sessions, house) as session:
        plan = open_seating(session, *place).plan
        served = [each.key for each in plan.sittings] if is_for_all else ["full"]
        change_seating(session, *place, name, served, ACTOR, TODAY)
        return open_facts(session, open_seating(session, *place), 0)


@pytest.mark.parametrize(
    ("name", "title"), [("全会座次", "全会"), ("全会", "全会"), ("座次", "座次")]
)
def test_a_paper_for_several_sittings_says_its_name_once_and_no_day(
    sessions: Callable[[], ScopedSession], house: House, name: str, title: str
) -> None:
    facts = facts_of(sessions, house, name, is_for_all=True)
    assert facts.title == title
    assert facts.when_and_where == (facts.sitting.place or facts.venue.name)


def test_a_paper_for_one_sitting_bears_its_name_and_day(
    sessions: Callable[[], ScopedSession], house: House
) -> None:
    facts = facts_of(sessions, house, "全会座次", is_for_all=False)
    assert (facts.title, facts.when_and_where) == ("全体会议", "1月18日（星期一）　会堂")
