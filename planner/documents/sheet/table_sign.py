"""桌签: a name for each seat, in the order in which signs are put out, the rostrum first."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from planner.domain.rostrum import seat_rostrum

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from planner.documents.sheet.masthead import Masthead
    from planner.documents.sheet.seating import SeatingPaperFacts

FRONT_ROW = 0


class SignFormat(StrEnum):
    """The sizes of signs, each face's width and height in millimetres."""

    FOLDED_A4 = "a4"  # A4 对折: 297 × 105
    WIDE_210 = "210x140"
    WIDE_200 = "200x100"


@dataclass(frozen=True, slots=True)
class SignEntry:
    """One sign: the name on both faces, and in small print where it is put."""

    name: str
    place: str


@dataclass(frozen=True, slots=True)
class TableSignsSheet:
    """The signs of one seating in one format."""

    masthead: Masthead
    format: SignFormat
    signs: tuple[SignEntry, ...]


def table_signs_sheet(
    facts: SeatingPaperFacts,
    sign_format: SignFormat = SignFormat.FOLDED_A4,
    only: Collection[str] | None = None,
) -> TableSignsSheet:
    """Return the signs of everybody, or of ``only`` some people, by their keys."""
    signs = tuple(
        SignEntry(facts.name_of(person), place)
        for person, place in list_signs(facts)
        if only is None or person in only
    )
    return TableSignsSheet(facts.masthead("桌签"), sign_format, signs)


def list_signs(facts: SeatingPaperFacts) -> Iterator[tuple[str, str]]:
    """Yield everybody who has a seat, with its name: the rostrum's rows, then the hall's."""
    for number, row in enumerate(seat_rostrum(facts.plan, facts.sitting).rows):
        words = "前排" if number == FRONT_ROW else f"第{number + 1}排"
        for each in sorted(row, key=lambda seat: seat.column):
            yield each.person, f"主席台{words}{each.rank_in_row}号位"
    for person, place in facts.seated:
        yield person, place.words
