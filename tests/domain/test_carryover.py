from __future__ import annotations

from dataclasses import replace
from datetime import date

from planner.domain.carryover import Part, Source, Wish, carry_over
from planner.domain.carryover_person import find_absent
from planner.domain.person import AttendanceKind, Leave, LeaveState
from planner.domain.plan import Group, Organisation, Plan, Settings, Waiver
from planner.domain.sitting import SeatRule
from planner.domain.task import Offset, Task, TaskState
from planner.domain.template import draft_plan
from planner.planfile.template import load_template
from tests.builders import a_sound_plan

FRESH = draft_plan(
    load_template(a_sound_plan().kind),
    organisation=Organisation("政协云岭省委员会", "云岭省政协"),
    term=13,
    number=5,
    opens_on=date(2028, 1, 10),
    closes_on=date(2028, 1, 13),
    place="新会堂",
)


def an_earlier_plan() -> Plan:
    done = Task(
        "run",
        "会议全程保障",
        "affairs",
        anchor="2027-01-08",
        offset=Offset(0),
        owner="owner",
        state=TaskState.DONE,
        done_on=date(2027, 1, 8),
        note="已办",
    )
    settings = Settings(seat_rule=SeatRule.RIGHT_FIRST, waivers=(Waiver("x", "y", "去年的理由"),))
    leaves = (Leave("m1", "出访", state=LeaveState.GRANTED),)
    return a_sound_plan(tasks=(done,), settings=settings, leaves=leaves)


def test_everything_comes_along_except_what_is_past() -> None:
    plan = carry_over(an_earlier_plan(), FRESH, Wish()).plan
    assert (plan.title, plan.number, plan.place) == (FRESH.title, 5, "新会堂")
    assert plan.people == an_earlier_plan().people
    assert (plan.leaves, plan.settings.waivers) == ((), ())
    assert plan.settings.seat_rule is SeatRule.RIGHT_FIRST
    assert [(each.key, each.held_on) for each in plan.sittings] == [
        ("open", date(2028, 1, 10)),
        ("groups", date(2028, 1, 10)),
        ("close", date(2028, 1, 13)),
    ]
    assert {each.place for each in plan.sittings} == {"新会堂", "各小组会议室"}
    [task] = plan.tasks
    assert (task.state, task.done_on, task.note, task.owner) == (TaskState.OPEN, None, "", "owner")
    assert task.anchor == "2027-12-31"  # a day of its own keeps its distance from the opening


def test_parts_come_from_the_template_or_not_at_all() -> None:
    wish = Wish(
        {
            Part.PEOPLE: Source.NOWHERE,
            Part.SITTINGS: Source.TEMPLATE,
            Part.TASKS: Source.TEMPLATE,
            Part.TEXTS: Source.NOWHERE,
            Part.DUTIES: Source.TEMPLATE,
        }
    )
    plan = carry_over(an_earlier_plan(), FRESH, wish).plan
    assert plan.people == plan.texts == ()
    assert plan.sittings == FRESH.sittings
    assert plan.tasks == FRESH.tasks
    assert (plan.departments, plan.workstreams) == (FRESH.departments, FRESH.workstreams)
    assert [(each.title, each.reporter) for each in plan.agenda] == [
        (an_earlier_plan().agenda[0].title, "")
    ]


def test_who_stays_behind_leaves_his_duties_vacant() -> None:
    carried = carry_over(an_earlier_plan(), FRESH, Wish(without=frozenset({"chair", "owner"})))
    assert {each.key for each in carried.plan.people} & {"chair", "owner"} == set()
    assert [(each.place, each.name) for each in carried.vacancies] == [
        ("tasks/run", "石小禾"),
        ("agenda/a1", "郑明远"),
        ("sittings/close", "郑明远"),
    ]
    assert [step.speaker for step in carried.plan.sittings[0].steps] == ["", ""]
    rostrum = carried.plan.sittings[0].rostrum
    assert rostrum is not None
    assert rostrum.rows[0].people == ("vice", "sg")


def test_only_some_kinds_of_people_and_no_groups() -> None:
    wish = Wish({Part.GROUPS: Source.NOWHERE}, attendance=frozenset({AttendanceKind.MEMBER}))
    people = carry_over(an_earlier_plan(), FRESH, wish).plan.people
    assert [each.key for each in people] == ["chair", "vice", "sg", "m1", "m2", "m3"]
    assert {(each.group, each.is_convener) for each in people} == {("", False)}


def test_groups_come_without_their_rooms_and_buses() -> None:
    group = Group("G1", "第一组", room="甲室", bus="1号车", note="召集人两名")
    earlier = replace(an_earlier_plan(), groups=(group,))
    assert carry_over(earlier, FRESH, Wish()).plan.groups == (
        Group("G1", "第一组", note="召集人两名"),
    )
    for part in (Part.GROUPS, Part.PEOPLE):
        assert carry_over(earlier, FRESH, Wish({part: Source.NOWHERE})).plan.groups == ()


def test_places_are_left_open_where_they_are_not_wanted() -> None:
    carried = carry_over(an_earlier_plan(), FRESH, Wish({Part.PLACES: Source.NOWHERE}))
    assert {each.place for each in carried.plan.sittings} == {""}


def test_a_task_of_a_sitting_that_is_not_held_falls_away() -> None:
    hanging = Task("photo", "合影", anchor="sitting:groups")
    earlier = replace(an_earlier_plan(), tasks=(hanging,))
    assert carry_over(earlier, FRESH, Wish()).plan.tasks == (hanging,)
    without = Wish({Part.SITTINGS: Source.NOWHERE})
    carried = carry_over(earlier, FRESH, without).plan
    assert (carried.tasks, carried.agenda[0].sittings) == ((), ())


def test_who_may_not_come_again_is_named_with_the_reason() -> None:
    plan = an_earlier_plan()
    assert {key: why.zh for key, why in find_absent(plan, None).items()} == {"m1": "上次全程请假"}
    roster = {each.name for each in plan.people} - {"高峻"}
    assert find_absent(plan, roster)["m2"].zh == "不在最新名册中"
