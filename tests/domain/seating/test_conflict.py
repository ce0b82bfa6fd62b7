"""A smallest set of rules that cannot all hold, against all sets there are."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from planner.domain.seating.conflict import find_smallest_conflict

COUNT = 8
CONFLICTS = st.lists(st.frozensets(st.integers(0, COUNT - 1), min_size=1, max_size=4), max_size=5)


@given(CONFLICTS)
def test_conflict_is_a_smallest_one(conflicts: list[frozenset[int]]) -> None:
    found = find_smallest_conflict(
        COUNT, lambda held: not any(conflict <= held for conflict in conflicts)
    )
    if not conflicts:
        assert found is None
        return
    assert found in conflicts
    assert len(found) == min(map(len, conflicts))


def test_nothing_possible_at_all_is_a_conflict_of_no_rule() -> None:
    assert find_smallest_conflict(3, lambda _: False) == frozenset()


def test_few_questions_find_two_of_two_hundred() -> None:
    asked = []

    def is_possible(held: frozenset[int]) -> bool:
        asked.append(held)
        return not {17, 133} <= held

    assert find_smallest_conflict(200, is_possible) == {17, 133}
    assert len(asked) < 60
