"""Why a seat in the hall is whose it is, in a clerk's words (排座依据)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.domain.person_name import COMPOUND_SURNAMES, split_name
from planner.domain.plan import NameOrder
from planner.domain.seating.block import STANDING_BLOCK, WHOLE_BLOCK, count_front
from planner.domain.seating.setting import ORDER_WORDS, FillDirection, StandingPlace
from planner.domain.stroke import read_entries
from planner.domain.vocabulary import label
from planner.domain.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from planner.domain.person import AttendanceKind, Person
    from planner.domain.seating.block import Block
    from planner.domain.seating.rule import Lock, SeatingRule
    from planner.domain.seating.setting import HallSettings

SINGLE_LENGTH = 2
"""A surname and a given name of one character each."""
COMPOUND_SURNAME, COMPOUND_LENGTH = 2, 3
NO_SEAT_LEFT = Wording("座位不足，未能安排", "no seat is left")
DIRECTION_WORDS = {
    FillDirection.COLUMNS: Wording("从前到后逐列", "column by column"),
    FillDirection.ROWS: Wording("从左到右逐排", "row by row"),
}


def join_words(*parts: Wording | None) -> Wording:
    """Return what is said one after another."""
    said = [part for part in parts if part is not None]
    return Wording("；".join(each.zh for each in said), "; ".join(each.en for each in said))


def explain_lock(lock: Lock) -> Wording:
    """Return who locked a seat."""
    by = Wording(f"，{lock.locked_by}锁定", f" by {lock.locked_by}") if lock.locked_by else None
    zh, en = (by.zh, by.en) if by else ("，已锁定", "")
    return Wording(f"座位不变{zh}", f"locked{en}")


def explain_fixed(rule: SeatingRule) -> Wording:
    """Return who fixed a seat, and what for."""
    by = (
        Wording(f"，{rule.made_by}指定", f" by {rule.made_by}") if rule.made_by else Wording("", "")
    )
    note = Wording(f"：{rule.note}", f": {rule.note}") if rule.note else Wording("", "")
    return Wording(f"固定座位{by.zh}{note.zh}", f"a fixed seat{by.en}{note.en}")


def explain_zone(
    people: Sequence[Person],
    kind: AttendanceKind,
    hall: HallSettings,
    *,
    is_own: bool,
) -> Iterator[Wording]:
    """Yield why each of those who are no delegates sits where he does."""
    name = label(kind)
    where = (
        Wording("专区就座", "in the zone set for them")
        if is_own
        else Wording("另区就座，不占委员席", "in rows of their own behind the delegates")
    )
    before = None
    for number, person in enumerate(people, start=1):
        key, before = explain_key(person, before, hall), person
        head = Wording(f"{name.zh}人员第{number}位", f"{name.en}, No. {number}")
        yield join_words(Wording(f"{head.zh}，{where.zh}", f"{head.en}, {where.en}"), key)


def explain_block(block: Block, direction: FillDirection, hall: HallSettings) -> Iterator[Wording]:
    """Yield why each person of a block sits where he does."""
    counts = count_front(hall)
    way = DIRECTION_WORDS[direction]
    name = block_words(block)
    before, was = None, None
    for number, person in enumerate(block.people, start=1):
        place = place_words(person, hall)
        now = place, counts[person.key]
        key = place or explain_key(person, before if now == was else None, hall)
        before, was = person, now
        head = Wording(f"{name.zh}第{number}位，{way.zh}", f"{name.en}, No. {number}, {way.en}")
        turned = counts[person.key]
        rotated = Wording(
            f"本届已在前区就座 {turned} 次，轮换", f"in front {turned} times this term, rotated"
        )
        yield join_words(head, key, rotated if turned else None)


def block_words(block: Block) -> Wording:
    """Return what a block is called in a reason."""
    if block.is_front:
        return Wording("常委前排就座", "standing-committee members in the front rows")
    if block.name in {WHOLE_BLOCK, STANDING_BLOCK}:
        return Wording(block.name, "all delegates")
    return Wording(f"“{block.name}”块", f"block “{block.name}”")


def place_words(person: Person, hall: HallSettings) -> Wording | None:
    """Return why somebody comes before the others of his block, if he does."""
    if person.is_convener:
        return Wording("召集人居首", "the convener comes first")
    if person.is_standing and hall.standing is StandingPlace.FIRST_IN_BLOCK:
        return Wording("常委在本块居前", "standing-committee members come first")
    return None


def explain_key(person: Person, before: Person | None, hall: HallSettings) -> Wording:
    """Return what somebody was sorted by, and what decided between him and the one before."""
    order = ORDER_WORDS[hall.order]
    if hall.order == "rank":
        rank = "未填" if person.rank is None else str(person.rank)
        return Wording(f"{order.zh}（{rank}）", f"{order.en} ({person.rank})")
    if hall.order is NameOrder.PINYIN:
        return order
    is_full = hall.order is NameOrder.STROKES_FULL
    other = split_name(before.name).proper if before else ""
    return join_words(
        order, explain_strokes(split_name(person.name).proper, other, is_full=is_full)
    )


def explain_strokes(name: str, before: str, *, is_full: bool) -> Wording:
    """Return the strokes that decide: of the first character, or of the first that differs."""
    at = next(
        (at for at, pair in enumerate(zip(name, before, strict=False)) if len(set(pair)) > 1), None
    )
    if not before or at == 0:
        return Wording(f"“{name[:1]}”{count_strokes(name[:1])}", f"“{name[:1]}”")
    single = COMPOUND_LENGTH if before[:COMPOUND_SURNAME] in COMPOUND_SURNAMES else SINGLE_LENGTH
    if not is_full and len(before) == single < len(name):
        return Wording("与前一位同姓，单名在前", "after a one-character given name")
    if at is None and len(before) < len(name):
        return Wording("与前一位前几字相同，字少者在前", "the shorter name comes first")
    if at is None:
        return Wording("与前一位同名，以括注或名册次序区分", "a namesake of the one before")
    return Wording(
        f"与前一位前 {at} 字相同，比“{name[at]}”{count_strokes(name[at])}",
        f"begins like the one before, decided by “{name[at]}”",
    )


def count_strokes(character: str) -> str:
    """Return a character's number of strokes in words, nothing for one that is not known."""
    entry = read_entries().get(character)
    return f"{entry.strokes} 画" if entry else ""
