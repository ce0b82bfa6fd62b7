"""Somebody is busy elsewhere while a sitting wants him: as his own calendar says."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from planner.domain.busy import spell_busy
from planner.domain.finding.rule import warn
from planner.domain.moment import period_of
from planner.domain.person_duty import PRESIDES, SEATED, SPEAKS, find_duties
from planner.domain.schedule import is_taking_up
from planner.domain.wording import Wording
from planner.domain.work import find_self

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from planner.domain.busy import BusyTime
    from planner.domain.finding.inspection import Inspection
    from planner.domain.finding.value import Finding
    from planner.domain.sitting import Sitting

BUSY = warn(
    "person-busy-elsewhere",
    "与本人核对；调整时间或人选，或请其改期",
    "Ask the person; move the sitting, name another person, or have the other date moved",
)
CALLED = Wording("应参加", "called by name")
CALLED_BY_NAME = "person:"
PARTS = {PRESIDES: "presiders", SPEAKS: "steps", SEATED: "rostrum"}
"""In which part of a sitting a duty stands; others stand with those who take part."""


def check_busy(inspection: Inspection) -> Iterator[Finding]:
    """Yield one finding for each sitting and person whose calendar says that he is busy then.

    Who presides, speaks, reports, sits on the rostrum or is called by name is looked at; who is
    called with a whole group, or has leave, is not.
    """
    if not inspection.busy:
        return
    wanted, busy = _find_wanted(inspection), _busy_by_person(inspection)
    for sitting in inspection.plan.sittings:
        if not wanted[sitting.key] or not is_taking_up(sitting):
            continue
        for person, times in busy.items():
            how = wanted[sitting.key].get(person)
            meant = next((each for each in times if _overlaps(each, sitting)), None)
            if how is not None and meant is not None:
                yield _tell(inspection, sitting, person, how, meant)


def _find_wanted(inspection: Inspection) -> dict[str, dict[str, Wording]]:
    """Return by sitting who has to be there in person, and what for first of all."""
    wanted: dict[str, dict[str, Wording]] = defaultdict(dict)
    for person, duties in find_duties(inspection.plan).items():
        for duty in duties:
            if duty.sitting and person not in inspection.on_leave.get(duty.sitting, ()):
                wanted[duty.sitting].setdefault(person, duty.how)
    for sitting in inspection.plan.sittings:
        for selector in sitting.participants:
            person = selector.removeprefix(CALLED_BY_NAME)
            if person != selector and person not in inspection.on_leave[sitting.key]:
                wanted[sitting.key].setdefault(person, CALLED)
    return wanted


def _busy_by_person(inspection: Inspection) -> dict[str, list[BusyTime]]:
    """Return the busy times by the key that this plan gives each person."""
    found: dict[str, list[BusyTime]] = defaultdict(list)
    known: dict[tuple[str, str], str] = {}
    for each in filter(_is_near(inspection), inspection.busy):
        mark = (each.person, each.name)
        if mark not in known:
            me = find_self(inspection.plan, *mark)
            known[mark] = me.key if me else ""
        if known[mark]:
            found[known[mark]].append(each)
    return found


def _is_near(inspection: Inspection) -> Callable[[BusyTime], bool]:
    """Return what tells whether a time lies in the days of a plan: a diary has many more."""
    held = [each.held_on for each in inspection.plan.sittings if each.held_on]
    first, last = min(held, default=date.max), max(held, default=date.min)
    return lambda each: each.starts.date() <= last and each.ends.date() >= first


def _overlaps(busy: BusyTime, sitting: Sitting) -> bool:
    """Tell whether a busy time takes up a part of a sitting; without hours, the whole day does."""
    period = period_of(sitting)
    if period is None:
        if sitting.held_on is None or sitting.starts_at is not None or not busy.is_all_day:
            return False
        midnight = datetime.combine(sitting.held_on, time())
        period = midnight, midnight + timedelta(days=1)
    starts, ends = period
    return (busy.starts < ends and starts < busy.ends) or busy.starts <= starts < busy.ends


def _tell(
    inspection: Inspection, sitting: Sitting, person: str, how: Wording, busy: BusyTime
) -> Finding:
    name, when = inspection.directory.name_of(person), spell_busy(busy)
    why = Wording(
        f"{name}{how.zh}，但本人日历{when.zh}另有安排",
        f"{name} ({how.en}) is busy elsewhere {when.en}",
    )
    part = PARTS.get(how, "participants")
    return BUSY.in_sitting(sitting, f"{part}/{person}", why)
