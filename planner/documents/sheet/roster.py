"""名册: the people of the meeting, by strokes, by sector, or those who sit in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.documents.sheet.masthead import Masthead
from planner.documents.sheet.name import spread_name
from planner.domain.order import order_roster
from planner.domain.person import AttendanceKind, LeaveState
from planner.domain.plan import NameOrder
from planner.domain.vocabulary import label

if TYPE_CHECKING:
    from collections.abc import Iterable

    from planner.domain.person import Person
    from planner.domain.plan import Plan

NON_MEMBERS = (
    AttendanceKind.SITTING_IN,
    AttendanceKind.SPECIAL_GUEST,
    AttendanceKind.OBSERVER,
)


@dataclass(frozen=True, slots=True)
class RosterEntry:
    """One person of a roster."""

    number: str
    name: str
    sex: str
    nationality: str
    post: str
    place: str
    """Sector, or group where the list is by sector already."""
    remark: str


@dataclass(frozen=True, slots=True)
class RosterSection:
    """People under one heading; the heading may be empty."""

    title: str
    entries: tuple[RosterEntry, ...]


@dataclass(frozen=True, slots=True)
class RosterSheet:
    """A roster with its counts."""

    masthead: Masthead
    summary: str
    sections: tuple[RosterSection, ...]
    place_title: str = "界别"
    """What the last column but one holds: 界别, 小组 or 单位."""
    unverified: str = ""
    """Which characters the order of strokes could not vouch for."""


def strokes_roster_sheet(plan: Plan) -> RosterSheet:
    """Return the members in the house's order of names."""
    order = plan.settings.name_order
    members = people_of(plan, (AttendanceKind.MEMBER,))
    ordering = order_roster(plan, members, order)
    note = f"（按{label(order).zh}为序）"
    section = RosterSection("", _enter_all(plan, ordering.people))
    return RosterSheet(
        Masthead.of(plan, "出席人员名册", note),
        summarise(plan, members),
        (section,) if section.entries else (),
        unverified=doubt(ordering.unverified, order),
    )


def sector_roster_sheet(plan: Plan) -> RosterSheet:
    """Return the members sector by sector, in the official order of sectors."""
    members = people_of(plan, (AttendanceKind.MEMBER,))
    order = plan.settings.name_order
    ordering = order_roster(plan, members, order)
    sections = tuple(
        RosterSection(
            f"{name or '未定界别'}（{len(people)}人）", _enter_all(plan, people, is_by_sector=True)
        )
        for name, people in split_sectors(plan, ordering.people)
    )
    return RosterSheet(
        Masthead.of(plan, "出席人员名册", "（按界别）"),
        summarise(plan, members),
        sections,
        "小组",
        doubt(ordering.unverified, order),
    )


def sitting_in_roster_sheet(plan: Plan) -> RosterSheet:
    """Return those who take part without being members: 列席, 特邀, 旁听."""
    people = people_of(plan, NON_MEMBERS)
    sections = []
    for kind in NON_MEMBERS:
        ordering = order_roster(plan, people_of(plan, (kind,)), NameOrder.STROKES)
        if ordering.people:
            title = f"{label(kind).zh}人员（{len(ordering.people)}人）"
            sections.append(RosterSection(title, _enter_all(plan, ordering.people)))
    return RosterSheet(Masthead.of(plan, "列席人员名册"), summarise(plan, people), tuple(sections))


def people_of(plan: Plan, kinds: Iterable[AttendanceKind]) -> tuple[Person, ...]:
    """Return the people who take part in one of these ways."""
    wanted = frozenset(kinds)
    return tuple(person for person in plan.people if person.attendance in wanted)


def split_sectors(plan: Plan, people: Iterable[Person]) -> list[tuple[str, tuple[Person, ...]]]:
    """Return the people of each sector; sectors the settings don't order come after, as met."""
    places: dict[str, list[Person]] = {name: [] for name in plan.settings.sector_order}
    for person in people:
        places.setdefault(person.sector, []).append(person)
    return [(name, tuple(found)) for name, found in places.items() if found]


def summarise(plan: Plan, people: Iterable[Person]) -> str:
    """Return the counts under a roster's title."""
    everyone = tuple(people)
    away = whole_leaves(plan)
    parts = [f"共{len(everyone)}人"]
    for sex in {person.sex: None for person in everyone if person.sex}:
        count = sum(person.sex is sex for person in everyone)
        parts.append(f"{label(sex).zh}{count}人")
    on_leave = sum(person.key in away for person in everyone)
    if on_leave:
        parts.append(f"请假{on_leave}人")
    return "，".join(sorted(parts, key=_summary_place))


def _summary_place(part: str) -> int:
    return "共男女请".index(part[0])


def whole_leaves(plan: Plan) -> dict[str, LeaveState]:
    """Return who is on leave for the whole meeting, granted."""
    return {
        leave.person: leave.state
        for leave in plan.leaves
        if leave.state is LeaveState.GRANTED and not leave.sittings
    }


def write_remarks(plan: Plan) -> dict[str, str]:
    """Return what each person's last column says of leave."""
    remarks: dict[str, str] = {}
    for leave in plan.leaves:
        if leave.state is LeaveState.REFUSED:
            continue
        extent = "部分会次" if leave.sittings else ""
        pending = "（待批）" if leave.state is LeaveState.PENDING else ""
        remarks[leave.person] = f"{extent}请假{pending}"
    return remarks


def doubt(unverified: Iterable[str], order: NameOrder) -> str:
    """Return the sentence about characters whose place in the order is not vouched for."""
    characters = "、".join(unverified)
    if not characters:
        return ""
    return f"注：{characters} 不在《通用规范汉字表》内，其{label(order).zh}次序请核定。"


def _enter_all(
    plan: Plan, people: Iterable[Person], *, is_by_sector: bool = False
) -> tuple[RosterEntry, ...]:
    remarks = write_remarks(plan)
    return tuple(
        RosterEntry(
            number=str(number),
            name=spread_name(person.name),
            sex=label(person.sex).zh if person.sex else "",
            nationality=person.nationality,
            post=write_post(person),
            place=person.group if is_by_sector else person.sector or person.unit,
            remark=remarks.get(person.key, ""),
        )
        for number, person in enumerate(people, start=1)
    )


def write_post(person: Person) -> str:
    """Return unit and post in one phrase, the unit not said twice."""
    if person.post.startswith(person.unit):
        return person.post
    return f"{person.unit}{person.post}"
