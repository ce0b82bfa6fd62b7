"""Two things at one time: in one place, or for one person; found by sorting, never by pairs."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from planner.domain.enumeration import list_names
from planner.domain.finding.rule import block, name_sitting, warn
from planner.domain.moment import period_of
from planner.domain.schedule import COMES_AND_GOES, MANY_ROOMS, is_taking_up, leaders_of
from planner.domain.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from planner.domain.finding.inspection import Inspection
    from planner.domain.finding.value import Finding
    from planner.domain.sitting import Sitting

PLACE_TAKEN = block(
    "place-taken-twice", "调整时间或另安排会场", "Move one sitting or find another hall"
)
LEADER_TWICE = block(
    "presider-in-two-places", "调整时间或人选", "Move a sitting or name another person"
)
PERSON_TWICE = warn(
    "person-in-two-places", "调整时间或参加范围", "Move a sitting or change who takes part"
)


class _Engagement(NamedTuple):
    """A sitting that occupies something (a room, a person) from one instant to another."""

    starts: datetime
    ends: datetime
    number: int
    """The sitting's place in the plan."""


def check_clashes(inspection: Inspection) -> Iterator[Finding]:
    """Yield two sittings in one place, and people in two places, at one time."""
    engagements = {
        number: _Engagement(*period, number)
        for number, sitting in enumerate(inspection.plan.sittings)
        if is_taking_up(sitting) and (period := period_of(sitting))
    }
    yield from _check_places(inspection, engagements)
    yield from _check_people(inspection, engagements)


def _check_places(inspection: Inspection, engagements: dict[int, _Engagement]) -> Iterator[Finding]:
    sittings = inspection.plan.sittings
    by_place: dict[str, list[_Engagement]] = defaultdict(list)
    for number, engagement in engagements.items():
        place = re.sub(r"\s+", "", sittings[number].place)
        if place and not MANY_ROOMS.search(place):
            by_place[place].append(engagement)
    for place, taken in by_place.items():
        for before, after in _overlaps(taken):
            name = name_sitting(sittings[before])
            why = Wording(
                f"与“{name.zh}”同一时间都在{place}", f"at the same time as “{name.en}” in {place}"
            )
            yield PLACE_TAKEN.in_sitting(sittings[after], "place", why)


def _check_people(inspection: Inspection, engagements: dict[int, _Engagement]) -> Iterator[Finding]:
    """Yield one finding for every two sittings that want the same people."""
    sittings = inspection.plan.sittings
    leading: dict[str, list[_Engagement]] = defaultdict(list)
    taking_part: dict[str, list[_Engagement]] = defaultdict(list)
    for number, engagement in engagements.items():
        sitting = sittings[number]
        leaders = leaders_of(sitting)
        for person in leaders:
            leading[person].append(engagement)
        for person in dict.fromkeys((*leaders, *_participants(inspection, sitting))):
            taking_part[person].append(engagement)
    led = _collect_overlaps(leading)
    shared = _collect_overlaps(taking_part)
    for (before, after), people in sorted(led.items()):
        why = _tell_twice(inspection, people, sittings[before])
        yield LEADER_TWICE.in_sitting(sittings[after], "presiders", why)
    for (before, after), people in sorted(shared.items()):
        told = set(led.get((before, after), ()))
        others = [person for person in people if person not in told]
        if others:
            why = _tell_twice(inspection, others, sittings[before])
            yield PERSON_TWICE.in_sitting(sittings[after], "participants", why)


def _participants(inspection: Inspection, sitting: Sitting) -> tuple[str, ...]:
    away = inspection.on_leave[sitting.key]
    return tuple(
        person.key
        for person in inspection.called[sitting.key]
        if person.attendance not in COMES_AND_GOES and person.key not in away
    )


def _tell_twice(inspection: Inspection, people: list[str], other: Sitting) -> Wording:
    names, name = list_names(inspection.names(people)), name_sitting(other)
    return Wording(
        f"{names.zh}同一时间还要参加“{name.zh}”", f"{names.en} also at “{name.en}” at that time"
    )


def _collect_overlaps(
    by_person: dict[str, list[_Engagement]],
) -> dict[tuple[int, int], list[str]]:
    found: dict[tuple[int, int], list[str]] = defaultdict(list)
    for person, engagements in by_person.items():
        if len(engagements) > 1:
            for pair in _overlaps(engagements):
                found[pair].append(person)
    return found


def _overlaps(engagements: Iterable[_Engagement]) -> Iterator[tuple[int, int]]:
    """Yield, in the order of the clock, each engagement that begins before another has ended."""
    latest: _Engagement | None = None
    for each in sorted(engagements):
        if latest and (each.starts < latest.ends or each.starts == latest.starts):
            yield min(latest.number, each.number), max(latest.number, each.number)
        if latest is None or each.ends > latest.ends:
            latest = each
