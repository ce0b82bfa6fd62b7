"""Which rules of recurrence can be worked out in a bounded time.

A rule that names a day which never comes (30 February) is searched up to the year 9999 by every
library. So only rules that are sure to be met again and again are worked out at all.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

EARLIEST_YEAR = 1900
WEEK = 7
LONGEST_MONTH = 31
MONTH_DAYS = (0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
SURE_ORDINAL = 4
"""Every month has four of every weekday."""
FILTERS = ("BYMONTH", "BYMONTHDAY", "BYDAY", "BYSETPOS")
UNSURE = (
    *("BYSECOND", "BYMINUTE", "BYHOUR", "BYYEARDAY", "BYWEEKNO", "BYEASTER"),
    *("RSCALE", "SKIP"),
)
SHARES = {"DAILY": 1, "WEEKLY": 2, "MONTHLY": 3, "YEARLY": 3}
"""How much less a day costs than with a daily rule."""


def find_cost(entry: Any, to_on: date) -> int | None:  # noqa: ANN401  an entry of the library
    """Return over how many days an entry's rules are worked out; None where one is unsure."""
    rules = entry.get("RRULE", [])
    rules = rules if isinstance(rules, list) else [rules]
    if not rules:
        return 0
    starts = entry["DTSTART"].dt
    first = starts.date() if isinstance(starts, datetime) else starts
    if first.year < EARLIEST_YEAR or is_long(entry):
        return None
    days = max((to_on - first).days, 1)
    if not all(is_sure(each, first) for each in rules):
        return None
    return sum(1 + days // SHARES[str(each["FREQ"][0])] for each in rules)


def is_long(entry: Any) -> bool:  # noqa: ANN401  the same
    """Tell whether an entry that recurs lasts longer than a month."""
    duration = entry.duration
    return bool(duration.days > LONGEST_MONTH)


def is_sure(rule: Any, first: date) -> bool:  # noqa: ANN401  a mapping of the library
    """Tell whether a rule is met again and again, from the day on which it begins."""
    frequency, interval = str(rule["FREQ"][0]), int(rule.get("INTERVAL", [1])[0])
    if frequency not in SHARES or interval < 1 or any(name in rule for name in UNSURE):
        return False
    named = {name for name in FILTERS if name in rule}
    if not named:
        return True
    if frequency in {"DAILY", "WEEKLY"}:
        return is_sure_in_weeks(frequency, interval, named)
    return is_sure_in_months(rule, first, interval, named)


def is_sure_in_weeks(frequency: str, interval: int, named: set[str]) -> bool:
    """Tell it of a rule that counts days or weeks."""
    if named == {"BYDAY"}:
        return frequency == "WEEKLY" or interval % WEEK != 0
    return named <= {"BYDAY", "BYMONTH"} and interval == 1


def is_sure_in_months(rule: Any, first: date, interval: int, named: set[str]) -> bool:  # noqa: ANN401  the same
    """Tell it of a rule that counts months or years."""
    days, weekdays = ints(rule, "BYMONTHDAY"), list(rule.get("BYDAY", ()))
    months = ints(rule, "BYMONTH")
    if "BYMONTH" in named and interval != 1 and str(rule["FREQ"][0]) == "MONTHLY":
        return False
    if weekdays:
        return not days and is_sure_of_weekday(rule, weekdays, is_monthly=not months)
    if "BYSETPOS" in named:
        return False
    return any(1 <= abs(day) <= LONGEST_MONTH for day in days or [first.day]) and (
        (not months and interval == 1)
        or any(
            abs(day) <= (MONTH_DAYS[month] if 1 <= month < len(MONTH_DAYS) else 0)
            for day in days or [first.day]
            for month in months or [2]
        )
    )


def is_sure_of_weekday(rule: Any, weekdays: list[Any], *, is_monthly: bool) -> bool:  # noqa: ANN401  the same
    """Tell it of a rule that names weekdays: every month has four of each, some have five."""
    ordinals = [abs(each.relative or 1) for each in weekdays]
    positions = ints(rule, "BYSETPOS")
    if positions:
        most = 1 if any(each.relative for each in weekdays) else SURE_ORDINAL
        return any(1 <= abs(each) <= most for each in positions)
    is_whole = is_monthly and int(rule.get("INTERVAL", [1])[0]) == 1
    return bool(min(ordinals) <= (SURE_ORDINAL + 1 if is_whole else SURE_ORDINAL))


def ints(rule: Any, name: str) -> list[Any]:  # noqa: ANN401  the same
    """Return the numbers of a part of a rule."""
    return [int(each) for each in rule.get(name, ())]
