"""Seatings in a meeting's file: they come back whole, in another house too, with their venues."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select

from planner.models import (
    PortraitRecord,
    SeatingRecord,
    SeatLinkRecord,
    SeatMoveRecord,
    VenueRecord,
)
from planner.models.account import Role
from planner.services.actor import Actor
from planner.services.archive_format import BadArchiveError
from planner.services.seating import open_seating
from planner.services.seating_deed import apply_deeds
from planner.services.seating_review import Verdict, decide_seating, submit_seating
from planner.services.seating_version import read_version
from planner.services.venue import add_venue, list_venues, save_venue_version
from tests.conftest import NOW, TODAY, House, account_of, scoped
from tests.domain.seating.halls import a_venue
from tests.seated import ACTOR, Seated, draw, seat_meeting
from tests.services.test_archive import bring_in, export, json_lines, put, repack, swap
from tests.services.test_seating import move

if TYPE_CHECKING:
    from collections.abc import Callable

    from planner.models import ScopedSession

PHOTO = b"\xff\xd8\xff a photo"


@pytest.fixture
def seated(sessions: Callable[[], ScopedSession], house: House) -> Seated:
    """Return an approved seating with a later version of its venue, a photo and a link."""
    seated = seat_meeting(sessions, house)
    with scoped(sessions, house) as session:
        editor = Actor(account_of(session, house, Role.EDITOR), NOW, "one")
        leader = Actor(account_of(session, house, Role.LEADER), NOW, "two")
        apply_deeds(session, seated.meeting, seated.seating, [move("a", "2-4")], editor, TODAY)
        submit_seating(session, seated.meeting, seated.seating, "请审", editor, TODAY)
        decide_seating(
            session, seated.meeting, seated.seating, Verdict(1, is_approved=True), leader, TODAY
        )
        line = list_venues(session)[0]
        venue = replace(a_venue(3, 4), name=line.name)
        save_venue_version(session, line.id, venue, ACTOR, "加一排", line.number)
        facts: dict[str, Any] = {"organisation_id": house.id, "meeting_id": seated.meeting}
        session.add(SeatLinkRecord(**facts, person="a", token_hash="x" * 64, made_at=NOW))
        session.add(
            PortraitRecord(
                **facts,
                person="a",
                content=PHOTO,
                content_hash=hashlib.sha256(PHOTO).hexdigest(),
                uploaded_at=NOW,
            )
        )
        session.commit()
    return seated


@pytest.fixture
def archive(sessions: Callable[[], ScopedSession], house: House, seated: Seated) -> bytes:
    return export(sessions, house, seated.meeting)


def test_a_seating_comes_back_in_another_house_byte_for_byte(
    sessions: Callable[[], ScopedSession], house: House, other_house: House, archive: bytes
) -> None:
    assert house.id
    made = bring_in(sessions, other_house, archive)
    assert export(sessions, other_house, made) == archive
    with scoped(sessions, other_house) as session:
        (seating,) = session.scalars(select(SeatingRecord.id)).all()
        opened = open_seating(session, made, seating)
        version = read_version(session, seating, 1)
        moves = session.scalars(select(SeatMoveRecord.kind).order_by("sequence")).all()
        (photo,) = session.scalars(select(PortraitRecord)).all()
        links = session.scalars(select(SeatLinkRecord)).all()
        content = photo.content
    assert draw(dict(opened.seating.seat_of)) == [".bcd", "ef.a"]
    assert (opened.state.value, opened.approved_number) == ("frozen", 1)
    assert dict(version.seating.seat_of) == dict(opened.seating.seat_of)
    assert version.venue_version_id == opened.venue_version_id
    assert (moves, content, list(links)) == (["settings", "fill", "move"], PHOTO, [])


def test_the_venue_comes_along_in_the_version_that_was_used(
    sessions: Callable[[], ScopedSession], other_house: House, archive: bytes
) -> None:
    with scoped(sessions, other_house) as session:
        add_venue(session, a_venue(1, 1), ACTOR)
    bring_in(sessions, other_house, archive)
    with scoped(sessions, other_house) as session:
        venues = session.scalars(select(VenueRecord).order_by(VenueRecord.id)).all()
        offered = [each.seat_count for each in list_venues(session)]
        known = [(each.name, each.version_number, each.is_retired) for each in venues]
    assert known == [("会堂", 1, False), ("会堂（归档 2）", 1, True)]
    assert offered == [1]


def test_a_venue_that_the_house_has_is_used(
    sessions: Callable[[], ScopedSession], other_house: House, archive: bytes
) -> None:
    with scoped(sessions, other_house) as session:
        add_venue(session, a_venue(2, 4), ACTOR)
        own = list_venues(session)[0].version_id
    bring_in(sessions, other_house, archive)
    with scoped(sessions, other_house) as session:
        assert session.scalars(select(SeatingRecord.venue_version_id)).all() == [own]
        assert len(session.scalars(select(VenueRecord)).all()) == 1


def test_no_number_of_this_installation_travels(archive: bytes) -> None:
    (line,) = json_lines(archive, "versions.jsonl")
    assert (line["seating"], line["content"]["venue_version_id"]) == (1, 1)
    assert {"seating_id", "submitted_by_id", "content_hash"}.isdisjoint(line)
    assert "stamp" not in json_lines(archive, "seatings.jsonl")[0]


def test_a_file_from_before_there_were_seatings_is_read(
    sessions: Callable[[], ScopedSession], other_house: House, archive: bytes
) -> None:
    def drop_all(files: dict[str, bytes]) -> None:
        late = ("venues", "seatings", "places", "moves", "versions", "portraits")
        for name in [each for each in files if each.startswith(late)]:
            del files[name]

    bring_in(sessions, other_house, repack(archive, drop_all))
    with scoped(sessions, other_house) as session:
        assert session.scalars(select(SeatingRecord)).all() == []


HOSTILE = {
    "a venue that is not what its hash says": swap("venues/0001.json", "会堂", "礼堂"),
    "a venue that is none": put("venues/0001.json", b"{}"),
    "a seating of no venue": swap("seatings.jsonl", '"venue":1', '"venue":7'),
    "a place of no seating": swap("places.jsonl", '"seating":1', '"seating":2'),
    "two people on one seat": swap("places.jsonl", '"seat":"1-2"', '"seat":"1-3"'),
    "settings that are none": swap("seatings.jsonl", '"shape":"rows"', '"shape":"round"'),
    "a move that cannot be undone": swap("moves.jsonl", '"before":{', '"before":{"x":1},"y":{'),
    "an approved version that is not there": swap(
        "seatings.jsonl", '"approved_number":1', '"approved_number":3'
    ),
    "a state that no seating has": swap("seatings.jsonl", '"frozen"', '"thawed"'),
    "a version of another venue": swap(
        "versions.jsonl", '"venue_version_id":1', '"venue_version_id":9'
    ),
    "a photo that is not what its hash says": put("portraits/0001.jpg", b"other"),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_a_hostile_seating_leaves_nothing_behind(
    sessions: Callable[[], ScopedSession], other_house: House, archive: bytes, what: str
) -> None:
    with pytest.raises(BadArchiveError):
        bring_in(sessions, other_house, repack(archive, HOSTILE[what]))
    with scoped(sessions, other_house) as session:
        assert session.scalars(select(SeatingRecord)).all() == []
        assert session.scalars(select(VenueRecord)).all() == []
