"""What readers find of an approved seating: the published plan, and nothing of any draft."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from planner.domain.seating.deed import Deed, DeedKind
from planner.models.account import Role
from planner.services.draft_change import Edit, apply_edits
from planner.services.seating_deed import apply_deeds
from planner.services.seating_offer import record_absences
from planner.services.seating_review import (
    Verdict,
    begin_amendment,
    decide_seating,
    submit_seating,
)
from tests.conftest import TODAY, House, PageClient, scoped
from tests.seated import ACTOR, Seated, seat_meeting

if TYPE_CHECKING:
    from collections.abc import Callable

    from planner.models import ScopedSession

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
SECRET = "机密"  # noqa: S105  in no password: in the draft
PAGES = ("", "/chart.json", "/list", "/reasons", "/reason/a", "/reason/b", "/papers")


def approve(
    sessions: Callable[[], ScopedSession], house: House, *, is_published: bool = True
) -> Seated:
    """Approve a seating; then change names, leave and seats in both drafts."""
    seated = seat_meeting(sessions, house, is_published=is_published)
    place = (seated.meeting, seated.seating)
    with scoped(sessions, house) as session:
        number = submit_seating(session, *place, "请审定", ACTOR, TODAY)
        decide_seating(session, *place, Verdict(number, is_approved=True), ACTOR, TODAY)
        begin_amendment(session, *place, ACTOR, TODAY)
        apply_deeds(session, *place, [Deed(DeedKind.MOVE, ("a",), "2-4")], ACTOR, TODAY)
        record_absences(session, *place, ["b"], SECRET, ACTOR)
        edits = [
            Edit.add("people", {"key": "z", "name": f"{SECRET}新人", "attendance": "member"}),
            Edit.change("people", "c", {"post": f"{SECRET}职务"}),
            Edit.change("sittings", "full", {"participants": ["member"]}),
        ]
        apply_edits(session, seated.meeting, edits, ACTOR)
    return seated


def read_chart(client: PageClient, seated: Seated) -> dict[str, Any]:
    answer = client.get(f"{seated.path}/chart.json")
    found: dict[str, Any] = answer.get_json()
    return found


@pytest.fixture
def seated(sessions: Callable[[], ScopedSession], house: House) -> Seated:
    return approve(sessions, house)


def test_readers_find_the_approved_seats_in_the_published_plan(
    client: PageClient, house: House, seated: Seated
) -> None:
    chart = read_chart(client.sign_in(house, Role.READER), seated)
    assert {key: each["seat"] for key, each in chart["places"].items()} == {
        "a": "1-1",
        "b": "1-2",
        "c": "1-3",
        "d": "1-4",
        "e": "2-1",
        "f": "2-2",
    }
    assert not any(each["leave"] for each in chart["people"].values())
    assert (chart["absent"], chart["unseated"], chart["state"]) == ([], [], "frozen")


def test_no_page_tells_readers_of_a_draft(client: PageClient, house: House, seated: Seated) -> None:
    assert SECRET in spell(client.sign_in(house).get(f"{seated.path}/chart.json"))
    client.sign_in(house, Role.READER)
    told = {page: client.get(f"{seated.path}{page}") for page in PAGES}
    assert {page: answer.status_code for page, answer in told.items()} == dict.fromkeys(PAGES, 200)
    assert [page for page, answer in told.items() if SECRET in spell(answer)] == []


def spell(answer: Any) -> str:  # noqa: ANN401  a response
    """Return what an answer says, escapes of JSON resolved."""
    return str(answer.get_json()) if answer.is_json else str(answer.get_data(as_text=True))


def test_the_list_tells_readers_only_what_was_approved(
    client: PageClient, house: House, seated: Seated
) -> None:
    page = client.sign_in(house, Role.READER).get(f"/meetings/{seated.meeting}/seating").text
    assert "已审定" in page
    assert "变更中" not in page
    assert "未就座" not in page


def test_a_meeting_that_was_never_published_shows_readers_no_seat(
    client: PageClient, house: House, sessions: Callable[[], ScopedSession]
) -> None:
    seated = approve(sessions, house, is_published=False)
    client.sign_in(house, Role.READER)
    found = {page: client.get(f"{seated.path}{page}").status_code for page in PAGES}
    assert found == dict.fromkeys(PAGES, 404)
