"""A venue as one SVG file: seen from the hall and labelled so, every seat with its title."""

from __future__ import annotations

import re
from math import hypot
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from planner.domain.venue.numbering import spell_seat
from planner.domain.venue.plan import AreaKind, FixtureKind, SeatKind
from planner.domain.vocabulary import label
from planner.domain.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.domain.venue.plan import Area, Fixture, Seat, SeatRow, Venue

SCALE = 40
"""Units of the drawing for a metre."""
MARGIN, HEAD = 1.5, 1.4
"""What is left free round everything, and for the heading above it, in metres."""
SIDE = 0.42
ROW_NUMBER_AWAY, SIDE_NAME_AWAY = 0.65, 0.5
FONT = "Noto Sans CJK SC, Source Han Sans SC, Microsoft YaHei, sans-serif"
INK, GREY, PAPER = "#2B2622", "#6B645C", "#FFFFFF"
SEAT_LOOKS = {
    SeatKind.SEAT: ("#FFFFFF", "#8C857C", ""),
    SeatKind.WHEELCHAIR: ("#D6E6F5", "#2F6DA3", ""),
    SeatKind.BLOCKED: ("#E4E0DA", "#8C857C", "2 2"),
}
FIXTURE_LOOKS = {
    FixtureKind.DOOR: ("#CFE3D2", "#3B7A48"),
    FixtureKind.PILLAR: ("#6B645C", "#2B2622"),
    FixtureKind.CAMERA: ("#E6DDF0", "#6A4C93"),
    FixtureKind.LECTERN: ("#F4D9C6", "#9B1C1C"),
    FixtureKind.BALLOT_BOX: ("#F3C9C5", "#9B1C1C"),
    FixtureKind.TABLE: ("#F6F1EA", "#BFB8AE"),
}
FROM_HALL = Wording("从台下看", "Seen from the hall")
FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold (section 2.2)."""


def write_venue_svg(venue: Venue, language: str = "zh") -> str:
    """Return the drawing of a venue."""
    left, top, right, bottom = find_bounds(venue)
    width, height = (right - left) * SCALE, (bottom - top) * SCALE
    name, view = spell(venue.name), FROM_HALL.in_language(language)
    middle = _px((left + right) / 2)
    parts = [
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:.0f}" height="{height:.0f}"'
            f' viewBox="{_px(left)} {_px(top)} {_fmt(width)} {_fmt(height)}" role="img"'
            f" font-family={quoteattr(FONT)} lang={quoteattr(language)}>"
        ),
        f"<title>{name}</title>",
        f"<desc>{view}</desc>",
        (
            f'<rect x="{_px(left)}" y="{_px(top)}" width="{_fmt(width)}" height="{_fmt(height)}"'
            f' fill="{PAPER}"/>'
        ),
        write_text(name, middle, _px(top + 0.8), 24, INK),
        write_text(view, middle, _px(top + 1.4), 16, GREY),
        *(draw_fixture(each, language) for each in venue.fixtures),
        *(line for area in venue.areas for line in each_area_part(area, language)),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def find_bounds(venue: Venue) -> tuple[float, float, float, float]:
    """Return left, top, right and bottom of the drawing, in metres."""
    boxes = [(each.x, each.y, SIDE, SIDE) for each in venue.list_seats()]
    boxes += [(each.x, each.y, each.width, each.depth) for each in venue.fixtures]
    boxes = boxes or [(0.0, 0.0, 0.0, 0.0)]
    return (
        min(x - width / 2 for x, _, width, _ in boxes) - MARGIN,
        min(y - depth / 2 for _, y, _, depth in boxes) - MARGIN - HEAD,
        max(x + width / 2 for x, _, width, _ in boxes) + MARGIN,
        max(y + depth / 2 for _, y, _, depth in boxes) + MARGIN,
    )


def each_area_part(area: Area, language: str) -> Iterator[str]:
    """Yield the lines of one area: its name, its rows with their numbers at both ends."""
    seats = [seat for row in area.rows for seat in row.seats]
    yield f"<g id={quoteattr(spell(f'area-{area.key}'))}>"
    if seats:
        left, top = min(each.x for each in seats), min(each.y for each in seats)
        yield write_text(
            spell(area.name), _px(left - SIDE / 2), _px(top - 0.6), 18, INK, anchor="start"
        )
    for row in area.rows:
        yield "<g>"
        for seat in row.seats:
            if seat.kind is not SeatKind.REMOVED:
                yield draw_seat(seat, spell(spell_seat(area, row, seat).in_language(language)))
        yield from each_row_number(area, row)
        yield "</g>"
    yield "</g>"


def draw_seat(seat: Seat, title: str) -> str:
    """Return a chair with its number, and its name for those who point at it."""
    fill, stroke, dashes = SEAT_LOOKS[seat.kind]
    corner, side = SIDE / 2 * SCALE, SIDE * SCALE
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    number = spell(seat.number)
    size = 9 if len(seat.number) < 3 else 7 if len(seat.number) < 4 else 5  # noqa: PLR2004  digits
    return (
        f"<g id={quoteattr(spell(f'seat-{seat.key}'))}><title>{title}</title>"
        f'<rect x="{_fmt(seat.x * SCALE - corner)}" y="{_fmt(seat.y * SCALE - corner)}"'
        f' width="{side:g}" height="{side:g}" rx="4" fill="{fill}" stroke="{stroke}"{dashed}/>'
        + write_text(number, _px(seat.x), _px(seat.y + size / 3 / SCALE), size, INK)
        + "</g>"
    )


def each_row_number(area: Area, row: SeatRow) -> Iterator[str]:
    """Yield a row's number beyond its two ends; a side of a room is named behind its middle."""
    if row.is_ring or not row.seats:
        return
    shown = spell(row.zone + row.number)
    if area.kind is AreaKind.ROOM:
        yield write_text(shown, *place_side_name(area, row), 11, GREY)
        return
    ends = [(row.seats[0], row.seats[1:2]), (row.seats[-1], row.seats[-2:-1])]
    for (end, inner), way in zip(ends, (-1.0, 1.0), strict=True):
        across, down = (end.x - inner[0].x, end.y - inner[0].y) if inner else (way, 0.0)
        far = hypot(across, down) or 1.0
        x = end.x + across / far * ROW_NUMBER_AWAY
        y = end.y + down / far * ROW_NUMBER_AWAY
        yield write_text(shown, _px(x), _px(y + 0.1), 11, GREY)


