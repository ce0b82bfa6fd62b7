"""The order of people (rules §1): by rank, by strokes, by pinyin; kinds of attendance first."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from planner.domain.person import AttendanceKind
from planner.domain.person_name import COMPOUND_SURNAMES, split_name
from planner.domain.pinyin import pinyin_key
from planner.domain.plan import NameOrder
from planner.domain.stroke import CLOSE_MARK, OPEN_MARK, SEPARATOR, StrokeTable, stroke_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from planner.domain.person import Person
    from planner.domain.plan import Plan, StrokeOverride

By = NameOrder | Literal["rank"]
KIND_PLACE = {kind: place for place, kind in enumerate(AttendanceKind)}
LAST_RANK = 1 << 60
BEFORE_QUALIFIER, SINGLE_GIVEN = "\x00", "\x01"
"""Both sort before every character."""
SINGLE_GIVEN_LENGTH = 2
"""A surname of one character and a given name of one."""
TRANSLATED_QUALIFIER = re.compile(f"{OPEN_MARK}([^{CLOSE_MARK}]*){CLOSE_MARK}?")


@dataclass(frozen=True, slots=True)
class Ordering:
    """People in order, and the characters whose place is not verified."""

    people: tuple[Person, ...]
    unverified: tuple[str, ...]


def stroke_keys(
    names: Sequence[str], overrides: Sequence[StrokeOverride] = (), *, is_full: bool = False
) -> list[str]:
    """Return what each written name sorts by: 姓氏笔画, or 姓名笔画 with ``is_full``.

    姓氏笔画: with the same first character a name of two characters stands before every longer
    one, and with the same compound surname a given name of one character before longer ones.
    A bracketed qualifier separates equal names, by strokes too; the name without one comes first.
    All names are translated in one call, so that nearly all the work is done in C.
    """
    table = stroke_table(tuple(overrides))
    text = SEPARATOR.join(names)
    if text.count(SEPARATOR) >= max(len(names), 1):
        text = SEPARATOR.join(name.replace(SEPARATOR, " ") for name in names)
    places = text.translate(table)
    keys = places.split(SEPARATOR) if names else []
    tails = _cut_qualifiers(keys) if OPEN_MARK in places else {}
    if not is_full:
        keys = _surnames_first(keys, table)
    for at, tail in tails.items():
        keys[at] += BEFORE_QUALIFIER + tail
    return keys


def _cut_qualifiers(keys: list[str]) -> dict[int, str]:
    """Take bracketed qualifiers off the translated names and return them by place."""
    tails = {}
    for at, key in enumerate(keys):
        if OPEN_MARK in key:
            head, _, tail = key.partition(OPEN_MARK)
            if CLOSE_MARK in tail[:-1]:
                head = TRANSLATED_QUALIFIER.sub("", key)
                tail = OPEN_MARK.join(TRANSLATED_QUALIFIER.findall(key))
            keys[at], tails[at] = head, tail.rstrip(CLOSE_MARK)
    return tails


def _surnames_first(places: list[str], table: StrokeTable) -> list[str]:
    compound = _compound_places(table)
    return [
        (one if one[:2] not in compound else _mark_single(one, 2))
        if len(one) > SINGLE_GIVEN_LENGTH
        else _mark_single(one, 1)
        for one in places
    ]


def _mark_single(places: str, surname_length: int) -> str:
    """Return a key that puts a given name of one character before every longer one."""
    if len(places) != surname_length + 1:
        return places
    return places[:surname_length] + SINGLE_GIVEN + places[surname_length:]


def _compound_places(table: StrokeTable) -> frozenset[str]:
    return frozenset(surname.translate(table) for surname in COMPOUND_SURNAMES)


def sort_people(
    people: Iterable[Person], by: By, overrides: Sequence[StrokeOverride] = ()
) -> Ordering:
    """Return people in order: kinds of attendance first (§1.4), then as asked, ties by strokes.

    People without a rank stand after those who have one. Equal names are told apart by their
    qualifier, then by the order in which they came.
    """
    listed = list(people)
    names = [person.name for person in listed]
    is_full = by in {NameOrder.STROKES_FULL, NameOrder.PINYIN}
    strokes = stroke_keys(names, overrides, is_full=is_full)
    keys = [
        (KIND_PLACE[person.attendance], _own_key(person, by, stroke), stroke)
        for person, stroke in zip(listed, strokes, strict=True)
    ]
    places = sorted(range(len(listed)), key=keys.__getitem__)
    unverified = find_unverified(names, overrides) if by != NameOrder.PINYIN else ()
    return Ordering(tuple(listed[place] for place in places), unverified)


def rank_key(rank: int | None) -> int:
    """Return what a rank sorts by: nobody's comes last."""
    return LAST_RANK if rank is None else rank


def _own_key(person: Person, by: By, stroke: str) -> tuple[object, ...]:
    if by == "rank":
        return (rank_key(person.rank),)
    return _pinyin_key(person.name, person.pinyin, stroke) if by == NameOrder.PINYIN else ()


def _pinyin_key(name: str, reading: str, full_key: str) -> tuple[str, ...]:
    """Return syllable and character by turns, so that one surname's people stay together."""
    syllables, characters = pinyin_key(name, reading), full_key.partition(BEFORE_QUALIFIER)[0]
    if len(syllables) != len(characters):
        return (*syllables, full_key)
    return (*(part for pair in zip(syllables, characters, strict=True) for part in pair), full_key)


def order_roster(plan: Plan, people: Iterable[Person], by: By | None = None) -> Ordering:
    """Return people in the order that the plan's settings ask for, or in the given one."""
    chosen = plan.settings.name_order if by is None else by
    return sort_people(people, chosen, plan.settings.stroke_overrides)


def order_names(
    names: Sequence[str], by: NameOrder, overrides: Sequence[StrokeOverride] = ()
) -> list[int]:
    """Return the places of written names in their order; equal names stay as they came."""
    strokes = stroke_keys(names, overrides, is_full=by is not NameOrder.STROKES)
    if by is not NameOrder.PINYIN:
        return sorted(range(len(names)), key=strokes.__getitem__)
    keys = [_pinyin_key(name, "", key) for name, key in zip(names, strokes, strict=True)]
    return sorted(range(len(names)), key=keys.__getitem__)


def sort_names(
    names: Sequence[str], by: NameOrder, overrides: Sequence[StrokeOverride] = ()
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return written names in order, each as it was given, and the unverified characters."""
    ordered = tuple(map(names.__getitem__, order_names(names, by, overrides)))
    return ordered, () if by is NameOrder.PINYIN else find_unverified(names, overrides)


def find_unverified(
    names: Sequence[str], overrides: Sequence[StrokeOverride] = ()
) -> tuple[str, ...]:
    """Return the characters of names that the table of strokes does not hold, each once.

    What stands in a qualifier does not matter.
    """
    table = stroke_table(tuple(overrides))
    doubtful = set("".join(names)) - table.settled
    if not doubtful:
        return ()
    propers = (split_name(name).proper for name in names if not doubtful.isdisjoint(name))
    return table.find_unknown("".join(propers))
