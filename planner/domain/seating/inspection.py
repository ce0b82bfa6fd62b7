"""What is wrong with a seating as it stands, worst first: live while people are moved."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.domain.finding.value import Severity
from planner.domain.seating.binding import find_broken_rules
from planner.domain.seating.rule_words import name_rule
from planner.domain.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from planner.domain.seating.chart import Seating
    from planner.domain.seating.hall import Hall


@dataclass(frozen=True, slots=True)
class SeatFinding:
    """One thing that is wrong, and whom and which seats it is about."""

    severity: Severity
    why: Wording
    people: tuple[str, ...] = ()
    seats: tuple[str, ...] = ()


def inspect_seating(
    hall: Hall, seating: Seating, names: Mapping[str, str]
) -> tuple[SeatFinding, ...]:
    """Return what is wrong; ``names`` are those of all people of the plan."""
    found = [
        *find_missing_seats(hall, seating, names),
        *find_strangers(hall, seating, names),
        *find_unusable(hall, seating, names),
        *find_broken(hall, seating, names),
    ]
    order = tuple(Severity)
    return tuple(sorted(found, key=lambda each: order.index(each.severity)))


def find_missing_seats(
    hall: Hall, seating: Seating, names: Mapping[str, str]
) -> Iterator[SeatFinding]:
    """Yield those who are called and have no seat."""
    for person in hall.people:
        if person.key in seating.seat_of:
            continue
        name = names.get(person.key, person.key)
        why = seating.unseated.get(person.key, Wording("新到，尚未安排", "new, not seated yet"))
        yield SeatFinding(
            Severity.IMPORTANT,
            Wording(f"{name}尚无座位：{why.zh}", f"{name} has no seat: {why.en}"),
            (person.key,),
        )


def find_strangers(hall: Hall, seating: Seating, names: Mapping[str, str]) -> Iterator[SeatFinding]:
    """Yield those who have a seat and are not called, or on leave, or on the rostrum."""
    called = {person.key for person in hall.people}
    for person, seat in seating.seat_of.items():
        if person not in called:
            name = names.get(person, person)
            yield SeatFinding(
                Severity.IMPORTANT,
                Wording(
                    f"{name}已请假、上主席台或不再参会，仍占座位",
                    f"{name} is on leave, on the rostrum or no longer called, and still has a seat",
                ),
                (person,),
                (seat,),
            )


def find_unusable(hall: Hall, seating: Seating, names: Mapping[str, str]) -> Iterator[SeatFinding]:
    """Yield those on places that are not there, are blocked, or are kept empty."""
    number_of, usable = hall.ground.number_of, hall.ground.usable
    for person, seat in seating.seat_of.items():
        at = number_of.get(seat)
        if at is not None and at in usable and seat not in seating.reserved:
            continue
        name = names.get(person, person)
        is_kept = at is not None and at in usable
        yield SeatFinding(
            Severity.BLOCKING,
            Wording(f"{name}坐在预留座位上", f"{name} sits on a seat that is kept empty")
            if is_kept
            else Wording(f"{name}的座位不能就座", f"nobody can sit where {name} is"),
            (person,),
            (seat,),
        )


def find_broken(hall: Hall, seating: Seating, names: Mapping[str, str]) -> Iterator[SeatFinding]:
    """Yield the rules that do not hold: hard ones block, soft ones are hints."""
    for rule in find_broken_rules(hall.ground, hall.wishes.rules, seating.seat_of):
        named = name_rule(rule, names)
        hard = Wording("未满足硬性要求", "a hard rule does not hold")
        soft = Wording("未满足", "does not hold")
        word = hard if rule.is_hard else soft
        yield SeatFinding(
            Severity.BLOCKING if rule.is_hard else Severity.HINT,
            Wording(f"{word.zh}：{named.zh}", f"{word.en}: {named.en}"),
            rule.people,
            tuple(seat for who in rule.people if (seat := seating.seat_of.get(who)) is not None)
            or rule.seats,
        )
