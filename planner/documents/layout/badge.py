"""证件, several on a sheet of A4 with crop marks: bands of colour reach a little over the edge."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.documents.layout.composition import set_nothing_yet
from planner.documents.press.canvas import BLACK, Ink
from planner.documents.press.length import LIUHAO, MM, WUHAO
from planner.documents.press.page import CARD, CARD_WIDE, OFFICIAL, Flow, FootSlot
from planner.documents.press.prose import ProseSetter
from planner.documents.press.qr import draw_code
from planner.documents.press.title import break_title
from planner.documents.sheet.badge import BadgeFormat
from planner.documents.sheet.hash import sheet_hash
from planner.domain.person import AttendanceKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.documents.press.canvas import Canvas, Colour
    from planner.documents.press.page import PageFormat
    from planner.documents.press.structure import Element
    from planner.documents.press.typeface import TypeCase, Typeface
    from planner.documents.sheet.badge import BadgeEntry, BadgesSheet

WHITE: Colour = (1.0, 1.0, 1.0)
GREY: Colour = (0.45, 0.45, 0.45)
COLOURS: dict[AttendanceKind, Colour] = {
    AttendanceKind.MEMBER: (0.70, 0.09, 0.09),
    AttendanceKind.SITTING_IN: (0.09, 0.30, 0.58),
    AttendanceKind.SPECIAL_GUEST: (0.58, 0.38, 0.02),
    AttendanceKind.OBSERVER: (0.02, 0.42, 0.44),
    AttendanceKind.MEDIA: (0.10, 0.43, 0.18),
    AttendanceKind.STAFF: (0.33, 0.28, 0.45),
}
"""White type has a contrast of more than 5 on each."""
GUTTER, BLEED = 3 * MM, 1.5 * MM
MARK, MARK_AWAY = 3.5 * MM, 0.8 * MM
SMALL_PRINT, SMALL = 3 * MM, 5.5
PHOTO_RATIO = 5 / 7
"""Of a photo's width to its height: 25 × 35 mm (一寸) and larger ones."""
OPTICAL = 0.36


@dataclass(frozen=True, slots=True)
class BadgeShape:
    """Where things stand on a badge, in points from its upper left corner."""

    width: float
    height: float
    page: PageFormat
    across: int
    down: int
    head: float
    """The height of the band with the meeting's title."""
    base: float
    """The height of the band with the word."""
    photo: tuple[float, float, float]
    """Left, top and height of the photo."""
    name: tuple[float, float, float]
    """Left, middle and width of the room for the name."""
    text: tuple[float, float, float]
    """Left, top and width of the room for the lines under it."""
    code: tuple[float, float, float]
    """Left, top and side of the code."""
    sizes: tuple[float, float, float, float]
    """Of the title, the name, the lines and the word, at most."""

    def corner(self, at: int) -> tuple[float, float]:
        """Return the upper left corner of a badge on its page."""
        row, column = divmod(at, self.across)
        left = (self.page.width - self.across * (self.width + GUTTER) + GUTTER) / 2
        top = (self.page.height - self.down * (self.height + GUTTER) + GUTTER) / 2
        return left + column * (self.width + GUTTER), top + row * (self.height + GUTTER)


def _tall(width: float, height: float, page: PageFormat, across: int, down: int) -> BadgeShape:
    """Return the shape of an upright badge, everything in proportion."""
    photo = 0.31 * height
    return BadgeShape(
        width,
        height,
        page,
        across,
        down,
        head=0.17 * height,
        base=0.14 * height,
        photo=((width - photo * PHOTO_RATIO) / 2, 0.192 * height, photo),
        name=(0.06 * width, 0.583 * height, 0.88 * width),
        text=(0.08 * width, 0.642 * height, 0.58 * width),
        code=(0.7 * width, 0.66 * height, 0.23 * width),
        sizes=(0.052 * width, 0.12 * width, 0.048 * width, 0.095 * width),
    )


SHAPES = {
    BadgeFormat.TALL: _tall(90 * MM, 130 * MM, CARD, 2, 2),
    BadgeFormat.A6: _tall(105 * MM, 148 * MM, CARD_WIDE, 2, 1),
    BadgeFormat.CARD: BadgeShape(
        85.6 * MM,
        54 * MM,
        CARD,
        2,
        5,
        head=10 * MM,
        base=9 * MM,
        photo=(4 * MM, 12.2 * MM, 30.6 * MM),
        name=(28 * MM, 18.5 * MM, 33 * MM),
        text=(28 * MM, 25 * MM, 33 * MM),
        code=(62.5 * MM, 15.5 * MM, 20 * MM),
        sizes=(9.5, 21.0, 8.5, 14.0),
    ),
}


def compose_badges(sheet: BadgesSheet, case: TypeCase) -> list[Flow]:
    """Return the sheets of badges."""
    if not sheet.badges:
        empty = Flow(OFFICIAL)
        ProseSetter(empty, case).set_title(sheet.masthead.title)
        set_nothing_yet(empty, case)
        return [empty]
    shape = SHAPES[sheet.format]
    flow = Flow(shape.page)
    share = shape.across * shape.down
    for start in range(0, len(sheet.badges), share):
        canvas = flow.turn()
        badges = sheet.badges[start : start + share]
        for at, badge in enumerate(badges):
            setter = _BadgeSetter(canvas, case, shape, flow.root.add("Sect"), *shape.corner(at))
            canvas.bookmark(1, badge.name, setter.top)
            setter.draw(badge, sheet.meeting)
        with canvas.artifact():
            draw_crop_marks(canvas, shape)
        flow.foot_slots.append(_sign(canvas, shape, sheet, badges))
    return [flow]


