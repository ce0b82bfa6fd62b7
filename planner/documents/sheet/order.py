"""From a paper's key to its sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.documents.sheet.agenda import AgendaSheet, agenda_sheet
from planner.documents.sheet.coverage import CoverageSheet, coverage_sheet
from planner.documents.sheet.letter import LettersSheet, letters_sheet
from planner.documents.sheet.notice import NoticeSheet
from planner.documents.sheet.proceedings import ProceedingsSheet, proceedings_sheet
from planner.documents.sheet.responsibility import ResponsibilitySheet, responsibility_sheet
from planner.documents.sheet.roadmap import RoadmapSheet, roadmap_sheet
from planner.documents.sheet.roster import (
    RosterSheet,
    sector_roster_sheet,
    sitting_in_roster_sheet,
    strokes_roster_sheet,
)
from planner.documents.sheet.rostrum import RostrumSheet, rostrum_sheet
from planner.documents.sheet.schedule import (
    ScheduleSheet,
    internal_schedule_sheet,
    public_schedule_sheet,
)
from planner.documents.sheet.timeline import TimelineSheet, timeline_sheet
from planner.domain.error import UnknownReferenceError
from planner.domain.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from planner.documents.paper import Paper
    from planner.domain.plan import Plan
    from planner.domain.timeline import Timeline

Sheet = (
    AgendaSheet
    | CoverageSheet
    | LettersSheet
    | NoticeSheet
    | ProceedingsSheet
    | ResponsibilitySheet
    | RoadmapSheet
    | RosterSheet
    | RostrumSheet
    | ScheduleSheet
    | TimelineSheet
)
OF_PLAN: dict[str, Callable[[Plan], Sheet]] = {
    "agenda": agenda_sheet,
    "schedule:public": public_schedule_sheet,
    "schedule:internal": internal_schedule_sheet,
    "coverage": coverage_sheet,
    "roster:strokes": strokes_roster_sheet,
    "roster:sector": sector_roster_sheet,
    "roster:sitting_in": sitting_in_roster_sheet,
}
OF_SITTING: dict[str, Callable[[Plan, str], Sheet]] = {
    "proceedings": proceedings_sheet,
    "rostrum": rostrum_sheet,
}
OF_DAY: dict[str, Callable[[Plan, Timeline, date], Sheet]] = {
    "timeline": timeline_sheet,
    "roadmap": roadmap_sheet,
    "responsibility": responsibility_sheet,
    "letters": lambda plan, timeline, _today: letters_sheet(plan, timeline),
}


def make_sheet(plan: Plan, timeline: Timeline, paper: Paper, today: date) -> Sheet:
    """Return what a paper of a plan says."""
    if paper.key in OF_PLAN:
        return OF_PLAN[paper.key](plan)
    if paper.key in OF_DAY:
        return OF_DAY[paper.key](plan, timeline, today)
    kind, _, sitting = paper.key.partition(":")
    if kind in OF_SITTING and any(each.key == sitting for each in plan.sittings):
        return OF_SITTING[kind](plan, sitting)
    raise UnknownReferenceError(
        Wording(f"没有名为“{paper.key}”的文件。", f"There is no paper {paper.key!r}.")
    )
