"""What people do to a seating by hand: the deeds, and what they go by."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from planner.domain.seating.absence import CloseUpIn

if TYPE_CHECKING:
    from collections.abc import Mapping


class DeedKind(StrEnum):
    """What can be done."""

    MOVE = "move"  # 移到空座
    SWAP = "swap"  # 对调
    INSERT = "insert"  # 插入，其后顺移
    PLACE = "place"  # 多人同时移动
    CLOSE_UP = "close_up"  # 依次补位
    LOCK = "lock"
    UNLOCK = "unlock"
    UNSEAT = "unseat"  # 移出座位


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing to do."""

    kind: DeedKind
    people: tuple[str, ...] = ()
    seat: str = ""
    seats: tuple[str, ...] = ()
    """Of PLACE: one for each person."""
    inside: CloseUpIn = CloseUpIn.ROW
    held: Mapping[str, str | None] = field(default_factory=dict)
    """Where whoever does it saw people, by person; what has changed since is refused."""
    expected: Mapping[str, str | None] = field(default_factory=dict)
    """Whom he saw on seats, by seat."""
