"""A year of meetings, and where two of them want the same."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from planner.domain.sitting import Rostrum, RostrumRow
from planner.domain.year_strip import HeldMeeting, claim_days, find_meeting_clashes, list_months
from tests.builders import a_person, a_plan, a_sitting


def a_meeting(at: int, first: str, last: str = "", **rest: object) -> HeldMeeting:
    first_on = date.fromisoformat(first)
    return HeldMeeting(
        at,
        f"会议{at}",
        "plenary",
        first_on,
        date.fromisoformat(last) if last else first_on,
        **rest,  # type: ignore[arg-type]
    )


def test_twelve_months_hold_every_meeting_that_touches_them() -> None:
    meetings = (
        a_meeting(1, "2026-12-30", "2027-01-02"),
        a_meeting(2, "2026-11-01"),
        a_meeting(3, "2027-11-01"),
        a_meeting(4, "2026-10-31"),
    )
    months = list_months(meetings, date(2026, 11, 15).replace(day=1))
    assert [each.first_on for each in months][:3] == [
        date(2026, 11, 1),
        date(2026, 12, 1),
        date(2027, 1, 1),
    ]
    assert (len(months), months[-1].first_on) == (12, date(2027, 10, 1))
    found = {each.first_on.month: [held.id for held in each.meetings] for each in months}
    assert {month: ids for month, ids in found.items() if ids} == {11: [2], 12: [1], 1: [1]}


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [
        ("2027-01-17", "2027-01-17", []),
        ("2027-01-10", "2027-01-18", [(18, 18)]),
        ("2027-01-19", "2027-01-30", [(19, 21)]),
        ("2027-01-22", "2027-01-22", []),
    ],
)
def test_days_in_common_are_a_clash(first: str, last: str, days: list[tuple[int, int]]) -> None:
    known = (a_meeting(1, "2027-01-18", "2027-01-21"), a_meeting(2, first, last))
    found = find_meeting_clashes(known)
    assert [(each.from_on.day, each.to_on.day) for each in found] == days


def test_places_and_leaders_clash_on_the_same_day_only() -> None:
    eve, day = date(2027, 1, 17), date(2027, 1, 18)
    hall, small = frozenset({"云岭会堂"}), frozenset({"小会议室"})
    first = a_meeting(
        1,
        "2027-01-17",
        "2027-01-18",
        places={eve: hall, day: small},
        leaders={day: frozenset("甲乙")},
    )
    second = a_meeting(
        2, "2027-01-17", "2027-01-18", places={day: hall | small}, leaders={day: frozenset("乙丙")}
    )
    (clash,) = find_meeting_clashes((second, first))
    assert (clash.places, clash.leaders) == (("小会议室",), ("乙",))


def test_a_plan_claims_places_presiders_and_the_front_row() -> None:
    rostrum = Rostrum((RostrumRow(("a", "b")), RostrumRow(("c",))))
    people = tuple(a_person(key, name) for key, name in zip("abcd", "甲乙丙丁", strict=True))
    held = a_sitting(place="云岭会堂", presiders=("d",), rostrum=rostrum)
    undated = replace(held, key="s2", held_on=None, place="别处")
    places, leaders = claim_days(a_plan(people=people, sittings=(held, undated)))
    day = date(2027, 1, 18)
    assert places == {day: frozenset({"云岭会堂"})}
    assert leaders == {day: frozenset({"甲", "乙", "丁"})}
