"""What changed among the people, and in their leave."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from planner.domain.comparison.naming import say_sittings
from planner.domain.comparison.record import (
    FieldWords,
    RecordWords,
    compare_records,
    pair_records,
)
from planner.domain.person import AttendanceKind, Leave, LeaveState, Person
from planner.domain.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.domain.comparison.change import Change
    from planner.domain.directory import Directory
    from planner.domain.plan import Plan

NOUNS = {
    AttendanceKind.MEMBER: Wording("出席人员", "members"),
    AttendanceKind.SITTING_IN: Wording("列席人员", "people sitting in"),
    AttendanceKind.SPECIAL_GUEST: Wording("特邀人员", "special guests"),
    AttendanceKind.OBSERVER: Wording("旁听人员", "observers"),
    AttendanceKind.MEDIA: Wording("媒体人员", "media people"),
    AttendanceKind.STAFF: Wording("工作人员", "staff"),
}
PERSON: RecordWords[Person] = RecordWords(
    place="people",
    noun=lambda each: NOUNS[each.attendance],
    unit="名",
    key=lambda each: each.key,
    name=lambda _, each: each.name or each.key,
    people=lambda each: (each.key,),
    fields=(
        FieldWords("name", Wording("姓名", "name")),
        FieldWords("attendance", Wording("参加方式", "attendance")),
        FieldWords("post", Wording("职务", "post")),
        FieldWords("unit", Wording("单位", "unit")),
        FieldWords("rank", Wording("排名", "rank")),
        FieldWords("sector", Wording("界别", "sector")),
        FieldWords("group", Wording("小组", "group")),
        FieldWords("is_standing", Wording("常委身份", "standing-committee seat")),
        FieldWords("is_convener", Wording("召集人身份", "convenership")),
        FieldWords("sex", Wording("性别", "sex")),
        FieldWords("nationality", Wording("民族", "nationality")),
        FieldWords("contact", Wording("联系方式", "contact")),
        FieldWords("needs", Wording("特殊需求", "needs")),
        FieldWords("photo", Wording("照片", "photo")),
        FieldWords("pinyin", Wording("姓名读音", "reading of the name")),
    ),
)
LEAVE_NOUNS = {
    LeaveState.PENDING: Wording("待批的请假", "leave not decided yet"),
    LeaveState.GRANTED: Wording("已批准的请假", "leave granted"),
    LeaveState.REFUSED: Wording("未获批准的请假", "leave refused"),
}
LEAVE: RecordWords[Leave] = RecordWords(
    place="leaves",
    noun=lambda each: LEAVE_NOUNS[each.state],
    unit="人",
    key=lambda each: each.person,
    name=lambda directory, each: directory.name_of(each.person),
    people=lambda each: (each.person,),
    sittings=lambda each: each.sittings,
    fields=(
        FieldWords("state", Wording("请假审批", "decision on leave")),
        FieldWords("sittings", Wording("请假会次", "sittings of leave"), say_sittings),
        FieldWords("reason", Wording("请假事由", "reason for leave")),
        FieldWords("asked_on", Wording("请假日期", "day leave was asked for")),
        FieldWords("decided_by", Wording("请假审批人", "who decided on leave")),
        FieldWords("decided_on", Wording("请假审批日期", "day leave was decided on")),
    ),
)


def compare_people(old: Plan, new: Plan, before: Directory, after: Directory) -> Iterator[Change]:
    """Yield what changed in the roster."""
    pairing = pair_records(old.people, new.people, PERSON.key)
    yield from compare_records(PERSON, pairing, before, after)


def compare_leaves(old: Plan, new: Plan, before: Directory, after: Directory) -> Iterator[Change]:
    """Yield what changed in the leave asked for and granted."""
    pairing = pair_records(old.leaves, new.leaves, LEAVE.key)
    refused = {
        each.person
        for plan in (old, new)
        for each in plan.leaves
        if each.state is LeaveState.REFUSED
    }
    known = {
        each.person
        for plan in (old, new)
        for each in plan.leaves
        if each.state is not LeaveState.REFUSED
    }
    for change in compare_records(LEAVE, pairing, before, after):
        is_personal = refused.issuperset(change.records) and known.isdisjoint(change.records)
        yield replace(change, is_personal=is_personal and bool(change.records))
