"""The rosters as tables: members in the house's order and by sector, then every other kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.documents.workbook_table import NUMBER, CellStyle, Column, Table, number_rows
from planner.domain.order import order_roster
from planner.domain.person import AttendanceKind, LeaveState
from planner.domain.vocabulary import label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.documents.workbook_table import Cell
    from planner.domain.person import Person
    from planner.domain.plan import Plan
    from planner.domain.timeline import Timeline

COLUMNS = (
    NUMBER,
    Column("姓名", 14, CellStyle.CENTRED),
    Column("性别", 6, CellStyle.CENTRED),
    Column("民族", 10, CellStyle.CENTRED),
    Column("界别", 18),
    Column("小组", 12, CellStyle.CENTRED),
    Column("单位", 30),
    Column("职务", 34),
    Column("请假", 10, CellStyle.CENTRED),
)


def roster_tables(plan: Plan, timeline: Timeline) -> tuple[Table, ...]:
    """Return one sheet for each kind of attendance, members also by sector."""
    del timeline
    leave = {
        each.person: label(each.state).zh
        for each in plan.leaves
        if each.state is not LeaveState.REFUSED
    }
    tables = []
    for kind in AttendanceKind:
        people = [person for person in plan.people if person.attendance is kind]
        if not people:
            continue
        ordered = order_roster(plan, people, plan.settings.name_order).people
        words = label(kind).zh
        head = f"{label(plan.settings.name_order).zh}名册"
        if kind is AttendanceKind.MEMBER:
            tables.append(roster_table(plan, head, ordered, leave))
            tables.append(roster_table(plan, "界别名册", by_sector(plan, ordered), leave))
        else:
            name = words if words.endswith("人员") else f"{words}人员"
            tables.append(roster_table(plan, name, ordered, leave))
    return tuple(tables)


def roster_table(plan: Plan, name: str, people: Sequence[Person], leave: dict[str, str]) -> Table:
    """Return one roster as a table."""
    rows = [roster_row(person, leave.get(person.key, "")) for person in people]
    return Table(name, f"{plan.title}{name}（{len(rows)}人）", COLUMNS, number_rows(rows))


def roster_row(person: Person, leave: str) -> tuple[Cell, ...]:
    """Return the cells of one person."""
    return (
        person.name,
        label(person.sex).zh if person.sex else "",
        person.nationality,
        person.sector,
        person.group,
        person.unit,
        person.post,
        leave,
    )


def by_sector(plan: Plan, people: Sequence[Person]) -> list[Person]:
    """Return people sector by sector in the official order, unlisted sectors after it."""
    order = {sector: place for place, sector in enumerate(plan.settings.sector_order)}
    for person in people:
        order.setdefault(person.sector, len(order) + (0 if person.sector else len(people)))
    return sorted(people, key=lambda person: order[person.sector])
