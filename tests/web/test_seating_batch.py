"""Ten absences and five late arrivals at once, on the page of offers; one click mends them all."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from planner.domain.person import AttendanceKind
from planner.domain.sitting import Sitting, SittingKind
from planner.services.draft_change import Edit, apply_edits
from planner.services.seating import NewSeating, add_seating, open_seating
from planner.services.seating_fill import fill_seating, set_hall_settings
from planner.services.venue import add_venue, list_venues
from tests.builders import a_person, a_sound_plan
from tests.conftest import TODAY, House, PageClient, Publisher, scoped
from tests.domain.seating.halls import SURNAMES, a_venue
from tests.seated import ACTOR, ROWS, Seated

if TYPE_CHECKING:
    from collections.abc import Callable

    from planner.models import ScopedSession

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
MEMBERS = [f"d{at:02}" for at in range(27)]
GONE = MEMBERS[1:20:2]


@pytest.fixture
def seated(sessions: Callable[[], ScopedSession], house: House) -> Seated:
    """Return 27 members on 30 seats."""
    members = tuple(
        a_person(key, f"{SURNAMES[at % 9]}{'甲乙丙'[at // 9]}", attendance=AttendanceKind.MEMBER)
        for at, key in enumerate(MEMBERS)
    )
    sitting = Sitting(
        "full", "全体会议", SittingKind.OTHER, held_on=date(2027, 1, 18), participants=("member",)
    )
    plan = a_sound_plan(
        people=(*strangers(), *members), sittings=(*a_sound_plan().sittings, sitting)
    )
    meeting = Publisher(sessions)(house, plan)
    with scoped(sessions, house) as session:
        add_venue(session, a_venue(6, 8), ACTOR)
        version = list_venues(session)[0].version_id
        seating = add_seating(session, meeting, NewSeating("大会", version, ("full",)), ACTOR)
        set_hall_settings(session, meeting, seating, ROWS, ACTOR, TODAY)
        fill_seating(session, meeting, seating, ACTOR, TODAY)
    return Seated(meeting, seating)


def strangers() -> tuple[object, ...]:
    return a_sound_plan().people


def test_ten_absences_and_five_late_arrivals_are_mended_at_once(
    client: PageClient, seated: Seated, sessions: Callable[[], ScopedSession], house: House
) -> None:
    editor = client.sign_in(house)
    headers = {"X-CSRFToken": editor.token()}
    body = {"people": GONE, "reason": "突发疾病"}
    assert editor.post(f"{seated.path}/absences", json=body, headers=headers).status_code == 200
    late = [
        Edit.add("people", {"name": f"{name}迟", "attendance": "member"}) for name in SURNAMES[:5]
    ]
    with scoped(sessions, house) as session:
        arrived = {each.key for each in apply_edits(session, seated.meeting, late, ACTOR).entries}
        before = dict(open_seating(session, seated.meeting, seated.seating).seating.seat_of)
    page = editor.get(f"{seated.path}/offers").text
    assert page.count('class="offer') >= 4
    assert all(f"{name}迟" in page for name in SURNAMES[:5])
    stamp = page.split('name="stamp" value="', 1)[1].split('"', 1)[0]
    answer = editor.send(f"{seated.path}/offers", kind="repair", stamp=stamp, within="row")
    assert answer.status_code == 302
    with scoped(sessions, house) as session:
        after = open_seating(session, seated.meeting, seated.seating).seating
    assert set(after.seat_of) == (before.keys() - set(GONE)) | arrived
    assert len(set(after.seat_of.values())) == len(after.seat_of)
    stayed = before.keys() - set(GONE)
    assert [person for person in stayed if after.seat_of[person] != before[person]] == []
    assert "没有需要补位的变化" in editor.get(f"{seated.path}/offers").text
