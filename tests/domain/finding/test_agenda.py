"""Agenda items that no sitting deals with."""

from __future__ import annotations

from planner.domain.plan import AgendaItem
from tests.builders import a_sound_plan
from tests.inspection import marks


def test_item_without_a_sitting_is_found():
    items = (AgendaItem("a1", "听取报告", "", ("open",)), AgendaItem("a2", "其他事项"))
    assert marks(a_sound_plan(agenda=items)) == [
        "important agenda-item-without-sitting agenda/a2/sittings"
    ]


def test_item_without_a_title_is_found():
    assert marks(a_sound_plan(agenda=(AgendaItem("a1", " ", "", ("open",)),))) == [
        "blocking agenda-item-without-title agenda/a1/title"
    ]
