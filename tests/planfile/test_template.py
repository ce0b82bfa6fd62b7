from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from pydantic import ValidationError

from planner.domain.person import Person
from planner.domain.placeholder import PLACEHOLDER
from planner.domain.plan import MeetingKind, Organisation, Plan
from planner.domain.responsibility import coverage
from planner.domain.task import Offset, OffsetUnit
from planner.domain.template import draft_plan
from planner.domain.timeline import back_schedule
from planner.domain.vocabulary import CONDITIONS
from planner.planfile.template import TaskPart, load_template

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.domain.sitting import Sitting

ORGANISATION = Organisation("政协江海省委员会", "省政协")
TODAY = date(2026, 9, 1)
OPENINGS = [
    date(2026, 10, 8),  # the day after the national holiday
    date(2027, 1, 4),
    date(2027, 1, 18),
    date(2027, 1, 20),
    date(2027, 1, 23),  # a Saturday
    date(2027, 2, 22),  # soon after the Spring Festival
    date(2027, 5, 6),
]
LENGTHS = {MeetingKind.PLENARY: (3, 4, 5, 6, 7), MeetingKind.STANDING: (1, 2)}
EVERY_CONDITION = tuple(CONDITIONS)


def draft(
    kind: MeetingKind,
    opens_on: date = date(2027, 1, 18),
    days: int | None = None,
    conditions: tuple[str, ...] = (),
) -> Plan:
    return draft_plan(
        load_template(kind),
        organisation=ORGANISATION,
        term=13,
        number=5,
        opens_on=opens_on,
        closes_on=opens_on + timedelta(days=days - 1) if days else None,
        place="临澜市",
        conditions=conditions,
    )


def texts_of(plan: Plan) -> Iterator[str]:
    yield from (plan.title, *(text.title + text.body for text in plan.texts))
    yield from (item.title for item in plan.agenda)
    yield from (task.name + task.standard + task.note for task in plan.tasks)
    for sitting in plan.sittings:
        yield sitting.name + sitting.place + sitting.content + sitting.participants_note
        yield from (step.content + step.words for step in sitting.steps)


@pytest.mark.parametrize("kind", MeetingKind)
@pytest.mark.parametrize("conditions", [(), ("election",), ("first_session",), EVERY_CONDITION])
def test_every_template_keeps_its_dates_whenever_it_is_drafted(
    kind: MeetingKind, conditions: tuple[str, ...]
) -> None:
    faults = []
    for opens_on in OPENINGS:
        for days in LENGTHS.get(kind, (1,)):
            timeline = back_schedule(draft(kind, opens_on, days, conditions), TODAY)
            pushed = [each.task.key for each in timeline.tasks if each.gave_way]
            if pushed or timeline.conflicts or timeline.undated:
                faults.append((opens_on, days, pushed, timeline.conflicts, timeline.undated))
    assert faults == []


@pytest.mark.parametrize("kind", MeetingKind)
@pytest.mark.parametrize("conditions", [(), EVERY_CONDITION])
def test_every_sitting_of_every_template_is_covered(
    kind: MeetingKind, conditions: tuple[str, ...]
) -> None:
    bare = []
    for days in LENGTHS.get(kind, (1,)):
        plan = draft(kind, days=days, conditions=conditions)
        # owners come with the house's own people; any will do to see what is left open
        rows = zip(plan.sittings, coverage(with_owners(plan)).rows, strict=True)
        bare += [
            (days, sitting.name, cell.aspect)
            for sitting, cells in rows
            for cell in cells
            if not cell.is_covered
        ]
    assert bare == []


def with_owners(plan: Plan) -> Plan:
    tasks = tuple(replace(task, owner="P1") for task in plan.tasks)
    return replace(plan, tasks=tasks, people=(Person(key="P1", name="王芳"),))


@pytest.mark.parametrize("kind", MeetingKind)
def test_every_task_says_who_leads_it_and_when_it_is_done(kind: MeetingKind) -> None:
    template = load_template(kind)
    departments = {each.key for each in template.departments}
    streams = {each.key for each in template.workstreams}
    keys = {task.key for task in template.tasks}
    sittings = {each.value.sitting.key for each in template.sittings}
    faults = [
        task.key
        for task in template.tasks
        if task.department not in departments
        or task.workstream not in streams
        or not task.standard
        or not task.support
        or not {link.task for link in task.depends_on} <= keys
        or not set(task.sittings) <= sittings
        or (task.condition and task.condition not in CONDITIONS)
    ]
    assert faults == []
    assert len(keys) == len(template.tasks)
    assert {each.department for each in template.workstreams} <= departments


@pytest.mark.parametrize("kind", MeetingKind)
def test_no_placeholder_is_left_in_a_draft(kind: MeetingKind) -> None:
    left = [
        text
        for text in texts_of(draft(kind, conditions=EVERY_CONDITION))
        if PLACEHOLDER.search(text)
    ]
    assert left == []


@pytest.mark.parametrize("kind", MeetingKind)
@pytest.mark.parametrize("conditions", [(), EVERY_CONDITION])
def test_proceedings_fit_into_their_sittings(
    kind: MeetingKind, conditions: tuple[str, ...]
) -> None:
    def minutes(sitting: Sitting) -> int:
        starts, ends = sitting.starts_at or time(), sitting.ends_at or time()
        return (ends.hour - starts.hour) * 60 + ends.minute - starts.minute

    plan = draft(kind, conditions=conditions)
    too_long = [
        each.name
        for each in plan.sittings
        if sum(step.minutes for step in each.steps) > minutes(each)
    ]
    assert too_long == []


def test_the_plenary_template_has_sixteen_sittings_in_four_and_a_half_days():
    plan = draft(MeetingKind.PLENARY)
    assert [each.key for each in plan.sittings] == [f"S{number:02d}" for number in range(1, 17)]
    assert [len(load_template(kind).tasks) for kind in MeetingKind] == [130, 55, 16, 10, 25]


def test_the_notice_goes_out_fifteen_working_days_ahead():
    starts = {
        kind: next(task.offset for task in load_template(kind).tasks if task.key == key)
        for kind, key in (
            (MeetingKind.PLENARY, "Q040"),
            (MeetingKind.STANDING, "C012"),
            (MeetingKind.CONSULTATION, "X006"),
        )
    }
    assert set(starts.values()) == {Offset(-15, OffsetUnit.WORKING)}


@pytest.mark.parametrize("days", [3, 4, 5, 6, 7, 8])
@pytest.mark.parametrize("conditions", [(), EVERY_CONDITION])
def test_a_full_session_of_any_usual_length_has_nothing_at_one_time(
    days: int, conditions: tuple[str, ...]
) -> None:
    def clashing(before: Sitting, after: Sitting) -> bool:
        return before.held_on == after.held_on and (before.ends_at or time()) > (
            after.starts_at or time()
        )

    plan = draft(MeetingKind.PLENARY, days=days, conditions=conditions)
    held = [each for each in plan.sittings if each.key != "S02"]  # people register all day long
    assert [one.name for one, other in pairwise(held) if clashing(one, other)] == []
    assert len({each.name for each in plan.sittings}) == len(plan.sittings)


@pytest.mark.parametrize("start", ["opening-3w", "open-3", "open", "open-3wd"])
def test_a_start_must_be_of_the_form(start: str) -> None:
    part = {"key": "Q1", "name": "x", "workstream": "w", "department": "d", "standard": "s"}
    if start == "open":
        assert TaskPart.model_validate(part | {"start": start}).start.anchor == "open"
    else:
        with pytest.raises(ValidationError):
            TaskPart.model_validate(part | {"start": start})
