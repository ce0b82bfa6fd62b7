"""People: records without a name, twice in the roster, hard to tell apart, without a group."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from planner.domain.enumeration import list_names
from planner.domain.finding.rule import block, hint, warn
from planner.domain.order import find_unverified
from planner.domain.person import AttendanceKind, LeaveState
from planner.domain.person_name import split_name
from planner.domain.plan import NameOrder
from planner.domain.sitting import SittingKind
from planner.domain.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator

    from planner.domain.finding.inspection import Inspection
    from planner.domain.finding.value import Finding
    from planner.domain.person import Person

ROSTER = Wording("人员名册", "Roster")
SHORTEST_PHONE = 7

NO_NAME = block("person-without-name", "填写姓名", "Enter the name")
DUPLICATE = warn(
    "duplicate-person", "核实是否同一人，保留一条", "Check; keep one record of a person"
)
SHARED_PHONE = hint("shared-contact", "核对联系电话", "Check the telephone number")
SAME_NAME = hint(
    "same-name",
    "姓名后加注性别、民族或单位以便区分",
    "Add sex, nationality or unit to tell them apart",
)
NO_GROUP = warn("person-without-group", "编入小组", "Put them into a group")
NO_CONVENER = warn("group-without-convener", "指定小组召集人", "Name a convener")
UNVERIFIED = hint(
    "unverified-characters",
    "在笔画订正表中填写笔画数和笔顺",
    "Enter their strokes in the table of overrides",
)
LEAVE_PENDING = hint("leave-pending", "按程序审批请假", "Decide on the leave")


def check_roster(inspection: Inspection) -> Iterator[Finding]:
    """Yield records without a name, duplicates, and equal names without a qualifier."""
    people = inspection.plan.people
    for person in people:
        if not split_name(person.name).proper:
            yield NO_NAME.in_person(person, "name", Wording("没有姓名", "no name"))
    named = [each for each in people if split_name(each.name).proper]
    alike = _group((split_name(each.name).proper, each) for each in named)
    for same in alike:
        yield from _check_same_name(same)
    phones = ((phone, each) for each in named if (phone := _phone(each)))
    for group in _group(phones):
        if len({split_name(each.name).proper for each in group}) > 1:
            names = list_names([each.name for each in group])
            why = Wording(f"{names.zh}的联系电话相同", f"{names.en} have the same telephone number")
            yield SHARED_PHONE.in_person(group[0], "contact", why)


def check_groups(inspection: Inspection) -> Iterator[Finding]:
    """Yield people called to group discussions without a group, and groups without a convener."""
    sittings = [each for each in inspection.plan.sittings if each.kind is SittingKind.GROUP]
    called: dict[str, Person] = {}
    for sitting in sittings:
        members = (
            each
            for each in inspection.called[sitting.key]
            if each.attendance is AttendanceKind.MEMBER
        )
        called |= {each.key: each for each in members}
    lost = [each.name for each in called.values() if not each.group]
    if lost:
        names = list_names(lost)
        why = Wording(
            f"{names.zh}要参加小组讨论，但没有编组",
            f"{names.en}: called to group discussions but in no group",
        )
        yield NO_GROUP.at("people", ROSTER, why)
    led = {each.group for each in inspection.plan.people if each.is_convener}
    groups = dict.fromkeys(each.group for each in called.values() if each.group)
    for group in groups:
        if group not in led:
            name = Wording(group, group)
            why = Wording("没有召集人", "it has no convener")
            yield NO_CONVENER.at(f"groups/{group}", name, why)


def check_characters(inspection: Inspection) -> Iterator[Finding]:
    """Yield, in one finding, the characters of names whose strokes are not verified."""
    settings = inspection.plan.settings
    if settings.name_order is NameOrder.PINYIN:
        return
    people = inspection.plan.people
    unverified = find_unverified([each.name for each in people], settings.stroke_overrides)
    if unverified:
        wanted = set(unverified)
        names = [each.name for each in people if not wanted.isdisjoint(each.name)]
        listed, characters = list_names(names), "、".join(unverified)
        why = Wording(
            f"“{characters}”不在通用规范汉字表内，笔画次序未经核实（{listed.zh}）",
            f"the stroke order of {characters} is not verified ({listed.en})",
        )
        yield UNVERIFIED.at("settings/stroke_overrides", ROSTER, why)


def check_leaves(inspection: Inspection) -> Iterator[Finding]:
    """Yield, in one finding, the leave that still waits for a decision."""
    waiting = [
        leave.person for leave in inspection.plan.leaves if leave.state is LeaveState.PENDING
    ]
    if waiting:
        names = list_names(inspection.names(list(dict.fromkeys(waiting))))
        why = Wording(f"{names.zh}的请假尚未批复", f"{names.en}: leave not decided yet")
        yield LEAVE_PENDING.at("leaves", Wording("请假", "Leave"), why)


def _check_same_name(same: list[Person]) -> Iterator[Finding]:
    """Yield duplicates (name with unit, post or telephone the same), else a hint."""
    name = same[0].name
    for mark in (_office, _phone):
        for group in _group((found, each) for each in same if (found := mark(each))):
            why = Wording(
                f"名册中有 {len(group)} 条“{name}”，单位职务或电话相同",
                f"{len(group)} records of “{name}” with the same office or telephone",
            )
            yield DUPLICATE.in_person(group[1], "", why)
            return
    for group in _group((split_name(each.name).qualifier, each) for each in same):
        why = Wording(
            f"有 {len(group)} 人同名“{name}”，没有加注区分",
            f"{len(group)} people are called “{name}” and nothing tells them apart",
        )
        yield SAME_NAME.in_person(group[1], "name", why)


def _office(person: Person) -> str:
    return f"{person.unit}/{person.post}" if person.unit or person.post else ""


def _phone(person: Person) -> str:
    digits = "".join(filter(str.isdecimal, person.contact)) if person.contact else ""
    return digits if len(digits) >= SHORTEST_PHONE else ""


def _group(marked: Iterable[tuple[Hashable, Person]]) -> list[list[Person]]:
    """Return those who share a mark, two or more of each, in the roster's order."""
    groups: dict[Hashable, list[Person]] = defaultdict(list)
    for mark, person in marked:
        groups[mark].append(person)
    return [group for group in groups.values() if len(group) > 1]
