"""A person's duties at the meeting: presiding, speaking, the rostrum, and what is due to him."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from planner.calendars.event import Alarm, CalendarEvent
from planner.calendars.group import find_place, group_of
from planner.calendars.identity import make_uid
from planner.calendars.sitting import find_span, list_steps, say_clock, step_starts
from planner.calendars.task import describe_agreed
from planner.domain.task import TaskState

if TYPE_CHECKING:
    from collections.abc import Mapping

    from planner.domain.directory import Directory
    from planner.domain.plan import Plan
    from planner.domain.sitting import Sitting
    from planner.domain.timeline import DatedTask

BEFORE_SITTING = Alarm(timedelta(minutes=-30), "30分钟后开会")
ONE_DAY = timedelta(days=1)
DUTIES_KEPT = 512


@dataclass(slots=True)
class SittingDuty:
    """What one person does at one sitting."""

    sitting: Sitting
    roles: list[str] = field(default_factory=list)
    details: list[str] = field(default_factory=list)

    def add(self, role: str, detail: str) -> None:
        """Note a role once and what it means in particular."""
        if role not in self.roles:
            self.roles.append(role)
        self.details.append(detail)


def collect_duties(plan: Plan) -> dict[str, list[SittingDuty]]:
    """Return the duties at sittings by person, in the order of the sittings."""
    duties: dict[str, list[SittingDuty]] = defaultdict(list)
    for sitting in plan.sittings:
        for person, duty in sitting_duties(sitting).items():
            duties[person].append(duty)
    return duties


@lru_cache(maxsize=DUTIES_KEPT)
def sitting_duties(sitting: Sitting) -> Mapping[str, SittingDuty]:
    """Return who has what to do at one sitting; worked out once, for hundreds of calendars ask."""
    duties: dict[str, SittingDuty] = defaultdict(lambda: SittingDuty(sitting))
    for person in sitting.presiders:
        duties[person].add("主持", "主持会议")
    for number, (step, starts) in enumerate(
        zip(sitting.steps, step_starts(sitting), strict=True), start=1
    ):
        if step.speaker:
            clock = f"{say_clock(starts)} " if starts else ""
            length = f"，{step.minutes}分钟" if step.minutes else ""
            duties[step.speaker].add("发言", f"程序第{number}项：{clock}{step.content}{length}")
    for number, row in enumerate(sitting.rostrum.rows if sitting.rostrum else (), start=1):
        for person in row.people:
            duties[person].add("主席台就座", f"主席台第{number}排就座")
    return dict(duties)


def duty_event(
    plan: Plan, directory: Directory, person: str, duty: SittingDuty
) -> CalendarEvent | None:
    """Return a person's duties at a sitting as an entry, or None while its day is open."""
    span = find_span(duty.sitting)
    if span is None:
        return None
    lines = [plan.title, *duty.details]
    if "主持" in duty.roles and duty.sitting.steps:
        lines += ["程序：", *list_steps(directory, duty.sitting)]
    return CalendarEvent(
        uid=make_uid(plan, "duty", person, duty.sitting.key),
        part=("duty", person, duty.sitting.key),
        summary=f"{duty.sitting.name}（{'、'.join(duty.roles)}）",
        starts=span[0],
        ends=span[1],
        location=find_place(plan, directory, duty.sitting, group_of(directory, person)),
        description="\n".join(lines),
        categories=tuple(duty.roles),
        alarms=(BEFORE_SITTING,) if isinstance(span[0], datetime) else (),
    )


def deadline_event(
    plan: Plan, directory: Directory, person: str, dated: DatedTask
) -> CalendarEvent:
    """Return the day on which a task falls due, for the leader who is accountable for it."""
    task = dated.task
    owner = directory.name_of(task.owner) if task.owner else ""
    facts = (
        ("", plan.title),
        ("责任人：", owner),
        ("完成标准：", task.standard),
        ("完成日期：", describe_agreed(dated)),
        ("时间依据：", dated.reason.zh),
    )
    is_done = task.state is TaskState.DONE
    return CalendarEvent(
        uid=make_uid(plan, "deadline", person, task.key),
        part=("deadline", person, task.key),
        summary=f"{'已完成' if is_done else '到期'}：{task.name}{f'（{owner}）' if owner else ''}",
        starts=dated.due_on,
        ends=dated.due_on + ONE_DAY,
        description="\n".join(f"{head}{words}" for head, words in facts if words),
        categories=("责任领导",),
        is_busy=False,
    )
