"""The parts of a hall that are drawn large, a page each, and how an area is parted into them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from math import inf
from statistics import fmean, median
from typing import TYPE_CHECKING

from planner.documents.layout.hall_aisle import find_gaps_of, group_lines, height_of
from planner.documents.layout.hall_type import find_gaps, fit_boxes
from planner.documents.press.length import WUHAO
from planner.domain.venue.plan import AreaKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from planner.documents.press.page import PageFormat
    from planner.documents.sheet.hall_chart import ChartArea, ChartRow, ChartSeat

LARGE_TYPE = WUHAO
"""In an enlargement the usual names are as large as this, however many pages it takes."""
MOST_PAGES = 16
MARGIN = 0.9
"""Round what is drawn, in metres: row numbers stand there."""
OVERLAP = 1.3
"""So many metres of what goes on beside a part are drawn, pale; of rows one."""
SIDES = {1: ("",), 2: ("左部", "右部"), 3: ("左部", "中部", "右部")}
Bounds = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class HallPart:
    """What is drawn large on one page."""

    area: ChartArea
    """The rows of the area that are seen on the page, those that go on elsewhere as well."""
    own: frozenset[ChartSeat]
    title: str
    bounds: Bounds


@dataclass(frozen=True, slots=True)
class Parting:
    """How an area is parted: into so many runs of rows, and each into so many strips."""

    runs: int
    strips: int


def bound(seats: Sequence[ChartSeat], margin: float = MARGIN) -> Bounds:
    """Return left, top, right and bottom of what some seats take, in metres."""
    return (
        min(seat.x for seat in seats) - margin,
        min(seat.y for seat in seats) - margin,
        max(seat.x for seat in seats) + margin,
        max(seat.y for seat in seats) + margin,
    )


def find_scale(bounds: Bounds, width: float, height: float) -> float:
    """Return the points for a metre at which bounds fit a box."""
    left, top, right, bottom = bounds
    return min(width / (right - left), height / (bottom - top))


def part_area(
    area: ChartArea, formats: Sequence[tuple[PageFormat, float, float]]
) -> tuple[PageFormat, list[HallPart]]:
    """Return the page and the parts: as few as give the names the size they are to have.

    ``formats`` are pages with the width and height that they leave to a drawing.
    """
    gaps = find_gaps(area.seats)
    best: tuple[float, PageFormat, list[HallPart]] | None = None
    for parting in sorted(each_parting(area), key=lambda each: each.runs * each.strips):
        if best and best[0] >= LARGE_TYPE and parting.runs * parting.strips > len(best[2]):
            break
        parts = list(each_part(area, parting))
        for page, width, height in formats:
            scale = min(find_scale(part.bounds, width, height) for part in parts)
            size = fit_boxes(gaps, scale, has_band=True).size
            is_enough = best is not None and best[0] >= LARGE_TYPE
            if best is None or size > best[0] * (1.02 if is_enough else 1.0):
                best = size, page, parts
    assert best is not None  # noqa: S101  there is one parting at least
    return best[1], best[2]


def each_parting(area: ChartArea) -> Iterator[Parting]:
    """Yield the ways to part an area that are tried."""
    lines = len(list_lines(area))
    for runs in range(1, min(lines, MOST_PAGES) + 1):
        for strips in SIDES:
            if runs * strips <= MOST_PAGES:
                yield Parting(runs, strips)


def list_lines(area: ChartArea) -> list[list[ChartRow]]:
    """Return rows that stand at one height together, from the top: zones, tables in a line."""
    if area.kind is AreaKind.ROOM:
        return [list(area.rows)]
    return group_lines(area.rows)


def each_part(area: ChartArea, parting: Parting) -> Iterator[HallPart]:
    """Yield the parts of an area from the top, from the left."""
    lines = list_lines(area)
    cuts = find_cuts(lines, parting.runs)
    for start, end in pairwise(cuts):
        own = [row for line in lines[start:end] for row in line]
        if not own:
            continue
        seen = [row for line in lines[max(start - 1, 0) : end + 1] for row in line]
        yield from each_strip(area, own, seen, parting.strips)


def find_cuts(lines: Sequence[Sequence[ChartRow]], runs: int) -> list[int]:
    """Return between which lines an area is cut: evenly, and at a cross aisle where one is near."""
    heights = [fmean(height_of(row) for row in line) for line in lines]
    steps = [other - one for one, other in pairwise(heights)]
    usual = median(steps) if steps else 1.0
    cuts = [0]
    for number in range(1, runs):
        even = round(len(lines) * number / runs)
        near = [at for at in (even, even - 1, even + 1) if cuts[-1] < at < len(lines)]
        wide = [at for at in near if heights[at] - heights[at - 1] > 1.5 * usual]
        cuts.append((wide or near or [even])[0])
    return [*cuts, len(lines)]


def each_strip(
    area: ChartArea, own: Sequence[ChartRow], seen: Sequence[ChartRow], strips: int
) -> Iterator[HallPart]:
    """Yield the strips of a run of rows, cut at aisles where they are near the even cut."""
    cuts = cut_rows(own, strips)
    mine = {id(row) for row in own}
    for number, side in enumerate(SIDES[strips]):
        rows, owned = [], []
        for row in seen:
            left, right = cuts.between(row, number)
            inside = [seat for seat in row.seats if left <= cuts.place(row, seat) < right]
            if id(row) in mine:
                owned += inside
            wide = tuple(
                seat
                for seat in row.seats
                if seat in inside or left - OVERLAP <= place_of(row, seat) < right + OVERLAP
            )
            if wide:
                rows.append(replace(row, seats=wide))
        if owned:
            drawn = [seat for row in rows for seat in row.seats]
            yield HallPart(
                replace(area, rows=tuple(rows)),
                frozenset(owned),
                name_part(area, own, side),
                bound(drawn),
            )


@dataclass(frozen=True, slots=True)
class StripCuts:
    """Where rows are cut into strips: at an x for all, or each row at a gap of its own."""

    edges: tuple[tuple[float, int | None], ...]
    """The x of each cut, in metres, and the number of the gap that it lies in, if it does."""
    has_zones: bool = False
    """Whether the cuts lie between the zones of a line, so that rows stay whole."""

    def place(self, row: ChartRow, seat: ChartSeat) -> float:
        """Return by which x a seat belongs to a strip."""
        return fmean(each.x for each in row.seats) if self.has_zones else place_of(row, seat)

    def between(self, row: ChartRow, number: int) -> tuple[float, float]:
        """Return from where to where a strip of a row goes."""
        left = -inf if number == 0 else self._at(row, number - 1)
        right = inf if number == len(self.edges) else self._at(row, number)
        return left, right

    def _at(self, row: ChartRow, number: int) -> float:
        x, gap = self.edges[number]
        if gap is None or self.has_zones:
            return x
        gaps = list(find_gaps_of(row))
        return gaps[gap][0] if gap < len(gaps) else x


def cut_rows(rows: Sequence[ChartRow], strips: int) -> StripCuts:
    """Return where rows are cut into strips: evenly, or at an aisle where one is near."""
    xs = [place_of(row, seat) for row in rows for seat in row.seats]
    wide = max(xs) - min(xs)
    aisles = find_zone_edges(rows)
    has_zones = bool(aisles)
    if not has_zones:
        aisles = find_aisles(rows)
    edges: list[tuple[float, int | None]] = []
    for number in range(1, strips):
        even = min(xs) + wide * number / strips
        near = min(range(len(aisles)), key=lambda at: abs(aisles[at] - even), default=None)
        if near is not None and abs(aisles[near] - even) < wide / strips / 3:
            edges.append((aisles[near], near))
        else:
            edges.append((even, None))
    return StripCuts(tuple(edges), has_zones and all(gap is not None for _, gap in edges))


def find_aisles(rows: Sequence[ChartRow]) -> list[float]:
    """Return where aisles go down through all rows, in metres; none where rows differ."""
    gaps = [list(find_gaps_of(row)) for row in rows if not row.is_ring]
    if not gaps or len({len(each) for each in gaps}) > 1:
        return []
    return [fmean(gap[0] for gap in each) for each in zip(*gaps, strict=True)]


def find_zone_edges(rows: Sequence[ChartRow]) -> list[float]:
    """Return where zones that stand beside each other meet, in metres."""
    lines = group_lines([row for row in rows if not row.is_ring])
    if not lines or len({len(line) for line in lines}) > 1:
        return []
    meets = []
    for line in lines:
        spans = sorted(
            (min(seat.x for seat in row.seats), max(seat.x for seat in row.seats)) for row in line
        )
        meets.append([(one[1] + other[0]) / 2 for one, other in pairwise(spans)])
    return [fmean(each) for each in zip(*meets, strict=True)]


def place_of(row: ChartRow, seat: ChartSeat) -> float:
    """Return by which x a seat belongs to a strip: a table stays whole."""
    return fmean(each.x for each in row.seats) if row.is_ring else seat.x


def name_part(area: ChartArea, rows: Sequence[ChartRow], side: str) -> str:
    """Return what a part is called: 池座1—12排左部."""
    if len(rows) == len(area.rows):
        return f"{area.name}{side}"
    labels = [row.label for row in area.rows if any(row is each for each in rows)]
    first, last = labels[0], labels[-1]
    span = first if len(labels) == 1 else f"{first.rstrip('排桌')}—{last}"
    return f"{area.name}{span}{side}"
