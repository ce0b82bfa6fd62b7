"""How often a token, and an address that shows wrong ones, may ask for a feed.

What one process answers from its memory costs next to nothing, so the first polls of an hour are
counted in the process; what goes beyond that is counted where the installation counts.
"""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING, Any

from limits import RateLimitItemPerHour, RateLimitItemPerMinute

if TYPE_CHECKING:
    from collections.abc import MutableMapping

    from limits import RateLimitItem

    from planner.web.wiring import Wiring

FREE = 20
"""Polls of an hour that a process counts by itself."""
BEYOND = RateLimitItemPerHour(40)
"""With those above 60 an hour: programs ask every hour, people who press a button more often."""
WRONG = RateLimitItemPerMinute(60)
HOUR_SECONDS = 3600
WAIT = "plenum.feed.wait"
"""Where a request says how many seconds its token has to wait, so that it is counted once."""


def count_poll(parts: Wiring, environ: MutableMapping[str, Any], subscription_id: int) -> int:
    """Return how many seconds a token has to wait, 0 where it need not; counted once a request."""
    wait: int | None = environ.get(WAIT)
    if wait is None:
        hour = int(parts.now().timestamp()) // HOUR_SECONDS
        is_free = parts.feeds.tally.add(subscription_id, hour) <= FREE
        wait = environ[WAIT] = 0 if is_free else hit(parts, BEYOND, f"feed {subscription_id}")
    return wait


def count_wrong(parts: Wiring, address: str) -> int:
    """Return how many seconds an address that shows tokens of nobody has to wait."""
    return hit(parts, WRONG, f"no feed {address}")


def hit(parts: Wiring, limit: RateLimitItem, key: str) -> int:
    """Count where the installation counts; return how many seconds a full window still lasts."""
    counter = parts.limiter.limiter
    if counter.hit(limit, key):
        return 0
    left = counter.get_window_stats(limit, key).reset_time - parts.now().timestamp()
    return min(max(ceil(left), 1), limit.get_expiry())
