"""排座依据 as a list: everybody with his reason, found by name, row, word; drafts stay inside."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from planner.domain.seating.deed import Deed, DeedKind
from planner.models.account import Role
from planner.services.seating_deed import apply_deeds
from tests.conftest import TODAY, House, PageClient, scoped
from tests.seated import ACTOR, Seated, seat_meeting

if TYPE_CHECKING:
    from collections.abc import Callable

    from planner.models import ScopedSession

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def seated(sessions: Callable[[], ScopedSession], house: House) -> Seated:
    seated = seat_meeting(sessions, house)
    deeds = [
        Deed(DeedKind.MOVE, ("a",), "2-4"),
        Deed(DeedKind.LOCK, ("b",)),
        Deed(DeedKind.UNSEAT, ("f",)),
    ]
    with scoped(sessions, house) as session:
        apply_deeds(session, seated.meeting, seated.seating, deeds, ACTOR, TODAY)
    return seated


def names(client: PageClient, seated: Seated, query: str = "") -> list[str]:
    page = client.get(f"{seated.path}/reasons{query}").text
    return re.findall(r'<th scope="row" class="nowrap">(.)明</th>', page)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", "万马王尹丁田"),
        ("?q=万", "万"),
        ("?q=wm", "万王"),
        ("?q=2排", "尹丁"),
        ("?q=2排4座", "丁"),
        ("?q=手工调整", "丁"),
        ("?only=locked", "万"),
        ("?only=unseated", "田"),
        ("?only=special", "万丁田"),
        ("?block=全体委员&q=马", "马"),
        ("?block=无此块", ""),
    ],
)
def test_reasons_are_listed_by_seat_and_filtered(
    client: PageClient, house: House, seated: Seated, query: str, found: str
) -> None:
    assert names(client.sign_in(house), seated, query) == list(found)


def test_a_draft_is_nothing_to_readers(client: PageClient, house: House, seated: Seated) -> None:
    client.sign_in(house, Role.READER)
    assert client.get(f"{seated.path}/reasons").status_code == 404
