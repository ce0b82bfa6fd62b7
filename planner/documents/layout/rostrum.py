"""主席台座次图: a drawing of the rows from the hall, then a table with posts and reasons."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.documents.layout.composition import (
    set_masthead,
    set_nothing_yet,
    set_remark,
    table_style,
)
from planner.documents.layout.seat import Stage, draw_seat
from planner.documents.press.canvas import HAIRLINE, Ink
from planner.documents.press.length import MM, SIHAO, WUHAO, XIAOSI
from planner.documents.press.page import LANDSCAPE, LARGE, ApprovalSlot, Flow
from planner.documents.press.table import Band, Column, Row
from planner.documents.press.table_setter import TableSetter
from planner.documents.sheet.rostrum import needs_large_page
from planner.domain.sitting import Lectern

if TYPE_CHECKING:
    from planner.documents.press.typeface import TypeCase
    from planner.documents.sheet.rostrum import RostrumSheet

STAGE_HEAD, STAGE_FOOT = 10 * MM, 15 * MM
APPROVAL = 16 * MM
LECTERN_WIDTH, LECTERN_HEIGHT = 24 * MM, 8 * MM
APPROVERS = (("拟制：", ""), ("审核：", ""), ("审定：", "name"), ("日期：", "day"))
"""What the block asks for, and which fact of the approval answers it, if one does."""


@dataclass(slots=True)
class _Drawing:
    flow: Flow
    case: TypeCase
    sheet: RostrumSheet

    def draw(self) -> None:
        """Draw the stage with its seats, the lectern, and the approval block."""
        names = "；".join(
            f"{row.title}{'、'.join(seat.name for seat in row.seats)}" for row in self.sheet.rows
        )
        figure = self.flow.root.add(
            "Figure", alternative=f"主席台座次，从台下看，从左至右：{names}"
        )
        with self.flow.canvas.tagged(figure):
            self._stage()
        self._approval()

    def _stage(self) -> None:
        flow, canvas = self.flow, self.flow.canvas
        top = flow.y
        bottom = flow.format.bottom - APPROVAL - 8 * MM
        middle = flow.left + flow.format.measure / 2
        label = Ink(self.case.heading, SIHAO)
        canvas.stroke(
            f"{flow.left:.2f} {top:.2f} {flow.format.measure:.2f} {bottom - top:.2f} re", 0.8
        )
        canvas.centred(middle, top + 6.5 * MM, "主　席　台", label)
        stage = Stage.of(self.sheet, flow, top + STAGE_HEAD, bottom - STAGE_FOOT)
        for number, row in enumerate(self.sheet.rows):
            y = stage.row_top(number)
            if row.title:
                ink = Ink(self.case.subheading, WUHAO)
                canvas.text(flow.left + 2 * MM, y + stage.height / 2, row.title, ink)
            for seat in row.seats:
                draw_seat(canvas, self.case, seat, (stage.left(seat), y), stage)
        self._lectern(bottom)
        canvas.centred(middle, bottom + 6 * MM, "台　　下", label)

    def _lectern(self, bottom: float) -> None:
        """Draw the lectern in front of the rows; 右前方 is the seated people's right."""
        if self.sheet.lectern is Lectern.NONE:
            return
        flow = self.flow
        is_front = self.sheet.lectern is Lectern.FRONT
        share = 0.5 if is_front else 0.16
        middle = flow.left + flow.format.measure * share
        top = bottom - LECTERN_HEIGHT - 3 * MM
        flow.canvas.stroke(
            f"{middle - LECTERN_WIDTH / 2:.2f} {top:.2f} {LECTERN_WIDTH:.2f} "
            f"{LECTERN_HEIGHT:.2f} re",
            HAIRLINE,
        )
        flow.canvas.centred(middle, top + 5.6 * MM, "发言席", Ink(self.case.heading, XIAOSI))

    def _approval(self) -> None:
        flow = self.flow
        y = flow.format.bottom - 3 * MM
        share = flow.format.measure / len(APPROVERS)
        ink = Ink(self.case.body, SIHAO)
        for number, (title, fact) in enumerate(APPROVERS):
            x = flow.left + number * share
            with flow.canvas.tagged(flow.root.add("P")):
                flow.canvas.text(x, y, title, ink)
            with flow.canvas.artifact():
                flow.canvas.line((x + ink.width(title), y + 2), (x + share - 6 * MM, y + 2))
            if fact:
                at = x + ink.width(title) + 2
                flow.approval_slots.append(ApprovalSlot(fact, flow.canvas, at, y, ink))


def compose_rostrum(sheet: RostrumSheet, case: TypeCase) -> list[Flow]:
    """Return the drawing and the table of a sitting's rostrum."""
    lengths = [len(row.seats) for row in sheet.rows]
    flow = Flow(LARGE if needs_large_page(lengths) else LANDSCAPE)
    set_masthead(flow, case, sheet.masthead, sheet.facts)
    if not any(lengths):
        set_nothing_yet(flow, case)
        return [flow]
    _Drawing(flow, case, sheet).draw()
    flow.turn()
    _set_table(flow, case, sheet)
    set_remark(flow, case, f"{sheet.rule}。左右以就座者面向台下为准。")
    for remark in sheet.remarks:
        set_remark(flow, case, f"提示：{remark}")
    return [flow]


def _set_table(flow: Flow, case: TypeCase, sheet: RostrumSheet) -> None:
    share = flow.format.measure / 100
    columns = (
        Column("位次", 7 * share, "centre"),
        Column("姓　名", 15 * share, "centre", holds_names=True),
        Column("职　务", 43 * share),
        Column("排座依据", 35 * share),
    )
    rows: list[Row | Band] = []
    for row in reversed(sheet.rows):
        if row.title:
            rows.append(Band(f"{row.title}（{len(row.seats)}人）"))
        ranked = sorted(row.seats, key=lambda seat: int(seat.number))
        rows.extend(
            Row(
                (
                    seat.number,
                    seat.name + ("\n（主持人）" if seat.is_presider else ""),
                    seat.post,
                    seat.reason,
                )
            )
            for seat in ranked
        )
    TableSetter(flow, columns, table_style(case, WUHAO)).set_rows(rows)
