"""How a hall is filled, as plain data: what a seating keeps, and what settings files hold."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, ValidationError

from planner.domain.person import AttendanceKind  # noqa: TC001  pydantic reads it
from planner.domain.plan import NameOrder
from planner.domain.seating import rule, setting
from planner.domain.seating.rule import RuleKind  # noqa: TC001  pydantic reads it
from planner.domain.seating.setting import (
    BlockBy,
    BlockShape,
    FillDirection,
    HallSettings,
    StandingPlace,
)
from planner.planfile.conversion import to_data
from planner.planfile.model import Part

MOST_RULES = 2_000
MOST_PEOPLE = 10_000
MOST_WEIGHT = 1_000

Word = Annotated[str, Field(max_length=160)]
Note = Annotated[str, Field(max_length=500)]


def _as_tuple(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value


Words = Annotated[tuple[Word, ...], BeforeValidator(_as_tuple), Field(max_length=MOST_PEOPLE)]


class RulePart(Part):
    """One rule about seats."""

    builds = rule.SeatingRule
    key: Word
    kind: RuleKind
    people: Words = ()
    seats: Words = ()
    is_hard: bool = True
    weight: Annotated[int, Field(ge=1, le=MOST_WEIGHT)] = 1
    made_by: Word = ""
    note: Note = ""


class ZonePart(Part):
    """Seats of a kind of people."""

    builds = setting.SeatZone
    kind: AttendanceKind
    seats: Words


class RecordPart(Part):
    """Who sat in front at an earlier session."""

    builds = setting.FrontRecord
    session: int
    people: Words


class LockPart(Part):
    """Who stays where he is."""

    builds = rule.Lock
    person: Word
    seat: Word
    locked_by: Word = ""


Rules = Annotated[tuple[RulePart, ...], BeforeValidator(_as_tuple), Field(max_length=MOST_RULES)]


class HallSettingsPart(Part):
    """How one hall is filled."""

    builds = setting.HallSettings
    block_by: BlockBy = BlockBy.SECTOR
    shape: BlockShape = BlockShape.STRIP
    direction: FillDirection = FillDirection.COLUMNS
    standing: StandingPlace = StandingPlace.FIRST_IN_BLOCK
    order: NameOrder | Literal["rank"] = NameOrder.STROKES
    areas: Words = ()
    zones: Annotated[tuple[ZonePart, ...], BeforeValidator(_as_tuple)] = ()
    step: Annotated[int, Field(ge=0, le=99)] = 1
    records: Annotated[tuple[RecordPart, ...], BeforeValidator(_as_tuple)] = ()
    hosts: Words = ()
    rules: Rules = ()
    locks: Annotated[tuple[LockPart, ...], BeforeValidator(_as_tuple)] = ()


class SettingFault(ValueError):  # noqa: N818  says what is wrong and where, for whoever shows it
    """Settings that cannot be read: the path and what is wrong there."""


def read_hall_settings(data: object) -> HallSettings:
    """Return how a hall is filled from plain data.

    Raises:
        SettingFault: Something in it is not what it has to be; the first place is named.
    """
    try:
        part = HallSettingsPart.model_validate(data)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        path = ".".join(str(each) for each in first["loc"]) or "-"
        message = f"{path}: {first['msg']}"
        raise SettingFault(message) from None
    settings: HallSettings = part.value()
    return settings


def write_hall_settings(settings: HallSettings) -> dict[str, Any]:
    """Return how a hall is filled as plain data; what equals its default is left out."""
    data: dict[str, Any] = to_data(settings)
    return data
