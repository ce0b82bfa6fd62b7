"""The plan file's shape: what pydantic checks at the edge, and what editors complete.

The names are those of ``planner.domain.plan``; only offsets, dependencies, dates and times have a
written form of their own. Every field that the plan has a default for may be left out.
"""

from __future__ import annotations

from typing import Annotated, Any, ClassVar

from pydantic import BaseModel, ConfigDict, Field

from planner.domain import person, plan, sitting, task
from planner.domain.person import AttendanceKind, LeaveState
from planner.domain.plan import NameOrder
from planner.domain.sitting import Lectern, PresiderSeat, RowOrder, SeatRule, SittingKind
from planner.domain.task import TaskState
from planner.planfile import field as f

Counted = Annotated[f.Number, Field(ge=0, le=999)]


class Part(BaseModel):
    """A part of the file; an unknown field is a fault. ``builds`` is the plan's own type."""

    model_config = ConfigDict(extra="forbid")
    builds: ClassVar[type]

    def value(self) -> Any:  # noqa: ANN401  an instance of ``builds``
        """Return the plan's value."""
        return self.builds(**{name: _to_value(held) for name, held in self})


def _to_value(held: object) -> object:
    if isinstance(held, Part):
        return held.value()
    return tuple(map(_to_value, held)) if isinstance(held, tuple) else held


class OrganisationPart(Part):
    """The house."""

    builds = plan.Organisation
    name: f.Title
    short_name: f.Line = ""


class EditionPart(Part):
    """Which revision this is."""

    builds = plan.Edition
    number: Annotated[f.Number, Field(ge=0)] = 0
    issued_on: f.Day | None = None


class DepartmentPart(Part):
    """处室; without a key the name is the key."""

    builds = plan.Department
    key: f.Key = ""
    name: f.Title
    head: f.PersonKey = ""


class PersonPart(Part):
    """人员; without a key the name is the key."""

    builds = person.Person
    key: f.Key = ""
    name: f.Name
    attendance: f.Attendance = AttendanceKind.MEMBER
    sex: f.SexTerm | None = None
    nationality: f.Line = ""
    post: f.Line = ""
    unit: f.Line = ""
    sector: f.Line = ""
    group: f.Line = ""
    rank: f.Number | None = None
    is_standing: f.Flag = False
    is_convener: f.Flag = False
    contact: f.Line = ""
    needs: f.Text = ""
    photo: f.Line = ""
    pinyin: f.Line = ""


class GroupPart(Part):
    """分组; without a key the name is the key."""

    builds = plan.Group
    key: f.Key = ""
    name: f.Title
    room: f.Line = ""
    bus: f.Line = ""
    note: f.Text = ""


class LeavePart(Part):
    """请假; without sittings for the whole meeting."""

    builds = person.Leave
    person: Annotated[f.PersonKey, Field(min_length=1)]
    reason: f.Text = ""
    sittings: f.Listed[f.SittingKey] = ()
    state: f.LeaveTerm = LeaveState.PENDING
    asked_on: f.Day | None = None
    decided_by: f.Line = ""
    decided_on: f.Day | None = None


class StepPart(Part):
    """A step of the proceedings."""

    builds = sitting.ProceedingStep
    content: f.Content
    minutes: Annotated[f.Number, Field(ge=0, le=1440)] = 0
    speaker: f.PersonKey = ""
    words: f.Text = ""


class RowPart(Part):
    """A row of the rostrum, front row first."""

    builds = sitting.RostrumRow
    people: f.Listed[f.PersonKey]
    order: f.RowTerm = RowOrder.RANK
    shift: f.Number = 0


class RostrumPart(Part):
    """主席台."""

    builds = sitting.Rostrum
    rows: tuple[RowPart, ...]
    rule: f.RuleTerm | None = None
    presider_seat: f.PresiderTerm = PresiderSeat.BY_RANK
    lectern: f.LecternTerm = Lectern.FRONT_RIGHT


class SittingPart(Part):
    """会次; one without a key is numbered."""

    builds = sitting.Sitting
    key: f.Key = ""
    name: f.Title
    kind: f.SittingTerm = SittingKind.OTHER
    held_on: f.Day | None = None
    starts_at: f.Clock | None = None
    ends_at: f.Clock | None = None
    place: f.Line = ""
    content: f.Text = ""
    presiders: f.Listed[f.PersonKey] = ()
    participants: f.Listed[f.Selector] = ()
    participants_note: f.Text = ""
    is_internal: f.Flag = False
    steps: tuple[StepPart, ...] = ()
    rostrum: RostrumPart | None = None


