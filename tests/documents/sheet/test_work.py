"""Timeline, road map, responsibility, letters and coverage in words."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from planner.documents.sheet.coverage import UNCOVERED, coverage_sheet
from planner.documents.sheet.letter import letters_sheet
from planner.documents.sheet.responsibility import NOBODY, responsibility_sheet
from planner.documents.sheet.roadmap import roadmap_sheet
from planner.documents.sheet.timeline import count_down, timeline_sheet
from planner.domain.task import Aspect, Offset, TaskState, Workstream
from planner.domain.timeline import Timeline, back_schedule
from tests.builders import a_person, a_plan, a_sitting, a_task

if TYPE_CHECKING:
    from planner.domain.plan import Plan

TODAY = date(2027, 1, 5)


@pytest.fixture(scope="module")
def plan() -> Plan:
    return a_plan(
        people=(
            a_person("p1", "王芳", post="秘书长"),
            a_person("p2", "李明", post="处长", unit="会务处"),
        ),
        secretary_general="p1",
        sittings=(a_sitting(),),
        workstreams=(Workstream("w1", "会务组", accountable="p1", lead="p2"),),
        tasks=(
            a_task("t1", "布置会场", workstream="w1", owner="p2", offset=Offset(-4),
                   duration_days=2, standard="验收合格", aspects=(Aspect.PLACE,)),
            a_task("t2", "印发通知", offset=Offset(-20), state=TaskState.OPEN),
        ),
    )  # fmt: skip


@pytest.fixture(scope="module")
def timeline(plan: Plan) -> Timeline:
    return back_schedule(plan, TODAY)


def test_a_task_stands_in_its_week_with_its_days(plan: Plan, timeline: Timeline):
    week = timeline_sheet(plan, timeline, TODAY).sections[0].weeks[-1]
    entry = week.entries[0]
    assert week.title == "1月11日—17日　开幕前1周"
    assert week.rest_days == (5, 6)
    assert (entry.task, entry.owner, entry.workstream) == ("布置会场", "李　明", "会务组")
    assert entry.days == ("", "", "", "■", "■", "", "")


def test_a_late_task_says_so(plan: Plan, timeline: Timeline):
    entry = timeline_sheet(plan, timeline, TODAY).sections[0].weeks[0].entries[0]
    assert (entry.task, entry.state, entry.is_late) == ("印发通知", "逾期", True)


def test_each_workstream_has_its_own_part(plan: Plan, timeline: Timeline):
    sections = timeline_sheet(plan, timeline, TODAY).sections
    assert [section.title for section in sections] == ["", "会务组", "未分组"]


@pytest.mark.parametrize(
    ("day", "words"),
    [(date(2027, 1, 3), "T-15"), (date(2027, 1, 18), "T"), (date(2027, 1, 20), "T+2")],
)
def test_the_countdown_counts_from_the_opening(day: date, words: str):
    assert count_down(date(2027, 1, 18), day) == words


def test_the_lists_name_the_chain_and_what_is_missing(plan: Plan, timeline: Timeline):
    first, second = responsibility_sheet(plan, timeline, TODAY).sections
    entry = first.entries[0]
    assert (first.title, entry.accountable, entry.lead, entry.owner, entry.due) == (
        "会务组（1项）", "王　芳", "李　明", "李　明", "1月15日",
    )  # fmt: skip
    assert second.entries[0].owner == NOBODY


def test_a_letter_lists_tasks_standards_and_whom_to_report_to(plan: Plan, timeline: Timeline):
    (letter,) = letters_sheet(plan, timeline).letters
    task = letter.tasks[0]
    assert (task.task, task.span, task.standard) == ("布置会场", "1月14日—15日", "验收合格")
    assert letter.addressee == "会务处处长李明同志："
    assert letter.chain.endswith("逐级向以下同志负责：责任领导王芳。")
    assert (letter.signature, letter.counter_signature) == ("李明", "王芳")


def test_uncovered_cells_are_loud_and_counted(plan: Plan):
    sheet = coverage_sheet(plan)
    cells = dict(zip(sheet.aspects, sheet.entries[0].cells, strict=True))
    assert cells == {**dict.fromkeys(sheet.aspects, UNCOVERED), "地点": "李明"}
    assert sheet.summary == "共1个会次、8项保障责任，尚有7项无人负责"


def test_the_road_map_counts_days_from_its_first_monday(plan: Plan, timeline: Timeline):
    sheet = roadmap_sheet(plan, timeline, TODAY)
    bar = next(bar for lane in sheet.lanes for bar in lane.bars if bar.key == "t1")
    assert sheet.weeks[0].text == "28"
    assert (sheet.days, bar.start, bar.days, sheet.today) == (28, 17, 2, 8)
    assert [mark.text for mark in sheet.milestones] == [
        "报到 1月17日",
        "开幕 1月18日",
        "闭幕 1月21日",
    ]


def test_no_tasks_make_no_road_map():
    empty = a_plan()
    assert roadmap_sheet(empty, Timeline(()), TODAY).lanes == ()
