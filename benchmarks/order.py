"""Stroke sort of 10,000 names against `sorted()` by code point on the same list (bound: 10)."""

from __future__ import annotations

import random
import sys
import time
from functools import partial
from typing import TYPE_CHECKING

from planner.domain.order import sort_names
from planner.domain.plan import NameOrder
from planner.domain.stroke import read_entries

if TYPE_CHECKING:
    from collections.abc import Callable

COUNT = 10_000
RUNS = 25
BOUND = 10.0
SURNAMES = "王李张刘陈杨黄赵周吴徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜"
COMMON_CHARACTERS = 3_500
"""The first level of the table: given names are drawn from it."""


def make_names(seed: int = 1) -> list[str]:
    """Return names as a roster has them: one in five qualified, some spaced, some with a dot."""
    rng = random.Random(seed)  # noqa: S311  the same names in every run
    characters = list(read_entries())[:COMMON_CHARACTERS]
    return [make_name(rng, characters) for _ in range(COUNT)]


def make_name(rng: random.Random, characters: list[str]) -> str:
    """Return one made-up name."""
    surname = rng.choice(SURNAMES)
    given = "".join(rng.choices(characters, k=rng.choice((1, 2, 2, 2))))
    kind = rng.random()
    if kind < 0.2:  # noqa: PLR2004  one in five
        return f"{surname}{given}（女）"
    if kind < 0.25:  # noqa: PLR2004  one in twenty
        return f"{surname}　{given}"
    if kind < 0.28:  # noqa: PLR2004  three in a hundred
        return f"{given}{surname}·{''.join(rng.choices(characters, k=4))}"
    return surname + given


def measure_seconds(sort: Callable[[list[str]], object], names: list[str]) -> float:
    """Return the CPU seconds of the fastest of several runs."""
    best = float("inf")
    for _ in range(RUNS):
        started = time.process_time()
        sort(names)
        best = min(best, time.process_time() - started)
    return best


def main() -> int:
    """Print both ratios; 1 where one exceeds the bound."""
    names = make_names()
    sort_names(names[:1], NameOrder.STROKES)  # the table is read once, whoever sorts first
    plain = measure_seconds(sorted, names)
    print(f"sorted() by code point, {COUNT:,} names: {plain * 1000:.2f} ms")
    worst = 0.0
    for order in (NameOrder.STROKES, NameOrder.STROKES_FULL):
        seconds = measure_seconds(partial(sort_names, by=order), names)
        worst = max(worst, seconds / plain)
        print(f"{order}: {seconds * 1000:.2f} ms, ratio {seconds / plain:.2f} (bound {BOUND:.0f})")
    return int(worst > BOUND)


if __name__ == "__main__":
    sys.exit(main())
