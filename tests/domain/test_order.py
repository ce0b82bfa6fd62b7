"""The order of people: by rank, by strokes, by pinyin."""

from __future__ import annotations

import random
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.order import (
    order_names,
    order_roster,
    sort_names,
    sort_people,
    stroke_keys,
)
from planner.domain.person import AttendanceKind
from planner.domain.person_name import split_name
from planner.domain.plan import NameOrder, Settings, StrokeOverride
from planner.domain.stroke import read_entries
from tests.builders import a_person, a_plan

LISTS = Path(__file__).resolve().parents[3] / "shared" / "data" / "names"
STROKES, FULL, PINYIN = NameOrder.STROKES, NameOrder.STROKES_FULL, NameOrder.PINYIN

CHARACTERS = st.sampled_from("一丁王李欧阳司马单于林明芳华小大加召工土士陳龘𠮷A")
NAMES = st.builds(
    lambda characters, space, tail: space.join(characters) + tail,
    st.lists(CHARACTERS, max_size=5),
    st.sampled_from(["", "　", "·"]),
    st.sampled_from(["", "（女）", "(女)", "（满族）", "（女"]),
)
ROSTERS = st.lists(NAMES, max_size=30)
ORDERS = st.sampled_from([STROKES, FULL])


def sort_all(names: str, by: NameOrder = STROKES) -> str:
    return " ".join(sort_names(names.split(), by)[0])


@pytest.mark.parametrize(
    "expected",
    [
        "王芳 王强 王大可 王小明",  # two characters before three
        "丁一 马一 王一 李一",
        "欧明 欧小明 欧阳明 欧阳一鸣",  # the first character counts, the given name's length too
        "王芳 王芳（女） 王芳（满族） 王芳华",
        "加一 召一",
        "王 王（女） 王芳",
        "李明 李明亮",
        "艾山·买买提江 艾合买提·江",
    ],
)
def test_surname_order_puts_names(expected: str) -> None:
    names = expected.split()
    assert sort_all(" ".join(names[::-1])) == " ".join(names)


def test_full_order_compares_the_next_character_at_once() -> None:
    assert sort_all("王芳 王小明 王大可", FULL) == "王大可 王小明 王芳"


def test_spaces_dots_and_kinds_of_brackets_do_not_matter() -> None:
    names = ["王　芳（女）", "王芳 (女)", "王芳(女)"]
    assert len(set(stroke_keys(names))) == 1
    assert sort_names(names, STROKES)[0] == tuple(names)


def test_qualifiers_separate_equal_names_by_strokes() -> None:
    names = ["王芳（解放军）", "王芳（河南）", "王芳"]
    assert sort_names(names, STROKES)[0] == ("王芳", "王芳（河南）", "王芳（解放军）")


def test_unverified_characters_are_named_once_and_qualifiers_never() -> None:
    names = ["王龘", "陈龘（陳家）", "李𠮷"]
    assert sort_names(names, STROKES)[1] == ("龘", "𠮷")


def test_override_settles_an_unverified_character() -> None:
    own = StrokeOverride("龘", 48, "4", "人事处", date(2026, 11, 2))
    assert sort_names(["王龘", "王芳"], STROKES, (own,)) == (("王芳", "王龘"), ())


def test_line_feed_inside_a_name_is_a_space() -> None:
    assert stroke_keys(["王\n芳", "李明"]) == stroke_keys(["王芳", "李明"])


@pytest.mark.parametrize("by", NameOrder)
def test_nobody_in_order_is_nobody(by: NameOrder) -> None:
    assert sort_names([], by) == ((), ())


def test_pinyin_keeps_a_surname_together_and_puts_umlaut_after_u() -> None:
    assert sort_all("汪芳 王刚 单明 汪刚 王芳 吕明 卢明 栾明", PINYIN) == (
        "卢明 吕明 栾明 单明 王芳 王刚 汪芳 汪刚"
    )


def test_rank_puts_kinds_first_then_rank_then_strokes() -> None:
    people = [
        a_person("guest", "丁一", rank=1, attendance=AttendanceKind.SPECIAL_GUEST),
        a_person("none", "丁二"),
        a_person("second", "王芳", rank=2),
        a_person("tie", "李明", rank=2),
        a_person("sitting-in", "丁三", rank=1, attendance=AttendanceKind.SITTING_IN),
        a_person("first", "谢强", rank=1),
    ]
    keys = [person.key for person in sort_people(people, "rank").people]
    assert keys == ["first", "second", "tie", "none", "sitting-in", "guest"]


