"""A canvas: one page that text, rules and boxes are painted on, with marks for the structure."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from planner.documents.press.length import ASCENT
from planner.documents.press.structure import Mark

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.documents.press.photo import Photo
    from planner.documents.press.structure import Element
    from planner.documents.press.typeface import Typeface

Colour = tuple[float, float, float]
BLACK: Colour = (0.0, 0.0, 0.0)
RED: Colour = (0.72, 0.09, 0.09)
"""The red of official papers; it stands only where it means something."""
HAIRLINE = 0.4
LYING = frozenset("（）()〔〕【】［］[]—…～-")
"""What turns to the right in a text written downwards."""


@dataclass(frozen=True, slots=True)
class Ink:
    """How a stretch of text looks."""

    typeface: Typeface
    size: float
    colour: Colour = BLACK
    spacing: float = 0.0
    """Points added after each character."""

    def width(self, text: str) -> float:
        """Return how wide a text gets, the spacing after its last character included."""
        return self.typeface.width(text, self.size) + self.spacing * len(text)


@dataclass(slots=True)
class Canvas:
    """One page being painted; ``number`` counts from 0 in its document."""

    width: float
    height: float
    number: int = 0
    operators: list[str] = field(default_factory=list)
    marks: list[Element] = field(default_factory=list)
    texts: dict[Typeface, set[str]] = field(default_factory=dict)
    """The characters painted with each typeface."""
    bookmarks: list[tuple[int, str, float]] = field(default_factory=list)
    """Level, label and height of each."""
    photos: dict[str, Photo] = field(default_factory=dict)
    """The photos on the page by their names in its resources."""

    def text(self, x: float, baseline: float, text: str, ink: Ink, extra: float = 0.0) -> None:
        """Paint a line of text; ``extra`` points are added after each character."""
        if not text:
            return
        self.texts.setdefault(ink.typeface, set()).update(text)
        ink.typeface.learn(text)
        spacing = ink.spacing + extra
        self.operators.append(
            f"BT{_fill(ink.colour)} {spacing:.4g} Tc 1 0 0 -1 {x:.2f} {baseline:.2f} Tm "
            f"{show(text, ink)} ET"
        )

    def centred(self, x: float, baseline: float, text: str, ink: Ink) -> None:
        """Paint a line of text with its middle at ``x``."""
        self.text(x - (ink.width(text) - ink.spacing) / 2, baseline, text, ink)

    def down(self, x: float, top: float, text: str, ink: Ink, step: float) -> None:
        """Paint a text downwards, a character each ``step``, their middles at ``x``."""
        if not text:
            return
        self.texts.setdefault(ink.typeface, set()).update(text)
        ink.typeface.learn(text)
        first = top + (step - ink.size) / 2
        shown = " ".join(
            f"{_stand(each, ink, x, first + at * step)} Tm {show(each, ink)}"
            for at, each in enumerate(text)
        )
        self.operators.append(f"BT{_fill(ink.colour)} 0 Tc {shown} ET")

    def photo(self, photo: Photo, x: float, y: float, width: float, height: float) -> None:
        """Paint a photo that fills a box, cut where it is wider or higher."""
        self.photos[photo.resource] = photo
        scale = max(width / photo.width, height / photo.height)
        wide, high = photo.width * scale, photo.height * scale
        left, bottom = x - (wide - width) / 2, y + height + (high - height) / 2
        self.operators.append(
            f"q {x:.2f} {y:.2f} {width:.2f} {height:.2f} re W n "
            f"{wide:.2f} 0 0 {-high:.2f} {left:.2f} {bottom:.2f} cm /{photo.resource} Do Q"
        )

    @contextmanager
    def turned(self, x: float, y: float) -> Iterator[None]:
        """Turn what is painted by half a circle round a point."""
        self.operators.append(f"q -1 0 0 -1 {2 * x:.2f} {2 * y:.2f} cm")
        yield
        self.operators.append("Q")

    def line(
        self, start: tuple[float, float], end: tuple[float, float], width: float = HAIRLINE
    ) -> None:
        """Paint a black rule."""
        self.operators.append(
            f"{width:.2f} w {start[0]:.2f} {start[1]:.2f} m {end[0]:.2f} {end[1]:.2f} l S"
        )

    def stroke(self, operators: str, width: float, colour: Colour = BLACK, dash: str = "") -> None:
        """Paint a path given in operators, without its painting operator."""
        red, green, blue = colour
        pattern = f"[{dash}] 0 d " if dash else ""
        self.operators.append(
            f"q {red:g} {green:g} {blue:g} RG {width:.2f} w {pattern}{operators} S Q"
        )

    def fill(self, operators: str, colour: Colour) -> None:
        """Fill a path given in operators."""
        self.operators.append(f"q{_fill(colour)} {operators} f Q")

    def box(self, x: float, y: float, width: float, height: float, colour: Colour) -> None:
        """Fill a box."""
        self.fill(f"{x:.2f} {y:.2f} {width:.2f} {height:.2f} re", colour)

    def bookmark(self, level: int, label: str, y: float) -> None:
        """Let a bookmark point to this height of the page."""
        self.bookmarks.append((level, label, y))

    @contextmanager
    def tagged(self, element: Element) -> Iterator[None]:
        """Mark what is painted as content of an element of the structure."""
        mark = Mark(self.number, len(self.marks))
        self.marks.append(element)
        element.kids.append(mark)
        self.operators.append(f"/{element.tag} <</MCID {mark.number}>> BDC")
        yield
        self.operators.append("EMC")

    @contextmanager
    def artifact(self, kind: Literal["Layout", "Pagination"] = "Layout") -> Iterator[None]:
        """Mark what is painted as no content: rules, shades, folios, repeated heads."""
        self.operators.append(f"/Artifact <</Type /{kind}>> BDC")
        yield
        self.operators.append("EMC")


def _stand(character: str, ink: Ink, x: float, top: float) -> str:
    """Return where a character of a text written downwards stands; brackets and dashes lie down."""
    if character in LYING:
        return f"0 1 1 0 {x - (ASCENT - 0.5) * ink.size:.2f} {top:.2f}"
    return f"1 0 0 -1 {x - ink.width(character) / 2:.2f} {top + ASCENT * ink.size:.2f}"


def show(text: str, ink: Ink) -> str:
    """Return the operators that show a text, one font switch for each stretch of a face."""
    typeface = ink.typeface
    try:
        codes = "".join(map(typeface.own.__getitem__, text))
    except KeyError:
        return _show_mixed(text, ink)
    return f"/{typeface.faces[0].resource} {ink.size:g} Tf <{codes}> Tj"


def _show_mixed(text: str, ink: Ink) -> str:
    parts: list[str] = []
    resource, codes = "", ""
    for character in text:
        glyph = ink.typeface.glyphs.get(character)
        if glyph is None:
            continue
        if glyph.face.resource != resource and codes:
            parts.append(f"/{resource} {ink.size:g} Tf <{codes}> Tj")
            codes = ""
        resource = glyph.face.resource
        codes += glyph.code
    if codes:
        parts.append(f"/{resource} {ink.size:g} Tf <{codes}> Tj")
    return " ".join(parts)


def _fill(colour: Colour) -> str:
    red, green, blue = colour
    return f" {red:g} g" if red == green == blue else f" {red:g} {green:g} {blue:g} rg"
