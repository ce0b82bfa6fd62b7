"""What programs ask for and get of papers, people and what is found."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from planner.web.api_model import PageQuery, Shape


class PaperShape(Shape):
    """A document of the current revision."""

    key: str
    title: str
    folder: str
    filename: str
    state: str
    revision_number: int
    size_bytes: int | None


class PaperList(Shape):
    """All documents: papers, calendars and workbooks."""

    papers: list[PaperShape]


class JobShape(Shape):
    """Work of the worker: its state, and how far it is."""

    id: int
    meeting_id: int
    kind: str
    subject: str
    state: str
    done: int
    total: int
    message: str


class SearchQuery(Shape):
    """What is looked for: names, pinyin initials, places, items, tasks."""

    q: str = Field(min_length=1, max_length=60)
    edition: Literal["published", "draft"] = "published"


class FoundShape(Shape):
    """Something that was found."""

    kind: str
    key: str
    name: str
    note: str


class FoundList(Shape):
    """What was found, the nearest first."""

    found: list[FoundShape]


class PeopleQuery(PageQuery):
    """Filters of the roster, as the page of people has them in its address."""

    edition: Literal["published", "draft"] = "published"
    q: str = Field("", max_length=60)
    attendance: str = Field("", max_length=60)
    sector: str = Field("", max_length=60)
    group: str = Field("", max_length=60)
    standing: str = Field("", max_length=1)
    ranked: str = Field("", max_length=1)
    leave: str = Field("", max_length=60)
    gap: str = Field("", max_length=60)
    double: str = Field("", max_length=1)
    order: str = Field("", max_length=60)


class PersonShape(Shape):
    """Somebody on the roster."""

    key: str
    name: str
    attendance: str
    post: str
    unit: str
    sector: str
    group: str
    rank: int | None
    is_standing: bool
    is_convener: bool


class PersonList(Shape):
    """One page of people."""

    people: list[PersonShape]
    total: int
