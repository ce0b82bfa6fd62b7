"""How each step of a package grows with the people of the plan: 300, 1,000, 3,000."""

from __future__ import annotations

import gc
import math
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from planner.domain.finding import find_findings
from planner.domain.order import order_roster
from planner.domain.timeline import back_schedule
from planner.planfile import read_plan, write_yaml
from planner.services.package import list_parts

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from planner.domain.person import Person
    from planner.domain.plan import Plan
    from planner.services.package_part import PackagePart

SIZES = (300, 1_000, 3_000)
TOLERANCE = 1.25
"""How far above n·log n a step may measure: noise of a shared machine."""
NOISE_SECONDS = 0.05
"""A step that takes less at the largest size is not judged."""
RUNS = 2
APART = {"roster", "workbook"}
"""Kinds of parts that are steps one by one; the others are measured by kind."""


@dataclass(slots=True)
class Stopwatch:
    """CPU seconds by step, the fastest of several runs."""

    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def time(self, step: str) -> Iterator[None]:
        """Measure one step."""
        gc.collect()
        started_at = time.process_time()
        yield
        taken = time.process_time() - started_at
        self.seconds[step] = min(taken, self.seconds.get(step, math.inf))


def measure_steps(plan: Plan, size: int, today: date) -> dict[str, float]:
    """Return the CPU seconds of each step on the plan with ``size`` people."""
    watch = Stopwatch()
    sized = resize_plan(plan, size)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "plan.yaml"
        path.write_text(write_yaml(sized), encoding="utf-8")
        for _ in range(RUNS):
            run_steps(watch, path, today)
    return watch.seconds


def run_steps(watch: Stopwatch, path: Path, today: date) -> None:
    """Go through all steps once, each measured on its own, nothing remembered."""
    with watch.time("reading the plan"):
        plan = read_plan(path, path.name)
    with watch.time("back-scheduling"):
        timeline = back_schedule(plan, today)
    with watch.time("finding what is wrong"):
        find_findings(plan, timeline, today)
    with watch.time("putting people in order"):
        order_roster(plan, plan.people, plan.settings.name_order)
    with watch.time("listing the parts"):
        parts = list_parts(plan, today, timeline=timeline)
    steps: dict[str, list[PackagePart]] = {}
    for part in parts:
        kind = part.key.partition(":")[0]
        steps.setdefault(part.key if kind in APART else kind, []).append(part)
    for step, members in steps.items():
        with watch.time(step):
            for part in members:
                part.prepare().render()


def resize_plan(plan: Plan, size: int) -> Plan:
    """Return the plan with so many people: those with a duty first, then others, then copies."""
    busy = busy_people(plan)
    people = sorted(plan.people, key=lambda person: person.key not in busy)
    grown: list[Person] = []
    copy = 0
    while len(grown) < size:
        grown += [
            replace(person, key=f"{person.key}x{copy}") if copy else person
            for person in people[: size - len(grown)]
        ]
        copy += 1
    kept = {person.key for person in grown}
    return replace(
        plan,
        people=tuple(grown),
        leaves=tuple(leave for leave in plan.leaves if leave.person in kept),
    )


def busy_people(plan: Plan) -> set[str]:
    """Return the keys of those whom something in the plan names."""
    busy = {plan.secretary_general} | {each.head for each in plan.departments}
    busy |= {each.reporter for each in plan.agenda} | {each.owner for each in plan.tasks}
    for workstream in plan.workstreams:
        busy |= {workstream.accountable, workstream.lead}
    for sitting in plan.sittings:
        busy |= {*sitting.presiders, *(step.speaker for step in sitting.steps)}
        for row in sitting.rostrum.rows if sitting.rostrum else ():
            busy |= set(row.people)
    return busy


def judge_growth(curve: dict[int, dict[str, float]]) -> bool:
    """Print the curve; tell whether no step grows faster than n·log n."""
    small, middle, large = sorted(curve)
    fair = large * math.log(large) / (middle * math.log(middle))
    print(f"growth with the people of the plan, ms of CPU ({small}, {middle}, {large}):")
    holds = True
    for step, last in curve[large].items():
        first, second = curve[small].get(step, 0.0), curve[middle].get(step, 0.0)
        power = math.log(last / second) / math.log(large / middle) if second and last else 0.0
        is_judged = last >= NOISE_SECONDS and second > 0
        is_held = not is_judged or last / second <= fair * TOLERANCE
        holds = holds and is_held
        mark = "ok  " if is_held else "FAIL"
        times = "".join(f"{seconds * 1000:9.1f}" for seconds in (first, second, last))
        print(f"  {mark} {times}  n^{power:4.2f}  {step}")
    return holds
