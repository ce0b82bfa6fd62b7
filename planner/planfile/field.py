"""The types of the plan file's fields: what may be written, as pydantic reads it."""

from __future__ import annotations

from datetime import date, time
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

from pydantic import BeforeValidator, Field, PlainValidator, ValidationInfo, WithJsonSchema
from pydantic_core import PydanticCustomError

from planner.domain.person import AttendanceKind, LeaveState, Sex
from planner.domain.plan import MeetingKind, NameOrder
from planner.domain.sitting import Lectern, PresiderSeat, RowOrder, SeatRule, SittingKind
from planner.domain.task import Aspect, Dependency, Offset, TaskState
from planner.domain.wording import Wording
from planner.planfile import moment, number, offset, participant
from planner.planfile.fault import UnreadableError
from planner.planfile.term import read_condition, read_term
from planner.planfile.text import (
    SEPARATORS,
    clean_key,
    clean_line,
    clean_name,
    clean_text,
    split_list,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from enum import StrEnum

    from planner.planfile.register import Register

TEXT_EXPECTED = Wording("应为文字", "expected text")
FORBIDDEN_IN_KEYS = f"{SEPARATORS}+＋"
LONGEST_LINE = 1_000
LONGEST_TEXT = 20_000
LONGEST_BODY = 200_000


def _raise(error: UnreadableError) -> PydanticCustomError:
    words = {"zh": error.wording.zh, "en": error.wording.en}
    words |= {"spoken_zh": error.spoken.zh, "spoken_en": error.spoken.en}
    return PydanticCustomError("unreadable", "{en}", words)


def _read(read: Callable[[str, Register], object], value: object, info: ValidationInfo) -> object:
    """Return what a text means in this file, or raise what pydantic collects."""
    if not isinstance(value, str):
        raise _raise(UnreadableError(TEXT_EXPECTED))
    register: Any = info.context
    try:
        return read(value, register)
    except UnreadableError as error:
        raise _raise(error) from None


def _reading(read: Callable[[str, Register], object]) -> BeforeValidator:
    return BeforeValidator(partial(_read, read))


def _read_key(text: str, _register: Register) -> str:
    key = clean_key(text)
    if any(each in key for each in FORBIDDEN_IN_KEYS):
        raise UnreadableError(
            Wording(
                "编号中不能有顿号、逗号、分号和加号", "a key has no comma, semicolon or plus sign"
            )
        )
    return key


def _read_name(text: str, _register: Register) -> str:
    name = clean_name(text)
    if len(split_list(name)) > 1:
        raise UnreadableError(Wording("一行只写一人", "write one person a row"))
    return name


def _term(kind: type[StrEnum]) -> BeforeValidator:
    return _reading(lambda text, _register: read_term(kind, text))


def _lookup(section: str) -> BeforeValidator:
    return _reading(lambda text, register: register.find(section, clean_line(text)))


def _read_dependency(text: str, register: Register) -> Dependency:
    line = clean_line(text)
    if register.shelves["tasks"].has(line):
        return Dependency(register.find("tasks", line))
    task, lag = offset.split_lag(line)
    return Dependency(register.find("tasks", task), lag)


def _split(value: object) -> object:
    return split_list(value) if isinstance(value, str) else value


def _read_dependency_value(value: object, info: ValidationInfo) -> Any:  # noqa: ANN401  pydantic's
    return _read(_read_dependency, value, info)


def _read_offset_value(value: object, info: ValidationInfo) -> Any:  # noqa: ANN401  pydantic's
    return _read(lambda text, _register: offset.read_offset(text), value, info)


Item = TypeVar("Item")
Listed = Annotated[tuple[Item, ...], BeforeValidator(_split)]

Line = Annotated[str, _reading(lambda text, _: clean_line(text)), Field(max_length=LONGEST_LINE)]
Text = Annotated[str, _reading(lambda text, _: clean_text(text)), Field(max_length=LONGEST_TEXT)]
Body = Annotated[str, _reading(lambda text, _: clean_text(text)), Field(max_length=LONGEST_BODY)]
Title = Annotated[Line, Field(min_length=1)]
Content = Annotated[Text, Field(min_length=1)]
Key = Annotated[str, _reading(_read_key), Field(max_length=100)]
Name = Annotated[str, _reading(_read_name), Field(min_length=1, max_length=100)]
Number = Annotated[int, _reading(lambda text, _: number.read_number(text))]
Flag = Annotated[bool, _reading(lambda text, _: number.read_flag(text))]
Day = Annotated[
    date,
    _reading(lambda text, register: moment.read_day(text, register.near)),
    WithJsonSchema({"type": "string", "format": "date"}),
]
Clock = Annotated[
    time,
    _reading(lambda text, _: moment.read_clock(text)),
    WithJsonSchema({"type": "string", "examples": ["09:00"]}),
]
OffsetText = Annotated[
    Offset,
    PlainValidator(_read_offset_value),
    WithJsonSchema({"type": "string", "examples": ["-15w", "+3d", "0d"]}),
]
DependencyText = Annotated[
    Dependency,
    PlainValidator(_read_dependency_value),
    WithJsonSchema({"type": "string", "examples": ["Q001", "Q001+2"]}),
]

PersonKey = Annotated[str, _lookup("people")]
SittingKey = Annotated[str, _lookup("sittings")]
TaskKey = Annotated[str, _lookup("tasks")]
WorkstreamKey = Annotated[str, _lookup("workstreams")]
DepartmentKey = Annotated[str, _lookup("departments")]
Selector = Annotated[str, _reading(participant.read_selector)]
Anchor = Annotated[str, _reading(participant.read_anchor)]
Condition = Annotated[str, _reading(lambda text, _: read_condition(clean_line(text)))]

Attendance = Annotated[AttendanceKind, _term(AttendanceKind)]
SexTerm = Annotated[Sex, _term(Sex)]
LeaveTerm = Annotated[LeaveState, _term(LeaveState)]
Kind = Annotated[MeetingKind, _term(MeetingKind)]
OrderTerm = Annotated[NameOrder, _term(NameOrder)]
RuleTerm = Annotated[SeatRule, _term(SeatRule)]
RowTerm = Annotated[RowOrder, _term(RowOrder)]
PresiderTerm = Annotated[PresiderSeat, _term(PresiderSeat)]
LecternTerm = Annotated[Lectern, _term(Lectern)]
SittingTerm = Annotated[SittingKind, _term(SittingKind)]
StateTerm = Annotated[TaskState, _term(TaskState)]
AspectTerm = Annotated[Aspect, _term(Aspect)]