class AgendaPart(Part):
    """议程."""

    builds = plan.AgendaItem
    key: f.Key = ""
    title: f.Title
    reporter: f.PersonKey = ""
    sittings: f.Listed[f.SittingKey] = ()
    materials: f.Listed[f.Line] = ()


class WorkstreamPart(Part):
    """工作组; without a key the name is the key."""

    builds = task.Workstream
    key: f.Key = ""
    name: f.Title
    accountable: f.PersonKey = ""
    lead: f.PersonKey = ""
    department: f.DepartmentKey = ""


class TaskPart(Part):
    """任务; a dependency is written ``Q001`` or, with a lag of two days, ``Q001+2``."""

    builds = task.Task
    key: f.Key = ""
    name: f.Title
    workstream: f.WorkstreamKey = ""
    anchor: f.Anchor = "open"
    offset: f.OffsetText = task.Offset()
    duration_days: Annotated[f.Number, Field(ge=1, le=3660)] = 1
    depends_on: f.Listed[f.DependencyText] = ()
    department: f.DepartmentKey = ""
    owner: f.PersonKey = ""
    support: f.Listed[f.Line] = ()
    standard: f.Text = ""
    condition: f.Condition = ""
    state: f.StateTerm = TaskState.OPEN
    done_on: f.Day | None = None
    aspects: f.Listed[f.AspectTerm] = ()
    sittings: f.Listed[f.SittingKey] = ()
    note: f.Text = ""


class TextPart(Part):
    """文稿; paragraphs are separated by line feeds."""

    builds = plan.TextBlock
    key: f.Key = ""
    title: f.Title
    body: f.Body = ""


class RestPart(Part):
    """放假; first and last day off, both included."""

    builds = plan.RestPeriod
    name: f.Title
    first_on: f.Day
    last_on: f.Day


class NoticePart(Part):
    """A notice on public holidays; it settles its year."""

    builds = plan.CalendarNotice
    year: Annotated[f.Number, Field(ge=1990, le=2200)]
    rests: tuple[RestPart, ...] = ()
    workdays: f.Listed[f.Day] = ()
    source: f.Line = ""


class StrokeOverridePart(Part):
    """A character whose place the house has settled."""

    builds = plan.StrokeOverride
    character: Annotated[f.Line, Field(min_length=1, max_length=1)]
    strokes: Annotated[f.Number, Field(ge=1, le=80)]
    sequence: Annotated[f.Line, Field(pattern="^[1-5]*$")] = ""
    decided_by: f.Line = ""
    decided_on: f.Day | None = None


class WaiverPart(Part):
    """A finding set aside."""

    builds = plan.Waiver
    code: f.Title
    place: f.Line = ""
    reason: f.Text
    waived_by: f.Line = ""


class SettingsPart(Part):
    """What differs from house to house."""

    builds = plan.Settings
    name_order: f.OrderTerm = NameOrder.STROKES
    seat_rule: f.RuleTerm = SeatRule.LEFT_FIRST
    conditions: f.Listed[f.Condition] = ()
    sector_order: f.Listed[f.Line] = ()
    calendar_notices: tuple[NoticePart, ...] = ()
    stroke_overrides: tuple[StrokeOverridePart, ...] = ()
    quorum_numerator: Annotated[f.Number, Field(ge=1, le=100)] = 2
    quorum_denominator: Annotated[f.Number, Field(ge=1, le=100)] = 3
    waivers: tuple[WaiverPart, ...] = ()
    confidentiality: f.Line = ""


class PlanPart(Part):
    """A meeting plan, whole."""

    builds = plan.Plan
    organisation: OrganisationPart
    kind: f.Kind
    title: f.Title
    term: Counted
    number: Counted
    place: f.Line = ""
    theme: f.Text = ""
    reports_on: f.Day | None = None
    opens_on: f.Day | None = None
    closes_on: f.Day | None = None
    starts_work_on: f.Day | None = None
    secretary_general: f.PersonKey = ""
    edition: EditionPart = EditionPart()
    departments: tuple[DepartmentPart, ...] = ()
    people: tuple[PersonPart, ...] = ()
    groups: tuple[GroupPart, ...] = ()
    leaves: tuple[LeavePart, ...] = ()
    sittings: tuple[SittingPart, ...] = ()
    agenda: tuple[AgendaPart, ...] = ()
    workstreams: tuple[WorkstreamPart, ...] = ()
    tasks: tuple[TaskPart, ...] = ()
    texts: tuple[TextPart, ...] = ()
    settings: SettingsPart = SettingsPart()
