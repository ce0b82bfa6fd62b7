"""Settings of a hall from a file: names and seats as people write them, faults with lines."""

from __future__ import annotations

import pytest

from planner.domain.person import AttendanceKind
from planner.domain.seating.rule import Lock, RuleKind, SeatingRule
from planner.domain.seating.setting import BlockBy, BlockShape, HallSettings, SeatZone
from planner.planfile import PlanFileError
from planner.planfile.hall_setting_file import read_hall_setting_file
from tests.builders import a_person, a_plan
from tests.documents.seatings import a_small_hall

PLAN = a_plan(
    people=(
        a_person("p1", "王芳"),
        a_person("p2", "李强"),
        a_person("p3", "赵敏"),
        a_person("p4", "赵敏"),
    )
)
WRITTEN = """
block_by: group
shape: rows
areas: [池座]
zones:
  - {kind: 列席, seats: [池座3排2座, h3-3]}
rules:
  - {kind: 固定座位, people: [王芳], seats: [池座 1排1座], note: 发言}
  - {kind: together, people: [p1, 李强], is_hard: false, weight: 3}
locks:
  - {person: 李强, seat: 池座1排2座, locked_by: 李秘书}
"""


def read(text: str, file: str = "排座.yaml") -> HallSettings:
    return read_hall_setting_file(text.encode(), file, PLAN, a_small_hall())


def test_people_and_seats_are_meant_by_their_names():
    assert read(WRITTEN) == HallSettings(
        block_by=BlockBy.GROUP,
        shape=BlockShape.ROWS,
        areas=("hall",),
        zones=(SeatZone(AttendanceKind.SITTING_IN, ("h3-2", "h3-3")),),
        rules=(
            SeatingRule("rule-1", RuleKind.FIXED, ("p1",), ("h1-1",), note="发言"),
            SeatingRule("rule-2", RuleKind.TOGETHER, ("p1", "p2"), is_hard=False, weight=3),
        ),
        locks=(Lock("p2", "h1-2", "李秘书"),),
    )


def test_json_is_read_too_and_nothing_means_the_usual():
    assert read('{"block_by": "nothing"}', "a.json") == HallSettings(block_by=BlockBy.NOTHING)
    assert read("", "a.yml") == HallSettings()


@pytest.mark.parametrize(
    ("text", "line", "found", "words"),
    [
        ("rules:\n  - {kind: apart, people: [王芳, 张三]}", 2, "张三", "方案中没有此人"),
        ("rules:\n  - {kind: apart, people: [王芳, 赵敏]}", 2, "赵敏", "方案中有多人同名"),
        ("rules:\n  - kind: fixed\n    seats: [池座9排1座]", 3, "池座9排1座", "会场中没有这个座位"),
        ("areas: [楼座]", 1, "楼座", "会场中没有这个区域"),
        ("block_by: colour", 1, "colour", ""),
        ("shapes: rows", 1, "shapes", "没有这个字段"),
        ("- 1", 1, "…", "应为若干"),
    ],
)
def test_every_fault_has_its_line(text: str, line: int, found: str, words: str):
    with pytest.raises(PlanFileError) as raised:
        read(text)
    fault = raised.value.faults[0]
    assert (fault.place.line, fault.found) == (line, found)
    assert fault.expected.zh.startswith(words)


def test_other_files_are_refused():
    with pytest.raises(PlanFileError) as raised:
        read("a", "a.xlsx")
    assert raised.value.faults[0].expected.zh == "排座设置应为 .yaml 或 .json 文件"
