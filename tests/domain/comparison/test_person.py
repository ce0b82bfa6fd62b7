"""What changed among the people, in a clerk's sentences."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from planner.domain.comparison import compare_plans
from planner.domain.person import AttendanceKind, Leave, LeaveState
from planner.domain.wording import Wording
from tests.builders import a_person, a_plan, a_sitting

if TYPE_CHECKING:
    from planner.domain.person import Person

SITTING_IN = AttendanceKind.SITTING_IN
PEOPLE = tuple(a_person(f"p{at}", f"王{name}") for at, name in enumerate("一二三四五六七八"))


def told(old: tuple[Person, ...], new: tuple[Person, ...], **shared: Any) -> list[str]:  # noqa: ANN401  fields of the plan
    changes = compare_plans(a_plan(people=old, **shared), a_plan(people=new, **shared))
    return [each.wording.zh for each in changes]


def change(number: int, **changes: Any) -> tuple[Person, ...]:  # noqa: ANN401  fields of a person
    """Return the people, the first so many changed."""
    return tuple(
        replace(each, **changes) if at < number else each for at, each in enumerate(PEOPLE)
    )


def test_people_added_are_counted_and_named_by_how_they_take_part():
    added = tuple(a_person(f"g{name}", name, attendance=SITTING_IN) for name in "甲乙丙")
    staff = a_person("s", "李明", attendance=AttendanceKind.STAFF)
    assert told(PEOPLE, (*PEOPLE, *added, staff)) == [
        "增加列席人员 3 名：甲、乙、丙",
        "增加工作人员 1 名：李明",
    ]
    assert told((*PEOPLE, *added), PEOPLE) == ["减少列席人员 3 名：甲、乙、丙"]


def test_long_list_of_people_added_is_cut():
    assert told((), PEOPLE) == ["增加出席人员 8 名：王一、王二、王三、王四、王五等 8 名"]


def test_changed_post_is_told_with_both():
    old, new = a_person(post="处长"), a_person(post="副厅长")
    changes = compare_plans(a_plan(people=(old,)), a_plan(people=(new,)))
    assert [each.wording for each in changes] == [
        Wording("王芳的职务由“处长”改为“副厅长”", "王芳: post changed from “处长” to “副厅长”")
    ]
    assert (changes[0].place, changes[0].people) == ("people/p1/post", ("p1",))


def test_field_filled_or_emptied_is_told_as_such():
    bare, full = a_person(), a_person(post="处长", rank=3)
    assert told((bare,), (full,)) == ["王芳的职务定为“处长”", "王芳的排名定为3"]
    assert told((full,), (bare,)) == ["王芳的职务“处长”取消", "王芳的排名3取消"]


def test_renamed_person_is_called_by_the_new_name():
    assert told((a_person(),), (a_person(name="王方"),)) == ["王方的姓名由“王芳”改为“王方”"]


def test_same_change_of_several_people_is_one_sentence():
    assert told(PEOPLE, change(3, group="第一组")) == ["王一、王二、王三的小组定为“第一组”"]


def test_many_changes_of_one_field_are_one_sentence():
    new = tuple(replace(each, rank=at) for at, each in enumerate(PEOPLE))
    assert told(PEOPLE, new) == ["王一、王二、王三、王四、王五等 8 名的排名有调整"]
    assert len(told(PEOPLE, (*new[:5], *PEOPLE[5:]))) == 5


def test_changes_of_one_field_in_many_ways_are_one_sentence():
    old = tuple(a_person(f"p{at}", f"王{at}") for at in range(22))
    ten, eleven = (
        tuple(replace(each, sector=f"界{at // 2}") for at, each in enumerate(old[: 2 * kinds]))
        + old[2 * kinds :]
        for kinds in (10, 11)
    )
    assert told(old, ten)[:2] == ["王0、王1的界别定为“界0”", "王2、王3的界别定为“界1”"]
    assert len(told(old, ten)) == 10
    assert told(old, eleven) == ["王0、王1、王2、王3、王4等 22 名的界别有调整"]


def test_reordered_roster_is_told():
    assert told(PEOPLE, PEOPLE[::-1]) == ["出席人员的次序有调整"]


def test_attendance_and_flags_are_told_in_words():
    new = change(1, attendance=SITTING_IN, is_standing=True)
    assert told(PEOPLE, new) == ["王一的参加方式由出席改为列席", "王一的常委身份由否改为是"]


def test_leave_is_told_by_name():
    sittings = (a_sitting(),)
    old = a_plan(people=PEOPLE, sittings=sittings, leaves=(Leave("p0"),))
    new = replace(
        old,
        leaves=(
            Leave("p0", sittings=("s1",), state=LeaveState.GRANTED),
            Leave("p1", sittings=("s1",)),
        ),
    )
    changes = compare_plans(old, new)
    assert [each.wording.zh for each in changes] == [
        "增加待批的请假 1 人：王二",
        "王一的请假审批由待批改为批准",
        "王一的请假会次定为开幕会",
    ]
    assert [each.sittings for each in changes] == [("s1",)] * 3


def test_refused_leave_is_told_as_refused_and_only_to_whom_it_touches():
    old = a_plan(people=PEOPLE, sittings=(a_sitting(),))
    states = zip(PEOPLE, LeaveState, strict=False)
    new = replace(old, leaves=tuple(Leave(each.key, state=state) for each, state in states))
    changes = compare_plans(old, new)
    assert [(each.wording.zh, each.is_personal) for each in changes] == [
        ("增加待批的请假 1 人：王一", False),
        ("增加已批准的请假 1 人：王二", False),
        ("增加未获批准的请假 1 人：王三", True),
    ]
    granted = replace(old, leaves=(Leave("p2", state=LeaveState.GRANTED),))
    refused = replace(old, leaves=(Leave("p2", state=LeaveState.REFUSED),))
    (withdrawn,) = compare_plans(granted, refused)
    assert not withdrawn.is_personal
