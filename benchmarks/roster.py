"""The roster of 560 against WeasyPrint's plain ``<table>`` of the same words (bound: 1/4 CPU).

Both run in this one process, imports and fonts warm, and the median of several runs counts. The
curve at 300, 1,000 and 3,000 people shows that the cost grows with the rows, and the one-page
agenda what a small paper costs.
"""

from __future__ import annotations

import statistics
import sys
import time
from dataclasses import replace
from datetime import date
from functools import partial
from io import BytesIO
from typing import TYPE_CHECKING

import pikepdf

from benchmarks.yardstick import roster_rows, set_plain_table
from planner.documents.catalogue import list_papers
from planner.documents.imprint import Imprint
from planner.documents.render import make_sheet, render_pdf
from planner.domain.timeline import Timeline
from planner.services.sample import sample_plan

if TYPE_CHECKING:
    from collections.abc import Callable

    from planner.documents.paper import Paper
    from planner.domain.plan import Plan

RUNS = 3
BOUND = 0.25
SMALL_BOUND_MS = 60.0
SIZES = (300, 1_000, 3_000)
TODAY = date(2026, 11, 23)
MILLISECONDS = 1_000


def measure_seconds(work: Callable[[], bytes]) -> tuple[float, bytes]:
    """Return the median CPU seconds of several runs, and what the last one made."""
    costs = []
    made = b""
    for _ in range(RUNS):
        started = time.process_time()
        made = work()
        costs.append(time.process_time() - started)
    return statistics.median(costs), made


def set_paper(plan: Plan, paper: Paper) -> bytes:
    """Return a paper of a plan, sheet and all."""
    return render_pdf(make_sheet(plan, Timeline(()), paper, TODAY), paper, Imprint(1, TODAY))


def count_pages(content: bytes) -> int:
    """Return how many pages a PDF has."""
    with pikepdf.open(BytesIO(content)) as pdf:
        return len(pdf.pages)


def grow(plan: Plan, count: int) -> Plan:
    """Return the plan with so many people, its own again and again."""
    people = tuple(
        replace(plan.people[at % len(plan.people)], key=f"grown-{at}") for at in range(count)
    )
    return replace(plan, people=people)


def main() -> int:
    """Print the figures; 1 where a bound is broken."""
    plan = sample_plan("plenary")
    papers = {paper.key: paper for paper in list_papers(plan)}
    ours = partial(set_paper, plan, papers["roster:strokes"])
    heads, rows = roster_rows(plan)
    plain = partial(set_plain_table, plan.title, heads, rows)
    ours()  # reads the fonts
    set_plain_table(plan.title, heads, rows[:5])
    plain_seconds, plain_pdf = measure_seconds(plain)
    our_seconds, our_pdf = measure_seconds(ours)
    ratio = our_seconds / plain_seconds
    print(f"plain <table>, {len(rows)} rows, {count_pages(plain_pdf)} pages: {plain_seconds:.2f} s")
    print(f"our roster, {count_pages(our_pdf)} pages: {our_seconds:.2f} s")
    print(f"ratio {ratio:.3f} (bound {BOUND})")
    for size in SIZES:
        seconds, _ = measure_seconds(partial(set_paper, grow(plan, size), papers["roster:strokes"]))
        print(f"{size:>5} people: {seconds:.2f} s, {seconds / size * MILLISECONDS:.2f} ms a person")
    seconds, _ = measure_seconds(partial(set_paper, plan, papers["agenda"]))
    small = seconds * MILLISECONDS
    print(f"agenda, one page: {small:.0f} ms (bound {SMALL_BOUND_MS:.0f})")
    return int(ratio > BOUND or small > SMALL_BOUND_MS)


if __name__ == "__main__":
    sys.exit(main())
