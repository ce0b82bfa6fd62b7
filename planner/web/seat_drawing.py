"""A small picture of a hall for one person: where one comes in and where one sits."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor
from typing import TYPE_CHECKING

from flask_babel import gettext as _

from planner.domain.venue.numbering import spell_row
from planner.domain.venue.plan import AreaKind, FixtureKind
from planner.domain.venue.way import split_row
from planner.web.wording import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from planner.domain.venue.plan import Area, Fixture, Seat, SeatRow, Venue
    from planner.services.seat_lookup import OwnSeat

Point = tuple[float, float]
MARGIN = 2.4
NEAR = 3.0
"""What stands farther than these metres from the seats that are drawn is left out."""
EVERY = 4
"""A row is drawn through every so-manieth seat: it curves slowly."""
TYPE = 24
"""The widest hall has so many letters side by side."""
THIRD = 1 / 3


@dataclass(frozen=True, slots=True)
class WayPicture:
    """What the picture draws; lengths are metres, the rostrum is on top."""

    box: str
    letter: float
    """The height of letters."""
    rows: str
    """A path through the seats of all rows but one's own."""
    own_row: str
    doors: tuple[Fixture, ...]
    tables: tuple[Fixture, ...]
    pillars: tuple[Fixture, ...]
    stage: tuple[float, float, str] | None
    """Where the rostrum's name stands, and the name."""
    route: str
    entrance: Point | None
    seat: Point


def draw_way(own: OwnSeat) -> WayPicture | None:
    """Return the picture of one's seat; None for who has none."""
    if own.place is None or own.way is None:
        return None
    area, row, seat = own.place
    areas = [each for each in own.venue.areas if each is area or each.kind is AreaKind.ROSTRUM]
    seats = [each for one in areas for line in one.rows for each in line.seats]
    points = [(each.x, each.y) for each in seats] + list(own.way.points)
    left, top = min(x for x, _y in points) - MARGIN, min(y for _x, y in points) - MARGIN
    right, bottom = max(x for x, _y in points) + MARGIN, max(y for _x, y in points) + MARGIN
    width, height = ceil(right - left), ceil(bottom - top)
    near = list(list_near(own.venue, (left, top, right, bottom)))
    route = own.way.points
    return WayPicture(
        box=f"{floor(left)} {floor(top)} {width + 1} {height + 1}",
        letter=round(max(width, 8) / TYPE, 2),
        rows=draw_rows(line for one in areas for line in one.rows if line is not row),
        own_row=draw_rows([row]),
        doors=tuple(each for each in near if each.kind is FixtureKind.DOOR),
        tables=tuple(each for each in near if each.kind is FixtureKind.TABLE),
        pillars=tuple(each for each in near if each.kind is FixtureKind.PILLAR),
        stage=place_stage(areas),
        route=draw_line(route) if len(route) > 1 else "",
        entrance=route[0] if len(route) > 1 else None,
        seat=(seat.x, seat.y),
    )


def list_near(venue: Venue, box: tuple[float, float, float, float]) -> Iterator[Fixture]:
    """Yield what stands near the seats that are drawn."""
    left, top, right, bottom = box
    for each in venue.fixtures:
        is_beside = left - NEAR < each.x < right + NEAR
        if is_beside and top - NEAR < each.y < bottom + NEAR:
            yield each


def place_stage(areas: Sequence[Area]) -> tuple[float, float, str] | None:
    """Return where the rostrum's name stands: in the middle of its seats; None without one."""
    stage = next((each for each in areas if each.kind is AreaKind.ROSTRUM), None)
    if stage is None:
        return None
    seats = [each for row in stage.rows for each in row.seats]
    if not seats:
        return None
    middle = (min(each.x for each in seats) + max(each.x for each in seats)) / 2
    return (middle, (min(each.y for each in seats) + max(each.y for each in seats)) / 2, stage.name)


def draw_rows(rows: Iterable[SeatRow]) -> str:
    """Return the path through the seats of rows."""
    return "".join(draw_part(part, is_ring=row.is_ring) for row in rows for part in split_row(row))


def draw_part(part: Sequence[Seat], *, is_ring: bool) -> str:
    """Return the path through seats that stand in a row."""
    if is_ring:
        return "".join(draw_line([(each.x, each.y)] * 2) for each in part)
    last = len(part) - 1
    kept = [each for at, each in enumerate(part) if at % EVERY == 0 or at == last]
    points = [(each.x, each.y) for each in kept]
    return draw_line(points if len(points) > 1 else points * 2)


def draw_line(points: Sequence[Point]) -> str:
    """Return a path through points."""
    return "M" + "L".join(f"{round(x, 2):g} {round(y, 2):g}" for x, y in points)


def spell_way(own: OwnSeat) -> str:
    """Return in words how one gets to the seat; empty for who has none."""
    if own.place is None or own.way is None:
        return ""
    area, row, _seat = own.place
    way = own.way
    told = []
    if way.door is not None:
        told.append(_("从%(door)s进", door=name_door(own.venue, way.door)))
    told.append(_("到%(row)s", row=words(spell_row(area, row))))
    if way.count:
        side = _("左侧") if way.is_left else _("右侧")
        told.append(_("由%(side)s过道进，第 %(n)s 个座位", side=side, n=way.count))
    return str(_("，").join(told) + _("。"))


def name_door(venue: Venue, door: Fixture) -> str:
    """Return what a door is called, else on which side of the hall it is."""
    if door.name:
        return door.name
    seats = venue.list_seats()
    left, right = min(each.x for each in seats), max(each.x for each in seats)
    top, bottom = min(each.y for each in seats), max(each.y for each in seats)
    across = (door.x - left) / ((right - left) or 1.0)
    along = (door.y - top) / ((bottom - top) or 1.0)
    aside = _("左") if across < THIRD else _("右") if across > 1 - THIRD else _("中间")
    away = _("前门") if along < THIRD else _("后门") if along > 1 - THIRD else _("侧门")
    return str(_("%(side)s%(door)s", side=aside, door=away))
