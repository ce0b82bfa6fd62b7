"""Seatings as rows: made, filled, changed by hand, taken back; two editors at once."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from threading import Barrier, Thread
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import event, func, insert, select
from sqlalchemy.exc import IntegrityError

from planner.domain.seating.change import SeatChangeError
from planner.domain.seating.deed import Deed, DeedKind
from planner.domain.seating.deed_refusal import SeatMovedError
from planner.domain.seating.place import compare_places, compose_seating
from planner.models import SeatMoveRecord, SeatPlaceRecord
from planner.services.error import FieldRefusedError, MissingRecordError, NameTakenError
from planner.services.seating import (
    NewSeating,
    add_seating,
    change_seating,
    open_seating,
    remove_seating,
)
from planner.services.seating_deed import apply_deeds
from planner.services.seating_error import SeatingRestsError
from planner.services.seating_feed import read_feed
from planner.services.seating_fill import set_hall_settings
from planner.services.seating_list import list_seatings
from planner.services.seating_shelf import BASES, SEATINGS, read_places
from planner.services.seating_undo import SeatUndoRefusedError, redo_seating, undo_seating
from planner.services.venue import list_venues
from tests.conftest import TODAY, House, scoped
from tests.seated import ACTOR, Seated, draw, seat_meeting

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy import Engine

    from planner.domain.error import PlannerError
    from planner.models import ScopedSession


@pytest.fixture
def seated(sessions: Callable[[], ScopedSession], house: House) -> Seated:
    return seat_meeting(sessions, house)


@pytest.fixture
def desk(sessions: Callable[[], ScopedSession], house: House, seated: Seated) -> Desk:
    return Desk(sessions, house, seated)


class Desk:
    """Somebody who moves people and looks at what the database has."""

    def __init__(self, sessions: Callable[[], ScopedSession], house: House, seated: Seated) -> None:
        self.sessions, self.house, self.seated = sessions, house, seated

    def do(self, *deeds: Deed, sitting_in: str = "one") -> list[str]:
        with scoped(self.sessions, self.house) as session:
            actor = replace(ACTOR, sitting_in=sitting_in)
            apply_deeds(session, self.seated.meeting, self.seated.seating, deeds, actor, TODAY)
        return self.rows()

    def step(self, step: Callable[..., object], sitting_in: str = "one") -> object:
        with scoped(self.sessions, self.house) as session:
            actor = replace(ACTOR, sitting_in=sitting_in)
            return step(session, self.seated.meeting, self.seated.seating, actor, TODAY)

    def rows(self) -> list[str]:
        """Return the hall as the rows of the table have it, whatever is in memory."""
        with scoped(self.sessions, self.house) as session:
            seats = session.execute(
                select(SeatPlaceRecord.person, SeatPlaceRecord.seat).where(
                    SeatPlaceRecord.seat.is_not(None)
                )
            )
            stored = {row.person: row.seat for row in seats}
            opened = open_seating(session, self.seated.meeting, self.seated.seating)
        assert stored == dict(opened.seating.seat_of)
        return draw(stored)


def move(person: str, seat: str, **seen: object) -> Deed:
    return Deed(DeedKind.MOVE, (person,), seat, **seen)  # type: ignore[arg-type]


@contextmanager
def refused(kind: type[PlannerError], said: str) -> Iterator[None]:
    """Expect a refusal whose Chinese words say something."""
    with pytest.raises(kind) as caught:
        yield
    assert said in caught.value.wording.zh


def test_filling_seats_everybody_by_rule(desk: Desk) -> None:
    assert desk.rows() == ["abcd", "ef.."]


def test_somebody_moves_to_a_free_seat(desk: Desk) -> None:
    assert desk.do(move("a", "2-4")) == [".bcd", "ef.a"]


def test_swapping_leaves_each_seat_to_one(desk: Desk) -> None:
    assert desk.do(Deed(DeedKind.SWAP, ("a", "f"))) == ["fbcd", "ea.."]


def test_inserting_pushes_the_others_along_the_row(desk: Desk) -> None:
    assert desk.do(Deed(DeedKind.INSERT, ("a",), "2-1")) == [".bcd", "aef."]


def test_inserting_at_the_end_pushes_the_other_way(desk: Desk) -> None:
    desk.do(move("a", "2-4"))
    assert desk.do(Deed(DeedKind.INSERT, ("f",), "1-4")) == ["bcdf", "e..a"]


def test_several_people_move_at_once(desk: Desk) -> None:
    deed = Deed(DeedKind.PLACE, ("a", "b"), seats=("1-2", "2-3"))
    assert desk.do(deed) == [".acd", "efb."]
    deed = Deed(DeedKind.PLACE, ("a", "c"), seats=("1-3", "2-1"))
    assert desk.do(deed) == [".ead", "cfb."]


def test_closing_up_moves_a_row(desk: Desk) -> None:
    desk.do(Deed(DeedKind.UNSEAT, ("b",)))
    assert desk.do(Deed(DeedKind.CLOSE_UP, seat="1-2")) == ["acd.", "ef.."]


def test_a_batch_is_done_whole_or_not_at_all(desk: Desk) -> None:
    with pytest.raises(SeatChangeError):
        desk.do(move("a", "2-4"), move("b", "2-1"))
    assert desk.rows() == ["abcd", "ef.."]


def test_a_locked_person_stays(desk: Desk) -> None:
    desk.do(Deed(DeedKind.LOCK, ("a",)))
    with refused(SeatChangeError, "锁定"):
        desk.do(Deed(DeedKind.SWAP, ("a", "b")))
    desk.do(Deed(DeedKind.UNLOCK, ("a",)))
    assert desk.do(Deed(DeedKind.SWAP, ("a", "b")))[0] == "bacd"


def test_what_breaks_a_hard_rule_is_refused_by_name(
    sessions: Callable[[], ScopedSession], house: House
) -> None:
    rule = {"key": "r", "kind": "together", "people": ["a", "b"]}
    desk = Desk(sessions, house, seat_meeting(sessions, house, rules=[rule]))
    with refused(SeatChangeError, "相邻就座（丁明、万明）"):
        desk.do(move("a", "2-4"))
    assert desk.rows() == ["abcd", "ef.."]


def test_seats_kept_empty_are_refused(sessions: Callable[[], ScopedSession], house: House) -> None:
    rule = {"key": "r", "kind": "reserve", "seats": ["2-4"]}
    desk = Desk(sessions, house, seat_meeting(sessions, house, rules=[rule]))
    with refused(SeatChangeError, "预留"):
        desk.do(move("a", "2-4"))


def test_who_was_moved_meanwhile_is_not_moved_again(desk: Desk) -> None:
    desk.do(move("a", "2-4"), sitting_in="other")
    with pytest.raises(SeatMovedError):
        desk.do(move("a", "2-3", held={"a": "1-1"}))
    with pytest.raises(SeatMovedError):
        desk.do(Deed(DeedKind.SWAP, ("b", "c"), expected={"1-1": "a"}))
    assert desk.rows() == [".bcd", "ef.a"]


def test_undo_and_redo_go_through_ones_own_changes(desk: Desk) -> None:
    desk.do(move("a", "2-4"))
    desk.do(Deed(DeedKind.SWAP, ("b", "c")))
    desk.step(undo_seating)
    assert desk.rows() == [".bcd", "ef.a"]
    desk.step(undo_seating)
    assert desk.rows() == ["abcd", "ef.."]
    desk.step(redo_seating)
    desk.step(redo_seating)
    assert desk.rows() == [".cbd", "ef.a"]
    assert desk.step(redo_seating) is None


def test_undo_leaves_what_others_did(desk: Desk) -> None:
    desk.do(move("a", "2-4"))
    desk.do(move("b", "1-1"), sitting_in="other")
    with pytest.raises(SeatUndoRefusedError):
        desk.step(undo_seating)
    assert desk.step(undo_seating, "nobody") is None
    assert desk.rows() == ["b.cd", "ef.a"]


def test_undo_of_settings_brings_them_back(desk: Desk) -> None:
    rule = {"key": "r", "kind": "reserve", "seats": ["2-4"]}
    with scoped(desk.sessions, desk.house) as session:
        set_hall_settings(
            session, desk.seated.meeting, desk.seated.seating, {"rules": [rule]}, ACTOR, TODAY
        )
        opened = open_seating(session, desk.seated.meeting, desk.seated.seating)
        assert opened.seating.reserved == {"2-4"}
    desk.step(undo_seating)
    with scoped(desk.sessions, desk.house) as session:
        opened = open_seating(session, desk.seated.meeting, desk.seated.seating)
        assert (opened.seating.reserved, opened.settings.rules) == (frozenset(), ())


def test_the_database_keeps_a_seat_for_one_and_a_person_to_one(desk: Desk) -> None:
    for facts in ({"person": "z", "seat": "1-1"}, {"person": "a", "seat": "2-4"}):
        with scoped(desk.sessions, desk.house) as session, pytest.raises(IntegrityError):
            session.execute(
                insert(SeatPlaceRecord),
                [
                    {
                        "organisation_id": session.owner,
                        "seating_id": desk.seated.seating,
                        "block": "",
                        "reason": {},
                        "is_locked": False,
                        "locked_by": "",
                        **facts,
                    }
                ],
            )


def test_editors_at_once_lose_nothing(desk: Desk) -> None:
    editors, times = 4, 12
    start = Barrier(editors)
    done: list[int] = []

    def work(number: int) -> None:
        start.wait()
        for turn in range(times):
            people = ("abcdef"[(number + turn) % 6], "abcdef"[(number * 2 + turn + 1) % 6])
            if people[0] == people[1]:
                continue
            desk_rows(Deed(DeedKind.SWAP, people), number)
            done.append(number)

    def desk_rows(deed: Deed, number: int) -> None:
        with scoped(desk.sessions, desk.house) as session:
            actor = replace(ACTOR, sitting_in=str(number))
            apply_deeds(session, desk.seated.meeting, desk.seated.seating, [deed], actor, TODAY)

    threads = [Thread(target=work, args=(number,)) for number in range(editors)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    SEATINGS._values.clear()  # noqa: SLF001  what the database has, not what memory holds
    rows = desk.rows()
    assert sorted("".join(rows).replace(".", "")) == list("abcdef")
    with scoped(desk.sessions, desk.house) as session:
        counted = session.scalar(
            select(func.count(SeatMoveRecord.id)).where(SeatMoveRecord.kind == "swap")
        )
    assert counted == len(done)


def test_the_feed_tells_what_others_did(desk: Desk) -> None:
    with scoped(desk.sessions, desk.house) as session:
        opened = open_seating(session, desk.seated.meeting, desk.seated.seating)
    desk.do(move("a", "2-4"))
    desk.do(Deed(DeedKind.UNSEAT, ("b",)))
    with scoped(desk.sessions, desk.house) as session:
        now = open_seating(session, desk.seated.meeting, desk.seated.seating)
        feed = read_feed(session, now, opened.sequence)
    told = {person: place and place.seat for person, place in feed.changes.items()}
    assert (told, feed.is_stale) == ({"a": "2-4", "b": None}, False)


def test_a_held_meeting_is_read_only(desk: Desk) -> None:
    with (
        scoped(desk.sessions, desk.house) as session,
        refused(SeatingRestsError, "已经召开"),
    ):
        apply_deeds(
            session,
            desk.seated.meeting,
            desk.seated.seating,
            [move("a", "2-4")],
            ACTOR,
            TODAY.replace(year=2027, month=1, day=19),
        )


def test_the_list_counts_people(desk: Desk) -> None:
    desk.do(Deed(DeedKind.UNSEAT, ("b",)))
    with scoped(desk.sessions, desk.house) as session:
        (line,) = list_seatings(session, desk.seated.meeting)
    assert (line.name, line.seated, line.unseated, line.seat_count) == ("大会", 5, 1, 8)


def test_a_seating_is_refused_with_the_field(desk: Desk) -> None:
    with scoped(desk.sessions, desk.house) as session:
        version = list_venues(session)[0].version_id
        for asked, field in (
            (NewSeating(" ", version, ("full",)), "name"),
            (NewSeating("分组", version, ("none",)), "sittings"),
            (NewSeating("分组", 999, ("full",)), "venue"),
        ):
            with pytest.raises(FieldRefusedError) as error:
                add_seating(session, desk.seated.meeting, asked, ACTOR)
            assert error.value.field == field
        with pytest.raises(NameTakenError):
            add_seating(session, desk.seated.meeting, NewSeating("大会", version, ("full",)), ACTOR)


def test_a_seating_is_renamed_and_removed(desk: Desk) -> None:
    meeting, seating = desk.seated.meeting, desk.seated.seating
    with scoped(desk.sessions, desk.house) as session:
        change_seating(session, meeting, seating, " 开幕  大会 ", ["full"], ACTOR, TODAY)
        assert [each.name for each in list_seatings(session, meeting)] == ["开幕 大会"]
        remove_seating(session, meeting, seating, ACTOR, TODAY)
        assert list_seatings(session, meeting) == []
        with pytest.raises(MissingRecordError):
            open_seating(session, meeting, seating)


def test_another_house_has_no_such_seating(desk: Desk, other_house: House) -> None:
    with scoped(desk.sessions, other_house) as session, pytest.raises(MissingRecordError):
        open_seating(session, desk.seated.meeting, desk.seated.seating)


def test_what_others_changed_is_added_to_what_is_in_memory(desk: Desk, engine: Engine) -> None:
    desk.do(move("a", "2-4"))
    base = dict(BASES[engine])
    desk.do(Deed(DeedKind.SWAP, ("b", "c")), sitting_in="other")
    desk.do(Deed(DeedKind.UNSEAT, ("d",)), sitting_in="other")
    desk.do(Deed(DeedKind.LOCK, ("e",)), sitting_in="other")
    SEATINGS._values.clear()  # noqa: SLF001  as in another process
    BASES[engine] = base
    statements: list[str] = []

    def note(*facts: object) -> None:
        statements.append(str(facts[2]))

    event.listen(engine, "before_cursor_execute", note)
    with scoped(desk.sessions, desk.house) as session:
        opened = open_seating(session, desk.seated.meeting, desk.seated.seating)
        event.remove(engine, "before_cursor_execute", note)
        assert not any("seat_places" in each for each in statements)
        stored = compose_seating(read_places(session, desk.seated.seating), opened.settings)
    assert draw(dict(opened.seating.seat_of)) == [".cb.", "ef.a"]
    assert compare_places(opened.seating, stored) == {}


def test_a_base_of_another_past_is_not_gone_on_from(desk: Desk, engine: Engine) -> None:
    desk.do(move("a", "2-4"))
    (key,) = BASES[engine]
    base = BASES[engine][key]
    desk.do(Deed(DeedKind.SWAP, ("b", "c")))
    SEATINGS._values.clear()  # noqa: SLF001  as in another process
    strange = replace(base.seating, seat_of={"z": "2-3"})
    BASES[engine] = {key: replace(base, stamp="another", seating=strange)}
    assert desk.rows() == [".cbd", "ef.a"]
