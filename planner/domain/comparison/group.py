"""What changed in the groups: who is one, where it discusses, which bus it takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.domain.comparison.record import (
    FieldWords,
    RecordWords,
    compare_records,
    pair_records,
)
from planner.domain.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.domain.comparison.change import Change
    from planner.domain.directory import Directory
    from planner.domain.plan import Group, Plan

GROUP: RecordWords[Group] = RecordWords(
    place="groups",
    noun=lambda _: Wording("小组", "groups"),
    unit="个",
    key=lambda each: each.key,
    name=lambda _, each: each.name or each.key,
    fields=(
        FieldWords("name", Wording("名称", "name")),
        FieldWords("room", Wording("讨论室", "room")),
        FieldWords("bus", Wording("乘车", "bus")),
        FieldWords("note", Wording("备注", "note")),
    ),
)


def compare_groups(old: Plan, new: Plan, before: Directory, after: Directory) -> Iterator[Change]:
    """Yield what changed in the groups."""
    yield from compare_records(
        GROUP, pair_records(old.groups, new.groups, GROUP.key), before, after
    )
