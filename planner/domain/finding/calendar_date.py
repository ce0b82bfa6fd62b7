"""Last year's text: days and years that cannot belong to this meeting, and wrong weekdays."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from planner.domain.finding.passage import list_passages
from planner.domain.finding.rule import warn
from planner.domain.moment import spell_day
from planner.domain.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.domain.finding.inspection import Inspection
    from planner.domain.finding.passage import Passage
    from planner.domain.finding.value import Finding

YEAR = r"(?P<year>[2２][0０][0-9０-９]{2}|二[○〇零][○〇零一二三四五六七八九]{2})\s{0,3}年"
DAY = r"(?P<month>\d{1,2})\s{0,3}月\s{0,3}(?P<day>\d{1,2})\s{0,3}日"
FULL_DAY = re.compile(rf"{YEAR}\s{{0,3}}{DAY}(?=(?P<after>[^\n]{{0,12}}))")
MEETING_YEAR = re.compile(
    rf"{YEAR}(?:度|的)?(?P<meeting>全体会议|全会|会议(?!纪要))(?=(?P<after>[^\n]{{0,6}}))"
)
WEEKDAY = re.compile(
    rf"(?:{YEAR}\s{{0,3}})?{DAY}"
    r"\s{0,3}[（(]?\s{0,3}(?:星期|周|礼拜)(?P<weekday>[一二三四五六日天])"
)
CHINESE_DIGITS = str.maketrans(
    "○〇零一二三四五六七八九０１２３４５６７８９", "0001234567890123456789"
)
HISTORY = re.compile("以来|起施行|施行|印发|修订|修正|制定|公布|成立|发布|实施|颁布|闭幕后|以后")
NEAR_DAYS = 183
"""A day further from the opening than half a year does not belong to this meeting."""
WEEKDAYS = "一二三四五六日"

FAR_DAY = warn("text-of-another-year", "改为今年的日期", "Use this year's date")
WRONG_YEAR = warn("text-of-another-year", "改为本次会议的年份", "Use this meeting's year")
WRONG_WEEKDAY = warn("text-with-wrong-weekday", "核对日期和星期", "Check the day and the weekday")


def check_dates(inspection: Inspection) -> Iterator[Finding]:
    """Yield texts with a day or a year of another meeting, or a weekday that does not fit."""
    opens_on = inspection.plan.opens_on
    if opens_on is None:
        return
    last_on = inspection.plan.closes_on or opens_on
    years = {opens_on.year, last_on.year}
    for passage in list_passages(inspection.plan):
        yield from _check_days(passage, opens_on)
        yield from _check_years(passage, years)
        yield from _check_weekdays(passage, opens_on)


def _check_days(passage: Passage, opens_on: date) -> Iterator[Finding]:
    for found in FULL_DAY.finditer(passage.text):
        day = _make_day(_read_year(found["year"]), found["month"], found["day"])
        is_far = day is None or abs((day - opens_on).days) > NEAR_DAYS
        if is_far and not HISTORY.search(found["after"]):
            opens = spell_day(opens_on, with_year=True)
            why = Wording(
                f"文中日期“{found[0]}”与本次会议（{opens.zh}开幕）不符",
                f"“{found[0]}” does not fit this meeting, which opens on {opens.en}",
            )
            yield FAR_DAY.at(passage.place, passage.place_name, why)


def _check_years(passage: Passage, years: set[int]) -> Iterator[Finding]:
    for found in MEETING_YEAR.finditer(passage.text):
        if _read_year(found["year"]) not in years and not HISTORY.search(found["after"]):
            words = f"{found['year']}年{found['meeting']}"
            why = Wording(
                f"文中是“{words}”，本次会议在 {min(years)} 年",
                f"it says “{words}”; this meeting is in {min(years)}",
            )
            yield WRONG_YEAR.at(passage.place, passage.place_name, why)


def _check_weekdays(passage: Passage, opens_on: date) -> Iterator[Finding]:
    for found in WEEKDAY.finditer(passage.text):
        given = _read_year(found["year"]) if found["year"] else None
        years = [given] if given else [opens_on.year - 1, opens_on.year, opens_on.year + 1]
        days = [day for year in years if (day := _make_day(year, found["month"], found["day"]))]
        if not days:
            continue
        day = min(days, key=lambda each: abs((each - opens_on).days))
        said = WEEKDAYS.index(found["weekday"].replace("天", "日"))
        if day.weekday() != said:
            words, true = spell_day(day, with_year=True), WEEKDAYS[day.weekday()]
            why = Wording(
                f"{words.zh}是星期{true}，文中写作星期{found['weekday']}",
                f"{words.en} is a {day:%A}; the text has another weekday",
            )
            yield WRONG_WEEKDAY.at(passage.place, passage.place_name, why)


def _read_year(words: str) -> int:
    return int(words.translate(CHINESE_DIGITS))


def _make_day(year: int, month: str, day: str) -> date | None:
    try:
        return date(year, int(month), int(day))
    except ValueError:
        return None
