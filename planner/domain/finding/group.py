"""Groups with their rooms and buses: named twice, unknown to the roster, or missing in the list."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from planner.domain.enumeration import list_names
from planner.domain.finding.rule import hint, join_place, warn
from planner.domain.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.domain.finding.inspection import Inspection
    from planner.domain.finding.value import Finding
    from planner.domain.plan import Group

REPEATED = warn(
    "group-listed-twice", "保留一条，或另取名称", "Keep one of them, or give one another name"
)
UNLISTED = hint(
    "group-not-listed",
    "在“分组”中补上，并填写讨论室和乘车",
    "Add them to the groups, with room and bus",
)
EMPTY = hint(
    "group-without-people",
    "与人员“小组”一栏的写法对照，改正或删除",
    "Compare with the groups of the roster; correct or remove it",
)


def check_group_list(inspection: Inspection) -> Iterator[Finding]:
    """Yield groups listed twice, groups nobody is in, and those of the roster not listed."""
    plan = inspection.plan
    listed: dict[str, list[Group]] = defaultdict(list)
    for each in plan.groups:
        listed[each.name].append(each)
    used = dict.fromkeys(each.group for each in plan.people if each.group)
    for name, same in listed.items():
        place_name = Wording(name, name)
        if len(same) > 1:
            why = Wording(f"列了 {len(same)} 次", f"it is listed {len(same)} times")
            yield REPEATED.at(join_place("groups", same[1].key, "name"), place_name, why)
        if name not in used:
            why = Wording("名册中没有人编入这个小组", "nobody of the roster is in this group")
            yield EMPTY.at(join_place("groups", same[0].key, "name"), place_name, why)
    unlisted = [name for name in used if name not in listed]
    if listed and unlisted:
        names = list_names(unlisted, "个小组")
        why = Wording(
            f"{names.zh}没有列入，讨论室和乘车无从得知",
            f"{names.en}: not listed, so nobody knows their rooms and buses",
        )
        yield UNLISTED.at("groups", Wording("分组", "Groups"), why)
