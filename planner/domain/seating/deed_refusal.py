"""When deeds are refused: they go by what has changed, break hard rules, take others' seats."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.domain.seating.binding import is_broken
from planner.domain.seating.change import SeatChangeError
from planner.domain.seating.line import find_row
from planner.domain.seating.place import differ
from planner.domain.seating.rule_words import name_rule
from planner.domain.vocabulary import label
from planner.domain.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Mapping

    from planner.domain.person import AttendanceKind
    from planner.domain.seating.chart import Seating
    from planner.domain.seating.deed import Deed
    from planner.domain.seating.hall import Hall


class SeatMovedError(SeatChangeError):
    """Somebody else moved these people meanwhile."""


def refuse_stale(seating: Seating, deed: Deed) -> None:
    """Refuse a deed that goes by what has changed."""
    for person, seat in deed.held.items():
        if seating.seat_of.get(person) != seat:
            raise SeatMovedError(
                Wording(
                    "该人员的座位已被他人调整，请看最新座次后再试",
                    "somebody else moved this person meanwhile; look again",
                )
            )
    for place, there in deed.expected.items():
        if seating.person_at.get(place) != there:
            raise SeatMovedError(
                Wording(
                    "该座位上的人已有变动，请看最新座次后再试",
                    "who sits there has changed meanwhile; look again",
                )
            )


def refuse_broken(hall: Hall, before: Seating, after: Seating) -> None:
    """Refuse what breaks a hard rule that held, or puts people on seats of another kind."""
    moved = {
        person: after.seat_of[person]
        for person in differ(after.seat_of, before.seat_of)
        if person in after.seat_of
    }
    if not moved:
        return
    for rule in hall.wishes.rules:
        if not rule.is_hard or moved.keys().isdisjoint(rule.people):
            continue
        if is_broken(hall.ground, rule, after.seat_of) and not is_broken(
            hall.ground, rule, before.seat_of
        ):
            named = name_rule(rule, hall.names)
            raise SeatChangeError(
                Wording(f"违反硬性要求：{named.zh}", f"breaks a hard rule: {named.en}")
            )
    refuse_other_kinds(hall, before, after, moved)


def refuse_other_kinds(
    hall: Hall, before: Seating, after: Seating, moved: Mapping[str, str]
) -> None:
    """Refuse a seat in a zone or a row of another kind of people (rules §3)."""
    kind_of = {person.key: person.attendance for person in hall.people}
    free_of = {seat: zone.kind for zone in hall.wishes.zones for seat in zone.seats}
    asked = {
        person
        for rule in hall.wishes.rules
        if rule.is_hard and rule.seats
        for person in rule.people
    }
    for person, seat in moved.items():
        kind = kind_of.get(person)
        if kind is None or person in asked:
            continue
        zone = free_of.get(seat)
        if zone is None:
            zone = kind_of_row(hall, before, after, seat, kind, kind_of)
        if zone is not None and zone is not kind:
            name = label(zone)
            raise SeatChangeError(
                Wording(
                    f"该处为{name.zh}席，不能安排其他类别人员",
                    f"these seats are for others ({name.en})",
                )
            )


def kind_of_row(
    hall: Hall,
    before: Seating,
    after: Seating,
    seat: str,
    kind: AttendanceKind,
    kind_of: Mapping[str, AttendanceKind],
) -> AttendanceKind | None:
    """Return the kind that has a row for itself; None where nobody or one's own kind sits there."""
    row = find_row(hall.ground, seat)
    people = {
        seating.person_at.get(each.key, "")
        for each in (row.seats if row else ())
        for seating in (before, after)
        if each.key != seat
    }
    sitting = {kind_of[person] for person in people if person in kind_of}
    if not sitting or kind in sitting:
        return None
    return min(sitting, key=lambda each: each.value)
