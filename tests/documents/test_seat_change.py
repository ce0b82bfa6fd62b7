"""The change sheet of a seating, read back."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from planner.documents.seating import (
    ChangeWords,
    SeatApproval,
    render_seat_changes,
    seating_imprint,
)
from planner.documents.sheet.seat_change import SeatChangesSheet, seat_changes_sheet
from planner.domain.person import Leave, LeaveState
from planner.domain.wording import Wording
from tests.documents.reading import read_pages, read_rows, read_tag
from tests.documents.seatings import a_seating, some_facts

APPROVALS = (
    SeatApproval("申请", "李秘书", datetime(2027, 1, 17, 12, 14, tzinfo=UTC)),
    SeatApproval("审定", "王主任", datetime(2027, 1, 17, 12, 16, tzinfo=UTC), "同意"),
)


def the_change(words: ChangeWords) -> tuple[SeatChangesSheet, bytes]:
    """Return the sheet of: p1 and p6 left, p2 moved, p9 came."""
    before = some_facts()
    was = before.seating
    seat_of = {key: seat for key, seat in was.seat_of.items() if key not in {"p1", "p6"}}
    reasons = {
        **was.reasons,
        "p2": Wording(f"{was.reasons['p2'].zh}；前面有空座，依次前移", "No. 2; moved up to a gap"),
        "p9": Wording("后到补入，安排在本块附近空座", "a late arrival"),
    }
    seating = a_seating(
        seat_of={**seat_of, "p2": "h1-1", "p9": "h3-2"}, reasons=reasons, locks={}, unseated={}
    )
    plan = replace(before.plan, leaves=(Leave("p1", state=LeaveState.GRANTED),))
    after = replace(before, seating=seating, plan=plan, imprint=seating_imprint(3))
    return seat_changes_sheet(before, after, words), render_seat_changes(before, after, words)


def test_the_sheet_says_who_moved_came_and_left_and_why():
    _, content = the_change(ChangeWords("三名委员变动"))
    assert read_rows(content) == [
        ["序号", "姓　名", "原座位", "现座位", "变动", "原　因"],
        ["1", "丁一鸣", "池座1排2座", "池座1排1座", "调整", "前面有空座，依次前移"],
        ["2", "孙后到", "—", "池座3排2座", "新增", "后到补入，安排在本块附近空座"],
        ["3", "王　芳", "池座1排1座", "—", "撤出", "请假"],
        ["4", "赵　敏", "池座2排2座", "—", "撤出", "三名委员变动"],
    ]
    text = "".join(read_pages(content))
    assert "（座次第2版改为座次第3版）" in text
    assert "变更原因：三名委员变动。" in text
    assert "共4人：调整1人、新增1人、撤出2人" in text


def test_the_signs_that_are_void_and_new_are_named():
    sheet, content = the_change(ChangeWords())
    assert sheet.void == "3张：丁一鸣（池座1排2座）、王芳（池座1排1座）、赵敏（池座2排2座）"
    assert sheet.new == "2张：丁一鸣（池座1排1座）、孙后到（池座3排2座）"
    assert "作废3张" in "".join(read_tag(content, "P"))


def test_a_reason_given_for_somebody_comes_first():
    sheet, _ = the_change(ChangeWords("变动", {"p6": "因公出差"}))
    assert sheet.changes[-1].reason == "因公出差"


def test_who_approved_it_stands_with_the_hour():
    _, content = the_change(ChangeWords(approvals=APPROVALS))
    words = read_tag(content, "P")
    assert "申请：李秘书　2027年1月17日20:14" in words
    assert "审定：王主任　2027年1月17日20:16　意见：同意" in words


def test_without_approvals_there_are_lines_to_sign_on():
    _, content = the_change(ChangeWords())
    words = read_tag(content, "P")
    assert all(each in words for each in ("申请：", "确认：", "审定：", "日期："))


def test_somebody_who_left_the_roster_is_named_as_he_was():
    before = some_facts()
    people = tuple(person for person in before.plan.people if person.key != "p3")
    seat_of = {key: seat for key, seat in before.seating.seat_of.items() if key != "p3"}
    after = replace(
        before,
        plan=replace(before.plan, people=people),
        seating=a_seating(seat_of=seat_of),
        imprint=seating_imprint(3),
    )
    changes = seat_changes_sheet(before, after, ChangeWords()).changes
    assert [(each.name, each.kind, each.reason) for each in changes] == [
        ("李建国", "撤出", "不再参会")
    ]


def test_two_versions_alike_are_said_to_be():
    facts = some_facts()
    words = read_tag(render_seat_changes(facts, facts, ChangeWords()), "P")
    assert "两版座次相同，没有变动。" in words
