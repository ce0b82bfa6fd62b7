"""Sittings, their proceedings, and the rostrum of each."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, time


class SittingKind(StrEnum):
    """What a block of the schedule is."""

    REGISTRATION = "registration"  # 报到
    CONVENERS = "conveners"  # 召集人会议
    PREPARATORY = "preparatory"  # 预备会议
    OPENING = "opening"  # 开幕会
    PLENARY = "plenary"  # 全体会议（大会发言）
    GROUP = "group"  # 小组讨论
    JOINT = "joint"  # 联组、界别协商
    CONGRESS = "congress"  # 列席人民代表大会会议
    STANDING = "standing"  # 常委会会议
    CHAIR = "chair"  # 主席会议
    ELECTION = "election"  # 选举
    CLOSING = "closing"  # 闭幕会
    CONSULTATION = "consultation"  # 专题协商
    PHOTO = "photo"  # 合影
    OTHER = "other"


class SeatRule(StrEnum):
    """Where No. 1 sits and on which side No. 2 (rules §2)."""

    LEFT_FIRST = "left_first"
    RIGHT_FIRST = "right_first"
    CENTRE_ONE = "centre_one"


class RowOrder(StrEnum):
    """How the people of one rostrum row are ranked before they are seated."""

    RANK = "rank"
    STROKES = "strokes"
    AS_LISTED = "as_listed"


class PresiderSeat(StrEnum):
    """Where the presider sits: by rank, or moved to a place in the front row."""

    BY_RANK = "by_rank"
    CENTRE = "centre"
    END = "end"


class Lectern(StrEnum):
    """Where the lectern stands, as seen by those seated on the rostrum."""

    FRONT = "front"
    FRONT_RIGHT = "front_right"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class ProceedingStep:
    """One step of a sitting; ``speaker`` is a person's key, or empty for nobody in particular."""

    content: str
    minutes: int = 0
    speaker: str = ""
    words: str = ""
    """Outline of the presider's words for this step."""


@dataclass(frozen=True, slots=True)
class RostrumRow:
    """One row of the rostrum; front row first. Who is in which row is the user's decision."""

    people: tuple[str, ...]
    order: RowOrder = RowOrder.RANK
    shift: int = 0
    """Stroke-ordered rear rows may start this many people later, from meeting to meeting."""


@dataclass(frozen=True, slots=True)
class Rostrum:
    """The rostrum of one sitting; ``rule`` of None means the plan's seat convention."""

    rows: tuple[RostrumRow, ...]
    rule: SeatRule | None = None
    presider_seat: PresiderSeat = PresiderSeat.BY_RANK
    lectern: Lectern = Lectern.FRONT_RIGHT


@dataclass(frozen=True, slots=True)
class Sitting:
    """One block of the schedule.

    ``participants`` are selectors: an attendance kind (``member``, ``sitting_in`` …), ``standing``
    (常委), ``conveners``, ``group:<name>``, ``sector:<name>`` or ``person:<key>``.
    """

    key: str
    name: str
    kind: SittingKind = SittingKind.OTHER
    held_on: date | None = None
    starts_at: time | None = None
    ends_at: time | None = None
    place: str = ""
    content: str = ""
    presiders: tuple[str, ...] = ()
    participants: tuple[str, ...] = ()
    participants_note: str = ""
    """Words for the schedule's column of who takes part, where the selectors' own do not do."""
    is_internal: bool = False
    """Stands in the internal edition of the schedule only."""
    steps: tuple[ProceedingStep, ...] = ()
    rostrum: Rostrum | None = None
