"""The papers of a seating as parts: each knows the hash of what it shows before it is rendered."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from planner.documents.font import FontSettings, fonts_fingerprint
from planner.documents.layout.badge import SHAPES
from planner.documents.paper import Paper
from planner.documents.render import render_pdf
from planner.documents.seating import make_seat_workbook
from planner.documents.sheet.badge import BadgeFormat, BadgeOptions, BadgesSheet, badges_sheet
from planner.documents.sheet.hall_chart import hall_chart_sheet
from planner.documents.sheet.hash import sheet_hash
from planner.documents.sheet.seat_change import ChangeWords, seat_changes_sheet
from planner.documents.sheet.seat_index import seat_index_sheet
from planner.documents.sheet.seat_reason import seat_reasons_sheet
from planner.documents.sheet.table_sign import (
    SignFormat,
    TableSignsSheet,
    list_signs,
    table_signs_sheet,
)
from planner.documents.workbook_seat import seat_tables
from planner.domain.error import InvalidRequestError
from planner.domain.plan import Edition, NameOrder
from planner.domain.wording import Wording
from planner.services.package_paper import LIBRARIES
from planner.services.package_part import (
    PackagePart,
    PreparedPart,
    library_version,
    place_files,
    seal,
)
from planner.services.seating_wish import FORMS, OPTIONS, TITLES, SeatPaper, SeatWish

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from planner.documents.render import AnySheet
    from planner.documents.seating import SeatingPaperFacts

FOLDER = "座次"


class NothingChangedError(InvalidRequestError):
    """Only what changed was asked for, and nothing did."""

    def __init__(self, title: Wording) -> None:
        super().__init__(
            Wording(f"{title.zh}没有变动，不必重印。", f"{title.en}: nothing changed.")
        )


@dataclass(frozen=True, slots=True)
class BadgeFacts:
    """What badges bear besides what the plan says."""

    photos: Mapping[str, bytes] = field(default_factory=dict)
    codes: Mapping[str, str] = field(default_factory=dict)
    typed: Mapping[str, str] = field(default_factory=dict)
    numbers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class SeatWorkshop:
    """What all papers of one order are made from."""

    seating_id: int
    facts: SeatingPaperFacts
    earlier: Mapping[int, SeatingPaperFacts]
    """Earlier versions that something is compared with, by number."""
    words: Mapping[int, ChangeWords]
    """What is said of the changes since each of them."""
    badges: BadgeFacts
    fonts: FontSettings

    def changed(self, wish: SeatWish) -> Collection[str] | None:
        """Return whom a wish is about: those named, those who changed, or None for all."""
        if wish.people:
            return set(wish.people)
        if not wish.since:
            return None
        before = self.earlier[wish.since]
        tell = describe_signs if wish.paper is SeatPaper.SIGNS else describe_badges
        former, now = tell(before), tell(self.facts)
        return {person for person, words in now.items() if former.get(person) != words}

    def make_sheet(self, wish: SeatWish) -> AnySheet:
        """Return what a paper shows.

        Raises:
            NothingChangedError: Only what changed is wanted, and nothing did.
        """
        facts = self.facts
        match wish.paper:
            case SeatPaper.INDEX:
                return seat_index_sheet(facts, NameOrder(wish.form))
            case SeatPaper.REASONS:
                return seat_reasons_sheet(facts)
            case SeatPaper.CHANGES:
                words = self.words.get(wish.since, ChangeWords())
                return seat_changes_sheet(self.earlier[wish.since], facts, words)
            case SeatPaper.SIGNS:
                signs = table_signs_sheet(facts, SignFormat(wish.form), self.changed(wish))
                require_some(signs.signs, wish)
                return signs
            case SeatPaper.BADGES:
                badges = badges_sheet(facts.plan, self.badge_options(wish))
                require_some(badges.badges, wish)
                return badges
            case _:
                return hall_chart_sheet(facts)

    def badge_options(self, wish: SeatWish) -> BadgeOptions:
        """Return how badges are made."""
        return BadgeOptions(
            format=BadgeFormat(wish.form),
            only=self.changed(wish),
            photos=self.badges.photos,
            codes=self.badges.codes,
            typed=self.badges.typed,
            numbers=self.badges.numbers,
        )

    def prepare(self, wish: SeatWish) -> PreparedPart:
        """Return a paper ready to be printed."""
        imprint = self.facts.imprint
        edition = Edition(imprint.number, imprint.issued_on)
        if wish.paper is SeatPaper.TABLE:
            content = sheet_hash(seat_tables(self.facts))
            digest = seal("seat table", content, imprint, library_version("XlsxWriter"))
            return PreparedPart(content, edition, digest, partial(make_seat_workbook, self.facts))
        sheet = self.make_sheet(wish)
        content = sheet_hash(sheet)
        digest = seal(
            "seat paper",
            wish.paper,
            content,
            imprint,
            fonts_fingerprint(self.fonts),
            *map(library_version, LIBRARIES),
        )
        paper = Paper("", TITLES[wish.paper], "", "")
        render = partial(render_pdf, sheet, paper, imprint, fonts=self.fonts)
        return PreparedPart(content, edition, digest, render)


def require_some(things: Collection[object], wish: SeatWish) -> None:
    """Refuse an empty paper where only some things were wanted."""
    if not things and (wish.since or wish.people):
        raise NothingChangedError(TITLES[wish.paper])


def describe_signs(facts: SeatingPaperFacts) -> dict[str, tuple[str, str]]:
    """Return what each sign says, by person."""
    return {person: (facts.name_of(person), place) for person, place in list_signs(facts)}


def describe_badges(facts: SeatingPaperFacts) -> dict[str, tuple[str, ...]]:
    """Return what the badge of everybody in a seating says of him, by person."""
    people = facts.directory.people
    inside = (*facts.seating.seat_of, *facts.seating.unseated)
    return {
        key: (each.name, each.attendance.value, each.group, each.sector, each.unit)
        for key in inside
        if (each := people.get(key)) is not None
    }


def list_seat_parts(workshop: SeatWorkshop, wishes: Collection[SeatWish]) -> list[PackagePart]:
    """Return the papers of an order as parts, nothing rendered yet."""
    titles = [name_paper(workshop, each) for each in wishes]
    names = [
        f"{workshop.facts.title}-{title.zh}-{workshop.facts.imprint.revision}."
        f"{'xlsx' if wish.paper is SeatPaper.TABLE else 'pdf'}"
        for wish, title in zip(wishes, titles, strict=True)
    ]
    return [
        PackagePart(key_of(workshop.seating_id, wish), title, path, partial(workshop.prepare, wish))
        for wish, title, path in zip(wishes, titles, place_files(FOLDER, names), strict=True)
    ]


def key_of(seating_id: int, wish: SeatWish) -> str:
    """Return the key that a paper goes by."""
    parts = ["seating", str(seating_id), wish.paper.value]
    if wish.paper in OPTIONS:
        parts.append(wish.form)
    return ":".join(parts)


def name_paper(workshop: SeatWorkshop, wish: SeatWish) -> Wording:
    """Return what a paper is called, with its form and what of it is printed."""
    title = TITLES[wish.paper]
    notes = [FORMS[wish.form]] if wish.form in FORMS else []
    if wish.people:
        notes.append(Wording(f"{len(wish.people)}人", f"{len(wish.people)} people"))
    elif wish.since and wish.paper is not SeatPaper.CHANGES:
        notes.append(Wording(f"第{wish.since}版后变动", f"changed since version {wish.since}"))
    elif wish.since:
        told = workshop.facts.imprint.number
        notes.append(Wording(f"第{wish.since}版至第{told}版", f"version {wish.since} to {told}"))
    if not notes:
        return title
    zh, en = "，".join(each.zh for each in notes), ", ".join(each.en for each in notes)
    return Wording(f"{title.zh}（{zh}）", f"{title.en} ({en})")


def list_codes(workshop: SeatWorkshop, wish: SeatWish, content: str) -> dict[str, str]:
    """Return each content that a printed paper can be verified by, under the key it goes by.

    Signs and sheets of badges bear codes of their own; a change sheet tells of its two versions.
    """
    start = f"seating:{workshop.seating_id}"
    if wish.paper is SeatPaper.TABLE:
        return {}
    if wish.paper is SeatPaper.CHANGES:
        return {f"{start}:changes:{wish.since}-{workshop.facts.imprint.number}": content}
    if wish.paper not in {SeatPaper.SIGNS, SeatPaper.BADGES}:
        return {key_of(workshop.seating_id, wish): content}
    sheet = workshop.make_sheet(wish)
    if isinstance(sheet, TableSignsSheet):
        return hash_signs(workshop.facts, start, sheet.format, workshop.changed(wish))
    return hash_badges(sheet) if isinstance(sheet, BadgesSheet) else {}


def hash_signs(
    facts: SeatingPaperFacts, start: str, form: SignFormat, only: Collection[str] | None = None
) -> dict[str, str]:
    """Return the hash of each sign by the key it goes by."""
    people = [person for person, _ in list_signs(facts) if only is None or person in only]
    signs = table_signs_sheet(facts, form, only).signs
    return {
        f"{start}:sign:{form.value}:{person}": sheet_hash((form.value, sign))
        for person, sign in zip(people, signs, strict=True)
    }


def hash_badges(sheet: BadgesSheet) -> dict[str, str]:
    """Return the hash of each page of badges by the numbers on it."""
    shape = SHAPES[sheet.format]
    share = shape.across * shape.down
    found = {}
    for start in range(0, len(sheet.badges), share):
        badges = sheet.badges[start : start + share]
        key = f"badges:{sheet.format.value}:{badges[0].number}-{badges[-1].number}"
        found[key] = sheet_hash((sheet.format.value, sheet.meeting, tuple(badges)))
    return found
