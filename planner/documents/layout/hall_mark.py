"""Marks on charts of halls: what tells special seats apart, tabs with numbers, circles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.documents.press.canvas import Ink

if TYPE_CHECKING:
    from planner.documents.layout.hall_type import SeatBox
    from planner.documents.press.canvas import Canvas, Colour
    from planner.documents.press.typeface import TypeCase

GREY: Colour = (0.42, 0.42, 0.42)
PALE: Colour = (0.72, 0.72, 0.72)
DARK: Colour = (0.28, 0.28, 0.28)
WHITE: Colour = (1.0, 1.0, 1.0)
ROUND = 0.5523
"""How far the handles of a curve stand that makes a quarter of a circle."""


def mark_cross(canvas: Canvas, middle: tuple[float, float], box: SeatBox) -> None:
    """Cross out a seat that nobody may use."""
    x, y = middle
    half, high = box.width / 2 - 1, box.height / 2 - 1
    canvas.stroke(
        f"{x - half:.2f} {y - high:.2f} m {x + half:.2f} {y + high:.2f} l "
        f"{x - half:.2f} {y + high:.2f} m {x + half:.2f} {y - high:.2f} l",
        0.5,
        GREY,
    )


def mark_hatch(canvas: Canvas, corner: tuple[float, float], width: float, height: float) -> None:
    """Hatch a seat that is kept empty."""
    x, y = corner
    step = 3.0
    path = [f"{x:.2f} {y:.2f} {width:.2f} {height:.2f} re W n"]
    at = step
    while at < width + height:
        path.append(f"{x + at:.2f} {y:.2f} m {x + at - height:.2f} {y + height:.2f} l")
        at += step
    canvas.stroke(" ".join(path), 0.3, PALE)


def draw_tab(
    canvas: Canvas, case: TypeCase, text: str, corner: tuple[float, float], size: float
) -> float:
    """Draw a block's number, white on dark, its upper right corner here; return its width."""
    ink = Ink(case.heading, round(size, 2), WHITE)
    width, height = ink.width(text) + size * 0.4, size * 1.08
    right, top = corner
    canvas.box(right - width, top, width, height, DARK)
    canvas.centred(right - width / 2, top + height / 2 + size * 0.36, text, ink)
    return width


def circle(x: float, y: float, radius: float) -> str:
    """Return the path of a circle."""
    far, handle = radius, radius * ROUND
    return (
        f"{x + far:.2f} {y:.2f} m "
        f"{x + far:.2f} {y + handle:.2f} {x + handle:.2f} {y + far:.2f} {x:.2f} {y + far:.2f} c "
        f"{x - handle:.2f} {y + far:.2f} {x - far:.2f} {y + handle:.2f} {x - far:.2f} {y:.2f} c "
        f"{x - far:.2f} {y - handle:.2f} {x - handle:.2f} {y - far:.2f} {x:.2f} {y - far:.2f} c "
        f"{x + handle:.2f} {y - far:.2f} {x + far:.2f} {y - handle:.2f} {x + far:.2f} {y:.2f} c h"
    )
