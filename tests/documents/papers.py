"""Papers of small plans, rendered for tests."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from planner.documents.catalogue import list_papers
from planner.documents.imprint import Imprint
from planner.documents.render import make_sheet, render_pdf
from planner.domain.timeline import back_schedule

if TYPE_CHECKING:
    from planner.documents.render import Sheet
    from planner.domain.plan import Plan

TODAY = date(2026, 12, 1)
IMPRINT = Imprint(3, date(2026, 12, 25), "https://plan.example/v/")


def the_sheet(plan: Plan, key: str) -> Sheet:
    paper = next(each for each in list_papers(plan) if each.key == key)
    return make_sheet(plan, back_schedule(plan, TODAY), paper, TODAY)


def the_pdf(plan: Plan, key: str, **options: Any) -> bytes:  # noqa: ANN401  whatever render_pdf takes
    paper = next(each for each in list_papers(plan) if each.key == key)
    return render_pdf(the_sheet(plan, key), paper, options.pop("imprint", IMPRINT), **options)
