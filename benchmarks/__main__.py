"""Run every benchmark one after the other; the exit code counts those that missed their bound."""

from __future__ import annotations

import subprocess
import sys

BENCHMARKS = (
    "order",
    "timeline",
    "roster",
    "package",
    "listing",
    "seating",
    "hall_chart",
    "chart",
    "drag",
    "editor",
    "calendars",
)


def main() -> int:
    """Run the benchmarks, each in a process of its own."""
    missed = 0
    for name in BENCHMARKS:
        print(f"== {name}", flush=True)
        command = [sys.executable, "-m", f"benchmarks.{name}"]
        missed += subprocess.run(command, check=False).returncode != 0  # noqa: S603  our own modules
    return missed


if __name__ == "__main__":
    sys.exit(main())
