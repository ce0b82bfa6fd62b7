"""What one drag on a chart of 3,000 seats costs the server, against a bare Flask page beside it.

A drag is the whole request that the chart sends: the gate in front of every page, the rules, the
rows of places, history and log, and the commit, in CPU time. Its statements are counted: what the
gate reads to know who comes, what the drag reads, and what it writes.
"""

from __future__ import annotations

import gc
import itertools
import re
import sys
import tempfile
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from benchmarks.growth import resize_plan
from benchmarks.hall import make_rules, make_venue
from benchmarks.listing import NOW, Bench, measure_bare_page, measure_cpu, serve_house
from planner.domain.person import AttendanceKind
from planner.domain.seating.setting import HallSettings
from planner.planfile.hall_setting import write_hall_settings
from planner.services.actor import Actor
from planner.services.revision import Submission, publish_plan
from planner.services.sample import sample_plan
from planner.services.seating import NewSeating, add_seating, open_seating
from planner.services.seating_fill import fill_seating, set_hall_settings
from planner.services.venue import add_venue, list_venues

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from planner.domain.plan import Plan
    from planner.domain.seating.rule import SeatingRule
    from planner.domain.venue.plan import Venue
    from planner.models import ScopedSession

PEOPLE, SEATS = 3_000, 3_120
SITTING = "S04"
MOST_RATIO = 20.0
MOST_READS = 3
ROUNDS = 8
GATE = frozenset({"sign_in_sessions", "accounts", "organisations", "memberships", "role_grants"})
"""Tables that only the gate reads."""
HOUSE = 1
ACTOR = Actor(None, NOW)


def make_plan() -> Plan:
    """Return the sample plenary with 3,000 people, all of them called to one sitting."""
    plan = resize_plan(sample_plan("plenary"), PEOPLE)
    everybody = tuple(each.value for each in AttendanceKind)
    sittings = tuple(
        replace(each, participants=everybody, rostrum=None) if each.key == SITTING else each
        for each in plan.sittings
    )
    return replace(plan, title="一次拖动", sittings=sittings, leaves=())


@dataclass(frozen=True, slots=True)
class Pieces:
    """What can be moved on a chart."""

    path: str
    people: list[str]
    """Delegates whom no rule binds."""
    free: str
    """An empty seat in a row of delegates."""
    seat_of: dict[str, str]


def fill_chart(session: ScopedSession) -> Pieces:
    """Seat the people by 200 rules."""
    plan, venue = make_plan(), make_venue(SEATS)
    meeting = publish_plan(session, Submission(plan, "plan.yaml", b"plan"), None, NOW, NOW.date())
    add_venue(session, venue, ACTOR)
    version = next(each.version_id for each in list_venues(session) if each.name == venue.name)
    asked = NewSeating("大会", version, (SITTING,))
    seating = add_seating(session, meeting, asked, ACTOR)
    rules = make_rules(plan.people, venue, Random(1))  # noqa: S311  the same rules in every run
    settings = write_hall_settings(HallSettings(rules=rules))
    set_hall_settings(session, meeting, seating, settings, ACTOR, NOW.date())
    fill_seating(session, meeting, seating, ACTOR, NOW.date())
    seat_of = dict(open_seating(session, meeting, seating).seating.seat_of)
    path = f"/meetings/{meeting}/seating/{seating}/deeds"
    return Pieces(
        path, list_free_people(plan, rules, seat_of), find_free(plan, venue, seat_of), seat_of
    )


def list_free_people(
    plan: Plan, rules: tuple[SeatingRule, ...], seat_of: Mapping[str, str]
) -> list[str]:
    """Return the seated delegates whom no rule binds."""
    bound = {person for rule in rules for person in rule.people}
    return [
        each.key
        for each in plan.people
        if each.attendance is AttendanceKind.MEMBER
        and each.key in seat_of
        and each.key not in bound
    ]


