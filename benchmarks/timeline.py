"""Back-scheduling at size: 10,000 tasks with 30,000 dependencies against 1,000 with 3,000."""

from __future__ import annotations

import gc
import random
import sys
import time
from datetime import date

from planner.domain.plan import MeetingKind, Organisation, Plan
from planner.domain.task import Dependency, Offset, Task
from planner.domain.timeline import back_schedule

SIZES = (300, 1_000, 3_000, 10_000)
LINKS_PER_TASK = 3
RUNS = 9
BOUND = 1.3
TODAY = date(2026, 11, 23)


def make_plan(count: int, seed: int = 1) -> Plan:
    """Return a plan whose tasks depend on random earlier ones."""
    rng = random.Random(seed)  # noqa: S311  the same plan in every run
    before: list[set[int]] = [set() for _ in range(count)]
    links = 0
    while links < LINKS_PER_TASK * count:
        first, second = sorted(rng.sample(range(count), 2))
        links += first not in before[second]
        before[second].add(first)
    tasks = tuple(
        Task(
            f"T{number:05d}",
            f"任务{number}",
            offset=Offset(-100 + 90 * number // count),
            depends_on=tuple(Dependency(f"T{each:05d}") for each in sorted(before[number])),
        )
        for number in range(count)
    )
    return Plan(
        Organisation("政协云岭省委员会"),
        MeetingKind.PLENARY,
        "全体会议",
        13,
        4,
        reports_on=date(2027, 1, 17),
        opens_on=date(2027, 1, 18),
        closes_on=date(2027, 1, 22),
        tasks=tasks,
    )


def measure_seconds(plans: dict[int, Plan]) -> dict[int, float]:
    """Return the CPU seconds of the fastest of several runs of each plan, taken in turns."""
    best = dict.fromkeys(plans, float("inf"))
    for _ in range(RUNS):
        for count, plan in plans.items():
            gc.collect()
            started = time.process_time()
            back_schedule(plan, TODAY)
            best[count] = min(best[count], time.process_time() - started)
    return best


def main() -> int:
    """Print the curve and the ratio; return 1 where it is above the bound."""
    seconds = measure_seconds({count: make_plan(count) for count in SIZES})
    for count, taken in seconds.items():
        print(f"{count:>6} tasks {taken * 1000:8.1f} ms {taken / count * 1e6:6.1f} us a task")
    ratio = seconds[10_000] / 10_000 / (seconds[1_000] / 1_000)
    print(f"10,000 against 1,000 tasks, per task: {ratio:.2f} (bound {BOUND})")
    return int(ratio > BOUND)


if __name__ == "__main__":
    sys.exit(main())
