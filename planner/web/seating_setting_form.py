"""What a clerk writes of a hall's settings, read into settings; faults stand at their fields."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

from planner.domain.person import AttendanceKind
from planner.domain.plan import NameOrder
from planner.domain.seating.rule import RuleKind, SeatingRule
from planner.domain.seating.setting import (
    BlockBy,
    BlockShape,
    FillDirection,
    SeatZone,
    StandingPlace,
)
from planner.domain.seating.spot import list_spots
from planner.domain.venue.seat_text import PARTS, SeatNames
from planner.domain.wording import Wording
from planner.planfile.hall_setting import MOST_WEIGHT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from planner.domain.order import By
    from planner.domain.plan import Plan
    from planner.domain.seating.binding import Ground
    from planner.domain.seating.setting import HallSettings

Choice = TypeVar("Choice", bound=StrEnum)
ZONED = tuple(kind for kind in AttendanceKind if kind is not AttendanceKind.MEMBER)
"""Kinds of people who can have a zone of their own."""
BONDED = frozenset({RuleKind.TOGETHER, RuleKind.APART})
NEEDS_SEATS = frozenset({RuleKind.FIXED, RuleKind.ZONE, RuleKind.RESERVE})
MOST_STEP, LONGEST_NOTE, MOST_KEPT = 99, 500, 2_000
MOST_NAMED = 6


@dataclass(slots=True)
class Faults:
    """What is wrong at which field."""

    found: dict[str, Wording] = field(default_factory=dict)

    def add(self, name: str, zh: str, en: str) -> None:
        """Note what is wrong; the first fault of a field is the one that is told."""
        self.found.setdefault(name, Wording(zh, en))


@dataclass(frozen=True, slots=True)
class Desk:
    """What words on the page mean: the plan's people and the hall's seats."""

    plan: Plan
    ground: Ground

    @property
    def names(self) -> SeatNames:
        """Return what the hall's seats are called."""
        return SeatNames(self.ground.venue)

    def name_people(self, keys: tuple[str, ...]) -> str:
        """Return people as one writes them: by name, those who share a name by key."""
        names = [each.name for each in self.plan.people]
        spelled = {
            each.key: each.name if names.count(each.name) == 1 else each.key
            for each in self.plan.people
            if each.key in keys
        }
        return "、".join(spelled.get(key, key) for key in keys)


def read_basics(
    form: Mapping[str, str], settings: HallSettings, desk: Desk, faults: Faults
) -> HallSettings:
    """Return settings with what the form says of blocks, areas, order, zones and rotation."""
    order: By = "rank"
    if form.get("order") != "rank":
        order = read_choice(form, "order", NameOrder, faults)
    block_by = read_choice(form, "block_by", BlockBy, faults)
    areas = desk.ground.venue.areas
    if block_by is BlockBy.BANQUET and not any(row.is_ring for area in areas for row in area.rows):
        faults.add("block_by", "这个会场没有圆桌。", "This venue has no round tables.")
    return replace(
        settings,
        block_by=block_by,
        shape=read_choice(form, "shape", BlockShape, faults),
        direction=read_choice(form, "direction", FillDirection, faults),
        standing=read_choice(form, "standing", StandingPlace, faults),
        order=order,
        areas=read_areas(form, desk, faults),
        zones=read_zones(form, desk, faults),
        hosts=read_people(form, "hosts", desk, faults),
        step=read_number(form, "step", 0, MOST_STEP, faults),
    )


def read_choice(form: Mapping[str, str], name: str, kind: type[Choice], faults: Faults) -> Choice:
    """Return a choice; one that is none is a fault."""
    written = form.get(name, "")
    if written not in set(kind):
        faults.add(name, "请选择一项。", "Choose one.")
        return next(iter(kind))
    return kind(written)


def read_number(form: Mapping[str, str], name: str, least: int, most: int, faults: Faults) -> int:
    """Return a whole number within bounds."""
    written = form.get(name, "").strip()
    if not written.isdecimal() or not least <= int(written) <= most:
        faults.add(
            name, f"请填 {least} 到 {most} 之间的整数。", f"A whole number from {least} to {most}."
        )
        return least
    return int(written)


def read_areas(form: Mapping[str, str], desk: Desk, faults: Faults) -> tuple[str, ...]:
    """Return the areas that are filled, in turn; where no turn is written all but rostrums are."""
    turns: dict[str, int] = {}
    for area in desk.ground.venue.areas:
        written = form.get(f"area-{area.key}", "").strip()
        if not written:
            continue
        turn = read_number(form, f"area-{area.key}", 1, MOST_STEP, faults)
        if turn in turns.values():
            faults.add(f"area-{area.key}", "两个区域的次序相同。", "Two areas have the same turn.")
        turns[area.key] = turn
    return tuple(sorted(turns, key=turns.__getitem__))


def read_zones(form: Mapping[str, str], desk: Desk, faults: Faults) -> tuple[SeatZone, ...]:
    """Return the zones; a seat is in one of them only."""
    zones: list[SeatZone] = []
    taken: dict[str, AttendanceKind] = {}
    for kind in ZONED:
        seats = read_seats(form, f"zone-{kind.value}", desk, faults)
        for seat in seats:
            if seat in taken:
                faults.add(
                    f"zone-{kind.value}",
                    f"{desk.names.spell([seat])}已划给其他人员。",
                    f"{desk.names.spell([seat])} is in another zone.",
                )
        taken |= dict.fromkeys(seats, kind)
        if seats:
            zones.append(SeatZone(kind, seats))
    return tuple(zones)