def place_side_name(area: Area, row: SeatRow) -> tuple[str, str]:
    """Return where a side's name stands: behind its middle, away from the middle of the room."""
    first, last = row.seats[0], row.seats[-1]
    every = [seat for each in area.rows for seat in each.seats]
    x, y = (first.x + last.x) / 2, (first.y + last.y) / 2
    if abs(last.x - first.x) >= abs(last.y - first.y):
        middle = (min(each.y for each in every) + max(each.y for each in every)) / 2
        y += SIDE_NAME_AWAY if y > middle else -SIDE_NAME_AWAY
    else:
        middle = (min(each.x for each in every) + max(each.x for each in every)) / 2
        x += SIDE_NAME_AWAY if x > middle else -SIDE_NAME_AWAY
    return _px(x), _px(y + 0.1)


def draw_fixture(fixture: Fixture, language: str) -> str:
    """Return something that is no seat, called by its name or else by what it is."""
    fill, stroke = FIXTURE_LOOKS[fixture.kind]
    kind = label(fixture.kind).in_language(language)
    is_table = fixture.kind is FixtureKind.TABLE
    shown = spell(fixture.name or ("" if is_table else kind))
    width, height = fixture.width * SCALE, fixture.depth * SCALE
    x, y = fixture.x * SCALE - width / 2, fixture.y * SCALE - height / 2
    corner = width / 2 if fixture.is_round else 2
    colour = PAPER if fixture.kind is FixtureKind.PILLAR else INK
    size = 16 if is_table else 11
    title = spell(f"{kind} {fixture.name}".strip())
    return (
        f'<g><title>{title}</title><rect x="{_fmt(x)}" y="{_fmt(y)}" width="{_fmt(width)}"'
        f' height="{_fmt(height)}" rx="{_fmt(corner)}" fill="{fill}" stroke="{stroke}"/>'
        + write_text(shown, _px(fixture.x), _px(fixture.y + size / 3 / SCALE), size, colour)
        + "</g>"
    )


def write_text(shown: str, x: str, y: str, size: int, colour: str, anchor: str = "middle") -> str:
    """Return a line of text that is escaped already; nothing for none."""
    if not shown:
        return ""
    return (
        f'<text x="{x}" y="{y}" font-size="{size}" text-anchor="{anchor}"'
        f' fill="{colour}">{shown}</text>'
    )


def spell(text: str) -> str:
    """Return a text as XML may hold it."""
    return escape(FORBIDDEN.sub("�", text))


def _px(metres: float) -> str:
    return _fmt(metres * SCALE)


def _fmt(units: float) -> str:
    return f"{round(units, 2):.12g}"
