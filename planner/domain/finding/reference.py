"""Keys that name nothing in the plan, and keys given twice."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from planner.domain.finding.rule import block
from planner.domain.person import AttendanceKind
from planner.domain.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from planner.domain.finding.inspection import Inspection
    from planner.domain.finding.value import Finding
    from planner.domain.plan import Plan
    from planner.domain.sitting import Sitting
    from planner.domain.task import Task

PLAIN_ANCHORS = frozenset({"report", "open", "close"})
PLAIN_SELECTORS = frozenset({"standing", "conveners", *(kind.value for kind in AttendanceKind)})

UNKNOWN_PERSON = block("unknown-person", "改为名册中的人员", "Name somebody of the roster")
UNKNOWN_SITTING = block("unknown-sitting", "改为日程中的会次", "Name a sitting of the schedule")
UNKNOWN_TASK = block("unknown-task", "改为已有的任务", "Name a task of the plan")
UNKNOWN_WORKSTREAM = block(
    "unknown-workstream", "改为已有的工作组", "Name a workstream of the plan"
)
UNKNOWN_DEPARTMENT = block("unknown-department", "改为已有的处室", "Name a department of the plan")
UNKNOWN_SELECTOR = block("unknown-participants", "改为已有的人员范围", "Name a group that exists")
UNKNOWN_ANCHOR = block(
    "unknown-anchor", "改为已有的基准点或日期", "Name an anchor that exists, or a day"
)
REPEATED_KEY = block("repeated-key", "为其中一个另取编号", "Give one of them another key")


class Reference(NamedTuple):
    """One key that stands somewhere in the plan, and what it should name."""

    place: str
    place_name: Wording
    target: str
    """person, sitting, task, workstream or department."""
    key: str


RULES = {
    "person": (UNKNOWN_PERSON, Wording("人员", "person")),
    "sitting": (UNKNOWN_SITTING, Wording("会次", "sitting")),
    "task": (UNKNOWN_TASK, Wording("任务", "task")),
    "workstream": (UNKNOWN_WORKSTREAM, Wording("工作组", "workstream")),
    "department": (UNKNOWN_DEPARTMENT, Wording("处室", "department")),
}


def check_references(inspection: Inspection) -> Iterator[Finding]:
    """Yield every key that names nothing."""
    directory = inspection.directory
    known: dict[str, Collection[str]] = {
        "person": directory.people,
        "sitting": directory.sittings,
        "task": directory.tasks,
        "workstream": directory.workstreams,
        "department": directory.departments,
    }
    for place, place_name, target, key in dict.fromkeys(_list_references(inspection.plan)):
        if key and key not in known[target]:
            rule, noun = RULES[target]
            why = Wording(
                f"所列{noun.zh}已不在方案中（编号 {key}）",
                f"the {noun.en} named here is not in the plan any more (key {key})",
            )
            yield rule.at(place, place_name, why)


def check_selectors(inspection: Inspection) -> Iterator[Finding]:
    """Yield who is said to take part though the roster has nobody like that."""
    plan = inspection.plan
    groups = {f"group:{each.group}" for each in plan.people}
    groups |= {f"sector:{each.sector}" for each in plan.people}
    groups |= {f"person:{each.key}" for each in plan.people}
    for sitting in plan.sittings:
        for selector in dict.fromkeys(sitting.participants):
            if selector not in PLAIN_SELECTORS and selector not in groups and plan.people:
                words = selector.partition(":")[2] or selector
                why = Wording(f"名册中没有“{words}”", f"the roster has no “{words}”")
                yield UNKNOWN_SELECTOR.in_sitting(sitting, "participants", why)


def check_anchors(inspection: Inspection) -> Iterator[Finding]:
    """Yield tasks that hang on nothing."""
    directory = inspection.directory
    targets = {"sitting": set(directory.sittings), "task": set(directory.tasks)}
    for task in inspection.plan.tasks:
        kind, _, key = task.anchor.partition(":")
        known = targets.get(kind, set())
        if task.anchor in PLAIN_ANCHORS or key in known or _is_day(task.anchor):
            continue
        why = Wording(f"没有基准点“{task.anchor}”", f"there is no anchor “{task.anchor}”")
        if kind in targets:
            noun = RULES[kind][1]
            why = Wording(
                f"日期所依的{noun.zh}已不在方案中（编号 {key}）",
                f"the {noun.en} that the date is counted from is not in the plan any more"
                f" (key {key})",
            )
        yield UNKNOWN_ANCHOR.in_task(task, "anchor", why)


def check_keys(inspection: Inspection) -> Iterator[Finding]:
    """Yield keys that stand for two records of one kind."""
    plan = inspection.plan
    lists: tuple[tuple[str, Wording, Iterable[str]], ...] = (
        ("people", Wording("人员名册", "Roster"), (each.key for each in plan.people)),
        ("sittings", Wording("日程", "Schedule"), (each.key for each in plan.sittings)),
        ("agenda", Wording("议程", "Agenda"), (each.key for each in plan.agenda)),
        ("workstreams", Wording("工作组", "Workstreams"), (each.key for each in plan.workstreams)),
        ("tasks", Wording("任务", "Tasks"), (each.key for each in plan.tasks)),
        ("departments", Wording("处室", "Departments"), (each.key for each in plan.departments)),
        ("groups", Wording("分组", "Groups"), (each.key for each in plan.groups)),
        ("texts", Wording("文稿", "Texts"), (each.key for each in plan.texts)),
    )
    for place, name, keys in lists:
        for key, count in Counter(keys).items():
            if count > 1:
                why = Wording(f"编号“{key}”用了 {count} 次", f"key “{key}” is used {count} times")
                yield REPEATED_KEY.at(f"{place}/{key}", name, why)


def _list_references(plan: Plan) -> Iterator[Reference]:
    secretary = Wording("会议秘书长", "Secretary-general")
    yield Reference("secretary_general", secretary, "person", plan.secretary_general)
    for sitting in plan.sittings:
        yield from _list_in_sitting(sitting)
    for item in plan.agenda:
        name = Wording(f"议程“{item.title}”", f"Agenda item “{item.title}”")
        yield Reference(f"agenda/{item.key}/reporter", name, "person", item.reporter)
        for key in item.sittings:
            yield Reference(f"agenda/{item.key}/sittings", name, "sitting", key)
    for number, leave in enumerate(plan.leaves, 1):
        name = Wording(f"第 {number} 条请假", f"Leave no. {number}")
        yield Reference(f"leaves/{number}/person", name, "person", leave.person)
        for key in leave.sittings:
            yield Reference(f"leaves/{number}/sittings", name, "sitting", key)
    yield from _list_in_work(plan)
    for task in plan.tasks:
        yield from _list_in_task(task)


def _list_in_sitting(sitting: Sitting) -> Iterator[Reference]:
    place, name = f"sittings/{sitting.key}", Wording(sitting.name, sitting.name)
    for key in sitting.presiders:
        yield Reference(f"{place}/presiders", name, "person", key)
    for number, step in enumerate(sitting.steps, 1):
        yield Reference(f"{place}/steps/{number}", name, "person", step.speaker)
    for number, row in enumerate(sitting.rostrum.rows if sitting.rostrum else (), 1):
        for key in row.people:
            yield Reference(f"{place}/rostrum/{number}", name, "person", key)


def _list_in_work(plan: Plan) -> Iterator[Reference]:
    for stream in plan.workstreams:
        place, name = f"workstreams/{stream.key}", Wording(stream.name, stream.name)
        yield Reference(f"{place}/accountable", name, "person", stream.accountable)
        yield Reference(f"{place}/lead", name, "person", stream.lead)
        yield Reference(f"{place}/department", name, "department", stream.department)
    for department in plan.departments:
        name = Wording(department.name, department.name)
        yield Reference(f"departments/{department.key}/head", name, "person", department.head)


def _list_in_task(task: Task) -> Iterator[Reference]:
    place, name = f"tasks/{task.key}", Wording(f"任务“{task.name}”", f"Task “{task.name}”")
    yield Reference(f"{place}/owner", name, "person", task.owner)
    yield Reference(f"{place}/workstream", name, "workstream", task.workstream)
    yield Reference(f"{place}/department", name, "department", task.department)
    for link in task.depends_on:
        yield Reference(f"{place}/depends_on", name, "task", link.task)
    for key in task.sittings:
        yield Reference(f"{place}/sittings", name, "sitting", key)


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
