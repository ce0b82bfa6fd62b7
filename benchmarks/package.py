"""The package of the 560-member sample: what it costs, against a plain ``<table>`` as yardstick.

Every figure comes from fresh processes with their imports done; CPU is that process's own, the
median of several. Prints the figures and the bounds; returns 1 where a bound is broken.
"""

from __future__ import annotations

import multiprocessing
import resource
import sys
import tempfile
import time
from dataclasses import dataclass, field, replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pikepdf

from benchmarks.growth import SIZES, judge_growth, measure_steps
from benchmarks.yardstick import roster_rows, set_plain_table
from planner.planfile import read_plan, write_yaml
from planner.services.package import build_package, list_parts, select_parts
from planner.services.sample import sample_plan
from planner.services.store import FileStore

if TYPE_CHECKING:
    from collections.abc import Callable

    from planner.domain.plan import Plan
    from planner.services.package import PackageReport

    Work = Callable[..., dict[str, float]]

TODAY = date(2026, 11, 23)
RUNS = 3
ROSTER_BOUND = 0.25
PACKAGE_BOUND = 3.0
STORE_BOUND = 0.8
ROSTER = "roster:strokes"


@dataclass(frozen=True, slots=True)
class Cost:
    """What a piece of work cost a process of its own, and what it told of itself."""

    cpu_seconds: float
    wall_seconds: float
    peak_bytes: int
    details: dict[str, float] = field(default_factory=dict)


def measure_alone(work: Work, plan_file: Path) -> Cost:
    """Return the median cost of some work on a plan file, each run in a fresh process."""
    context = multiprocessing.get_context("spawn")
    costs = []
    for _ in range(RUNS):
        with context.Pool(1) as pool:
            costs.append(pool.apply(run_work, (work, plan_file)))
    return sorted(costs, key=lambda cost: cost.cpu_seconds)[len(costs) // 2]


def run_work(work: Work, plan_file: Path) -> Cost:
    """Return what some work costs this process; libraries loaded lazily are loaded before."""
    import icalendar  # noqa: F401, PLC0415  not part of the measure
    import weasyprint  # noqa: F401, PLC0415  the same
    import xlsxwriter  # noqa: F401, PLC0415  the same

    cpu, wall = time.process_time(), time.perf_counter()
    details = work(plan_file)
    return Cost(
        cpu_seconds=details.pop("cpu", time.process_time() - cpu),
        wall_seconds=time.perf_counter() - wall,
        peak_bytes=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
        details=details,
    )


def build_whole(plan_file: Path) -> dict[str, float]:
    """Build the package of a plan file into an empty store; return the seconds of each part."""
    started_at = time.perf_counter()
    plan = read_plan(plan_file, plan_file.name)
    seconds = {"(reading the plan)": time.perf_counter() - started_at}
    with tempfile.TemporaryDirectory() as folder:
        report = build_package(plan, TODAY, FileStore(Path(folder)))
    refuse_failures(report)
    return seconds | {entry.path: entry.seconds for entry in report.entries}


def set_our_roster(plan_file: Path) -> dict[str, float]:
    """Set the roster by strokes our way; the fonts are loaded within the measure."""
    plan = read_plan(plan_file, plan_file.name)
    part = select_parts(list_parts(plan, TODAY), [ROSTER])[0]
    started_at = time.process_time()
    content = part.prepare().render()
    return {"cpu": time.process_time() - started_at, "pages": count_pages(content)}


def set_plain_roster(plan_file: Path) -> dict[str, float]:
    """Set the same people as a plain ``<table>``."""
    plan = read_plan(plan_file, plan_file.name)
    heads, rows = roster_rows(plan)
    started_at = time.process_time()
    content = set_plain_table(plan.title, heads, rows)
    return {"cpu": time.process_time() - started_at, "pages": count_pages(content)}


def count_pages(content: bytes) -> int:
    """Return how many pages a PDF has."""
    with pikepdf.open(BytesIO(content)) as document:
        return len(document.pages)


def rebuild_share(plan: Plan) -> tuple[PackageReport, float]:
    """Return the second build after one member's post changed, and the share from the store."""
    member = next(each for each in plan.people if each.attendance.value == "member" and each.post)
    changed = replace(
        plan,
        people=tuple(
            replace(each, post=f"{each.post}（兼）") if each is member else each
            for each in plan.people
        ),
    )
    with tempfile.TemporaryDirectory() as folder:
        store = FileStore(Path(folder))
        refuse_failures(build_package(plan, TODAY, store))
        report = build_package(changed, TODAY, store)
    return report, sum(entry.from_store for entry in report.entries) / len(report.entries)


def refuse_failures(report: PackageReport) -> None:
    """Stop where a document failed: a figure without it would flatter."""
    for entry in report.failures:
        sys.exit(f"{entry.path}: {entry.failure and entry.failure.en}")


def tell_bound(name: str, found: float, bound: float, *, is_floor: bool = False) -> bool:
    """Print a figure beside its bound; tell whether it holds."""
    holds = found >= bound if is_floor else found <= bound
    sign = "at least" if is_floor else "at most"
    print(f"{'ok  ' if holds else 'FAIL'} {name}: {found:.2f} ({sign} {bound})")
    return holds


def tell_whole(whole: Cost) -> None:
    """Print what the whole package costs, the dearest parts one by one."""
    print(
        f"whole package from YAML: {whole.cpu_seconds:.2f} s CPU, {whole.wall_seconds:.2f} s wall, "
        f"{whole.peak_bytes / 2**20:.0f} MB peak, {len(whole.details) - 1} documents"
    )
    dearest = sorted(whole.details.items(), key=lambda item: -item[1])
    for name, seconds in dearest[:25]:
        print(f"  {seconds * 1000:8.1f} ms  {name}")
    rest = dearest[25:]
    print(f"  {sum(seconds for _, seconds in rest) * 1000:8.1f} ms  the other {len(rest)}")


def main() -> int:
    """Print all figures; return 1 where a bound is broken."""
    plan = sample_plan("plenary")
    with tempfile.TemporaryDirectory() as folder:
        plan_file = Path(folder) / "plan.yaml"
        plan_file.write_text(write_yaml(plan), encoding="utf-8")
        plain = measure_alone(set_plain_roster, plan_file)
        ours = measure_alone(set_our_roster, plan_file)
        whole = measure_alone(build_whole, plan_file)
    for name, cost in (("yardstick, roster as a plain <table>", plain), ("our roster", ours)):
        print(f"{name}: {cost.cpu_seconds:.2f} s CPU, {cost.details['pages']:.0f} pages")
    tell_whole(whole)
    report, share = rebuild_share(plan)
    made = [entry.path for entry in report.entries if not entry.from_store]
    print(f"rendered again after one post changed: {', '.join(made)}")
    held = [
        tell_bound("roster / yardstick", ours.cpu_seconds / plain.cpu_seconds, ROSTER_BOUND),
        tell_bound("package / yardstick", whole.cpu_seconds / plain.cpu_seconds, PACKAGE_BOUND),
        tell_bound("share from the store", share, STORE_BOUND, is_floor=True),
        judge_growth({size: measure_steps(plan, size, TODAY) for size in SIZES}),
    ]
    return 0 if all(held) else 1


if __name__ == "__main__":
    sys.exit(main())
