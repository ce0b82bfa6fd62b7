"""What writing and serving calendars costs, all in one run; 1 where a bound is broken."""

from __future__ import annotations

import sys

from benchmarks.calendar_dav import judge_dav
from benchmarks.calendar_feed import judge_feed
from benchmarks.calendar_writer import judge_writer


def main() -> int:
    """Print all figures; 1 where a bound is broken."""
    held = [judge_writer(), judge_feed(), judge_dav()]
    return 0 if all(held) else 1


if __name__ == "__main__":
    sys.exit(main())
