"""Which papers a plan makes."""

from __future__ import annotations

from planner.documents.catalogue import list_papers
from planner.domain.sitting import ProceedingStep, Rostrum, RostrumRow
from tests.builders import a_plan, a_sitting

ALWAYS = [
    "agenda", "schedule:public", "schedule:internal", "timeline", "roadmap", "responsibility",
    "letters", "coverage", "roster:strokes", "roster:sector", "roster:sitting_in",
]  # fmt: skip


def test_an_empty_plan_has_the_papers_of_every_meeting():
    assert [paper.key for paper in list_papers(a_plan())] == ALWAYS


def test_a_sitting_brings_its_proceedings_and_its_rostrum():
    rostrum = Rostrum((RostrumRow(("p1",) * 13),))
    sitting = a_sitting(steps=(ProceedingStep("开会"),), rostrum=rostrum)
    papers = list_papers(a_plan(sittings=(sitting, a_sitting("s2"))))
    found = {paper.key: (paper.filename, paper.page) for paper in papers}
    assert {key: found[key] for key in found if key not in ALWAYS} == {
        "proceedings:s1": ("04-程序-s1-开幕会.pdf", "A4"),
        "rostrum:s1": ("10-主席台座次图-s1-开幕会.pdf", "A3 横"),
    }


def test_a_file_name_holds_nothing_that_a_file_system_takes_for_its_own():
    sitting = a_sitting("../s", "a/b\\c\n:?", steps=(ProceedingStep("开会"),))
    names = [paper.filename for paper in list_papers(a_plan(sittings=(sitting,)))]
    assert "04-程序-s-a_b_c.pdf" in names
