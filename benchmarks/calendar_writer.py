"""What writing calendars costs, against the icalendar library as its documentation uses it.

Both write the same entries, those of the sample plenary over and over, each under a UID and a title
of its own. CPU time of this process, the minimum of five; memory as tracemalloc's peak.
"""

from __future__ import annotations

import gc
import time
import tracemalloc
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from itertools import chain, cycle, islice
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

import icalendar

from planner.calendars.collection import collect_events
from planner.calendars.event import CalendarEvent, CalendarSheet, Entry, Organizer, Standing
from planner.calendars.writer import calendar_head, entry_bytes, join_calendar, render_calendar
from planner.domain.timeline import back_schedule
from planner.services.sample import sample_plan

if TYPE_CHECKING:
    from collections.abc import Callable

RUNS = 5
ROUNDS = 100
SINGLES = 300
"""Entries written one by one, for the cost of one."""
FEED = 2_000
YEAR = 20_000
LEAST_ONE = 25.0
LEAST_FEED = 12.0
LEAST_YEAR = 10.0
MOST_MEMORY = 0.2
LEAST_JOINED = 1_000.0
TODAY = date(2026, 11, 23)
STANDING = Standing(3, datetime(2027, 1, 5, 8, tzinfo=UTC))
OFFICE = Organizer("政协江海省委员会办公厅", "office@jianghai.example")
NAMESPACE = UUID("8c5f6f0e-2a55-4a0b-9d86-1b1d5f0b7c00")


def make_sheet(size: int) -> CalendarSheet:
    """Return a calendar of so many entries, all different."""
    plan = sample_plan("plenary")
    events = chain.from_iterable(collect_events(plan, back_schedule(plan, TODAY)).values())
    known = [each for each in events if isinstance(each, CalendarEvent)]
    entries = tuple(
        Entry(
            replace(
                event, uid=str(uuid5(NAMESPACE, str(number))), summary=f"{event.summary}{number}"
            ),
            STANDING,
        )
        for number, event in enumerate(islice(cycle(known), size))
    )
    return CalendarSheet("x", plan.title, plan.theme, entries, OFFICE, "firebrick")


def build_naive(entry: Entry, organizer: Organizer) -> icalendar.Event:
    """Return an entry as the library's documentation has it built."""
    event = entry.event
    assert isinstance(event, CalendarEvent)  # noqa: S101  for the types; there are no others
    component = icalendar.Event()
    component.add("uid", event.uid)
    component.add("dtstamp", entry.standing.stamp)
    component.add("last-modified", entry.standing.stamp)
    component.add("sequence", entry.standing.sequence)
    component.add("dtstart", event.starts)
    if event.ends:
        component.add("dtend", event.ends)
    texts = {
        "summary": event.summary,
        "location": event.location,
        "description": event.description,
        "categories": list(event.categories),
        "status": "CONFIRMED",
        "transp": "OPAQUE" if event.is_busy else "TRANSPARENT",
    }
    for name, text in texts.items():
        if text:
            component.add(name, text)
    address = icalendar.vCalAddress(f"mailto:{organizer.address}")
    address.params["CN"] = organizer.name
    component.add("organizer", address)
    for alarm in event.alarms:
        reminder = icalendar.Alarm()
        reminder.add("action", "DISPLAY")
        reminder.add("trigger", alarm.after_start)
        reminder.add("description", alarm.words)
        component.add_component(reminder)
    return component


def write_naive(sheet: CalendarSheet) -> bytes:
    """Return a calendar as the library writes it."""
    calendar = icalendar.Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//Plenum//Benchmark//ZH")
    calendar.add("method", "PUBLISH")
    for entry in sheet.entries:
        calendar.add_component(build_naive(entry, sheet.organizer))
    return bytes(calendar.to_ical())


