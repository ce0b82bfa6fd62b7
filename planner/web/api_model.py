"""What programs send and get: the shapes that the API's description is made from."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict, Field, RootModel

from planner.planfile.model import PlanPart

if TYPE_CHECKING:
    from pydantic import GetJsonSchemaHandler
    from pydantic.json_schema import JsonSchemaValue
    from pydantic_core import CoreSchema

LARGEST_PAGE = 500

LONGEST_TEXT = 2_000
LARGEST = 2**31 - 1


class Shape(BaseModel):
    """A shape of the API; what it does not know is refused."""

    model_config = ConfigDict(extra="forbid")


class PlanShape(RootModel[dict[str, Any]]):
    """A whole plan, in the shape of a plan file."""

    @classmethod
    def __get_pydantic_json_schema__(
        cls, _schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Return the shape of plan files: the one that the plan file's own schema has."""
        return handler(PlanPart.__pydantic_core_schema__)


class PageQuery(Shape):
    """Which page of a list."""

    page: int = Field(1, ge=1)
    size: int = Field(100, ge=1, le=LARGEST_PAGE)


class SinceQuery(Shape):
    """From which number of the draft on."""

    since: int = Field(0, ge=0)


class EditionQuery(Shape):
    """The draft, or what is published."""

    edition: str = Field("published", pattern="^(draft|published)$")


class RemovalQuery(Shape):
    """Whether what points to a sitting that is removed lets go of it."""

    lets_go: bool = False


class MeetingShape(Shape):
    """A meeting; ``sequence`` counts the changes of its draft."""

    id: int
    title: str
    kind: str
    place: str
    opens_on: date | None
    closes_on: date | None
    revision_number: int
    sequence: int
    changed_at: datetime


class MeetingList(Shape):
    """One page of meetings."""

    meetings: list[MeetingShape]
    total: int


class EntryShape(Shape):
    """An entry of the draft; ``values`` are its fields as a plan file has them."""

    section: str
    key: str
    version: int
    values: dict[str, Any]


class EntryList(Shape):
    """One page of a section."""

    entries: list[EntryShape]
    total: int
    sequence: int


class NewEntry(Shape):
    """An entry to add: its fields, a key if it shall have a certain one, what it stands behind."""

    values: dict[str, Any]
    key: str = ""
    after: str | None = None


class ChangedFields(Shape):
    """Fields to set; null clears one."""

    values: dict[str, Any]


class MoveTarget(Shape):
    """The key of the entry to stand behind; empty for the first place, null for the last."""

    after: str | None = None


class Outcome(Shape):
    """What a change left behind; ``sequence`` is null where there was nothing to do."""

    sequence: int | None
    entries: list[EntryShape]


class ChangeShape(Shape):
    """One change of the draft."""

    sequence: int
    section: str
    key: str
    kind: str
    by: str
    at: datetime
    note: str
    before: dict[str, Any]
    after: dict[str, Any]


class ChangeList(Shape):
    """Changes, the newest first."""

    changes: list[ChangeShape]


class FindingShape(Shape):
    """Something wrong with the plan."""

    severity: str
    code: str
    place: str
    why: str
    remedy: str
    waived_by: str | None


class FindingList(Shape):
    """All findings."""

    findings: list[FindingShape]


class DatedTask(Shape):
    """When a task falls, and why."""

    key: str
    starts_on: date
    ends_on: date
    is_critical: bool
    reason: str


class TaskDates(Shape):
    """The timeline."""

    tasks: list[DatedTask]


class RevisionShape(Shape):
    """A published revision."""

    number: int
    issued_at: datetime
    issuer: str
    approver: str
    plan_hash: str


class RevisionList(Shape):
    """All revisions, the newest first."""

    revisions: list[RevisionShape]
