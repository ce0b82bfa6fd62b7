"""The seats of a hall as a workbook: by seat, by strokes, by pinyin, and who has none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.documents.sheet.seat_index import seat_index_sheet
from planner.documents.sheet.seat_reason import NO_REASON, say_lock
from planner.documents.workbook_table import NUMBER, CellStyle, Column, Table, number_rows
from planner.domain.plan import Edition, NameOrder

if TYPE_CHECKING:
    from planner.documents.sheet.seating import SeatingPaperFacts
    from planner.documents.workbook_table import Cell

NAME, BLOCK, LOCK = (
    Column("姓名", 16, CellStyle.CENTRED),
    Column("界别（块）", 22),
    Column("锁定", 12, CellStyle.CENTRED),
)
PLACE = (
    Column("区域", 12, CellStyle.CENTRED),
    Column("排", 10, CellStyle.CENTRED),
    Column("座", 8, CellStyle.CENTRED),
)
SPREAD = "　"
"""What papers put between the two characters of a name; a cell that is searched has it not."""
REASON = Column("排座依据", 60)
INDEXES = {"笔画索引": NameOrder.STROKES, "拼音索引": NameOrder.PINYIN}


def seat_tables(facts: SeatingPaperFacts) -> tuple[Table, ...]:
    """Return the tables of a seating."""
    tables = [_by_seat(facts)]
    for name, by in INDEXES.items():
        rows: list[tuple[Cell, ...]] = [
            (entry.name.replace(SPREAD, ""), entry.area, entry.row, entry.seat)
            for section in seat_index_sheet(facts, by).sections
            for entry in section.entries
        ]
        title = f"{facts.plan.title}{facts.title}座次{name}（{len(rows)}人）"
        tables.append(Table(name, title, (NUMBER, NAME, *PLACE), number_rows(rows)))
    if facts.seating.unseated:
        tables.append(_unseated(facts))
    return tuple(tables)


def make_seat_workbook(facts: SeatingPaperFacts) -> bytes:
    """Return the workbook of a seating; the library that writes it is loaded only now."""
    from planner.documents.workbook_writer import render_workbook  # noqa: PLC0415  30 ms

    return render_workbook(
        seat_tables(facts),
        title=f"{facts.plan.title}{facts.title}座次表",
        author=facts.plan.organisation.name,
        edition=Edition(facts.imprint.number, facts.imprint.issued_on),
        comment=facts.imprint.revision,
    )


def _by_seat(facts: SeatingPaperFacts) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for person, place in facts.seated:
        reason = facts.seating.reasons.get(person)
        rows.append(
            (
                place.area.name,
                place.row_in_area,
                place.seat.number,
                facts.directory.name_of(person),
                facts.blocks[person],
                reason.zh if reason else NO_REASON,
                say_lock(facts.seating.locks.get(person)),
            )
        )
    title = f"{facts.plan.title}{facts.title}座次表（{len(rows)}人）"
    columns = (NUMBER, *PLACE, NAME, BLOCK, REASON, LOCK)
    return Table("座次表", title, columns, number_rows(rows))


def _unseated(facts: SeatingPaperFacts) -> Table:
    rows: list[tuple[Cell, ...]] = [
        (facts.directory.name_of(person), why.zh) for person, why in facts.seating.unseated.items()
    ]
    title = f"{facts.plan.title}{facts.title}未就座人员（{len(rows)}人）"
    return Table("未就座", title, (NUMBER, NAME, REASON), number_rows(rows))
