from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from planner.domain.error import InvalidRequestError
from planner.domain.person import AttendanceKind, Leave
from planner.models.account import Role
from planner.services.actor import Actor
from planner.services.error import MissingRecordError
from planner.services.person_view import MOST_VIEWS, list_views, remove_view, save_view
from planner.services.roster import RosterQuery
from tests.builders import a_person, a_plan
from tests.conftest import NOW, House, account_of, scoped

if TYPE_CHECKING:
    from collections.abc import Callable

    from planner.models import ScopedSession

PLAN = a_plan(
    people=(
        a_person("p1", "王芳", rank=1, group="第一组"),
        a_person("p2", "丁一"),
        a_person("p3", "单明", attendance=AttendanceKind.SITTING_IN),
        a_person("p4", "石禾", attendance=AttendanceKind.STAFF),
    ),
    leaves=(Leave("p2"),),
)


def test_shipped_views_count_what_they_show(
    sessions: Callable[[], ScopedSession], house: House
) -> None:
    with scoped(sessions, house) as session:
        clerk = Actor(account_of(session, house, Role.EDITOR), NOW)
        views = list_views(session, clerk, PLAN, RosterQuery(leave="any", order="listed"))
    assert [(each.name.zh, each.count, each.is_current) for each in views] == [
        ("全部", 4, False),
        ("委员", 2, False),
        ("列席", 1, False),
        ("领导", 1, False),
        ("请假", 1, True),
        ("未分组", 1, False),
    ]


def test_own_views_are_kept_replaced_and_removed_by_their_owner_only(
    sessions: Callable[[], ScopedSession], house: House
) -> None:
    query = RosterQuery(text="王 & 丁", sector="教育界", is_standing=True, order="strokes", page=3)
    with scoped(sessions, house) as session:
        clerk = Actor(account_of(session, house, Role.EDITOR), NOW)
        other = Actor(account_of(session, house, Role.LEADER), NOW)
        save_view(session, clerk, " 教育界 ", RosterQuery())
        save_view(session, clerk, "教育界", query)
        own = list_views(session, clerk, PLAN, query)[6:]
        assert [(each.name.zh, each.is_current, each.query.text) for each in own] == [
            ("教育界", True, "王 & 丁")
        ]
        assert list_views(session, other, PLAN, query)[6:] == []
        with pytest.raises(MissingRecordError):
            remove_view(session, other, own[0].id)
        remove_view(session, clerk, own[0].id)
        assert len(list_views(session, clerk, PLAN, query)) == 6


def test_views_need_a_name_and_are_not_endless(
    sessions: Callable[[], ScopedSession], house: House
) -> None:
    with scoped(sessions, house) as session:
        clerk = Actor(account_of(session, house, Role.EDITOR), NOW)
        with pytest.raises(InvalidRequestError):
            save_view(session, clerk, "  ", RosterQuery())
        for number in range(MOST_VIEWS):
            save_view(session, clerk, f"视图{number}", RosterQuery())
        with pytest.raises(InvalidRequestError):
            save_view(session, clerk, "再一个", RosterQuery())
