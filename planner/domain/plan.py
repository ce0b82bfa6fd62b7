"""The meeting plan: one immutable value from which everything else is computed."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from planner.domain.sitting import SeatRule

if TYPE_CHECKING:
    from datetime import date

    from planner.domain.person import Leave, Person
    from planner.domain.sitting import Sitting
    from planner.domain.task import Task, Workstream


class MeetingKind(StrEnum):
    """The five kinds of meeting with a shipped template (rules §6)."""

    PLENARY = "plenary"  # 全体会议
    STANDING = "standing"  # 常务委员会会议
    CHAIR = "chair"  # 主席会议
    SECRETARIES = "secretaries"  # 秘书长会议
    CONSULTATION = "consultation"  # 专题协商会


class NameOrder(StrEnum):
    """How names without a rank are put in order (rules §1)."""

    STROKES = "strokes"  # 姓氏笔画
    STROKES_FULL = "strokes_full"  # 姓名笔画
    PINYIN = "pinyin"


@dataclass(frozen=True, slots=True)
class Organisation:
    """The house: ``name`` in full as in titles, ``short_name`` as people say it."""

    name: str
    short_name: str = ""


@dataclass(frozen=True, slots=True)
class Department:
    """处室: a unit that owns work; ``head`` is a person's key."""

    key: str
    name: str
    head: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """分组: ``name`` as its people have it; the room where it discusses, and its bus in words."""

    key: str
    name: str
    room: str = ""
    bus: str = ""
    """As it is told to people: 3号车，8:10宾馆正门发车."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """议程（议题）: a matter of business in its order, without clock times."""

    key: str
    title: str
    reporter: str = ""
    sittings: tuple[str, ...] = ()
    materials: tuple[str, ...] = ()
    """Papers that members get for this item, in words."""


@dataclass(frozen=True, slots=True)
class TextBlock:
    """A text of the house: ``notes`` 会议须知, ``notice`` 会议通知, ``adoption`` 议程通过情况.

    Paragraphs are separated by line feeds.
    """

    key: str
    title: str
    body: str


@dataclass(frozen=True, slots=True)
class RestPeriod:
    """放假: first and last day off, both included."""

    name: str
    first_on: date
    last_on: date


@dataclass(frozen=True, slots=True)
class CalendarNotice:
    """A notice on public holidays: it settles every day of its year."""

    year: int
    rests: tuple[RestPeriod, ...] = ()
    workdays: tuple[date, ...] = ()
    """调休上班: days at a weekend on which people work."""
    source: str = ""


@dataclass(frozen=True, slots=True)
class StrokeOverride:
    """A character whose place in the order the house has settled itself, with who and when."""

    character: str
    strokes: int
    sequence: str = ""
    """Stroke classes 横1 竖2 撇3 点4 折5, one digit a stroke."""
    decided_by: str = ""
    decided_on: date | None = None


@dataclass(frozen=True, slots=True)
class Waiver:
    """A finding set aside: ``code`` and ``place`` as the finding states them."""

    code: str
    place: str
    reason: str
    waived_by: str = ""


@dataclass(frozen=True, slots=True)
class Settings:
    """What differs from house to house."""

    name_order: NameOrder = NameOrder.STROKES
    seat_rule: SeatRule = SeatRule.LEFT_FIRST
    conditions: tuple[str, ...] = ()
    """Conditions that hold at this meeting: first_session, election, has_commendation …"""
    sector_order: tuple[str, ...] = ()
    calendar_notices: tuple[CalendarNotice, ...] = ()
    stroke_overrides: tuple[StrokeOverride, ...] = ()
    quorum_numerator: int = 2
    quorum_denominator: int = 3
    waivers: tuple[Waiver, ...] = ()
    confidentiality: str = ""
    """Label on every paper: 内部, 工作秘密, or none."""


@dataclass(frozen=True, slots=True)
class Edition:
    """Which revision of the plan this is; number 0 is a draft that was never published."""

    number: int = 0
    issued_on: date | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """One meeting, whole."""

    organisation: Organisation
    kind: MeetingKind
    title: str
    """Full title as on the papers, e.g. 政协××省第十三届委员会第四次会议."""
    term: int
    number: int
    place: str = ""
    theme: str = ""
    reports_on: date | None = None
    """报到; None where nobody registers beforehand."""
    opens_on: date | None = None
    closes_on: date | None = None
    starts_work_on: date | None = None
    """The day from which work can start; None means as early as the tasks want."""
    secretary_general: str = ""
    """The meeting's secretary-general, a person's key: the head of the chain of responsibility."""
    edition: Edition = field(default_factory=Edition)
    departments: tuple[Department, ...] = ()
    people: tuple[Person, ...] = ()
    groups: tuple[Group, ...] = ()
    leaves: tuple[Leave, ...] = ()
    sittings: tuple[Sitting, ...] = ()
    agenda: tuple[AgendaItem, ...] = ()
    workstreams: tuple[Workstream, ...] = ()
    tasks: tuple[Task, ...] = ()
    texts: tuple[TextBlock, ...] = ()
    settings: Settings = field(default_factory=Settings)