def read_seats(form: Mapping[str, str], name: str, desk: Desk, faults: Faults) -> tuple[str, ...]:
    """Return the seats that a field names; words that mean none are told, blocked seats too."""
    read = desk.names.read(form.get(name, ""))
    if read.unknown:
        listed = "、".join(read.unknown[:MOST_NAMED])
        faults.add(
            name,
            f"会场中没有“{listed}”。写法如“12排8座”“20排-24排”“楼座”。",
            f"The hall has no “{listed}”. Write row 12 seat 8, or rows 20-24.",
        )
    blocked = [seat for seat in read.seats if seat not in desk.ground.usable_keys]
    if blocked:
        listed = desk.names.spell(blocked)
        faults.add(name, f"{listed}不能就座。", f"Nobody can sit on {listed}.")
    return read.seats


def read_people(form: Mapping[str, str], name: str, desk: Desk, faults: Faults) -> tuple[str, ...]:
    """Return the people whom a field names, each once."""
    keys: dict[str, None] = {}
    for written in filter(
        None, ("".join(each.split()) for each in PARTS.split(form.get(name, "")))
    ):
        found = [
            each.key
            for each in desk.plan.people
            if written in {each.key, "".join(each.name.split())}
        ]
        if len(found) == 1:
            keys[found[0]] = None
        elif not found:
            faults.add(name, f"名册中没有“{written}”。", f"Nobody is called “{written}”.")
        else:
            listed = "、".join(found)
            faults.add(
                name,
                f"有 {len(found)} 人叫“{written}”，请填编号：{listed}。",
                f"{len(found)} people are called “{written}”; give a key: {listed}.",
            )
    return tuple(keys)


def read_rule(
    form: Mapping[str, str], settings: HallSettings, desk: Desk, by: str, faults: Faults
) -> SeatingRule:
    """Return the rule that a form describes; one that is changed keeps its key."""
    kind = read_choice(form, "kind", RuleKind, faults)
    people = () if kind is RuleKind.RESERVE else read_people(form, "people", desk, faults)
    seats = read_seats(form, "seats", desk, faults) if kind in NEEDS_SEATS else ()
    if kind is RuleKind.RESERVE:
        seats = reserve(form, seats, settings, desk, faults)
    check_rule(kind, people, seats, desk, faults)
    is_hard = form.get("hardness") != "soft"
    note = " ".join(form.get("note", "").split())
    if len(note) > LONGEST_NOTE:
        faults.add("note", f"备注在 {LONGEST_NOTE} 字以内。", f"Up to {LONGEST_NOTE} characters.")
    return SeatingRule(
        key=form.get("key") or next_key(settings),
        kind=kind,
        people=people,
        seats=seats,
        is_hard=is_hard,
        weight=1 if is_hard else read_number(form, "weight", 1, MOST_WEIGHT, faults),
        made_by=by,
        note=note,
    )


def check_rule(
    kind: RuleKind,
    people: tuple[str, ...],
    seats: tuple[str, ...],
    desk: Desk,
    faults: Faults,
) -> None:
    """Note what a kind of rule lacks."""
    if kind in BONDED and len(people) < 2:  # noqa: PLR2004  a pair
        faults.add("people", "请至少填两人。", "Name two people at least.")
    if kind is RuleKind.FIXED and len(people) != 1:
        faults.add("people", "固定座位一次填一人。", "A fixed seat is one person's.")
    if kind is not RuleKind.RESERVE and not people:
        faults.add("people", "请填姓名。", "Name people.")
    if kind is RuleKind.FIXED and len(seats) != 1:
        faults.add("seats", "请填一个座位，如“12排8座”。", "Name one seat, such as row 12 seat 8.")
    if kind is RuleKind.ZONE and len(seats) < len(people):
        faults.add(
            "seats",
            f"所填区域有 {len(seats)} 座，不够 {len(people)} 人就座。",
            f"{len(seats)} seats are too few for {len(people)} people.",
        )
    if kind is RuleKind.WHEELCHAIR and not desk.ground.wheelchairs:
        faults.add("kind", "这个会场没有轮椅席。", "This hall has no wheelchair places.")


def reserve(
    form: Mapping[str, str],
    seats: tuple[str, ...],
    settings: HallSettings,
    desk: Desk,
    faults: Faults,
) -> tuple[str, ...]:
    """Return the seats to keep empty: those named, so many of them, or so many at the back."""
    if not form.get("count", "").strip():
        if not seats and "seats" not in faults.found:
            faults.add("seats", "请填预留的座位，或填个数。", "Name seats, or how many.")
        return seats
    count = read_number(form, "count", 1, MOST_KEPT, faults)
    pool = seats
    if not pool:
        kept = {seat for rule in settings.rules for seat in rule.seats}
        kept |= {seat for zone in settings.zones for seat in zone.seats}
        spots = list_spots(desk.ground.venue, settings.areas, kept)
        pool = tuple(spot.seat for spot in reversed(spots))
    if len(pool) < count:
        faults.add(
            "count", f"可预留的只有 {len(pool)} 座。", f"There are only {len(pool)} seats to keep."
        )
    return pool[:count]


def next_key(settings: HallSettings) -> str:
    """Return a key that no rule has."""
    known = {rule.key for rule in settings.rules}
    number = len(known) + 1
    while f"rule-{number}" in known:
        number += 1
    return f"rule-{number}"


def put_rule(settings: HallSettings, rule: SeatingRule) -> HallSettings:
    """Return settings with a rule added, or changed in its place."""
    if any(each.key == rule.key for each in settings.rules):
        rules = tuple(rule if each.key == rule.key else each for each in settings.rules)
        return replace(settings, rules=rules)
    return replace(settings, rules=(*settings.rules, rule))
