from __future__ import annotations

from datetime import date

from planner.documents.font import FontRole, FontSettings, find_fonts
from planner.domain.finding import blocks
from planner.domain.sitting import ProceedingStep
from planner.domain.timeline import back_schedule
from planner.services.finding import check_plan, find_substitutes, list_texts
from tests.builders import a_person, a_plan, a_sitting

TODAY = date(2026, 12, 1)
LACKING = "\U000f0001"


def test_character_that_no_font_has_blocks_and_names_its_place() -> None:
    plan = a_plan(
        people=(a_person("p1", f"王{LACKING}", contact=LACKING), a_person("p2", "王𠅤")),
        sittings=(a_sitting(steps=(ProceedingStep("开会"), ProceedingStep(f"致{LACKING}辞"))),),
    )
    findings = check_plan(plan, back_schedule(plan, TODAY), TODAY)
    assert blocks(findings)
    places = [each.place for each in findings if each.code == "glyph-missing"]
    assert places == ["people/p1/name", "sittings/s1/steps/2/content"]


def test_texts_are_those_that_papers_print() -> None:
    plan = a_plan(people=(a_person(post="主席", contact="139", needs="轮椅"),))
    texts = {place: text for text, place in list_texts(plan) if text}
    assert texts == {
        "title": plan.title,
        "place": plan.place,
        "organisation/name": plan.organisation.name,
        "people/p1/name": "王芳",
        "people/p1/post": "主席",
    }


def test_substitutes_are_the_characters_that_only_another_face_has() -> None:
    own = find_fonts(FontSettings())
    names = (a_person("p1", "王𠅤"), a_person("p2", f"李{LACKING}"))
    has_own_body = own.get(FontRole.BODY, own[FontRole.SONG]) != own[FontRole.SONG]
    assert find_substitutes(a_plan(people=names)) == (("𠅤",) if has_own_body else ())
