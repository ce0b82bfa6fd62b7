"""Looking up in a plan, and who is called to a sitting."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from planner.domain.directory import (
    Directory,
    is_selected,
    people_called,
    people_on_leave,
    selector_wording,
    selectors_of,
)
from planner.domain.person import AttendanceKind, Leave, LeaveState, Person
from planner.domain.plan import Group
from planner.domain.wording import Wording
from tests.builders import a_person, a_plan, a_sitting

GROUPS = (Group("G1", "第一组"), Group("G2", "第一组"), Group("G1", "第二组"))
SELECTORS = (
    *(kind.value for kind in AttendanceKind),
    "standing",
    "conveners",
    "group:一",
    "group:",
    "sector:农业",
    "person:p1",
    "x:member",
)
PEOPLE = st.builds(
    Person,
    key=st.sampled_from(["p1", "p2"]),
    name=st.just("王芳"),
    attendance=st.sampled_from(AttendanceKind),
    group=st.sampled_from(["", "一"]),
    sector=st.sampled_from(["", "农业"]),
    is_standing=st.booleans(),
    is_convener=st.booleans(),
)


@given(PEOPLE, st.sampled_from(SELECTORS))
def test_selectors_of_a_person_are_those_that_mean_him(person: Person, selector: str):
    assert (selector in selectors_of(person)) == is_selected(person, selector)


@given(st.lists(PEOPLE, max_size=4), st.lists(st.sampled_from(SELECTORS), max_size=3))
def test_people_called_are_those_any_selector_means(people: list[Person], selectors: list[str]):
    plan = a_plan(people=tuple(people))
    sitting = a_sitting(participants=tuple(selectors))
    expected = [each for each in people if any(is_selected(each, one) for one in selectors)]
    assert list(people_called(plan, sitting)) == expected


def test_only_granted_leave_for_this_sitting_counts():
    leaves = (
        Leave("a", state=LeaveState.GRANTED),
        Leave("b", sittings=("s1",), state=LeaveState.GRANTED),
        Leave("c", sittings=("s2",), state=LeaveState.GRANTED),
        Leave("d"),
        Leave("e", state=LeaveState.REFUSED),
    )
    assert people_on_leave(a_plan(leaves=leaves), a_sitting("s1")) == {"a", "b"}


def test_selectors_are_said_in_words():
    directory = Directory.of(a_plan(people=(a_person(),)))
    words = [selector_wording(each, directory).zh for each in ("member", "media", "person:p1")]
    assert words == ["全体委员", "媒体人员", "王芳"]
    assert selector_wording("group:一组", directory) == Wording("一组", "一组")


def test_first_of_two_equal_keys_wins():
    people = (a_person("p1", "王芳"), a_person("p1", "李明"))
    assert Directory.of(a_plan(people=people)).name_of("p1") == "王芳"
    assert Directory.of(a_plan(people=people)).name_of("p2") == "p2"


def test_a_group_is_found_by_its_name_and_the_first_wins() -> None:
    directory = Directory.of(a_plan(groups=GROUPS))
    assert directory.group_named("第一组") == Group("G1", "第一组")
    assert directory.group_named("第二组") is None