def _sign(
    canvas: Canvas, shape: BadgeShape, sheet: BadgesSheet, badges: Sequence[BadgeEntry]
) -> FootSlot:
    """Return the small print of a page: its own hash, so that a page that holds can be kept."""
    title = f"{sheet.masthead.name}：{badges[0].number}—{badges[-1].number}"
    digest = sheet_hash((sheet.format.value, sheet.meeting, tuple(badges)))
    baseline = shape.page.height - SMALL_PRINT
    return FootSlot(canvas, shape.corner(0)[0] + 6 * MM, baseline, SMALL, title, digest)


@dataclass(slots=True)
class _BadgeSetter:
    """Draws one badge at its place."""

    canvas: Canvas
    case: TypeCase
    shape: BadgeShape
    root: Element
    left: float
    top: float

    def draw(self, badge: BadgeEntry, meeting: str) -> None:
        """Draw everything; what is missing leaves its room."""
        colour = COLOURS[badge.kind]
        shape = self.shape
        with self.canvas.artifact():
            self._band(self.top - BLEED, shape.head + BLEED, colour)
            self._band(self.top + shape.height - shape.base, shape.base + BLEED, colour)
        self._title(meeting)
        self._photo(badge)
        self._name(badge.name)
        self._lines(badge)
        self._word(badge.word)
        if badge.code:
            x, y, side = shape.code
            with self.canvas.tagged(self.root.add("Figure", alternative="二维码")):
                path = draw_code(badge.code, self.left + x, self.top + y, side)
                self.canvas.fill(path, BLACK)

    def _band(self, top: float, height: float, colour: Colour) -> None:
        self.canvas.box(self.left - BLEED, top, self.shape.width + 2 * BLEED, height, colour)

    def _title(self, meeting: str) -> None:
        """Write the meeting's title in the upper band, in as many lines as it needs."""
        room = self.shape.width - 6 * MM
        size = self.shape.sizes[0]
        lines = break_title(meeting, Ink(self.case.heading, size), room)
        while len(lines) * size * 1.3 > self.shape.head - 2 and size > LIUHAO / 2:
            size -= 0.5
            lines = break_title(meeting, Ink(self.case.heading, size), room)
        ink = Ink(self.case.heading, size, WHITE)
        y = self.top + (self.shape.head - len(lines) * size * 1.3) / 2 + size * (0.65 + OPTICAL)
        with self.canvas.tagged(self.root.add("P")):
            for line in lines:
                self.canvas.centred(self.left + self.shape.width / 2, y, line, ink)
                y += size * 1.3

    def _photo(self, badge: BadgeEntry) -> None:
        x, y, height = self.shape.photo
        x, y, width = self.left + x, self.top + y, height * PHOTO_RATIO
        frame = f"{x:.2f} {y:.2f} {width:.2f} {height:.2f} re"
        if badge.photo:
            with self.canvas.tagged(self.root.add("Figure", alternative=f"{badge.name}的照片")):
                self.canvas.photo(badge.photo, x, y, width, height)
            return
        with self.canvas.artifact():
            self.canvas.stroke(frame, 0.5, GREY, "2 2")
            ink = Ink(self.case.song, WUHAO, GREY)
            self.canvas.centred(x + width / 2, y + height / 2 + 4, "照　片", ink)

    def _name(self, name: str) -> None:
        x, y, width = self.shape.name
        ink = self._fit(name, self.case.title, self.shape.sizes[1], width)
        with self.canvas.tagged(self.root.add("H1")):
            middle, base = self.left + x + width / 2, self.top + y + OPTICAL * ink.size
            self.canvas.centred(middle, base, name, ink)

    def _lines(self, badge: BadgeEntry) -> None:
        x, y, width = self.shape.text
        size = self.shape.sizes[2]
        y += self.top + size
        typed = (f"查座码：{badge.typed}",) if badge.typed else ()
        for line in (*badge.lines, f"编号：{badge.number}", *typed):
            ink = self._fit(line, self.case.heading, size, width)
            with self.canvas.tagged(self.root.add("P")):
                self.canvas.text(self.left + x, y, line, ink)
            y += size * 1.55

    def _word(self, word: str) -> None:
        size = self.shape.sizes[3]
        ink = Ink(self.case.heading, size, WHITE, spacing=size * 0.5 if len(word) < 4 else 0.0)  # noqa: PLR2004  a short word is spread
        y = self.top + self.shape.height - self.shape.base / 2 + OPTICAL * size
        with self.canvas.tagged(self.root.add("P")):
            self.canvas.centred(self.left + self.shape.width / 2, y, word, ink)

    def _fit(self, text: str, typeface: Typeface, size: float, width: float) -> Ink:
        natural = Ink(typeface, size).width(text) or width
        return Ink(typeface, round(size * min(1.0, width / natural), 2))


def draw_crop_marks(canvas: Canvas, shape: BadgeShape) -> None:
    """Draw where a sheet is cut, outside all badges."""
    xs, ys = [], []
    for at in range(shape.across):
        x, _ = shape.corner(at)
        xs += [x, x + shape.width]
    for at in range(shape.down):
        _, y = shape.corner(at * shape.across)
        ys += [y, y + shape.height]
    away = BLEED + MARK_AWAY
    path = [
        f"{x:.2f} {start:.2f} m {x:.2f} {end:.2f} l"
        for x in xs
        for start, end in (
            (ys[0] - away - MARK, ys[0] - away),
            (ys[-1] + away, ys[-1] + away + MARK),
        )
    ]
    path += [
        f"{start:.2f} {y:.2f} m {end:.2f} {y:.2f} l"
        for y in ys
        for start, end in (
            (xs[0] - away - MARK, xs[0] - away),
            (xs[-1] + away, xs[-1] + away + MARK),
        )
    ]
    canvas.stroke(" ".join(path), 0.3)
