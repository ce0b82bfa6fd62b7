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
from planner.documents.sheet.rostrum import VIEWPOINTS, needs_large_page
from planner.domain.rostrum import View
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
            "Figure", alternative=f"主席台座次，{VIEWPOINTS[self.sheet.view]}，从左至右：{names}"
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
        ahead, behind = ("台　　下", "主　席　台")
        if self.is_from_hall:
            ahead, behind = behind, ahead
            edges = (top, bottom)
            rows = (top + STAGE_HEAD, bottom - STAGE_FOOT)
            labels = (top + 6.5 * MM, bottom + 6 * MM)
        else:
            edges = (top + 8 * MM, bottom)
            rows = (edges[0] + STAGE_FOOT, bottom - STAGE_HEAD)
            labels = (top + 5.5 * MM, bottom - 3.5 * MM)
        canvas.stroke(
            f"{flow.left:.2f} {edges[0]:.2f} {flow.format.measure:.2f} "
            f"{edges[1] - edges[0]:.2f} re",
            0.8,
        )
        canvas.centred(middle, labels[0], ahead, label)
        stage = Stage.of(self.sheet, flow, *rows)
        for number, row in enumerate(self.sheet.rows):
            y = stage.row_top(number)
            if row.title:
                ink = Ink(self.case.subheading, WUHAO)
                canvas.text(flow.left + 2 * MM, y + stage.height / 2, row.title, ink)
            for seat in row.seats:
                draw_seat(canvas, self.case, seat, (stage.left(seat), y), stage)
        self._lectern(*edges)
        canvas.centred(middle, labels[1], behind, label)

    @property
    def is_from_hall(self) -> bool:
        """Whether the viewer sits in the hall, the front row nearest to him."""
        return self.sheet.view is View.HALL

    def _lectern(self, top: float, bottom: float) -> None:
        """Draw the lectern in front of the rows; 右前方 is the seated people's right."""
        if self.sheet.lectern is Lectern.NONE:
            return
        flow = self.flow
        is_front = self.sheet.lectern is Lectern.FRONT
        share = 0.5 if is_front else 0.16 if self.is_from_hall else 0.84
        middle = flow.left + flow.format.measure * share
        y = bottom - LECTERN_HEIGHT - 3 * MM if self.is_from_hall else top + 3 * MM
        flow.canvas.stroke(
            f"{middle - LECTERN_WIDTH / 2:.2f} {y:.2f} {LECTERN_WIDTH:.2f} {LECTERN_HEIGHT:.2f} re",
            HAIRLINE,
        )
        flow.canvas.centred(middle, y + 5.6 * MM, "发言席", Ink(self.case.heading, XIAOSI))

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
    front_first = sheet.rows[::-1] if sheet.view is View.HALL else sheet.rows
    for row in front_first:
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
