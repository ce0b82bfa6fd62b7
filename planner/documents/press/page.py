"""Pages: their formats, and the flow that fills one after the other."""

from __future__ import annotations

from dataclasses import dataclass, field

from planner.documents.press.canvas import Canvas, Ink
from planner.documents.press.length import MM
from planner.documents.press.structure import Element


@dataclass(frozen=True, slots=True)
class PageFormat:
    """A page's size and margins; ``inner`` is the binding edge, left on odd pages."""

    width: float
    height: float
    head: float
    foot: float
    inner: float
    outer: float

    @property
    def measure(self) -> float:
        """The width of the type area."""
        return self.width - self.inner - self.outer

    @property
    def depth(self) -> float:
        """The height of the type area."""
        return self.height - self.head - self.foot

    @property
    def bottom(self) -> float:
        """The lower edge of the type area."""
        return self.height - self.foot

    def left(self, number: int) -> float:
        """Return the left edge of the type area on a page, counted from 0 in its document."""
        return self.outer if number % 2 else self.inner


OFFICIAL = PageFormat(210 * MM, 297 * MM, 37 * MM, 35 * MM, 28 * MM, 26 * MM)
"""GB/T 9704-2012: A4, type area 156 × 225 mm."""
PORTRAIT = PageFormat(210 * MM, 297 * MM, 30 * MM, 30 * MM, 22 * MM, 20 * MM)
LANDSCAPE = PageFormat(297 * MM, 210 * MM, 28 * MM, 25 * MM, 20 * MM, 20 * MM)
LARGE = PageFormat(420 * MM, 297 * MM, 25 * MM, 26 * MM, 20 * MM, 20 * MM)
CARD = PageFormat(210 * MM, 297 * MM, 0.0, 0.0, 0.0, 0.0)
"""A4 to be cut or folded: no margins of its own."""
CARD_WIDE = PageFormat(297 * MM, 210 * MM, 0.0, 0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class ApprovalSlot:
    """A blank to be filled in with who approved (``name``) or when (``day``)."""

    fact: str
    canvas: Canvas
    x: float
    baseline: float
    ink: Ink


@dataclass(frozen=True, slots=True)
class FootSlot:
    """Where the small print of a page stands that is cut or folded; it has no other foot."""

    canvas: Canvas
    x: float
    baseline: float
    size: float
    title: str = ""
    """What is called so, where that is not the paper's own name."""
    digest: str = ""
    """The hash of what is on this page alone."""


@dataclass(slots=True)
class Flow:
    """Pages being filled from the top; the structure grows below ``root``."""

    format: PageFormat
    root: Element = field(default_factory=lambda: Element("Document"))
    canvases: list[Canvas] = field(default_factory=list)
    y: float = 0.0
    first_number: int = 0
    """Number of the first page in the file; folios count from the flow's own first page."""
    title: str = ""
    """What its foot calls it, where that is not the paper's own name."""
    digest: str = ""
    """The hash of what it prints, where that is less than the whole sheet."""
    foot_slots: list[FootSlot] = field(default_factory=list)
    """Of pages that are cut or folded, instead of feet."""
    is_continued: bool = False
    """Whether it goes on with the flow before it, in pages of another format."""
    approval_slots: list[ApprovalSlot] = field(default_factory=list)
    """Where names and days of an approval are filled in, on papers with a block for it."""

    @property
    def canvas(self) -> Canvas:
        """The page being filled."""
        if not self.canvases:
            self.turn()
        return self.canvases[-1]

    @property
    def left(self) -> float:
        """The left edge of the type area of the page being filled."""
        return self.format.left(max(len(self.canvases) - 1, 0))

    @property
    def room(self) -> float:
        """What is left of the page being filled."""
        return self.format.bottom - self.y if self.canvases else self.format.depth

    @property
    def is_fresh(self) -> bool:
        """Tell whether nothing stands on the page yet."""
        return not self.canvases or self.y <= self.format.head

    def turn(self) -> Canvas:
        """Begin a new page."""
        number = self.first_number + len(self.canvases)
        self.canvases.append(Canvas(self.format.width, self.format.height, number))
        self.y = self.format.head
        return self.canvases[-1]

    def reserve(self, height: float) -> None:
        """Begin a new page unless so much room is left on this one."""
        if not self.canvases or (self.room < height - 0.01 and not self.is_fresh):
            self.turn()
