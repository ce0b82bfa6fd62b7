from __future__ import annotations

import pytest

from planner.domain.person import AttendanceKind
from planner.services.roster import RosterQuery, search_people
from tests.builders import a_person, a_plan

PEOPLE = (
    a_person("p1", "王芳", rank=3, sector="教育界"),
    a_person("p2", "丁一", rank=2, sector="科技界"),
    a_person("p3", "吕梁", rank=1, sector="教育界"),
    a_person("p4", "单明", rank=1, attendance=AttendanceKind.STAFF),
)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        (RosterQuery(), "吕梁 丁一 王芳 单明"),
        (RosterQuery(order="strokes"), "丁一 王芳 吕梁 单明"),
        (RosterQuery(order="pinyin"), "丁一 吕梁 王芳 单明"),
        (RosterQuery(sector="教育界"), "吕梁 王芳"),
        (RosterQuery(attendance="staff"), "单明"),
        (RosterQuery(text="wangfang"), "王芳"),
        (RosterQuery(text="WF"), "王芳"),
        (RosterQuery(text=" 王 芳 "), "王芳"),
        (RosterQuery(text="lvl"), "吕梁"),
        (RosterQuery(text="lul"), "吕梁"),
        (RosterQuery(text="lül"), "吕梁"),
        (RosterQuery(text="shan"), "单明"),
        (RosterQuery(text="_"), ""),
        (RosterQuery(page=99), "吕梁 丁一 王芳 单明"),
    ],
)
def test_search_finds_people_in_order(query: RosterQuery, found: str) -> None:
    page = search_people(a_plan(people=PEOPLE), query)
    assert " ".join(person.name for person in page.people) == found
    assert page.sectors == (("教育界", 2), ("科技界", 1))


def test_three_thousand_people_come_in_pages() -> None:
    people = tuple(a_person(f"p{n}", "李明", rank=n) for n in range(3000))
    page = search_people(a_plan(people=people), RosterQuery(page=60))
    assert (page.total, page.pages, len(page.people)) == (3000, 60, 50)
    assert page.people[-1].key == "p2999"
