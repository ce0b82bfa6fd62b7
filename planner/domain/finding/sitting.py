"""Sittings: what each must have, and whether it fits into the meeting's days."""

from __future__ import annotations

from datetime import datetime, time
from typing import TYPE_CHECKING

from planner.domain.finding.rule import block, hint, warn
from planner.domain.moment import spell_day, spell_time
from planner.domain.plan import MeetingKind
from planner.domain.sitting import SittingKind
from planner.domain.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from planner.domain.finding.inspection import Inspection
    from planner.domain.finding.value import Finding
    from planner.domain.plan import Plan
    from planner.domain.sitting import Sitting

SELF_RUNNING = frozenset(
    {
        SittingKind.REGISTRATION,
        SittingKind.GROUP,
        SittingKind.CONGRESS,
        SittingKind.PHOTO,
        SittingKind.OTHER,
    }
)
"""Need no presider of our own: conveners lead the groups, the congress has its own chairs."""
LIGHT = frozenset({SittingKind.JOINT, SittingKind.CONVENERS})
"""Need a presider, but nothing stops while he is still to be named."""

NO_DATE = block("sitting-without-date", "填写会次日期", "Give the sitting a day")
NO_TIME = block("sitting-without-time", "填写开始时间", "Give the sitting a beginning")
NO_END = hint("sitting-without-end", "填写结束时间", "Give the sitting an end")
NO_PLACE = warn("sitting-without-place", "填写会场或房间", "Name the hall or room")
NO_PRESIDER = block("sitting-without-presider", "确定主持人", "Name a presider")
NO_LIGHT_PRESIDER = warn("sitting-without-presider", "确定主持人", "Name a presider")
REVERSED = block("sitting-ends-before-start", "核对起止时间", "Check beginning and end")
OUTSIDE = warn(
    "sitting-outside-meeting", "核对会次日期或会期", "Check the day or the meeting's days"
)
OUT_OF_ORDER = hint("sitting-out-of-order", "按时间先后排列会次", "List sittings by the clock")
NO_OPENING = warn("meeting-without-opening", "安排开幕会", "Schedule the opening")
NO_CLOSING = warn("meeting-without-closing", "安排闭幕会", "Schedule the closing")
OTHER_DAY = warn(
    "frame-on-another-day", "使会次日期与会期一致", "Let the sitting's day match the meeting's"
)
NOBODY_CALLED = hint("sitting-without-participants", "填写参加范围", "Say who takes part")


def check_sittings(inspection: Inspection) -> Iterator[Finding]:
    """Yield what each sitting lacks."""
    for sitting in inspection.plan.sittings:
        yield from _check_times(sitting)
        if not sitting.place.strip():
            yield NO_PLACE.in_sitting(sitting, "place", Wording("没有地点", "no place"))
        if not sitting.presiders and sitting.kind not in SELF_RUNNING:
            rule = NO_LIGHT_PRESIDER if sitting.kind in LIGHT else NO_PRESIDER
            yield rule.in_sitting(sitting, "presiders", Wording("没有主持人", "nobody presides"))
        if not sitting.participants and not sitting.participants_note.strip():
            why = Wording("没有写明由谁参加", "it is not said who takes part")
            yield NOBODY_CALLED.in_sitting(sitting, "participants", why)


def _check_times(sitting: Sitting) -> Iterator[Finding]:
    starts, ends = sitting.starts_at, sitting.ends_at
    if sitting.held_on is None:
        yield NO_DATE.in_sitting(sitting, "held_on", Wording("没有日期", "no day"))
    if sitting.kind is not SittingKind.REGISTRATION:
        if starts is None:
            yield NO_TIME.in_sitting(sitting, "starts_at", Wording("没有开始时间", "no beginning"))
        elif ends is None:
            yield NO_END.in_sitting(sitting, "ends_at", Wording("没有结束时间", "no end"))
    if starts is not None and ends is not None and ends <= starts:
        first, last = spell_time(starts), spell_time(ends)
        why = Wording(
            f"{last.zh}结束，不晚于{first.zh}开始", f"ends at {last.en}, begins at {first.en}"
        )
        yield REVERSED.in_sitting(sitting, "ends_at", why)


def check_frame(inspection: Inspection) -> Iterator[Finding]:
    """Yield sittings outside the meeting's days or out of order, and missing ends of it."""
    plan = inspection.plan
    first_on = min((day for day in (plan.reports_on, plan.opens_on) if day), default=None)
    for sitting in plan.sittings:
        if sitting.held_on is not None:
            yield from _check_day(sitting, sitting.held_on, first_on, plan.closes_on)
    yield from _check_order(plan)
    if plan.kind is MeetingKind.PLENARY and plan.sittings:
        yield from _check_ends(plan)


def _check_day(
    sitting: Sitting, day: date, first_on: date | None, last_on: date | None
) -> Iterator[Finding]:
    words = spell_day(day, with_year=True)
    if first_on is not None and day < first_on:
        limit = spell_day(first_on, with_year=True)
        why = Wording(
            f"{words.zh}举行，早于会期首日{limit.zh}",
            f"held on {words.en}, before the meeting's first day, {limit.en}",
        )
        yield OUTSIDE.in_sitting(sitting, "held_on", why)
    if last_on is not None and day > last_on:
        limit = spell_day(last_on, with_year=True)
        why = Wording(
            f"{words.zh}举行，晚于闭幕日{limit.zh}",
            f"held on {words.en}, after the closing day, {limit.en}",
        )
        yield OUTSIDE.in_sitting(sitting, "held_on", why)


def _check_order(plan: Plan) -> Iterator[Finding]:
    latest: tuple[datetime, Sitting] | None = None
    for sitting in plan.sittings:
        if sitting.held_on is None:
            continue
        starts = datetime.combine(sitting.held_on, sitting.starts_at or time())
        if latest is not None and sitting.starts_at is not None and starts < latest[0]:
            before = latest[1].name
            why = Wording(
                f"排在“{before}”之后，时间却更早", f"listed after “{before}” but held earlier"
            )
            yield OUT_OF_ORDER.in_sitting(sitting, "", why)
        if latest is None or starts > latest[0]:
            latest = (starts, sitting)


def _check_ends(plan: Plan) -> Iterator[Finding]:
    ends = (
        (SittingKind.OPENING, NO_OPENING, plan.opens_on, Wording("开幕会", "opening")),
        (SittingKind.CLOSING, NO_CLOSING, plan.closes_on, Wording("闭幕会", "closing")),
    )
    for kind, rule, day, name in ends:
        held = [each for each in plan.sittings if each.kind is kind]
        if not held:
            schedule = Wording("日程", "Schedule")
            yield rule.at(
                "sittings", schedule, Wording(f"没有安排{name.zh}", f"there is no {name.en}")
            )
        dated = [each for each in held if each.held_on is not None]
        if day is not None and dated and all(each.held_on != day for each in dated):
            words = spell_day(day)
            why = Wording(
                f"会期上的{name.zh}日期是{words.zh}，与会次日期不同",
                f"the meeting's {name.en} day is {words.en}; the sitting is on another day",
            )
            yield OTHER_DAY.in_sitting(dated[0], "held_on", why)
