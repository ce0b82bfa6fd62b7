"""A sound plan has no findings; what is found is ordered, and what is waived is marked."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from planner.domain.finding import Severity, blocks, find_findings
from planner.domain.finding.value import WORST_FIRST
from planner.domain.plan import Settings, Waiver
from planner.domain.timeline import back_schedule
from tests.builders import a_sound_plan
from tests.inspection import TODAY, inspect, marks, with_sitting

if TYPE_CHECKING:
    from planner.domain.plan import Plan

BREAKAGES = {
    "title": "",
    "place": "",
    "opens_on": None,
    "closes_on": None,
    "people": (),
    "sittings": (),
    "tasks": (),
    "workstreams": (),
    "secretary_general": "",
    "agenda": (),
    "settings": Settings(),
}
BROKEN_PLANS = st.sets(st.sampled_from(sorted(BREAKAGES))).map(
    lambda names: a_sound_plan(**{name: BREAKAGES[name] for name in names})
)


def waive(plan: Plan, waivers: tuple[Waiver, ...]) -> Plan:
    return replace(plan, settings=replace(plan.settings, waivers=waivers))


def test_sound_plan_has_no_findings():
    assert marks(a_sound_plan()) == []


@given(BROKEN_PLANS)
def test_findings_stand_worst_first(plan: Plan):
    ranks = [WORST_FIRST.index(each.severity) for each in inspect(plan)]
    assert ranks == sorted(ranks)


@given(BROKEN_PLANS)
def test_findings_are_the_same_every_time(plan: Plan):
    assert inspect(plan) == inspect(plan)


@given(BROKEN_PLANS, st.data())
def test_waived_findings_are_marked_and_the_others_are_not(plan: Plan, data: st.DataObject):
    before = inspect(plan)
    chosen = data.draw(st.sets(st.sampled_from(before))) if before else set()
    waivers = tuple(Waiver(each.code, each.place, "已知悉", "苏文博") for each in chosen)
    after = inspect(waive(plan, waivers))
    marked = {(each.code, each.place) for each in after if each.waived_by}
    assert marked == {(each.code, each.place) for each in chosen}
    assert {replace(each, waived_by=None) for each in after} == set(before)


@given(BROKEN_PLANS)
def test_findings_have_words_in_both_languages(plan: Plan):
    for finding in inspect(plan):
        words = (finding.place_name, finding.why, finding.remedy)
        assert [bool(each.zh and each.en) for each in words] == [True] * 3


def test_waived_findings_stand_behind_the_others():
    plan = a_sound_plan(title="", place="")
    waived = waive(plan, (Waiver("meeting-without-title", "title", "标题待批"),))
    assert marks(plan) == [
        "blocking meeting-without-title title",
        "important meeting-without-place place",
    ]
    assert marks(waived) == marks(plan)[::-1]


def test_waiver_of_another_place_marks_nothing():
    waiver = Waiver("sitting-without-place", "sittings/close/place", "待定")
    plan = waive(with_sitting(a_sound_plan(), "open", place=""), (waiver,))
    assert [each.waived_by for each in inspect(plan)] == [None]


def test_plan_blocks_until_the_finding_is_waived():
    plan = a_sound_plan(title="")
    waived = waive(plan, (Waiver("meeting-without-title", "title", "标题待批"),))
    assert (blocks(inspect(plan)), blocks(inspect(waived))) == (True, False)


def test_important_findings_do_not_block():
    findings = inspect(a_sound_plan(place=""))
    assert [each.severity for each in findings] == [Severity.IMPORTANT]
    assert not blocks(findings)


def test_checks_read_the_timeline_they_are_given():
    plan = a_sound_plan()
    empty = back_schedule(replace(plan, tasks=()), TODAY)
    assert find_findings(plan, empty, TODAY) == ()
