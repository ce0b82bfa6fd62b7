from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest

from planner.domain.placement import Conditional, DayAnchor, PlacedSitting
from planner.domain.plan import AgendaItem, MeetingKind, Organisation, Plan, TextBlock
from planner.domain.sitting import Sitting
from planner.domain.task import Dependency, Task
from planner.domain.template import MeetingTemplate, draft_plan, region_of

ORGANISATION = Organisation("政协江海省委员会", "省政协")
OPENS_ON = date(2027, 1, 18)


def a_sitting(key: str, hour: int = 9) -> Sitting:
    return Sitting(key=key, name=key, starts_at=time(hour), place="{place}")


def a_template(**more: Any) -> MeetingTemplate:  # noqa: ANN401  any part of it
    facts: dict[str, Any] = {
        "kind": MeetingKind.PLENARY,
        "title": "政协{region}第{term}届委员会第{number}次会议",
        "days": 5,
        "reports_days_before": 1,
        "replies_working_days_before": 10,
        "sittings": (
            Conditional(PlacedSitting(a_sitting("S01"))),
            Conditional(PlacedSitting(a_sitting("S02"), DayAnchor.CLOSE)),
        ),
    }
    return MeetingTemplate(**(facts | more))


def draft(template: MeetingTemplate, **more: Any) -> Plan:  # noqa: ANN401  any fact
    facts: dict[str, Any] = {
        "organisation": ORGANISATION,
        "term": 13,
        "number": 5,
        "opens_on": OPENS_ON,
    }
    return draft_plan(template, **(facts | more))


def test_the_title_says_term_and_number_in_chinese():
    assert draft(a_template()).title == "政协江海省第十三届委员会第五次会议"


def test_days_come_from_the_template_unless_given():
    plan = draft(a_template())
    assert (plan.reports_on, plan.closes_on) == (date(2027, 1, 17), date(2027, 1, 22))
    plan = draft(a_template(), closes_on=date(2027, 1, 20), reports_on=date(2027, 1, 16))
    assert (plan.reports_on, plan.closes_on) == (date(2027, 1, 16), date(2027, 1, 20))


@pytest.mark.parametrize(
    ("hours", "closes_on", "words"),
    [((9, 9), 22, "4天半"), ((9, 15), 22, "5天"), ((9, 15), 18, "1天"), ((9, 9), 18, "半天")],
)
def test_the_length_is_told_in_half_days(
    hours: tuple[int, int], closes_on: int, words: str
) -> None:
    template = a_template(
        sittings=(
            Conditional(PlacedSitting(a_sitting("S01", hours[0]))),
            Conditional(PlacedSitting(a_sitting("S02", hours[1]), DayAnchor.CLOSE)),
        ),
        texts=(TextBlock("notice", "通知", "会期{length}"),),
    )
    plan = draft(template, closes_on=date(2027, 1, closes_on))
    assert plan.texts[0].body == f"会期{words}"


def test_days_are_told_with_their_weekday_and_receipts_on_a_working_day():
    body = "{opens_on} {opens_day} {reports_day} {replies_day}"
    plan = draft(a_template(texts=(TextBlock("notice", "通知", body),)))
    assert plan.texts[0].body == (
        "2027年1月18日 1月18日（星期一） 1月17日（星期日） 1月4日（星期一）"
    )


@pytest.mark.parametrize(
    ("number", "words"),
    [(5, "第十三届 十三届四次会议以来"), (1, "第十二届 第十二届委员会期间")],
)
def test_a_first_session_hears_the_reports_of_the_last_term(number: int, words: str) -> None:
    body = "第{reporting_term}届 {proposals_since}"
    plan = draft(a_template(texts=(TextBlock("notice", "通知", body),)), number=number)
    assert plan.texts[0].body == words


def test_braces_in_a_theme_stay_what_they_are():
    template = a_template(texts=(TextBlock("notice", "{theme}", "{theme}在{place}"),))
    plan = draft(template, theme="{title}", place="{number}")
    assert (plan.texts[0].title, plan.texts[0].body) == ("{title}", "{title}在{number}")
    assert plan.sittings[0].place == "{number}"


def test_a_task_at_a_sitting_left_out_goes_and_is_bridged():
    tasks = (
        Task(key="Q1", name="一"),
        Task(key="Q2", name="二", anchor="sitting:S09", depends_on=(Dependency("Q1"),)),
        Task(key="Q3", name="三", anchor="sitting:S01", depends_on=(Dependency("Q2", 1),)),
    )
    plan = draft(a_template(tasks=tasks))
    assert [task.key for task in plan.tasks] == ["Q1", "Q3"]
    assert plan.tasks[1].depends_on == (Dependency("Q1", 1),)


def test_lasting_tasks_follow_the_length_of_the_session():
    template = a_template(tasks=(Task(key="Q1", name="值守"),), lasting=(("Q1", 0),))
    assert draft(template).tasks[0].duration_days == 5
    assert draft(template, closes_on=date(2027, 1, 24)).tasks[0].duration_days == 7


def test_the_agenda_keeps_what_this_meeting_deals_with():
    agenda = (
        Conditional(AgendaItem("A1", "选举{congress}", sittings=("S01",)), "election"),
        Conditional(AgendaItem("A2", "列席{congress}", sittings=("S01", "S09"))),
    )
    template = a_template(agenda=agenda)
    assert draft(template).agenda == (
        AgendaItem("A2", "列席江海省人民代表大会会议", sittings=("S01",)),
    )
    assert [each.key for each in draft(template, conditions=("election",)).agenda] == ["A1", "A2"]


@pytest.mark.parametrize(
    ("name", "region"),
    [
        ("政协江海省委员会", "江海省"),
        ("中国人民政治协商会议临澜市委员会", "临澜市"),
        ("某会", "某会"),
    ],
)
def test_the_region_is_read_from_the_name_of_the_house(name: str, region: str) -> None:
    assert region_of(Organisation(name)) == region
