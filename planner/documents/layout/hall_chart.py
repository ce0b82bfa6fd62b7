"""会场座次图: the blocks of the whole hall, its names, then its parts drawn large.

The paper follows the type: the overview is on A3 where the usual names (three characters) get 5
points (八号) or more, else on A2, else on A1. A name too long for that is parted at its dots or set
smaller. The chart states its scale, the size of the names and the smallest size on it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.documents.layout.block_colour import choose_colours
from planner.documents.layout.composition import set_masthead, set_nothing_yet
from planner.documents.layout.hall_drawing import ChartMode, HallDrawing
from planner.documents.layout.hall_legend import (
    KEY_HEIGHT,
    LEGEND_WIDTH,
    Legend,
    draw_key,
)
from planner.documents.layout.hall_page import (
    LEGEND_GAP,
    SECTION,
    SIZES,
    Overview,
    PageChooser,
    find_bounds,
    find_room,
    find_stage,
    make_format,
)
from planner.documents.layout.hall_part import find_scale, part_area
from planner.documents.layout.hall_surrounding import (
    draw_fixture,
    draw_stage,
    is_covered,
    label_rows,
    name_aisles,
    name_area,
)
from planner.documents.layout.hall_type import SeatBox, find_gaps, fit_boxes
from planner.documents.press.canvas import Ink
from planner.documents.press.length import ASCENT, MM, SANHAO, SIHAO, WUHAO
from planner.documents.press.page import Flow
from planner.documents.sheet.hall_chart import ChartPaper
from planner.domain.venue.plan import AreaKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from planner.documents.layout.hall_part import Bounds, HallPart
    from planner.documents.press.canvas import Colour
    from planner.documents.press.page import PageFormat
    from planner.documents.press.typeface import TypeCase
    from planner.documents.sheet.hall_chart import (
        ChartArea,
        ChartFixture,
        ChartSeat,
        HallChartSheet,
    )


@dataclass(slots=True)
class _ChartSetter:
    sheet: HallChartSheet
    case: TypeCase
    colours: Mapping[int, Colour]
    gaps: Mapping[int, Sequence[tuple[float, float]]]
    stage: Bounds | None
    bounds: Bounds

    def compose(self) -> list[Flow]:
        """Return the overview and the enlargements."""
        chooser = PageChooser(self.sheet, self.gaps, self.bounds)
        view = chooser.choose_page(self.sheet.paper)
        flow = Flow(view.page)
        set_masthead(flow, self.case, self.sheet.masthead, self.sheet.facts)
        flows = [flow]
        if chooser.is_large(view):
            self._overview(flow, view, "座次总图", ChartMode.LARGE)
            return flows
        if len(self.sheet.blocks) > 1:
            self._overview(flow, view, "座区总图", ChartMode.BLOCKS)
            flow.turn()
        self._overview(flow, view, "座次总图", ChartMode.NAMES)
        number = len(flow.canvases)
        for area in self.sheet.areas:
            if not area.taken:
                continue
            page, parts = self.part(area)
            large = Flow(page, first_number=number, is_continued=True)
            for part in parts:
                if any(seat.name for seat in part.own):
                    self._enlarge(large, part)
            number += len(large.canvases)
            flows.append(large)
        return flows

    # -- the overview

    def _overview(self, flow: Flow, view: Overview, title: str, mode: ChartMode) -> None:
        """Draw the whole hall with its legend."""
        self._head(flow, title)
        width, height = find_room(view.page, len(self.sheet.blocks), is_beside=view.is_beside)
        drawing = self._open(
            flow, (flow.left, flow.y, width, height), self.bounds, view.scale, mode
        )
        figure = flow.root.add("Figure", alternative=self._tell(title))
        with flow.canvas.tagged(figure):
            for fixture in self._each_seen(self.bounds, self.sheet.areas, view.scale):
                draw_fixture(drawing, fixture)
            if self.stage:
                draw_stage(drawing, self.sheet, self.stage)
            for at, area in enumerate(self.sheet.areas):
                if area.rows:
                    is_large = mode is ChartMode.LARGE
                    box = fit_boxes(self.gaps[at], view.scale, has_band=is_large)
                    name_aisles(drawing, area, box)
                    drawing.draw_area(area, box)
                    label_rows(drawing, area, box)
                    if area.kind is not AreaKind.ROSTRUM:
                        name_area(drawing, area, box)
            if self.sheet.rostrum:
                drawing.draw_people(self.sheet.rostrum, self._stage_box(view.scale))
        if view.is_beside:
            place = (flow.left + width + LEGEND_GAP, flow.y, LEGEND_WIDTH, height)
        else:
            place = (flow.left, flow.y + height + 2 * MM, flow.format.measure, 0)
        usual = 0.0 if mode is ChartMode.BLOCKS else min(drawing.names)
        self._explain(flow, place, drawing, self.sheet.areas, usual)

    def _stage_box(self, scale: float) -> SeatBox:
        return fit_boxes(find_gaps(self.sheet.rostrum), scale)

    # -- the parts

    def part(self, area: ChartArea) -> tuple[PageFormat, list[HallPart]]:
        """Return the pages on which an area is drawn large."""
        pages = [make_format(420, 297), make_format(297, 420)]
        formats = [
            (page, page.measure - LEGEND_WIDTH - LEGEND_GAP, page.depth - SECTION - 8 * MM)
            for page in pages
        ]
        return part_area(area, formats)

    def _enlarge(self, flow: Flow, part: HallPart) -> None:
        flow.turn()
        self._head(flow, f"放大图：{part.title}")
        width = flow.format.measure - LEGEND_WIDTH - LEGEND_GAP
        height = flow.format.bottom - flow.y
        self._point_ahead(flow, width)
        drawn_top = flow.y + 8 * MM
        scale = find_scale(part.bounds, width, height - 8 * MM)
        box = fit_boxes(find_gaps(part.area.seats), scale, has_band=True)
        place = (flow.left, drawn_top, width, height - 8 * MM)
        drawing = self._open(flow, place, part.bounds, scale, ChartMode.LARGE)
        with flow.canvas.tagged(flow.root.add("Figure", alternative=self._tell(part.title))):
            for fixture in self._each_seen(part.bounds, (part.area,), scale):
                draw_fixture(drawing, fixture)
            name_aisles(drawing, part.area, box)
            drawing.draw_area(part.area, box, part.own)
            label_rows(drawing, part.area, box)
        x = flow.left + width + LEGEND_GAP
        with flow.canvas.artifact():
            used = draw_key(
                flow.canvas, (x, flow.y, LEGEND_WIDTH, KEY_HEIGHT), self.sheet, part.own
            )
        top = flow.y + used + 5 * MM
        place = (x, top, LEGEND_WIDTH, flow.format.bottom - top)
        self._explain(flow, place, drawing, (part.area,), min(drawing.names), part.own)

    def _each_seen(
        self, bounds: Bounds, areas: Sequence[ChartArea], scale: float
    ) -> Iterator[ChartFixture]:
        """Yield what stands in a drawing; desks that their own seats would cover are left out."""
        left, top, right, bottom = bounds
        groups = [*(area.seats for area in areas), list(self.sheet.rostrum)]
        drawn = [(seats, fit_boxes(find_gaps(seats), scale)) for seats in groups if seats]
        for fixture in self.sheet.fixtures:
            is_inside = left <= fixture.x <= right and top <= fixture.y <= bottom
            if is_inside and not is_covered(fixture, drawn, scale):
                yield fixture

    def _point_ahead(self, flow: Flow, width: float) -> None:
        """Point to the rostrum: a triangle and words above the drawing."""
        middle, y = flow.left + width / 2, flow.y
        words = "主席台方向" if self.sheet.has_stage else "会场前方"
        ink = Ink(self.case.heading, WUHAO)
        half = ink.width(words) / 2
        with flow.canvas.artifact():
            path = (
                f"{middle - half - 12:.2f} {y + 9:.2f} m {middle - half - 8:.2f} {y + 2:.2f} l "
                f"{middle - half - 4:.2f} {y + 9:.2f} l h"
            )
            flow.canvas.fill(path, (0, 0, 0))
        with flow.canvas.tagged(flow.root.add("P")):
            flow.canvas.centred(middle, y + 9.5, words, ink)

    # -- what both have

    def _open(
        self,
        flow: Flow,
        place: tuple[float, float, float, float],
        bounds: Bounds,
        scale: float,
        mode: ChartMode,
    ) -> HallDrawing:
        """Return a drawing in the middle of a place on the page."""
        x, y, width, _ = place
        left, top, right, _ = bounds
        x += (width - (right - left) * scale) / 2
        return HallDrawing(flow.canvas, self.case, scale, x, y, (left, top), self.colours, mode)

    def _head(self, flow: Flow, title: str) -> None:
        """Set what a page shows, and from where it is seen."""
        ink = Ink(self.case.heading, SANHAO)
        canvas = flow.canvas
        canvas.bookmark(2, title, flow.y)
        base = flow.y + ASCENT * ink.size
        with canvas.tagged(flow.root.add("H2")):
            canvas.text(flow.left, base, title, ink)
        view = Ink(self.case.subheading, SIHAO)
        words = self.sheet.masthead.note.strip("（）")
        with canvas.tagged(flow.root.add("P")):
            canvas.text(flow.left + flow.format.measure - view.width(words), base, words, view)
        flow.y += 9 * MM

    def _explain(
        self,
        flow: Flow,
        place: tuple[float, float, float, float],
        drawing: HallDrawing,
        areas: Sequence[ChartArea],
        usual: float,
        own: frozenset[ChartSeat] | None = None,
    ) -> None:
        """Set the legend of a page and state the sizes of its type."""
        seats = own or frozenset(seat for area in areas for seat in area.seats)
        shown = {seat.block for seat in seats}
        blocks = [block for block in self.sheet.blocks if block.number in shown]
        legend = Legend(flow, self.case, *place)
        legend.set_blocks(blocks, self.colours)
        legend.set_states(areas)
        smallest = min(drawing.sizes, default=0.0)
        ratio = round(1000 * MM / drawing.scale / 5) * 5
        sizes = f"最小字号{smallest:.1f}磅，比例约1:{ratio}。"
        if usual:
            sizes = f"姓名用字{usual:.1f}磅，{sizes}"
        notes = [sizes]
        if own is None:
            notes.insert(0, f"{self.sheet.summary}。")
        elif len(seats) < sum(len(area.seats) for area in areas):
            notes.append("灰字座位属相邻图幅，仅供衔接。")
        legend.set_note(notes)

    def _tell(self, title: str) -> str:
        note = self.sheet.masthead.note.strip("（）")
        return f"{title}，{note}。{self.sheet.summary}。各人座位见座次索引。"


def compose_hall_chart(sheet: HallChartSheet, case: TypeCase) -> list[Flow]:
    """Return the pages of a chart."""
    seats = [seat for area in sheet.areas for seat in area.seats]
    if not any(area.taken for area in sheet.areas):
        flow = Flow(make_format(*SIZES[ChartPaper.A3]))
        set_masthead(flow, case, sheet.masthead, sheet.facts)
        set_nothing_yet(flow, case)
        return [flow]
    stage = find_stage(sheet)
    setter = _ChartSetter(
        sheet,
        case,
        choose_colours(seats),
        {at: find_gaps(area.seats) for at, area in enumerate(sheet.areas) if area.rows},
        stage,
        find_bounds(sheet, stage),
    )
    return setter.compose()
