"""The paper of a hall's chart, and what of the venue is drawn on it."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import fmean
from typing import TYPE_CHECKING

from planner.documents.layout.hall_legend import LEGEND_WIDTH, LINE, count_columns
from planner.documents.layout.hall_part import MARGIN, bound, find_scale
from planner.documents.layout.hall_type import fit_boxes
from planner.documents.press.length import MM, WUHAO, XIAOWU
from planner.documents.press.page import PageFormat
from planner.documents.sheet.hall_chart import ChartPaper
from planner.domain.venue.plan import AreaKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from planner.documents.layout.hall_part import Bounds
    from planner.documents.sheet.hall_chart import HallChartSheet

SIDE = 16 * MM
STAGE_MARGIN = 1.0
LEGEND_GAP = 6 * MM
LARGE_ENOUGH = XIAOWU
"""An overview whose names are as large as this needs no enlargements."""
LEGIBLE = 5.0
"""八号, the smallest of the named sizes: usual names have it at least on an overview."""
MASTHEAD = 34 * MM
SECTION = 13 * MM
NOTES = 5
"""Lines that the remarks under a legend take."""


SIZES = {ChartPaper.A3: (420, 297), ChartPaper.A2: (594, 420), ChartPaper.A1: (841, 594)}


def make_format(width: float, height: float) -> PageFormat:
    """Return a page of so many millimetres with the margins of large charts."""
    return PageFormat(width * MM, height * MM, 20 * MM, 26 * MM, SIDE, SIDE)


@dataclass(frozen=True, slots=True)
class Overview:
    """How the whole hall stands on a page: at which scale, the legend beside or below it."""

    page: PageFormat
    scale: float
    is_beside: bool
    size: float


@dataclass(frozen=True, slots=True)
class PageChooser:
    """Chooses the paper by the type that a hall's names get on it."""

    sheet: HallChartSheet
    gaps: Mapping[int, Sequence[tuple[float, float]]]
    """How far apart the seats of each area are, by the area's place."""
    bounds: Bounds

    def is_large(self, view: Overview) -> bool:
        """Tell whether all names on the overview are so large that nothing need be enlarged."""
        return all(
            fit_boxes(gaps, view.scale, has_band=True).size >= LARGE_ENOUGH
            for at, gaps in self.gaps.items()
            if self.sheet.areas[at].taken
        )

    def choose_page(self, paper: ChartPaper | None) -> Overview:
        """Return the smallest paper on which the usual names are legible."""
        best: Overview | None = None
        for each in [paper] if paper else ChartPaper:
            width, height = SIZES[each]
            pages = (make_format(width, height), make_format(height, width))
            views = [view for page in pages for view in self.each_view(page)]
            best = max(views, key=lambda view: (round(view.size, 2), view.scale, view.is_beside))
            if best.size >= LEGIBLE:
                break
        assert best is not None  # noqa: S101  there is one paper at least
        return best

    def each_view(self, page: PageFormat) -> Iterator[Overview]:
        """Yield the ways in which the whole hall stands on a page."""
        for is_beside in (True, False):
            width, height = find_room(page, len(self.sheet.blocks), is_beside=is_beside)
            if width > 0 and height > 0:
                scale = find_scale(self.bounds, width, height)
                sizes = [
                    fit_boxes(gaps, scale).size
                    for at, gaps in self.gaps.items()
                    if self.sheet.areas[at].taken
                ]
                yield Overview(page, scale, is_beside, min(sizes, default=LEGIBLE))


def find_room(page: PageFormat, blocks: int, *, is_beside: bool) -> tuple[float, float]:
    """Return the width and the height that a page leaves to the drawing of a whole hall."""
    height = page.depth - MASTHEAD - SECTION
    if is_beside:
        return page.measure - LEGEND_WIDTH - LEGEND_GAP, height
    lines = -(-blocks // count_columns(page.measure)) + 1
    return page.measure, height - lines * LINE - NOTES * WUHAO * 1.3


def find_stage(sheet: HallChartSheet) -> Bounds | None:
    """Return the platform of the rostrum: round its seats, its people and its tables."""
    seats = list(sheet.rostrum)
    seats += [seat for area in sheet.areas if area.kind is AreaKind.ROSTRUM for seat in area.seats]
    if not seats:
        return None
    left, top, right, bottom = bound(seats, STAGE_MARGIN)
    middle = fmean((left, right))
    reach = max(right - middle, middle - left)
    return middle - reach, top - STAGE_MARGIN, middle + reach, bottom


def find_bounds(sheet: HallChartSheet, stage: Bounds | None) -> Bounds:
    """Return what a drawing of the whole hall takes, in metres."""
    seats = [seat for area in sheet.areas for seat in area.seats]
    left, top, right, bottom = bound(seats)
    for fixture in sheet.fixtures:
        half, deep = fixture.width / 2 + MARGIN / 3, fixture.depth / 2 + MARGIN / 3
        left, right = min(left, fixture.x - half), max(right, fixture.x + half)
        top, bottom = min(top, fixture.y - deep), max(bottom, fixture.y + deep)
    if stage:
        left, top = min(left, stage[0]), min(top, stage[1])
        right, bottom = max(right, stage[2]), max(bottom, stage[3])
    return left, top, right, bottom