def test_attendance_kinds_come_in_the_order_of_lists() -> None:
    people = [a_person(kind.value, "王芳", attendance=kind) for kind in reversed(AttendanceKind)]
    expected = ["member", "sitting_in", "special_guest", "observer", "media", "staff"]
    assert [person.key for person in sort_people(people, STROKES).people] == expected


def test_people_sort_by_their_own_reading() -> None:
    people = [
        a_person("a", "单明"),
        a_person("b", "陈明"),
        a_person("c", "单明", pinyin="dan ming"),
    ]
    assert [person.key for person in sort_people(people, PINYIN).people] == ["b", "c", "a"]


def test_roster_follows_the_plans_settings() -> None:
    own = StrokeOverride("龘", 1)
    settings = Settings(name_order=FULL, stroke_overrides=(own,))
    people = [a_person("a", "王芳"), a_person("b", "王小明"), a_person("c", "王龘")]
    ordering = order_roster(a_plan(settings=settings), people)
    assert [person.key for person in ordering.people] == ["c", "b", "a"]
    assert ordering.unverified == ()
    by_surname = order_roster(a_plan(settings=settings), people, STROKES).people
    assert [person.key for person in by_surname] == ["c", "a", "b"]


def plain_key(name: str, by: NameOrder) -> tuple[object, ...]:
    """State the rule once more, one name at a time and slowly."""
    entries = read_entries()
    proper, _ = split_name(name)
    characters = [(0, *entries[each].key) if each in entries else (1, ord(each)) for each in proper]
    is_longer = by is STROKES and len(proper) > 2
    return characters[:1], is_longer, characters[1:]


@given(ROSTERS, ORDERS)
def test_order_agrees_with_the_rule_stated_plainly(names: list[str], by: NameOrder) -> None:
    plain = [
        name for name in names if not split_name(name).proper.startswith(("欧阳", "司马", "单于"))
    ]
    expected = sorted(plain, key=lambda name: plain_key(name, by))
    got = sort_names(plain, by)[0]
    assert [plain_key(name, by) for name in got] == [plain_key(name, by) for name in expected]


@given(ROSTERS, ORDERS, st.randoms(use_true_random=False))
def test_order_does_not_depend_on_how_the_names_came(
    names: list[str], by: NameOrder, rng: random.Random
) -> None:
    shuffled = rng.sample(names, len(names))
    by_name = dict(zip(names, stroke_keys(names, is_full=by is FULL), strict=True))
    keys = [by_name[name] for name in sort_names(shuffled, by)[0]]
    assert keys == sorted(by_name[name] for name in names)


@given(ROSTERS, st.sampled_from(NameOrder))
def test_order_keeps_every_name_and_sorting_twice_changes_nothing(
    names: list[str], by: NameOrder
) -> None:
    once = sort_names(names, by)[0]
    assert sorted(once) == sorted(names)
    assert sort_names(once, by)[0] == once


@given(ROSTERS, ORDERS)
def test_equal_names_stay_as_they_came(names: list[str], by: NameOrder) -> None:
    keys = stroke_keys(names, is_full=by is FULL)
    places = order_names(names, by)
    assert all(first < second for first, second in pairwise(places) if keys[first] == keys[second])


@given(NAMES, NAMES)
def test_only_names_that_look_alike_share_a_place(first: str, second: str) -> None:
    one, other = stroke_keys([first, second], is_full=True)
    assert (one == other) == (split_name(first) == split_name(second))


def read_list(name: str) -> list[str]:
    path = LISTS / name
    if not path.exists():
        pytest.skip(f"NOT RUN: {path} is not there")
    lines = path.read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [f"{row[0]}（{row[1]}）" if row[1:] else row[0] for row in rows]


@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("cpc20_cc_full_205.txt", 205),
        ("gdzx13_macao_members_28.txt", 28),
        ("mini_hebtu_party_committee_20.txt", 20),
    ],
)
def test_published_list_is_reproduced_after_shuffling(name: str, count: int) -> None:
    published = read_list(name)
    assert len(published) == count
    for seed in range(20):
        shuffled = random.Random(seed).sample(published, count)  # noqa: S311  the same every time
        assert sort_names(shuffled, STROKES) == (tuple(published), ())
