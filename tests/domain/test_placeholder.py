from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from planner.domain.placeholder import fill_task, fill_words
from planner.domain.task import Aspect, Task


def test_known_placeholders_are_filled():
    assert (
        fill_words("{title}在{place}举行", {"title": "全会", "place": "临澜"}) == "全会在临澜举行"
    )


def test_unknown_placeholders_and_other_braces_stay():
    assert fill_words("{unknown} {} {0} {A}", {"title": "全会"}) == "{unknown} {} {0} {A}"


@given(st.text())
def test_what_a_user_typed_is_never_read_as_a_placeholder(theme: str) -> None:
    assert fill_words("主题：{theme}", {"theme": theme, "place": "x"}) == f"主题：{theme}"


def test_a_task_keeps_only_sittings_that_are_held():
    task = Task(key="Q1", name="{title}", aspects=(Aspect.TIME,), sittings=("S01", "S02"))
    filled = fill_task(task, frozenset({"S02"}), {"title": "全会"})
    assert (filled.name, filled.sittings, filled.aspects) == ("全会", ("S02",), (Aspect.TIME,))


def test_a_task_whose_sittings_are_all_left_out_looks_after_none():
    task = Task(key="Q1", name="选举", aspects=(Aspect.TIME,), sittings=("S09",))
    assert fill_task(task, frozenset({"S02"}), {}).aspects == ()


def test_a_task_for_every_sitting_stays_one():
    task = Task(key="Q1", name="日程", aspects=(Aspect.TIME,))
    assert fill_task(task, frozenset({"S02"}), {}) == task
