"""The plan file's shape: what pydantic checks at the edge, and what editors complete.

The names are those of ``planner.domain.plan``; only offsets, dependencies, dates and times have a
written form of their own. Every field that the plan has a default for may be left out.
"""

from __future__ import annotations

import re
from datetime import date, time
from enum import StrEnum
from typing import Annotated, Any, NoReturn, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from planner.domain.person import AttendanceKind, LeaveState, Sex
from planner.domain.plan import MeetingKind, NameOrder
from planner.domain.sitting import Lectern, PresiderSeat, RowOrder, SeatRule, SittingKind
from planner.domain.task import Aspect, OffsetUnit, TaskState
from planner.domain.vocabulary import label
from planner.planfile.written import normalise, parse_date, parse_time

OFFSET = re.compile(r"([+\-−]?)(\d{1,4})([dw])")
DEPENDENCY = re.compile(r"(.+?)(?:\s*\+\s*(\d{1,4}))?")
TermT = TypeVar("TermT", bound=StrEnum)


def _reject(zh: str, en: str) -> NoReturn:
    kind, template = "plan", "{zh}\n{en}"
    raise PydanticCustomError(kind, template, {"zh": zh, "en": en})


def _read_date(value: object) -> object:
    if value is None or isinstance(value, date):
        return value
    found = parse_date(str(value))
    if found is None:
        _reject("应为存在的日期，如 2027-01-18", "expected a date that exists, such as 2027-01-18")
    return found


def _read_time(value: object) -> object:
    if value is None or isinstance(value, time):
        return value
    found = parse_time(str(value))
    if found is None:
        _reject("应为时间，如 09:00", "expected a time, such as 09:00")
    return found


def _read_offset(value: object) -> object:
    text = normalise(str(value)).replace(" ", "")
    if not OFFSET.fullmatch(text):
        _reject(
            "应为提前量，如 -15w（前 15 个工作日）或 +3d（后 3 天）",
            "expected an offset, such as -15w (working days) or +3d (natural days)",
        )
    return text


def _read_text(value: object) -> object:
    if isinstance(value, str):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, bool) or value is None:
        _reject("应为文字；请加引号", "expected text; put it in quotes")
    _reject("应为文字", "expected text")


def _term_reader(kind: type[TermT]) -> BeforeValidator:
    words: dict[str, TermT] = {}
    for term in kind:
        words[term.value] = term
        if kind is not OffsetUnit:
            words[label(term).zh] = term
            words[label(term).en.casefold()] = term
    allowed_zh = "、".join(f"{term.value}（{label(term).zh}）" for term in kind)
    allowed_en = ", ".join(term.value for term in kind)

    def read(value: object) -> object:
        if isinstance(value, kind):
            return value
        found = words.get(normalise(str(value))) or words.get(normalise(str(value)).casefold())
        if found is None:
            _reject(f"应为其中之一：{allowed_zh}", f"expected one of: {allowed_en}")
        return found

    return BeforeValidator(read)


Text = Annotated[str, BeforeValidator(_read_text)]
Name = Annotated[str, BeforeValidator(_read_text), Field(min_length=1)]
Day = Annotated[date, BeforeValidator(_read_date)]
Clock = Annotated[
    time, BeforeValidator(_read_time), WithJsonSchema({"type": "string", "examples": ["09:00"]})
]
OffsetText = Annotated[str, BeforeValidator(_read_offset), Field(examples=["-15w", "+3d"])]
Attendance = Annotated[AttendanceKind, _term_reader(AttendanceKind)]


class Part(BaseModel):
    """A part of the file; an unknown field is a fault."""

    model_config = ConfigDict(extra="forbid")


class OrganisationPart(Part):
    """The house."""

    name: Name
    short_name: Text = ""


class EditionPart(Part):
    """Which revision this is."""

    number: Annotated[int, Field(ge=0)] = 0
    issued_on: Day | None = None


class DepartmentPart(Part):
    """处室."""

    key: Name
    name: Name
    head: Text = ""


class PersonPart(Part):
    """人员; without a key the name is the key."""

    key: Text = ""
    name: Name
    attendance: Attendance = AttendanceKind.MEMBER
    sex: Annotated[Sex, _term_reader(Sex)] | None = None
    nationality: Text = ""
    post: Text = ""
    unit: Text = ""
    sector: Text = ""
    group: Text = ""
    rank: int | None = None
    is_standing: bool = False
    is_convener: bool = False
    contact: Text = ""
    needs: Text = ""
    photo: Text = ""
    pinyin: Text = ""


class LeavePart(Part):
    """请假."""

    person: Name
    reason: Text = ""
    sittings: tuple[Name, ...] = ()
    state: Annotated[LeaveState, _term_reader(LeaveState)] = LeaveState.PENDING
    asked_on: Day | None = None
    decided_by: Text = ""
    decided_on: Day | None = None


class StepPart(Part):
    """A step of the proceedings."""

    content: Name
    minutes: Annotated[int, Field(ge=0, le=24 * 60)] = 0
    speaker: Text = ""
    words: Text = ""


class RowPart(Part):
    """A row of the rostrum, front row first."""

    people: tuple[Name, ...]
    order: Annotated[RowOrder, _term_reader(RowOrder)] = RowOrder.RANK
    shift: int = 0


