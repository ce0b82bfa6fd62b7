"""QR codes as paths."""

from __future__ import annotations

from functools import lru_cache
from itertools import groupby

import segno

QUIET_ZONE = 2
"""Modules of white around a code; the page around it is white too."""


@lru_cache(maxsize=256)
def _modules(text: str) -> tuple[bytes, ...]:
    return tuple(bytes(row) for row in segno.make(text, micro=False, error="m", mask=3).matrix)


def draw_code(text: str, x: float, y: float, side: float) -> str:
    """Return the path of a QR code in a square, to be filled."""
    rows = _modules(text)
    step = side / (len(rows) + 2 * QUIET_ZONE)
    path = []
    for number, row in enumerate(rows):
        column = 0
        for is_dark, run in groupby(row):
            length = len(list(run))
            if is_dark:
                left, top = x + (QUIET_ZONE + column) * step, y + (QUIET_ZONE + number) * step
                path.append(f"{left:.3f} {top:.3f} {length * step:.3f} {step:.3f} re")
            column += length
    return " ".join(path)
