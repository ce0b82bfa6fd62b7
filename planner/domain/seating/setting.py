"""How a house fills its hall: blocks and their shape, the order in them, zones, rotation (§3)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from planner.domain.plan import NameOrder
from planner.domain.wording import Wording

if TYPE_CHECKING:
    from planner.domain.order import By
    from planner.domain.person import AttendanceKind
    from planner.domain.seating.rule import Lock, SeatingRule


class BlockBy(StrEnum):
    """What the delegates are put together by."""

    SECTOR = "sector"  # 按界别
    GROUP = "group"  # 按小组
    NOTHING = "nothing"  # 统一排序
    BANQUET = "banquet"  # 宴会：主宾相间，按职务排名


class BlockShape(StrEnum):
    """What a block looks like from above."""

    STRIP = "strip"  # 纵向条块
    ROWS = "rows"  # 横向连排


class FillDirection(StrEnum):
    """How the people of a block follow each other."""

    COLUMNS = "columns"  # 从前到后逐列
    ROWS = "rows"  # 从左到右逐排


class StandingPlace(StrEnum):
    """Where standing-committee members sit."""

    FRONT_ROWS = "front_rows"  # 前排就座
    FIRST_IN_BLOCK = "first_in_block"  # 本块居前
    AS_OTHERS = "as_others"  # 不单列


@dataclass(frozen=True, slots=True)
class SeatZone:
    """Seats of those who are no delegates; by keys."""

    kind: AttendanceKind
    seats: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FrontRecord:
    """Who sat in the front zone at one session of the term."""

    session: int
    people: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HallSettings:
    """How one sitting's hall is filled."""

    block_by: BlockBy = BlockBy.SECTOR
    shape: BlockShape = BlockShape.STRIP
    direction: FillDirection = FillDirection.COLUMNS
    standing: StandingPlace = StandingPlace.FIRST_IN_BLOCK
    order: By = NameOrder.STROKES
    """How people follow each other in a block, after its head."""
    areas: tuple[str, ...] = ()
    """Keys of the areas that are filled, in turn; none means all but the rostrum."""
    zones: tuple[SeatZone, ...] = ()
    """A kind without a zone gets rows of its own, next behind the delegates."""
    step: int = 1
    """By so many blocks the blocks move up at each session of the term; 0: they stay."""
    records: tuple[FrontRecord, ...] = ()
    """Of the term's earlier sessions; as many turns the hall has made."""
    hosts: tuple[str, ...] = ()
    """Of a banquet: who closes the tables as host, by keys, the host of the main table first."""
    rules: tuple[SeatingRule, ...] = ()
    locks: tuple[Lock, ...] = ()


ORDER_WORDS = {
    NameOrder.STROKES: Wording("按姓氏笔画排序", "by strokes of the surname"),
    NameOrder.STROKES_FULL: Wording("按姓名笔画排序", "by strokes of the whole name"),
    NameOrder.PINYIN: Wording("按拼音排序", "by pinyin"),
    "rank": Wording("按职务排名", "by rank"),
}