class RostrumPart(Part):
    """主席台."""

    rows: tuple[RowPart, ...]
    rule: Annotated[SeatRule, _term_reader(SeatRule)] | None = None
    presider_seat: Annotated[PresiderSeat, _term_reader(PresiderSeat)] = PresiderSeat.BY_RANK
    lectern: Annotated[Lectern, _term_reader(Lectern)] = Lectern.FRONT_RIGHT


class SittingPart(Part):
    """会次."""

    key: Name
    name: Name
    kind: Annotated[SittingKind, _term_reader(SittingKind)] = SittingKind.OTHER
    held_on: Day | None = None
    starts_at: Clock | None = None
    ends_at: Clock | None = None
    place: Text = ""
    content: Text = ""
    presiders: tuple[Name, ...] = ()
    participants: tuple[Name, ...] = ()
    participants_note: Text = ""
    is_internal: bool = False
    steps: tuple[StepPart, ...] = ()
    rostrum: RostrumPart | None = None


class AgendaPart(Part):
    """议程."""

    key: Name
    title: Name
    reporter: Text = ""
    sittings: tuple[Name, ...] = ()


class WorkstreamPart(Part):
    """工作组."""

    key: Name
    name: Name
    accountable: Text = ""
    lead: Text = ""
    department: Text = ""


class TaskPart(Part):
    """任务; a dependency is written ``Q001`` or, with a lag of two days, ``Q001+2``."""

    key: Name
    name: Name
    workstream: Text = ""
    anchor: Name = "open"
    offset: OffsetText = "0d"
    duration_days: Annotated[int, Field(ge=1, le=3660)] = 1
    depends_on: tuple[Name, ...] = ()
    department: Text = ""
    owner: Text = ""
    support: tuple[Name, ...] = ()
    standard: Text = ""
    condition: Text = ""
    state: Annotated[TaskState, _term_reader(TaskState)] = TaskState.OPEN
    done_on: Day | None = None
    aspects: tuple[Annotated[Aspect, _term_reader(Aspect)], ...] = ()
    sittings: tuple[Name, ...] = ()
    note: Text = ""


class TextPart(Part):
    """文稿."""

    key: Name
    title: Text
    body: Text


class RestPart(Part):
    """放假."""

    name: Name
    first_on: Day
    last_on: Day


class NoticePart(Part):
    """A notice on public holidays; it settles its year."""

    year: Annotated[int, Field(ge=1990, le=2200)]
    rests: tuple[RestPart, ...] = ()
    workdays: tuple[Day, ...] = ()
    source: Text = ""


class StrokeOverridePart(Part):
    """A character whose place the house has settled."""

    character: Annotated[str, Field(min_length=1, max_length=1)]
    strokes: Annotated[int, Field(ge=1, le=80)]
    sequence: Annotated[str, BeforeValidator(_read_text), Field(pattern="^[1-5]*$")] = ""
    decided_by: Text = ""
    decided_on: Day | None = None


class WaiverPart(Part):
    """A finding set aside."""

    code: Name
    place: Text
    reason: Name
    waived_by: Text = ""


class SettingsPart(Part):
    """What differs from house to house."""

    name_order: Annotated[NameOrder, _term_reader(NameOrder)] = NameOrder.STROKES
    seat_rule: Annotated[SeatRule, _term_reader(SeatRule)] = SeatRule.LEFT_FIRST
    conditions: tuple[Name, ...] = ()
    sector_order: tuple[Name, ...] = ()
    calendar_notices: tuple[NoticePart, ...] = ()
    stroke_overrides: tuple[StrokeOverridePart, ...] = ()
    quorum_numerator: Annotated[int, Field(ge=1, le=100)] = 2
    quorum_denominator: Annotated[int, Field(ge=1, le=100)] = 3
    waivers: tuple[WaiverPart, ...] = ()
    confidentiality: Text = ""


class PlanPart(Part):
    """A meeting plan, whole."""

    organisation: OrganisationPart
    kind: Annotated[MeetingKind, _term_reader(MeetingKind)]
    title: Name
    term: Annotated[int, Field(ge=0, le=999)]
    number: Annotated[int, Field(ge=0, le=999)]
    place: Text = ""
    theme: Text = ""
    reports_on: Day | None = None
    opens_on: Day | None = None
    closes_on: Day | None = None
    starts_work_on: Day | None = None
    secretary_general: Text = ""
    edition: EditionPart = EditionPart()
    departments: tuple[DepartmentPart, ...] = ()
    people: tuple[PersonPart, ...] = ()
    leaves: tuple[LeavePart, ...] = ()
    sittings: tuple[SittingPart, ...] = ()
    agenda: tuple[AgendaPart, ...] = ()
    workstreams: tuple[WorkstreamPart, ...] = ()
    tasks: tuple[TaskPart, ...] = ()
    texts: tuple[TextPart, ...] = ()
    settings: SettingsPart = SettingsPart()


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema of a plan file, for editors."""
    schema = PlanPart.model_json_schema()
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **schema,
        "title": "Plenum meeting plan 会议方案",
    }
