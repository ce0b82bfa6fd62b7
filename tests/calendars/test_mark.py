"""Marks of people's own entries: shared within a group, told apart between groups."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from planner.calendars.mark import mark_sittings
from planner.calendars.programme import Programme, Showing, list_items
from planner.domain.plan import Group
from planner.domain.sitting import SittingKind
from planner.domain.timeline import back_schedule
from tests.builders import a_person, a_plan
from tests.calendars.test_ledger import a_day, a_programme, play

if TYPE_CHECKING:
    from planner.calendars.ledger import Ledger

GROUPS = (Group("G1", "第一组", "甲室", "1号车"), Group("G2", "第二组", "乙室", "2号车"))
IN_GROUPS = (
    *(a_person(f"a{at}", f"王{at}", group="第一组") for at in range(2)),
    *(a_person(f"b{at}", f"李{at}", group="第二组") for at in range(2)),
    a_person("c0", "钱一"),
)
EVERYBODY = ("a0", "a1", "b0", "b1", "c0")


def in_groups(group: Group) -> Programme:
    opening = a_day(place="江海会堂")
    discussion = a_day(key="s2", name="小组讨论", kind=SittingKind.GROUP, presiders=("a0",))
    return a_programme(opening, discussion, people=IN_GROUPS, groups=(group, GROUPS[1]))


def last_of(ledger: Ledger, sitting: str) -> list[tuple[int, int]]:
    """Return sequence and number of everybody's own entry at a sitting."""
    parts = [("duty", person, sitting) for person in EVERYBODY]
    return [(ledger.lines["\x1f".join(each)].sequence, ledger.number_of(each)) for each in parts]


def test_changed_room_raises_the_sequence_of_its_group_only():
    ledger = play(in_groups(GROUPS[0]), in_groups(replace(GROUPS[0], room="丙室")))[1]
    assert last_of(ledger, "s2") == [(1, 2), (1, 2), (0, 1), (0, 1), (0, 1)]
    assert last_of(ledger, "s1") == [(0, 1)] * 5
    assert [ledger.number_of(("sitting", key)) for key in ("s1", "s2")] == [1, 1]


def test_changed_bus_moves_the_instant_of_its_group_only():
    ledger = play(in_groups(GROUPS[0]), in_groups(replace(GROUPS[0], bus="9号车")))[1]
    assert last_of(ledger, "s1") == [(0, 2), (0, 2), (0, 1), (0, 1), (0, 1)]
    assert last_of(ledger, "s2") == [(0, 1)] * 5


def test_who_changes_his_group_is_told_its_room():
    first = in_groups(GROUPS[0])
    people = tuple(
        replace(each, group="第二组") if each.key == "a1" else each for each in IN_GROUPS
    )
    plan = replace(first.plan, people=people)
    ledger = play(first, Programme(plan, back_schedule(plan, date(2026, 12, 1))))[1]
    assert last_of(ledger, "s2") == [(0, 1), (1, 2), (0, 1), (0, 1), (0, 1)]
    assert last_of(ledger, "s1") == [(0, 1), (0, 2), (0, 1), (0, 1), (0, 1)]


def test_people_of_a_group_without_duty_and_seat_share_one_mark():
    marks = mark_sittings(in_groups(GROUPS[0]))
    of = {key: marks[f"person:{key}"][f"duty\x1f{key}\x1fs2"] for key in EVERYBODY}
    assert of["b0"] is of["b1"]
    assert len({id(each) for each in of.values()}) == 4
    assert [of[key].location for key in EVERYBODY] == ["甲室", "甲室", "乙室", "乙室", "云岭会堂"]


def test_meeting_over_new_year_is_marked_in_both_years():
    plan = a_plan(opens_on=date(2026, 12, 30), closes_on=date(2027, 1, 2))
    programme = Programme(plan, back_schedule(plan, date(2026, 12, 1)))
    marks = mark_sittings(programme)
    assert marks["year:2026"] == marks["year:2027"] != {}
    for year in ("2026", "2027"):
        [span] = list_items(programme, f"year:{year}", Showing.OUTLINE)
        assert (span.part, span.starts) == (("meeting",), plan.opens_on)
    assert list_items(programme, "year:2028", Showing.OUTLINE) == ()
