"""Areas of a venue: changed, laid out beside what is there, moved and taken away."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from planner.domain.venue.find import find_area, keys_of, list_tables, put_area, put_seats
from planner.domain.venue.flaw import refuse, require_name
from planner.domain.venue.generator import lay_out, move_venue
from planner.domain.venue.layout import Site, require
from planner.domain.venue.numbering import number_area
from planner.domain.venue.operation import Side
from planner.domain.venue.plan import Venue
from planner.domain.wording import Wording

if TYPE_CHECKING:
    from planner.domain.venue.operation import AddArea, ChangeArea, MoveArea, RemoveArea

AREA_NAME = Wording("分区名称", "An area's name")
WIDEST_GAP, FARTHEST = 100.0, 500.0
GAP = Wording("间距（米）", "The gap")
METRES = Wording("移动的米数", "The distance")
Box = tuple[float, float, float, float]


def change_area(venue: Venue, wish: ChangeArea) -> Venue:
    """Return a venue with an area called otherwise; its seats are numbered as it then says."""
    area = find_area(venue, wish.area)
    name = require_free_name(venue, wish.name, wish.area)
    changed = replace(
        area,
        name=name,
        kind=wish.kind,
        numbering=wish.numbering,
        counts_removed=wish.counts_removed,
    )
    is_numbered = (wish.numbering, wish.counts_removed) != (area.numbering, area.counts_removed)
    return put_area(venue, number_area(changed) if is_numbered else changed)


def add_area(venue: Venue, wish: AddArea) -> Venue:
    """Return a venue with another area on one side of all that is there."""
    require(wish.gap, (0.0, WIDEST_GAP), "gap", GAP)
    name = require_free_name(venue, wish.name)
    layout = lay_out(Site(free_key(venue), name, wish.kind, numbering=wish.numbering), wish.wish)
    laid = Venue(venue.key, name, (layout.area,), layout.fixtures)
    placed = move_venue(laid, *find_way(box_of(venue), box_of(laid), wish.side, wish.gap))
    fixtures = (*venue.fixtures, *placed.fixtures)
    if wish.side is Side.AHEAD:
        return replace(venue, areas=(*placed.areas, *venue.areas), fixtures=fixtures)
    return replace(venue, areas=(*venue.areas, *placed.areas), fixtures=fixtures)


def find_way(there: Box, new: Box, side: Side, gap: float) -> tuple[float, float]:
    """Return how far something new goes to the right and down to stand beside what is there."""
    left, top, right, bottom = there
    across = (left + right) / 2 - (new[0] + new[2]) / 2
    match side:
        case Side.BEHIND:
            return across, bottom + gap - new[1]
        case Side.AHEAD:
            return across, top - gap - new[3]
        case Side.LEFT:
            return left - gap - new[2], top - new[1]
        case Side.RIGHT:
            return right + gap - new[0], top - new[1]


def move_area(venue: Venue, wish: MoveArea) -> Venue:
    """Return a venue with an area and its tables somewhere else."""
    for each in (wish.right, wish.down):
        require(each, (-FARTHEST, FARTHEST), "right", METRES)
    area = find_area(venue, wish.area)
    tables = set(list_tables(venue, keys_of(area)))
    fixtures = tuple(
        replace(each, x=round(each.x + wish.right, 3), y=round(each.y + wish.down, 3))
        if at in tables
        else each
        for at, each in enumerate(venue.fixtures)
    )
    moved = put_seats(
        area,
        lambda seat: replace(seat, x=round(seat.x + wish.right, 3), y=round(seat.y + wish.down, 3)),
    )
    return put_area(replace(venue, fixtures=fixtures), moved)


def remove_area(venue: Venue, wish: RemoveArea) -> Venue:
    """Return a venue without an area and its tables; the last area stays."""
    area = find_area(venue, wish.area)
    if len(venue.areas) == 1:
        refuse("会场至少要有一个分区。", "A venue has one area at least.", "area")
    tables = set(list_tables(venue, keys_of(area)))
    return replace(
        venue,
        areas=tuple(each for each in venue.areas if each is not area),
        fixtures=tuple(each for at, each in enumerate(venue.fixtures) if at not in tables),
    )


def require_free_name(venue: Venue, name: str, own: str = "") -> str:
    """Return the name of an area; that of another one is refused."""
    name = require_name(name, "name", AREA_NAME)
    if any(each.name == name and each.key != own for each in venue.areas):
        refuse(f"已有名为“{name}”的分区。", f"There is an area called {name} already.", "name")
    return name


def free_key(venue: Venue) -> str:
    """Return a key for another area, of which no seat's key begins with it."""
    taken = {each.key for each in venue.areas} | {each.key for each in venue.list_seats()}
    at = len(venue.areas) + 1
    while any(key == f"area-{at}" or key.startswith(f"area-{at}-") for key in taken):
        at += 1
    return f"area-{at}"


def box_of(venue: Venue) -> Box:
    """Return left, top, right and bottom of all that is there, in metres."""
    xs = [(each.x, 0.0) for each in venue.list_seats()]
    ys = [(each.y, 0.0) for each in venue.list_seats()]
    xs += [(each.x, each.width / 2) for each in venue.fixtures]
    ys += [(each.y, each.depth / 2) for each in venue.fixtures]
    return (
        min(at - half for at, half in xs),
        min(at - half for at, half in ys),
        max(at + half for at, half in xs),
        max(at + half for at, half in ys),
    )
