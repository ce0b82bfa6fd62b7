"""The people of a meeting, laid out in tables for searching and for three orders."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Select, func, or_, select

from planner.domain.order import order_roster
from planner.domain.pinyin import search_keys
from planner.domain.plan import NameOrder
from planner.models import PersonEntryRecord

if TYPE_CHECKING:
    from planner.domain.person import Person
    from planner.domain.plan import Plan
    from planner.models import ScopedSession

PAGE_SIZE = 50
ORDERS = ("rank", "strokes", "pinyin")


@dataclass(frozen=True, slots=True)
class RosterQuery:
    """What somebody wants to see of the roster."""

    text: str = ""
    attendance: str = ""
    sector: str = ""
    order: str = "rank"
    page: int = 1


@dataclass(frozen=True, slots=True)
class RosterPage:
    """One page of the roster, and what the filters offer."""

    people: tuple[Person, ...]
    total: int
    page: int
    pages: int
    attendances: tuple[tuple[str, int], ...]
    sectors: tuple[tuple[str, int], ...]


def lay_out_people(plan: Plan) -> list[dict[str, Any]]:
    """Return a row for every person, with his place in each order and what search compares with."""
    strokes = NameOrder.STROKES
    if plan.settings.name_order is NameOrder.STROKES_FULL:
        strokes = NameOrder.STROKES_FULL
    places = [
        {
            id(person): place
            for place, person in enumerate(order_roster(plan, plan.people, by).people, 1)
        }
        for by in ("rank", strokes, NameOrder.PINYIN)
    ]
    return [
        lay_out_person(person, *(each[id(person)] for each in places)) for person in plan.people
    ]


def lay_out_person(person: Person, rank: int, strokes: int, pinyin: int) -> dict[str, Any]:
    """Return one person's row."""
    keys = search_keys(person.name, person.pinyin)
    spelled = keys[:-1] or keys or ("",)
    return {
        "key": person.key,
        "name": person.name,
        "pinyin": spelled[0],
        "pinyin_plain": spelled[-1],
        "initials": keys[-1] if keys else "",
        "attendance": person.attendance.value,
        "sex": person.sex.value if person.sex else "",
        "nationality": person.nationality,
        "post": person.post,
        "unit": person.unit,
        "sector": person.sector,
        "group": person.group,
        "is_standing": person.is_standing,
        "is_convener": person.is_convener,
        "rank_place": rank,
        "strokes_place": strokes,
        "pinyin_place": pinyin,
    }


def search_people(session: ScopedSession, meeting_id: int, query: RosterQuery) -> RosterPage:
    """Return one page of the people that a query finds."""
    narrowed = [PersonEntryRecord.meeting_id == meeting_id, *narrow(query)]
    total = session.scalar(select(func.count(PersonEntryRecord.id)).where(*narrowed)) or 0
    pages = max(1, -(-total // PAGE_SIZE))
    page = min(max(1, query.page), pages)
    place = {
        "strokes": PersonEntryRecord.strokes_place,
        "pinyin": PersonEntryRecord.pinyin_place,
    }.get(query.order, PersonEntryRecord.rank_place)
    records = session.scalars(
        select(PersonEntryRecord)
        .where(*narrowed)
        .order_by(place)
        .offset((page - 1) * PAGE_SIZE)
        .limit(PAGE_SIZE)
    )
    return RosterPage(
        people=tuple(record.value() for record in records),
        total=total,
        page=page,
        pages=pages,
        attendances=count_by(session, meeting_id, PersonEntryRecord.attendance),
        sectors=count_by(session, meeting_id, PersonEntryRecord.sector),
    )


def narrow(query: RosterQuery) -> list[ColumnElement[bool]]:
    """Return the conditions of a query: text by name, full pinyin or initials, and the filters."""
    conditions: list[ColumnElement[bool]] = []
    text = "".join(query.text.split()).casefold()
    if text:
        letters = text.replace("ü", "v")
        conditions.append(
            or_(
                PersonEntryRecord.name.contains(text, autoescape=True),
                PersonEntryRecord.pinyin.startswith(letters, autoescape=True),
                PersonEntryRecord.pinyin_plain.startswith(letters, autoescape=True),
                PersonEntryRecord.initials.startswith(letters, autoescape=True),
            )
        )
    if query.attendance:
        conditions.append(PersonEntryRecord.attendance == query.attendance)
    if query.sector:
        conditions.append(PersonEntryRecord.sector == query.sector)
    return conditions


def count_by(
    session: ScopedSession,
    meeting_id: int,
    column: Any,  # noqa: ANN401  a mapped column of text
) -> tuple[tuple[str, int], ...]:
    """Return the values of a column with the number of people of each, in the roster's order."""
    statement: Select[Any] = (
        select(column, func.count(PersonEntryRecord.id))
        .where(PersonEntryRecord.meeting_id == meeting_id, column != "")
        .group_by(column)
        .order_by(func.min(PersonEntryRecord.rank_place))
    )
    return tuple((str(row[0]), int(row[1])) for row in session.execute(statement))
