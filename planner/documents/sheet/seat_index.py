"""座次索引: everybody of a sitting with his seat, by strokes or by pinyin."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from planner.documents.sheet.roster import doubt
from planner.domain.order import sort_people
from planner.domain.person import AttendanceKind, Person
from planner.domain.person_name import split_name
from planner.domain.pinyin import pinyin_key
from planner.domain.plan import NameOrder
from planner.domain.rostrum import seat_rostrum
from planner.domain.stroke import read_entries
from planner.domain.vocabulary import label

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from planner.documents.sheet.masthead import Masthead
    from planner.documents.sheet.seating import SeatingPaperFacts

FRONT_ROW = 0
OTHERS = "其他"
ROW_UNITS = ("排", "桌", "侧")
NUMERALS = "零一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """One person and his seat: area, row in it, seat in the row."""

    name: str
    area: str
    row: str
    seat: str


@dataclass(frozen=True, slots=True)
class IndexSection:
    """People whose names begin alike: 四画, W."""

    title: str
    entries: tuple[IndexEntry, ...]


@dataclass(frozen=True, slots=True)
class SeatIndexSheet:
    """The index of one seating."""

    masthead: Masthead
    summary: str
    sections: tuple[IndexSection, ...]
    unverified: str = ""
    row_title: str = "排"
    """What the rows are called: 排, 桌, 侧, or several of them."""


def seat_index_sheet(facts: SeatingPaperFacts, by: NameOrder = NameOrder.STROKES) -> SeatIndexSheet:
    """Return the index; those on the rostrum are in it, kinds of attendance are not told apart."""
    entries = dict(_list_entries(facts))
    known = facts.directory.people
    people = [known.get(key) or Person(key, key) for key in entries]
    alike = [_as_member(person) for person in people]
    ordering = sort_people(alike, by, facts.plan.settings.stroke_overrides)
    strokes = {each.character: each.strokes for each in facts.plan.settings.stroke_overrides}
    sections = tuple(
        IndexSection(title, tuple(entries[person.key] for person in group))
        for title, group in groupby(ordering.people, lambda each: name_section(each, by, strokes))
    )
    note = f"（按{label(by).zh}为序）"
    return SeatIndexSheet(
        facts.masthead("座次索引", note),
        f"共{len(entries)}人",
        sections,
        doubt(ordering.unverified, by),
        name_rows(entries.values()),
    )


def name_rows(entries: Iterable[IndexEntry]) -> str:
    """Return what the rows of a hall are called, as the words of its seats end."""
    units = {entry.row[-1:] for entry in entries}
    return "、".join(unit for unit in ROW_UNITS if unit in units) or ROW_UNITS[0]


def name_section(person: Person, by: NameOrder, strokes: dict[str, int]) -> str:
    """Return under which heading somebody stands."""
    if by is NameOrder.PINYIN:
        first = next(iter(pinyin_key(person.name, person.pinyin)), "")[:1].upper()
        return first if first.isascii() and first.isalpha() else OTHERS
    character = split_name(person.name).proper[:1]
    entry = read_entries().get(character)
    count = strokes.get(character) or (entry.strokes if entry else 0)
    return f"{spell_count(count)}画" if count else OTHERS


def spell_count(count: int) -> str:
    """Return a number below a hundred in Chinese: 十二."""
    tens, ones = divmod(count, 10)
    head = "" if not tens else "十" if tens == 1 else f"{NUMERALS[tens]}十"
    return head + (NUMERALS[ones] if ones or not tens else "")


def _as_member(person: Person) -> Person:
    """Return a person as the index sorts him: whoever looks for his seat knows only his name."""
    return Person(person.key, person.name, AttendanceKind.MEMBER, pinyin=person.pinyin)


def _list_entries(facts: SeatingPaperFacts) -> Iterator[tuple[str, IndexEntry]]:
    for number, row in enumerate(seat_rostrum(facts.plan, facts.sitting).rows):
        words = "前排" if number == FRONT_ROW else f"第{number + 1}排"
        for each in row:
            place = f"{each.rank_in_row}号位"
            yield each.person, IndexEntry(facts.name_of(each.person), "主席台", words, place)
    for person, where in facts.seated:
        name, seat = facts.name_of(person), f"{where.seat.number}座" if where.seat.number else ""
        yield person, IndexEntry(name, where.area.name, where.row_in_area, seat)
