"""The roster: duplicates, equal names, groups, leave, unverified characters."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from planner.domain.person import AttendanceKind, Leave
from planner.domain.plan import NameOrder, StrokeOverride
from tests.builders import a_person, a_sound_plan
from tests.inspection import inspect, marks, with_person

if TYPE_CHECKING:
    from planner.domain.plan import Plan

RARE = "\U00031350"


def plan_with(*people: dict[str, Any]) -> Plan:
    plan = a_sound_plan()
    guests = (
        a_person(f"g{at}", **{"attendance": AttendanceKind.SITTING_IN, **each})
        for at, each in enumerate(people, 1)
    )
    return replace(plan, people=(*plan.people, *guests))


def test_person_without_a_name_is_found():
    assert marks(plan_with({"name": "（女）"})) == ["blocking person-without-name people/g1/name"]


def test_same_name_and_office_is_a_duplicate():
    office = {"name": "康宁", "unit": "云岭银行", "post": "行长"}
    assert marks(plan_with(office, {**office, "name": "康　宁"})) == [
        "important duplicate-person people/g2"
    ]


def test_same_name_and_telephone_is_a_duplicate():
    people = (
        {"name": "康宁", "unit": "云岭银行", "contact": "13800000001"},
        {"name": "康宁", "unit": "云岭日报", "contact": "138-0000-0001"},
    )
    assert marks(plan_with(*people)) == ["important duplicate-person people/g2"]


def test_two_people_of_one_name_want_a_qualifier():
    people = ({"name": "康宁", "unit": "云岭银行"}, {"name": "康宁", "unit": "云岭日报"})
    assert marks(plan_with(*people)) == ["hint same-name people/g2/name"]
    told_apart = ({**people[0], "name": "康宁（女）"}, people[1])
    assert marks(plan_with(*told_apart)) == []


def test_one_telephone_for_two_names_is_a_hint():
    people = (
        {"name": "康宁", "contact": "13800000001"},
        {"name": "麦穗", "contact": "13800000001"},
    )
    assert marks(plan_with(*people)) == ["hint shared-contact people/g1/contact"]
    assert marks(plan_with(people[0], {**people[1], "contact": "转 801"})) == []


def test_members_called_to_groups_without_one_are_found_together():
    plan = with_person(with_person(a_sound_plan(), "m3", group=""), "vice", group="")
    assert marks(plan) == ["important person-without-group people"]
    assert inspect(plan)[0].why.zh == "韩立群、欧阳靖要参加小组讨论，但没有编组"


def test_group_without_a_convener_is_found():
    plan = with_person(a_sound_plan(), "m2", is_convener=False)
    assert marks(plan) == ["important group-without-convener groups/第二组"]


def test_leave_that_waits_is_told_once():
    leaves = (Leave("m1", sittings=("groups",)), Leave("m3", sittings=("groups",)))
    plan = a_sound_plan(leaves=leaves)
    assert marks(plan) == ["hint leave-pending leaves"]
    assert inspect(plan)[0].why.zh == "白晓岚、欧阳靖的请假尚未批复"


def test_unverified_characters_are_told_in_one_hint_until_somebody_settles_them():
    plan = plan_with({"name": f"康{RARE}"}, {"name": f"麦{RARE}"})
    assert marks(plan) == ["hint unverified-characters settings/stroke_overrides"]
    settled = replace(plan.settings, stroke_overrides=(StrokeOverride(RARE, 9, "123451234"),))
    assert marks(replace(plan, settings=settled)) == []
    by_pinyin = replace(plan.settings, name_order=NameOrder.PINYIN)
    assert marks(replace(plan, settings=by_pinyin)) == []
