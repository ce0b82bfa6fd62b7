"""People, how they take part, and their leave."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


class AttendanceKind(StrEnum):
    """How a person takes part, in the order in which lists name them (rules §1.4)."""

    MEMBER = "member"  # 出席
    SITTING_IN = "sitting_in"  # 列席
    SPECIAL_GUEST = "special_guest"  # 特邀
    OBSERVER = "observer"  # 旁听
    MEDIA = "media"  # 媒体
    STAFF = "staff"  # 工作人员


class Sex(StrEnum):
    """Sex as rosters state it."""

    MALE = "male"
    FEMALE = "female"


class LeaveState(StrEnum):
    """Where a request for leave stands."""

    PENDING = "pending"  # 待批
    GRANTED = "granted"  # 批准
    REFUSED = "refused"  # 不准


@dataclass(frozen=True, slots=True)
class Person:
    """One person of the meeting; ``rank`` is the house's integer key, smaller first."""

    key: str
    name: str
    attendance: AttendanceKind = AttendanceKind.MEMBER
    sex: Sex | None = None
    nationality: str = ""
    post: str = ""
    unit: str = ""
    sector: str = ""
    group: str = ""
    rank: int | None = None
    is_standing: bool = False
    is_convener: bool = False
    contact: str = ""
    needs: str = ""
    photo: str = ""
    pinyin: str = ""
    """Reading of the name where the common one is wrong: syllables separated by spaces."""


@dataclass(frozen=True, slots=True)
class Leave:
    """A request for leave; no sittings means the whole meeting."""

    person: str
    reason: str = ""
    sittings: tuple[str, ...] = ()
    state: LeaveState = LeaveState.PENDING
    asked_on: date | None = None
    decided_by: str = ""
    decided_on: date | None = None
