from __future__ import annotations

from dataclasses import replace
from datetime import date

from planner.documents.sheet.notice import notice_sheet
from planner.domain.plan import Edition
from tests.builders import a_plan

PLAN = a_plan(edition=Edition(8, date(2026, 12, 3)))


def test_notice_names_changes_and_void_papers() -> None:
    sheet = notice_sheet(
        PLAN, 7, [("开幕会的地点有调整", "全体委员")], [("日程", 5, "0123456789abcdef")]
    )
    assert (sheet.masthead.title, sheet.masthead.note, sheet.day) == (
        "政协云岭省第十三届委员会第四次会议变更通知单",
        "（第7稿改为第8稿）",
        "2026年12月3日",
    )
    (change,), (paper,) = sheet.changes, sheet.papers
    assert (change.number, change.sentence, change.whom) == ("1", "开幕会的地点有调整", "全体委员")
    assert (paper.title, paper.revision, paper.code) == ("日程", "第5稿", "01234567")


def test_notice_of_nothing_says_so() -> None:
    sheet = notice_sheet(replace(PLAN), 7, [], [])
    assert (sheet.preamble, sheet.closing) == (
        "两稿内容相同。",
        "本次变更没有使已印发的文件作废。",
    )
