"""What a user asks of a seating: people bound to seats, to each other, to kinds of seats (§3)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class RuleKind(StrEnum):
    """The kinds of rules a user can add."""

    FIXED = "fixed"  # 固定座位: people (one), seats (one)
    TOGETHER = "together"  # 相邻就座
    APART = "apart"  # 不得相邻
    AISLE = "aisle"  # 靠过道
    NEAR_DOOR = "near_door"  # 靠近出入口
    NO_PILLAR = "no_pillar"  # 不靠柱
    WHEELCHAIR = "wheelchair"  # 轮椅席
    RESERVE = "reserve"  # 预留座位: seats kept empty
    ZONE = "zone"  # 指定区域: people, seats


@dataclass(frozen=True, slots=True)
class SeatingRule:
    """One rule; hard ones must hold, soft ones cost ``weight`` for each person that breaks them."""

    key: str
    kind: RuleKind
    people: tuple[str, ...] = ()
    seats: tuple[str, ...] = ()
    """Keys of seats: of FIXED, RESERVE and ZONE."""
    is_hard: bool = True
    weight: int = 1
    made_by: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Lock:
    """Somebody is to stay where he is, whatever else moves; by whom, for the reason of the seat."""

    person: str
    seat: str
    locked_by: str = ""
