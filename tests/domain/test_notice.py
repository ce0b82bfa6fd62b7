"""What a change is about, whom it touches, and on which papers it can stand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from typing import TYPE_CHECKING

import pytest

from planner.domain.comparison import Change, ChangeKind, compare_plans
from planner.domain.directory import Directory
from planner.domain.notice import (
    Subject,
    concerns,
    find_reach,
    is_private,
    subject_of,
    sum_up_subjects,
)
from planner.domain.plan import Group, Waiver
from planner.domain.task import Dependency, Offset, Task
from planner.domain.wording import Wording
from tests.builders import a_sound_plan

if TYPE_CHECKING:
    from planner.domain.plan import Plan

PLAN = a_sound_plan()


def change_sitting(key: str, **fields: object) -> Plan:
    sittings = (replace(each, **fields) if each.key == key else each for each in PLAN.sittings)  # type: ignore[arg-type]
    return replace(PLAN, sittings=tuple(sittings))


def change_person(key: str, **fields: object) -> Plan:
    people = (replace(each, **fields) if each.key == key else each for each in PLAN.people)  # type: ignore[arg-type]
    return replace(PLAN, people=tuple(people))


def reach_of(new: Plan) -> list[tuple[str, set[str]]]:
    """Return for each change whom it touches, in words and by keys."""
    directory = Directory.of(new)
    found = []
    for change in compare_plans(PLAN, new):
        reach = find_reach(change, PLAN, new)
        found.append((reach.wording(directory).zh, set(reach.people)))
    return found


MEMBERS = {"chair", "vice", "sg", "m1", "m2", "m3"}


def test_a_sitting_touches_all_who_are_called_to_it() -> None:
    assert reach_of(change_sitting("groups", place="三楼会议室")) == [("全体委员", MEMBERS)]


def test_its_steps_and_its_rostrum_touch_those_who_stand_there() -> None:
    opening = next(each for each in PLAN.sittings if each.key == "open")
    steps = (opening.steps[0], replace(opening.steps[1], minutes=50))
    assert reach_of(change_sitting("open", steps=steps)) == [("韩立群、郑明远", {"vice", "chair"})]
    assert reach_of(change_sitting("open", rostrum=None)) == [
        ("郑明远、韩立群、苏文博", {"chair", "vice", "sg"})
    ]


def test_a_task_touches_its_owners_and_the_chain_above() -> None:
    task = replace(PLAN.tasks[0], owner="m3")
    assert reach_of(replace(PLAN, tasks=(task,))) == [
        ("会务组、石小禾、欧阳靖、万里程、苏文博", {"owner", "m3", "lead", "sg"})
    ]


def test_who_changes_his_group_touches_it_and_its_conveners() -> None:
    assert reach_of(change_person("m3", group="第一组")) == [
        ("第二组、第一组、欧阳靖", {"m3", "m1", "m2"})
    ]
    assert reach_of(change_person("m3", post="总经理")) == [("欧阳靖", {"m3"})]


LISTED = replace(PLAN, groups=(Group("G1", "第一组", "甲室", "1号车"), Group("G2", "第二组")))


@pytest.mark.parametrize("changes", [{"room": "乙室"}, {"bus": "2号车"}, {"bus": ""}])
def test_a_group_s_room_and_bus_are_told_to_its_members(changes: dict[str, str]) -> None:
    first = replace(LISTED.groups[0], **changes)
    new = replace(LISTED, groups=(first, LISTED.groups[1]))
    [change] = compare_plans(LISTED, new)
    reach = find_reach(change, LISTED, new)
    assert reach.people == {"chair", "sg", "m1"}
    assert reach.wording(Directory.of(new)).zh == "第一组"
    assert subject_of(change) is Subject.GROUP
    assert (concerns(change, "calendar:duty:chair"), concerns(change, "schedule:public")) == (
        True,
        False,
    )


def test_the_desk_s_note_of_a_group_and_the_order_of_groups_are_told_to_nobody() -> None:
    first, second = LISTED.groups
    [noted] = compare_plans(LISTED, replace(LISTED, groups=(replace(first, note="轮椅"), second)))
    assert is_private(noted)
    moved = replace(LISTED, groups=(second, first))
    [order] = compare_plans(LISTED, moved)
    assert find_reach(order, LISTED, moved).people == frozenset()


def test_who_is_gone_is_still_named() -> None:
    gone = replace(PLAN, people=PLAN.people[:-1])
    (change,) = compare_plans(PLAN, gone)
    assert find_reach(change, PLAN, gone).people == {"owner"}


def test_the_days_of_the_meeting_touch_everybody_and_its_texts_nobody_by_name() -> None:
    everybody = {each.key for each in PLAN.people}
    assert reach_of(replace(PLAN, place="江海会堂")) == [("全体参会人员和工作人员", everybody)]
    texts = (replace(PLAN.texts[0], body="改过了"),)
    assert reach_of(replace(PLAN, texts=texts)) == [("", set())]


@pytest.mark.parametrize(
    ("new", "subject", "on", "not_on"),
    [
        (change_sitting("open", place="江海会堂"), "place", "schedule:public", "timeline"),
        (change_sitting("open", place="江海会堂"), "place", "rostrum:open", "rostrum:close"),
        (change_sitting("open", starts_at=time(10)), "time", "proceedings:open", "agenda"),
        (change_sitting("open", rostrum=None), "rostrum", "rostrum:open", "schedule:public"),
        (change_sitting("open", steps=()), "proceeding", "proceedings:open", "proceedings:close"),
        (replace(PLAN, opens_on=date(2027, 1, 19)), "time", "timeline", "agenda"),
        (replace(PLAN, agenda=()), "agenda", "agenda", "timeline"),
        (change_person("m1", unit="云岭学院"), "person", "roster:strokes", "agenda"),
        (
            replace(PLAN, tasks=(replace(PLAN.tasks[0], standard="好"),)),
            "task",
            "letter:owner",
            "letter:lead",
        ),
    ],
)
def test_a_change_is_about_something_and_stands_on_its_papers(
    new: Plan, subject: str, on: str, not_on: str
) -> None:
    change = compare_plans(PLAN, new)[0]
    assert subject_of(change) == Subject(subject)
    assert (concerns(change, on), concerns(change, not_on)) == (True, False)


def test_kinds_of_changes_are_summed_up_without_content() -> None:
    subjects = [Subject.PLACE, Subject.TIME, Subject.PLACE]
    assert sum_up_subjects(subjects) == Wording(
        "时间、地点有变化，3 处", "times and places changed, in 3 places"
    )
    assert sum_up_subjects([]) == Wording("内容有更新", "its contents were updated")


def test_an_unknown_place_of_a_plan_is_about_its_setting() -> None:
    change = Change("waivers", ChangeKind.CHANGED, Wording("", ""))
    assert subject_of(change) is Subject.SETTING


def test_contact_data_stands_on_no_paper_and_in_no_notice() -> None:
    several = replace(
        PLAN, people=tuple(replace(each, contact=f"139{each.key}") for each in PLAN.people)
    )
    for new in (change_person("m1", contact="139"), change_person("m1", needs="轮椅"), several):
        changes = compare_plans(PLAN, new)
        assert [is_private(each) for each in changes] == [True] * len(changes)
        assert not any(concerns(each, "roster:strokes") for each in changes)
    waived = replace(PLAN, settings=replace(PLAN.settings, waivers=(Waiver("a", "b", "c"),)))
    assert [is_private(each) for each in compare_plans(PLAN, waived)] == [True]
    assert not is_private(compare_plans(PLAN, change_person("m1", post="院士"))[0])


def test_who_follows_a_moved_task_is_reached_with_his_papers_and_no_others() -> None:
    follower = Task("pack", "装袋", "affairs", owner="m3", support=("万里程",), anchor="task:run")
    follower = replace(follower, depends_on=(Dependency("run"),))
    old = replace(PLAN, tasks=(*PLAN.tasks, follower))
    moved = replace(PLAN.tasks[0], offset=Offset(-5))
    new = replace(old, tasks=(moved, follower), theme="新主题")
    theme, own, followed = compare_plans(old, new)
    assert "（因任务“会议全程保障”改期）" in followed.wording.zh
    assert find_reach(followed, old, new).people == {"m3", "lead", "sg"}
    papers = ("letter:m3", "letter:owner", "calendar:task", "timeline")
    assert [concerns(followed, each) for each in papers] == [True, False, True, True]
    assert [concerns(own, each) for each in papers] == [False, True, True, True]
    assert [concerns(theme, each) for each in papers] == [False, False, True, False]
    assert [subject_of(each).value for each in (theme, own, followed)] == [
        "theme",
        "deadline",
        "deadline",
    ]


def test_who_supports_a_task_by_name_is_reached() -> None:
    task = replace(PLAN.tasks[0], support=("欧阳靖", "印刷厂"))
    old = replace(PLAN, tasks=(task,))
    new = replace(PLAN, tasks=(replace(task, offset=Offset(-5)),))
    (change,) = compare_plans(old, new)
    assert "m3" in find_reach(change, old, new).people


def test_several_moved_tasks_reach_the_leads_of_all() -> None:
    other = replace(PLAN.tasks[0], key="other", name="印证件", owner="m3")
    old = replace(PLAN, tasks=(PLAN.tasks[0], other))
    new = replace(old, tasks=tuple(replace(each, offset=Offset(-5)) for each in old.tasks))
    (change,) = compare_plans(old, new)
    assert find_reach(change, old, new).people == {"owner", "m3", "lead", "sg"}


@pytest.mark.parametrize(("field", "subject"), [("title", "会议名称"), ("theme", "会议主题")])
def test_title_and_theme_are_subjects_of_their_own(field: str, subject: str) -> None:
    (change,) = compare_plans(PLAN, replace(PLAN, **{field: "新的"}))  # type: ignore[arg-type]
    assert sum_up_subjects([subject_of(change)]).zh == f"{subject}有变化，1 处"
