"""Key data of the meeting: its title, number, days and place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.domain.finding.rule import block, warn
from planner.domain.moment import spell_day
from planner.domain.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.domain.finding.inspection import Inspection
    from planner.domain.finding.rule import Rule
    from planner.domain.finding.value import Finding
    from planner.domain.plan import Plan

MEETING = Wording("会议基本情况", "Key data of the meeting")
NO_TITLE = block("meeting-without-title", "填写会议全称", "Enter the full title")
NO_OPENING_DAY = block("meeting-without-opening-day", "填写开幕日期", "Enter the opening day")
NO_CLOSING_DAY = warn("meeting-without-closing-day", "填写闭幕日期", "Enter the closing day")
NO_PLACE = warn("meeting-without-place", "填写会议地点", "Enter the place")
NO_NUMBER = warn("meeting-without-number", "填写届和次", "Enter the term and the number")
NO_SITTINGS = warn("meeting-without-sittings", "编排日程", "Draw up the schedule")
NO_PEOPLE = warn("meeting-without-people", "导入人员名册", "Import the roster")
DAYS_REVERSED = block(
    "meeting-days-reversed",
    "核对报到、开幕、闭幕日期",
    "Check the days of registration, opening, closing",
)


def check_key_data(inspection: Inspection) -> Iterator[Finding]:
    """Yield what is missing among the key data, and days in the wrong order."""
    for rule, place, is_missing, why in _list_missing(inspection.plan):
        if is_missing:
            yield rule.at(place, MEETING, why)
    yield from _check_days(inspection.plan)


def _list_missing(plan: Plan) -> tuple[tuple[Rule, str, bool, Wording], ...]:
    return (
        (NO_TITLE, "title", not plan.title.strip(), Wording("没有会议名称", "no title")),
        (
            NO_OPENING_DAY,
            "opens_on",
            plan.opens_on is None,
            Wording("没有开幕日期", "no opening day"),
        ),
        (
            NO_CLOSING_DAY,
            "closes_on",
            not plan.closes_on,
            Wording("没有闭幕日期", "no closing day"),
        ),
        (NO_PLACE, "place", not plan.place.strip(), Wording("没有会议地点", "no place")),
        (NO_NUMBER, "term", plan.term < 1, Wording("没有填写第几届", "the term is not set")),
        (NO_NUMBER, "number", plan.number < 1, Wording("没有填写第几次", "the number is not set")),
        (NO_SITTINGS, "sittings", not plan.sittings, Wording("日程是空的", "no sittings yet")),
        (NO_PEOPLE, "people", not plan.people, Wording("人员名册是空的", "the roster is empty")),
    )


def _check_days(plan: Plan) -> Iterator[Finding]:
    if plan.opens_on is None:
        return
    opens = spell_day(plan.opens_on)
    if plan.closes_on is not None and plan.closes_on < plan.opens_on:
        closes = spell_day(plan.closes_on)
        why = Wording(
            f"{closes.zh}闭幕，早于{opens.zh}开幕", f"closes on {closes.en}, before {opens.en}"
        )
        yield DAYS_REVERSED.at("closes_on", MEETING, why)
    if plan.reports_on is not None and plan.reports_on > plan.opens_on:
        reports = spell_day(plan.reports_on)
        why = Wording(
            f"{reports.zh}报到，晚于{opens.zh}开幕",
            f"registration on {reports.en}, after the opening on {opens.en}",
        )
        yield DAYS_REVERSED.at("reports_on", MEETING, why)
