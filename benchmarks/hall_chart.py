"""会场座次图 of a hall of 300 and of 1,200 people: what it costs, and how it grows.

Fonts are loaded before the measure. A chart four times as large may cost four times as much: what
is drawn for each seat costs the same in any hall.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import date

from benchmarks.seating import measure
from planner.documents.seating import SeatingPaperFacts, render_hall_chart, seating_imprint
from planner.domain.person import Person
from planner.domain.seating.chart import Seating
from planner.domain.sitting import Sitting
from planner.domain.venue.sample import sample_venue
from planner.services.sample import sample_plan

SIZES = (300, 1_200)
BLOCK = 40
TOLERANCE = 1.25
"""How far above straight growth the charts may measure: noise of a shared machine."""
IMPRINT = seating_imprint(1, date(2027, 1, 16))


def make_facts(count: int) -> SeatingPaperFacts:
    """Return the shipped hall with so many people in it, in blocks of 40; names recur."""
    sample, venue = sample_plan("plenary"), sample_venue("hall")
    seats = [seat.key for area in venue.areas[1:] for row in area.rows for seat in row.seats]
    names = [person.name for person in sample.people]
    people = tuple(Person(f"p{at}", names[at % len(names)]) for at in range(count))
    seating = Seating(
        {person.key: seat for person, seat in zip(people, seats, strict=False)},
        blocks={person.key: f"第{at // BLOCK + 1}组" for at, person in enumerate(people)},
    )
    plan = replace(sample, people=people, leaves=())
    return SeatingPaperFacts(plan, Sitting("s1", "开幕会"), venue, seating, IMPRINT)


def main() -> int:
    """Print the figures; return 1 where the chart grows faster than the hall."""
    render_hall_chart(make_facts(1))
    seconds = {}
    for size in SIZES:
        facts = make_facts(size)
        seconds[size], content = measure(lambda facts=facts: render_hall_chart(facts))  # type: ignore[misc]
        print(f"chart of {size}: {seconds[size] * 1000:.0f} ms CPU, {len(content) / 1024:.0f} KB")
    small, large = SIZES
    growth, bound = seconds[large] / seconds[small], large / small * TOLERANCE
    holds = growth <= bound
    print(f"{'ok  ' if holds else 'FAIL'} growth: {growth:.2f} (at most {bound:.2f})")
    return 0 if holds else 1


if __name__ == "__main__":
    sys.exit(main())
