"""The catalogue: which papers a plan makes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from planner.documents.paper import Paper
from planner.documents.sheet.rostrum import needs_large_page
from planner.documents.sheet.schedule import sort_sittings
from planner.domain.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.domain.plan import Plan

UNSAFE = re.compile(r"[\\/:*?\"<>|\x00-\x1f\x7f\u200b-\u202e\u2066-\u2069]+")
LONGEST_NAME = 60
A4, A4_WIDE, A3_WIDE = "A4", "A4 横", "A3 横"


def list_papers(plan: Plan) -> tuple[Paper, ...]:
    """Return the papers of a plan in the order of the package."""
    return (
        _paper("agenda", "01", "议程", "Agenda", A4),
        _paper("schedule:public", "02", "日程", "Schedule", A4),
        _paper("schedule:internal", "03", "日程（工作用）", "Schedule, internal edition", A4_WIDE),
        *_proceedings(plan),
        _paper("timeline", "05", "时间表", "Timeline", A4_WIDE),
        _paper("roadmap", "06", "路线图", "Road map", A3_WIDE),
        _paper("responsibility", "07", "责任清单", "Responsibility lists", A4_WIDE),
        _paper("letters", "08", "责任书", "Responsibility letters", A4),
        _paper("coverage", "09", "覆盖表", "Coverage matrix", A3_WIDE),
        *_rostrums(plan),
        _paper("roster:strokes", "11", "名册（按姓氏笔画）", "Roster by strokes", A4),
        _paper("roster:sector", "12", "名册（按界别）", "Roster by sector", A4),
        _paper("roster:sitting_in", "13", "列席人员名册", "Roster of those sitting in", A4),
    )


def notice_paper(number: int) -> Paper:
    """Return the notice of what a revision changed; it is about two plans, not of one."""
    return Paper(
        f"notice:{number}",
        Wording(f"变更通知单（第{number}稿）", f"Notice of changes (revision {number})"),
        f"14-变更通知单-第{number}稿.pdf",
        A4,
    )


def make_safe(name: str) -> str:
    """Return a name as a part of a file name: nothing that a file system takes for its own."""
    return UNSAFE.sub("_", name)[:LONGEST_NAME].strip(" ._")


def _paper(key: str, number: str, chinese: str, english: str, page: str) -> Paper:
    return Paper(key, Wording(chinese, english), f"{number}-{chinese}.pdf", page)


def _proceedings(plan: Plan) -> Iterator[Paper]:
    """A sitting has proceedings when it has steps."""
    for sitting in sort_sittings(plan):
        if sitting.steps:
            name = sitting.name
            yield Paper(
                f"proceedings:{sitting.key}",
                Wording(f"程序：{name}", f"Proceedings: {name}"),
                f"04-程序-{make_safe(sitting.key)}-{make_safe(name)}.pdf",
                A4,
            )


def _rostrums(plan: Plan) -> Iterator[Paper]:
    for sitting in sort_sittings(plan):
        if sitting.rostrum:
            name = sitting.name
            is_large = needs_large_page([len(row.people) for row in sitting.rostrum.rows])
            yield Paper(
                f"rostrum:{sitting.key}",
                Wording(f"主席台座次图：{name}", f"Rostrum chart: {name}"),
                f"10-主席台座次图-{make_safe(sitting.key)}-{make_safe(name)}.pdf",
                A3_WIDE if is_large else A4_WIDE,
            )
