"""Who bears which key: told apart between namesakes, and since when it may be another."""

from __future__ import annotations

from planner.calendars.bearer import MOST_TURNS, bearer_of, count_turns, last_turn, name_bearers
from tests.builders import a_person, a_plan

PEOPLE = (a_person("k1", "李明"), a_person("k2", "王芳"), a_person("k3", "王芳"))
BEARERS = {"k1": "李明", "k2": "王芳\x1fk2", "k3": "王芳\x1fk3"}


def test_bearers_are_named_with_their_key_where_the_name_tells_nobody() -> None:
    assert name_bearers(a_plan(people=PEOPLE)) == BEARERS


def test_calendars_of_nobody_have_no_bearer() -> None:
    found = [bearer_of(BEARERS, each) for each in ("person:k1", "venue:k1", "meeting", "duty:k9")]
    assert found == ["李明", "", "", ""]


def test_keys_and_names_turn_where_they_mean_somebody_else() -> None:
    turns = count_turns({"k0": 1}, BEARERS, {"k1": "李明", "k2": "王芳"}, 4)
    assert turns == {"k0": 1, "k2": 4, "k3": 4, "王芳": 4}
    assert count_turns(turns, BEARERS, BEARERS, 5) == turns
    found = [last_turn(turns, *each) for each in (("k1", "李明"), ("k9", "王芳"), ("k3", "赵六"))]
    assert found == [0, 4, 4]


def test_many_turns_are_told_of_all() -> None:
    many = {f"k{at}": f"委员{at}" for at in range(MOST_TURNS)}
    assert count_turns({"k0": 1}, {}, many, 7) == {"": 7}
    assert last_turn({"": 7}, "k1", "李明") == 7
