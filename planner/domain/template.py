"""A kind of meeting as the house always holds it, and the draft of one meeting made from it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from planner.domain.condition import drop_tasks
from planner.domain.numeral import spell_number
from planner.domain.placeholder import (
    fill_agenda_item,
    fill_sitting,
    fill_task,
    fill_text,
    fill_words,
)
from planner.domain.placement import SessionDays, place_sittings, select_standing, stretch_task
from planner.domain.plan import Plan, Settings
from planner.domain.workday import WorkCalendar

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from planner.domain.placement import Conditional, PlacedSitting
    from planner.domain.plan import AgendaItem, Department, MeetingKind, Organisation, TextBlock
    from planner.domain.sitting import Sitting
    from planner.domain.task import Task, Workstream

HOUSE_NAME = re.compile(r"^(?:中国人民政治协商会议|政协)(?P<region>.+?)(?:委员会)?$")
WEEKDAYS = "一二三四五六日"
SITTING_ANCHOR = "sitting:"
NOON_HOUR = 12


@dataclass(frozen=True, slots=True)
class MeetingTemplate:
    """What a kind of meeting always needs; its words have placeholders."""

    kind: MeetingKind
    title: str
    days: int
    """Days from the opening to the closing, both included, where nobody says otherwise."""
    reports_days_before: int = 0
    """Days between 报到 and the opening; 0 where nobody registers beforehand."""
    replies_working_days_before: int = 0
    """Working days before the opening by which the receipt (回执) is to be back."""
    quorum_numerator: int = 2
    quorum_denominator: int = 3
    departments: tuple[Department, ...] = ()
    sittings: tuple[Conditional[PlacedSitting], ...] = ()
    agenda: tuple[Conditional[AgendaItem], ...] = ()
    workstreams: tuple[Workstream, ...] = ()
    tasks: tuple[Task, ...] = ()
    lasting: tuple[tuple[str, int], ...] = ()
    """Tasks that last until so many days before the closing, however long the session is."""
    texts: tuple[TextBlock, ...] = ()


def draft_plan(  # noqa: PLR0913  each fact of a meeting goes by its own name
    template: MeetingTemplate,
    *,
    organisation: Organisation,
    term: int,
    number: int,
    opens_on: date,
    closes_on: date | None = None,
    reports_on: date | None = None,
    place: str = "",
    theme: str = "",
    congress: str = "",
    conditions: Sequence[str] = (),
) -> Plan:
    """Return the plan of one meeting as its template has it, without people yet.

    ``congress`` is the people's congress session on which members sit in, as it is called.
    A session longer or shorter than the template's is explained in ``domain.placement``.
    """
    days = SessionDays(
        opens_on=opens_on,
        closes_on=closes_on or opens_on + timedelta(days=template.days - 1),
        reports_on=reports_on or _usual_report(template, opens_on),
    )
    sittings = place_sittings(template.sittings, days, conditions)
    facts = {
        "organisation": organisation.name,
        "short_name": organisation.short_name or organisation.name,
        "region": region_of(organisation),
        "term": spell_number(term),
        "number": spell_number(number),
        "reporting_term": spell_number(term if number > 1 else max(term - 1, 1)),
        "proposals_since": _proposals_since(term, number),
        "place": place,
        "theme": theme,
        "quoted_theme": f"“{theme}”" if theme else "",
        "congress": congress or f"{region_of(organisation)}人民代表大会会议",
    }
    facts |= _day_facts(template, days, sittings)
    facts["title"] = fill_words(template.title, facts)
    held = frozenset(each.key for each in sittings)
    tasks = _choose_tasks(template, days, held)
    return Plan(
        organisation=organisation,
        kind=template.kind,
        title=facts["title"],
        term=term,
        number=number,
        place=place,
        theme=theme,
        reports_on=days.reports_on,
        opens_on=days.opens_on,
        closes_on=days.closes_on,
        departments=template.departments,
        sittings=tuple(fill_sitting(each, facts) for each in sittings),
        agenda=tuple(
            fill_agenda_item(each, held, facts)
            for each in select_standing(template.agenda, conditions)
        ),
        workstreams=template.workstreams,
        tasks=tuple(fill_task(each, held, facts) for each in tasks),
        texts=tuple(fill_text(each, facts) for each in template.texts),
        settings=Settings(
            conditions=tuple(conditions),
            quorum_numerator=template.quorum_numerator,
            quorum_denominator=template.quorum_denominator,
        ),
    )


def region_of(organisation: Organisation) -> str:
    """Return what the house is the house of: 江海省 for 政协江海省委员会."""
    found = HOUSE_NAME.match(organisation.name)
    return found["region"] if found else organisation.name


def _choose_tasks(
    template: MeetingTemplate, days: SessionDays, held: frozenset[str]
) -> tuple[Task, ...]:
    """Return the tasks as long as this session needs them, without those of sittings left out."""
    homeless = frozenset(
        task.key
        for task in template.tasks
        if task.anchor.startswith(SITTING_ANCHOR)
        and task.anchor.removeprefix(SITTING_ANCHOR) not in held
    )
    lasting = dict(template.lasting)
    return tuple(
        stretch_task(task, lasting[task.key], days) if task.key in lasting else task
        for task in drop_tasks(template.tasks, homeless)
    )


def _proposals_since(term: int, number: int) -> str:
    """Return since when the report on proposals reports; a first session hears of the last term."""
    if number > 1:
        return f"{spell_number(term)}届{spell_number(number - 1)}次会议以来"
    return f"第{spell_number(max(term - 1, 1))}届委员会期间"


def _usual_report(template: MeetingTemplate, opens_on: date) -> date | None:
    if not template.reports_days_before:
        return None
    return opens_on - timedelta(days=template.reports_days_before)


def _day_facts(
    template: MeetingTemplate, days: SessionDays, sittings: Iterable[Sitting]
) -> dict[str, str]:
    """Return the placeholders that say when."""
    return {
        "year": str(days.opens_on.year),
        "last_year": str(days.opens_on.year - 1),
        "opens_on": _full_date(days.opens_on),
        "opens_day": _day_words(days.opens_on),
        "closes_day": _day_words(days.closes_on),
        "reports_day": _day_words(days.reports_on or days.opens_on),
        "replies_day": _day_words(_reply_day(template, days.opens_on)),
        "length": _length_words(days, sittings),
    }


def _full_date(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _day_words(day: date) -> str:
    return f"{day.month}月{day.day}日（星期{WEEKDAYS[day.weekday()]}）"


def _reply_day(template: MeetingTemplate, opens_on: date) -> date:
    calendar = WorkCalendar.for_plan(Settings())
    return calendar.add_working(opens_on, -template.replies_working_days_before)


def _length_words(days: SessionDays, sittings: Iterable[Sitting]) -> str:
    """Return how long the meeting lasts as notices say it: 4天半, 1天, 半天."""
    halves = [
        (each.held_on - days.opens_on).days * 2 + (each.starts_at.hour >= NOON_HOUR)
        for each in sittings
        if each.held_on and each.starts_at and each.held_on >= days.opens_on
    ]
    if not halves:
        return f"{days.count}天"
    whole, half = divmod(max(halves) - min(halves) + 1, 2)
    if not whole:
        return "半天"
    return f"{whole}天{'半' if half else ''}"
