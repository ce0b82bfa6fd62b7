"""名单视图: a seating as a table, and moving people by names and numbers."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from planner.domain.venue.plan import Area, AreaKind, Seat, SeatRow
from planner.services.seating import open_seating
from planner.services.venue import list_venues, save_venue_version
from tests.conftest import scoped
from tests.domain.seating.halls import a_venue
from tests.seated import ACTOR, Seated, draw, seat_meeting

if TYPE_CHECKING:
    from collections.abc import Callable

    from planner.models import ScopedSession
    from tests.conftest import House, PageClient


@pytest.fixture
def seated(sessions: Callable[[], ScopedSession], house: House) -> Seated:
    return seat_meeting(sessions, house)


@pytest.fixture
def look(
    sessions: Callable[[], ScopedSession], house: House, seated: Seated
) -> Callable[[], list[str]]:
    """Return what shows who sits where, as letters."""

    def drawn() -> list[str]:
        with scoped(sessions, house) as session:
            return draw(dict(open_seating(session, seated.meeting, seated.seating).seating.seat_of))

    return drawn


def fault_of(text: str) -> str:
    found = re.search(r'id="seating-fault">([^<]+)', text)
    return found.group(1) if found else ""


def test_rows_name_their_people_from_the_left(
    client: PageClient, house: House, seated: Seated
) -> None:
    page = client.sign_in(house).get(f"{seated.path}/list").text
    rows = re.findall(
        r'<tr><th scope="row">([^<]+)</th><td class="number">(\d)</td>(.*?)</tr>', page
    )
    told = [(name, taken, re.sub(r"<[^>]+>", " ", seats).split()) for name, taken, seats in rows]
    names = [seats[1::2] for _, _, seats in told]
    assert [(name, taken) for name, taken, _ in told] == [("池座1排", "4"), ("池座2排", "2")]
    assert names[1][2:] == ["空座", "空座"]
    assert all(name.endswith("明") for name in (*names[0], *names[1][:2]))


@pytest.mark.parametrize(
    ("way", "seat", "rows"),
    [
        ("move", "2排3座", [".bcd", "efa."]),
        ("swap", "池座2排1座", ["ebcd", "af.."]),
        ("swap", "2排4座", [".bcd", "ef.a"]),
        ("unseat", "", [".bcd", "ef.."]),
    ],
)
def test_somebody_is_moved_by_name(
    client: PageClient,
    house: House,
    seated: Seated,
    look: Callable[[], list[str]],
    way: str,
    seat: str,
    rows: list[str],
) -> None:
    assert look() == ["abcd", "ef.."]
    client.sign_in(house)
    answer = client.send(f"{seated.path}/list", person="a", seat=seat, way=way)
    assert answer.location.endswith(f"{seated.path}/list")
    assert look() == rows


@pytest.mark.parametrize(
    ("person", "seat", "said"),
    [
        ("无此人", "2排3座", "名单中没有“无此人”。"),
        ("a", "9排9座", "没有“9排9座”这个座位。"),
        ("a", "3座", "“3座”不止一处，请写全：池座1排3座、池座2排3座"),
    ],
)
def test_what_cannot_be_is_refused_in_words_and_nothing_is_lost(
    client: PageClient,
    house: House,
    seated: Seated,
    look: Callable[[], list[str]],
    person: str,
    seat: str,
    said: str,
) -> None:
    client.sign_in(house)
    answer = client.send(f"{seated.path}/list", person=person, seat=seat, way="move")
    assert answer.status_code == 422
    assert fault_of(answer.text) == said
    assert f'name="seat" value="{seat}"' in answer.text
    assert look() == ["abcd", "ef.."]


def test_a_taken_seat_is_not_moved_onto(
    client: PageClient, house: House, seated: Seated, look: Callable[[], list[str]]
) -> None:
    client.sign_in(house)
    answer = client.send(f"{seated.path}/list", person="a", seat="1排2座", way="move")
    assert answer.status_code in {409, 422}
    assert fault_of(answer.text)
    assert look() == ["abcd", "ef.."]


def test_a_rostrum_in_which_nobody_was_seated_here_is_no_empty_row(
    client: PageClient, house: House, seated: Seated, sessions: Callable[[], ScopedSession]
) -> None:
    with scoped(sessions, house) as session:
        line = list_venues(session)[0]
        hall = replace(a_venue(2, 4), name=line.name)
        stage = Area("stage", "主席台", AreaKind.ROSTRUM, (SeatRow("1", (Seat("s", 2.0, -3.0),)),))
        whole = replace(hall, areas=(stage, *hall.areas))
        save_venue_version(session, line.id, whole, ACTOR, "", line.number)
        version = list_venues(session)[0].version_id
    client.sign_in(house).send(f"{seated.path}/settings/venue", version=str(version))
    rows = re.findall(r'<tr><th scope="row">([^<]+)</th>', client.get(f"{seated.path}/list").text)
    assert rows == ["池座1排", "池座2排"]