def find_free(plan: Plan, venue: Venue, seat_of: Mapping[str, str]) -> str:
    """Return an empty seat in a row where only delegates sit."""
    kinds = {person.key: person.attendance for person in plan.people}
    kind_at = {seat: kinds[person] for person, seat in seat_of.items()}
    for row in (row for area in venue.areas for row in area.rows):
        there = {kind_at.get(seat.key) for seat in row.seats}
        if there == {AttendanceKind.MEMBER, None}:
            return next(seat.key for seat in row.seats if seat.key not in kind_at)
    message = "no seat is free"
    raise LookupError(message)


def each_drag(pieces: Pieces) -> Iterator[dict[str, object]]:
    """Yield drags in turn: two people change seats, somebody goes to the seat that is free."""
    seats, free = dict(pieces.seat_of), pieces.free
    for one, other in itertools.pairwise(itertools.cycle(pieces.people)):
        seen = {one: seats[one], other: seats[other]}
        yield {"op": "swap", "people": [one, other], "from": seen}
        seats[one], seats[other] = seats[other], seats[one]
        yield {"op": "move", "people": [one], "seat": free, "from": {one: seats[one]}}
        seats[one], free = free, seats[one]


def drag(bench: Bench, path: str, drags: Iterator[dict[str, object]]) -> None:
    """Send the next drag; a refused one is an error of the benchmark."""
    answer = bench.client.post(path, json={"deeds": [next(drags)]})
    if answer.status_code != 200:  # noqa: PLR2004  OK
        raise RuntimeError(answer.text)


def measure_ratio(bench: Bench, step: Callable[[], None]) -> tuple[float, float]:
    """Return the milliseconds of a bare page and of a drag, each the best of many in turn."""
    bare, own = [], []
    for _ in range(ROUNDS):
        gc.collect()
        bare.append(measure_bare_page(bench.bare) * 1000)
        own.append(measure_cpu(step) * 1000)
    return min(bare), min(own)


def sort_statements(statements: list[str]) -> dict[str, list[str]]:
    """Return statements by whose they are: reads of the gate, reads of the drag, writes."""
    sorts: dict[str, list[str]] = {"gate": [], "reads": [], "writes": []}
    for each in statements:
        table = re.search(r"(?:FROM|INTO|UPDATE) (\w+)", each)
        named = table[1] if table else ""
        is_gate = named in GATE or each.startswith("SELECT meetings.revision_number")
        kind = "writes" if not each.startswith("SELECT") else "gate" if is_gate else "reads"
        sorts[kind].append(each)
    return sorts


def main() -> int:
    """Print the figures; 1 where a bound is broken."""
    with tempfile.TemporaryDirectory() as folder:
        bench, _ = serve_house(Path(folder))
        with bench.client.application.extensions["plenum"].sessions() as session:
            session.scope_to(HOUSE)
            pieces = fill_chart(session)
        drags = each_drag(pieces)
        step = partial(drag, bench, pieces.path, drags)
        for _ in range(4):
            step()
        bench.statements.clear()
        step()
        sorts = sort_statements(bench.statements)
        bare, own = measure_ratio(bench, step)
    ratio = own / bare
    counts = {kind: len(found) for kind, found in sorts.items()}
    holds = ratio <= MOST_RATIO and counts["reads"] <= MOST_READS
    print(f"{len(pieces.seat_of)} people seated on {SEATS} seats, 200 rules")
    print(f"one drag: {own:.2f} ms of CPU, a bare Flask page {bare:.2f} ms: {ratio:.1f} of them")
    print(
        f"statements: the gate reads {counts['gate']}, the drag reads {counts['reads']} "
        f"and writes {counts['writes']} (places out and in, history, seating, log and its head)"
    )
    print("ok" if holds else f"FAIL: more than {MOST_RATIO} bare pages or {MOST_READS} reads")
    return int(not holds)


if __name__ == "__main__":
    sys.exit(main())
