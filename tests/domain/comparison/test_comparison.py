"""Comparing plans: nothing for equal ones, something for every difference, always the same."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.comparison import Change, ChangeKind, compare_plans
from planner.domain.comparison.group import GROUP
from planner.domain.comparison.meeting import AGENDA, PLAN_FIELDS, SETTINGS_FIELDS, TEXT
from planner.domain.comparison.person import LEAVE, PERSON
from planner.domain.comparison.sitting import SITTING
from planner.domain.comparison.task import DEPARTMENT, TASK, WORKSTREAM
from planner.domain.person import Leave, Person
from planner.domain.plan import AgendaItem, Department, Edition, Group, Plan, Settings, TextBlock
from planner.domain.sitting import ProceedingStep, Rostrum, RostrumRow, Sitting
from planner.domain.task import Task, Workstream
from tests.builders import a_plan

TEXTS = st.sampled_from(["", "甲", "乙"])
KEYS = st.sampled_from(["a", "b", "c"])
DAYS = st.sampled_from([None, date(2027, 1, 18), date(2027, 1, 19)])
STEPS = st.lists(st.builds(ProceedingStep, TEXTS, st.integers(0, 2), KEYS, TEXTS), max_size=3)
ROWS = st.lists(st.builds(RostrumRow, st.lists(KEYS, max_size=3).map(tuple)), max_size=2)
PLANS = st.builds(
    a_plan,
    title=TEXTS,
    opens_on=DAYS,
    people=st.lists(
        st.builds(Person, KEYS, TEXTS, post=TEXTS, rank=st.sampled_from([None, 1, 2])), max_size=3
    ).map(tuple),
    groups=st.lists(st.builds(Group, KEYS, TEXTS, TEXTS, TEXTS), max_size=2).map(tuple),
    leaves=st.lists(st.builds(Leave, KEYS, TEXTS), max_size=2).map(tuple),
    sittings=st.lists(
        st.builds(
            Sitting,
            KEYS,
            TEXTS,
            held_on=DAYS,
            presiders=st.lists(KEYS, max_size=2).map(tuple),
            steps=STEPS.map(tuple),
            rostrum=st.none() | st.builds(Rostrum, ROWS.map(tuple)),
        ),
        max_size=3,
    ).map(tuple),
    tasks=st.lists(
        st.builds(Task, KEYS, TEXTS, owner=KEYS, anchor=st.sampled_from(["open", "task:a"])),
        max_size=3,
    ).map(tuple),
    texts=st.lists(st.builds(TextBlock, KEYS, TEXTS, TEXTS), max_size=2).map(tuple),
)


@given(PLANS)
def test_plan_does_not_differ_from_itself(plan: Plan):
    assert compare_plans(plan, plan) == ()


@given(PLANS, PLANS)
def test_every_difference_is_told(old: Plan, new: Plan):
    assert (compare_plans(old, new) == ()) == (old == new)


@given(PLANS, PLANS)
def test_comparison_is_the_same_every_time_and_has_words_in_both_languages(old: Plan, new: Plan):
    changes = compare_plans(old, new)
    assert changes == compare_plans(old, new)
    assert [bool(each.wording.zh and each.wording.en) for each in changes] == [True] * len(changes)


def test_edition_is_no_difference():
    assert compare_plans(a_plan(), a_plan(edition=Edition(3, date(2026, 12, 1)))) == ()


@pytest.mark.parametrize(
    ("words", "value", "apart"),
    [
        (PERSON, Person, {"key"}),
        (GROUP, Group, {"key"}),
        (LEAVE, Leave, {"person"}),
        (TASK, Task, {"key"}),
        (WORKSTREAM, Workstream, {"key"}),
        (DEPARTMENT, Department, {"key"}),
        (AGENDA, AgendaItem, {"key"}),
        (TEXT, TextBlock, {"key"}),
        (SITTING, Sitting, {"key", "held_on", "starts_at", "ends_at", "steps", "rostrum"}),
    ],
)
def test_every_field_of_a_record_is_compared(words: object, value: type, apart: set[str]):
    named = [each.name for each in words.fields]  # type: ignore[attr-defined]
    assert sorted([*named, *apart]) == sorted(each.name for each in fields(value))


def test_every_field_of_the_settings_and_the_plan_is_compared():
    assert [each.name for each in SETTINGS_FIELDS] == [each.name for each in fields(Settings)]
    lists = {"departments", "people", "leaves", "sittings", "agenda", "workstreams", "tasks"}
    apart = lists | {"groups", "organisation", "edition", "texts", "settings"}
    assert {each.name for each in PLAN_FIELDS} | apart == {each.name for each in fields(Plan)}


def test_changes_follow_the_order_of_the_plan():
    old = a_plan(theme="团结", texts=(TextBlock("n", "须知", "一"),))
    new = replace(old, theme="奋进", people=(Person("a", "王芳"),), texts=())
    assert [each.place for each in compare_plans(old, new)] == ["theme", "people/a", "texts/n"]
    assert isinstance(compare_plans(old, new)[0], Change)
    assert [each.kind for each in compare_plans(old, new)] == [
        ChangeKind.CHANGED,
        ChangeKind.ADDED,
        ChangeKind.REMOVED,
    ]
