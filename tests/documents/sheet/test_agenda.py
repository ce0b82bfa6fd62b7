"""The agenda's words."""

from __future__ import annotations

from planner.documents.sheet.agenda import AgendaSheet, agenda_sheet
from planner.documents.sheet.masthead import Masthead
from planner.domain.plan import AgendaItem, TextBlock
from tests.builders import a_plan


def test_items_are_numbered_and_bear_no_times():
    plan = a_plan(
        agenda=(AgendaItem("a1", "听取和审议工作报告"), AgendaItem("a2", "选举")),
        texts=(TextBlock("adoption", "", "2027年1月18日第一次全体会议通过"),),
    )
    assert agenda_sheet(plan) == AgendaSheet(
        Masthead(
            "政协云岭省委员会",
            "政协云岭省第十三届委员会第四次会议",
            "议程",
            "（2027年1月18日第一次全体会议通过）",
        ),
        ("一、听取和审议工作报告", "二、选举"),
    )


def test_a_note_in_brackets_keeps_one_pair():
    plan = a_plan(texts=(TextBlock("adoption", "", "（草案）"),))
    assert agenda_sheet(plan).masthead.note == "（草案）"
