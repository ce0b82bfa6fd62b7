"""Responsibility: breaks of the chain, sittings not covered, owners with too much."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from planner.domain.enumeration import count_things, list_wordings
from planner.domain.finding.rule import hint, warn
from planner.domain.moment import spell_day
from planner.domain.person import LeaveState
from planner.domain.responsibility import coverage, find_clashes, load
from planner.domain.responsibility.chain import standing_tasks
from planner.domain.vocabulary import label
from planner.domain.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.domain.finding.inspection import Inspection
    from planner.domain.finding.value import Finding
    from planner.domain.responsibility import WeekLoad
    from planner.domain.task import Workstream

NO_SECRETARY = warn(
    "chain-without-secretary-general", "确定会议秘书长", "Name the secretary-general"
)
NO_ACCOUNTABLE = warn(
    "workstream-without-accountable", "确定责任领导", "Name the accountable leader"
)
NO_LEAD = warn("workstream-without-lead", "确定牵头人", "Name the lead")
LEADER_AWAY = warn(
    "workstream-leader-on-leave", "另定人选或明确代理人", "Name another, or a deputy"
)
NO_TASKS = hint("workstream-without-tasks", "分解任务或撤销工作组", "Give it tasks, or remove it")
NOT_COVERED = warn(
    "sitting-not-covered", "为空缺事项安排任务和责任人", "Give each a task with an owner"
)
OVERLOADED = hint("owner-overloaded", "分出任务或错开时间", "Share tasks out or spread them")
OWNER_TWICE = warn("owner-in-two-places", "其中一项另定责任人", "Give one of them another owner")


def check_chain(inspection: Inspection) -> Iterator[Finding]:
    """Yield every place at which the chain up to the secretary-general is broken."""
    plan = inspection.plan
    counts = Counter(task.workstream for task in standing_tasks(plan))
    if not plan.secretary_general and plan.tasks:
        name = Wording("会议秘书长", "Secretary-general")
        why = Wording("没有会议秘书长，责任链没有首端", "the chain of responsibility has no head")
        yield NO_SECRETARY.at("secretary_general", name, why)
    for stream in plan.workstreams:
        count = counts[stream.key]
        if not count:
            yield NO_TASKS.in_workstream(stream, "tasks", Wording("没有任务", "it has no tasks"))
        if not stream.accountable:
            why = Wording(
                f"没有责任领导，{count} 项任务的责任链中断",
                f"no accountable leader: the chain of {count_things(count, 'task')} is broken",
            )
            yield NO_ACCOUNTABLE.in_workstream(stream, "accountable", why)
        if not stream.lead:
            why = Wording(
                f"没有牵头人，{count} 项任务的责任链中断",
                f"no lead: the chain of {count_things(count, 'task')} is broken",
            )
            yield NO_LEAD.in_workstream(stream, "lead", why)
        yield from _check_leave(inspection, stream)


def check_coverage(inspection: Inspection) -> Iterator[Finding]:
    """Yield, one finding a sitting, the aspects for which nobody answers."""
    for sitting, cells in zip(
        inspection.plan.sittings, coverage(inspection.plan).rows, strict=True
    ):
        bare = [label(cell.aspect) for cell in cells if not cell.is_covered]
        if bare:
            words = list_wordings(bare)
            why = Wording(f"{words.zh}无人负责", f"nobody answers for {words.en.lower()}")
            yield NOT_COVERED.in_sitting(sitting, "coverage", why)


def check_load(inspection: Inspection) -> Iterator[Finding]:
    """Yield owners with too many tasks, one finding an owner, and owners wanted in two places."""
    heavy: dict[str, list[WeekLoad]] = defaultdict(list)
    for week in load(inspection.plan, inspection.timeline, inspection.load_limit):
        if week.is_too_much:
            heavy[week.owner].append(week)
    for owner, weeks in heavy.items():
        worst = max(weeks, key=lambda week: (len(week.due), week.side_by_side))
        name, monday = inspection.directory.name_of(owner), spell_day(worst.monday)
        why = Wording(
            f"{len(weeks)} 周任务过多，{monday.zh}起的一周有 {len(worst.due)} 项到期、"
            f"最多 {worst.side_by_side} 项并行",
            f"too much in {count_things(len(weeks), 'week')}; in that of {monday.en}"
            f" {len(worst.due)} due, up to {worst.side_by_side} side by side",
        )
        yield OVERLOADED.at(f"people/{owner}/tasks", Wording(name, name), why)
    yield from _check_clashes(inspection)


def _check_clashes(inspection: Inspection) -> Iterator[Finding]:
    tasks, sittings = inspection.directory.tasks, inspection.directory.sittings
    for clash in find_clashes(inspection.plan, inspection.timeline):
        name = inspection.directory.name_of(clash.owner)
        first, second = (sittings[key].name for key in clash.sittings)
        why = Wording(
            f"责任人{name}同一时间要在“{first}”和“{second}”",
            f"{name} has to be at “{first}” and “{second}” at one time",
        )
        yield OWNER_TWICE.in_task(tasks[clash.tasks[1]], "owner", why)


def _check_leave(inspection: Inspection, stream: Workstream) -> Iterator[Finding]:
    away = {
        leave.person
        for leave in inspection.plan.leaves
        if leave.state is LeaveState.GRANTED and not leave.sittings
    }
    for part, person in (("accountable", stream.accountable), ("lead", stream.lead)):
        if person in away:
            name = inspection.directory.name_of(person)
            why = Wording(f"{name}会议期间已准假", f"{name} is on granted leave")
            yield LEADER_AWAY.in_workstream(stream, part, why)