def measure_cpu(work: Callable[[], object]) -> float:
    """Return the CPU seconds of some work, the least of several runs."""
    costs = []
    for _ in range(RUNS):
        gc.collect()
        started_at = time.process_time()
        work()
        costs.append(time.process_time() - started_at)
    return min(costs)


def measure_often(work: Callable[[], object]) -> float:
    """Return the CPU seconds of work that takes less than the clock can tell well."""

    def repeat() -> None:
        for _ in range(ROUNDS):
            work()

    return measure_cpu(repeat) / ROUNDS


def measure_peak(work: Callable[[], object]) -> int:
    """Return how many bytes some work needs at once beyond what is there."""
    gc.collect()
    tracemalloc.start()
    work()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak


@dataclass(frozen=True, slots=True)
class Bound:
    """One figure beside its bound."""

    name: str
    found: float
    bound: float
    is_floor: bool = True

    def tell(self) -> bool:
        """Print the figure; tell whether the bound holds."""
        holds = self.found >= self.bound if self.is_floor else self.found <= self.bound
        sign = "at least" if self.is_floor else "at most"
        mark = "ok  " if holds else "FAIL"
        print(f"{mark} {self.name}: {self.found:,.2f} ({sign} {self.bound:,g})")
        return holds


def compare_single() -> Bound:
    """Return how many times as fast one entry is written."""
    sheet = make_sheet(SINGLES)
    organizer = sheet.organizer
    naive = measure_cpu(lambda: [build_naive(each, organizer).to_ical() for each in sheet.entries])
    ours = measure_often(lambda: [entry_bytes(each, organizer) for each in sheet.entries])
    print(f"one entry: {ours / SINGLES * 1e6:.1f} µs; icalendar {naive / SINGLES * 1e6:.0f} µs")
    return Bound("one entry, icalendar / ours", naive / ours, LEAST_ONE)


def compare_feed() -> list[Bound]:
    """Return how many times as fast a feed is written, and joined from parts that are kept."""
    sheet = make_sheet(FEED)
    kept = {
        (each.event.uid, each.standing.sequence): entry_bytes(each, sheet.organizer)
        for each in sheet.entries
    }
    head, keys = calendar_head(sheet), list(kept)
    naive = measure_cpu(lambda: write_naive(sheet))
    ours = measure_cpu(lambda: render_calendar(sheet))
    joined = measure_often(lambda: join_calendar(head, map(kept.__getitem__, keys)))
    print(f"{FEED:,} entries: {ours * 1e3:.1f} ms, joined {joined * 1e6:.0f} µs;")
    print(f"  icalendar {naive * 1e3:.0f} ms; {len(render_calendar(sheet)):,} bytes")
    return [
        Bound(f"{FEED:,} entries, icalendar / ours", naive / ours, LEAST_FEED),
        Bound("feed joined from kept parts, icalendar / ours", naive / joined, LEAST_JOINED),
    ]


def compare_year() -> list[Bound]:
    """Return how many times as fast a whole organisation's year is written, and in what memory."""
    sheet = make_sheet(YEAR)
    naive = measure_cpu(lambda: write_naive(sheet))
    ours = measure_cpu(lambda: render_calendar(sheet))
    theirs = measure_peak(lambda: write_naive(sheet))
    peak = measure_peak(lambda: render_calendar(sheet))
    print(f"{YEAR:,} entries: {ours:.2f} s, {peak / 2**20:.0f} MB;")
    print(f"  icalendar {naive:.1f} s, {theirs / 2**20:.0f} MB")
    return [
        Bound(f"{YEAR:,} entries, icalendar / ours", naive / ours, LEAST_YEAR),
        Bound(
            f"{YEAR:,} entries, memory, ours / icalendar",
            peak / theirs,
            MOST_MEMORY,
            is_floor=False,
        ),
    ]


def judge_writer() -> bool:
    """Print the writer's figures; tell whether all bounds hold."""
    bounds = [compare_single(), *compare_feed(), *compare_year()]
    held = [each.tell() for each in bounds]
    return all(held)
