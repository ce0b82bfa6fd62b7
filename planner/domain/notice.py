"""变更通知: what a change is about, whom it touches, and which papers it concerns.

The sentences are those of the comparison. Here each gets its subject (a class without content, fit
for strangers), the people it reaches, and the papers on which it can stand.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from planner.domain.comparison.change import ChangeKind
from planner.domain.directory import Directory, people_called, selector_wording
from planner.domain.enumeration import list_names, list_wordings
from planner.domain.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from planner.domain.comparison import Change
    from planner.domain.plan import Plan
    from planner.domain.sitting import Sitting


class Subject(StrEnum):
    """What a change is about, said without saying what changed, in the order of a sentence."""

    TITLE = "title"
    THEME = "theme"
    TIME = "time"
    PLACE = "place"
    SITTING = "sitting"
    PROCEEDING = "proceeding"
    ROSTRUM = "rostrum"
    AGENDA = "agenda"
    PERSON = "person"
    GROUP = "group"
    LEAVE = "leave"
    TASK = "task"
    DEADLINE = "deadline"
    TEXT = "text"
    SETTING = "setting"


SUBJECTS: dict[Subject, Wording] = {
    Subject.TITLE: Wording("会议名称", "the title of the meeting"),
    Subject.THEME: Wording("会议主题", "its theme"),
    Subject.TIME: Wording("时间", "times"),
    Subject.PLACE: Wording("地点", "places"),
    Subject.SITTING: Wording("日程安排", "the schedule"),
    Subject.PROCEEDING: Wording("会议程序", "proceedings"),
    Subject.ROSTRUM: Wording("主席台座次", "the rostrum"),
    Subject.AGENDA: Wording("议程", "the agenda"),
    Subject.PERSON: Wording("人员", "people"),
    Subject.GROUP: Wording("小组安排", "rooms and buses of groups"),
    Subject.LEAVE: Wording("请假", "leave"),
    Subject.TASK: Wording("任务分工", "tasks"),
    Subject.DEADLINE: Wording("任务时限", "deadlines of tasks"),
    Subject.TEXT: Wording("文稿", "texts"),
    Subject.SETTING: Wording("编排方式", "the way things are set"),
}
TIMES = frozenset(
    {"held_on", "starts_at", "ends_at", "reports_on", "opens_on", "closes_on", "starts_work_on"}
)
DEADLINES = frozenset({"anchor", "offset", "duration_days"})
FIELDS = {
    **dict.fromkeys(TIMES, Subject.TIME),
    **dict.fromkeys(("title", "kind", "term", "number"), Subject.TITLE),
    "theme": Subject.THEME,
    "secretary_general": Subject.PERSON,
    "place": Subject.PLACE,
    "steps": Subject.PROCEEDING,
    "rostrum": Subject.ROSTRUM,
}
AREAS = {
    "sittings": Subject.SITTING,
    "agenda": Subject.AGENDA,
    "people": Subject.PERSON,
    "groups": Subject.GROUP,
    "leaves": Subject.LEAVE,
    "departments": Subject.TASK,
    "workstreams": Subject.TASK,
    "tasks": Subject.TASK,
    "texts": Subject.TEXT,
    "settings": Subject.SETTING,
    "organisation": Subject.SETTING,
}
ROSTERS = ("roster:", "workbook:roster")
WORK = ("timeline", "roadmap", "responsibility", "letter", "coverage", "calendar:", "workbook:")
SCHEDULES = ("schedule:", "coverage", "calendar:", "workbook:schedule", "workbook:coverage")
CONCERNED: dict[Subject, tuple[str, ...]] = {
    Subject.TITLE: ("",),
    Subject.THEME: ("calendar:",),
    Subject.TIME: (*SCHEDULES, "proceedings:", "rostrum:", *WORK),
    Subject.PLACE: (*SCHEDULES, "proceedings:", "rostrum:"),
    Subject.SITTING: (*SCHEDULES, "proceedings:", "rostrum:", *WORK),
    Subject.PROCEEDING: ("proceedings:", "calendar:"),
    Subject.ROSTRUM: ("rostrum:",),
    Subject.AGENDA: ("agenda",),
    Subject.PERSON: (*ROSTERS, "rostrum:", "proceedings:", "schedule:", *WORK),
    Subject.GROUP: ("calendar:duty:",),
    Subject.LEAVE: (*ROSTERS, "rostrum:"),
    Subject.TASK: WORK,
    Subject.DEADLINE: WORK,
    Subject.TEXT: ("agenda",),
    Subject.SETTING: ("",),
}
"""The papers on which a change of a subject can stand, by the beginning of their keys."""
PRIVATE = {
    "people": {"contact", "needs", "photo", "pinyin"},
    "groups": {"note"},
    "leaves": {"reason"},
    "settings": {"waivers"},
}
"""Fields that no paper prints and that are nobody else's business."""
LETTER = "letter:"
OF_ONE_SITTING = ("proceedings:", "rostrum:")


@dataclass(frozen=True, slots=True)
class Reach:
    """Whom a change touches: ``people`` each, the others as they are told in a sentence."""

    people: frozenset[str]
    named: tuple[str, ...] = ()
    """Keys of those whom it touches by name."""
    selectors: tuple[str, ...] = ()
    """Who is called to the sittings that it touches."""
    workstreams: tuple[str, ...] = ()
    is_everybody: bool = False

    def wording(self, directory: Directory) -> Wording:
        """Return whom it touches: 全体委员、会务组、韩立群; nothing where it touches nobody."""
        if self.is_everybody:
            return Wording("全体参会人员和工作人员", "everybody")
        streams = [directory.workstreams[key].name for key in self.workstreams]
        names = [directory.name_of(key) for key in self.named]
        parts = [
            selector_wording(each, directory)
            for each in self.selectors
            if each.removeprefix("person:") not in self.named
        ]
        parts += [Wording(name, name) for name in streams]
        return list_wordings([*parts, *([list_names(names)] if names else [])])


def subject_of(change: Change) -> Subject:
    """Return what a change is about."""
    area, _, rest = change.place.partition("/")
    if area in FIELDS:
        return FIELDS[area]
    if area == "sittings":
        return FIELDS.get(rest.partition("/")[2], Subject.SITTING)
    if area == "tasks" and (change.field_name or rest.partition("/")[2]) in DEADLINES:
        return Subject.DEADLINE
    return AREAS.get(area, Subject.SETTING)


def is_private(change: Change) -> bool:
    """Tell whether a change is for the desk alone: contact data, needs, reasons of leave."""
    area, _, rest = change.place.partition("/")
    return (change.field_name or rest.rpartition("/")[2] or rest) in PRIVATE.get(area, ())


def concerns(change: Change, paper: str) -> bool:
    """Tell whether a change can stand on a paper, by the paper's key."""
    if (
        is_private(change)
        or change.is_personal
        or not paper.startswith(CONCERNED[subject_of(change)])
    ):
        return False
    owner = paper.partition(":")[2]
    if paper.startswith(OF_ONE_SITTING) and change.sittings and change.place != "sittings":
        return owner in change.sittings
    if paper.startswith(LETTER) and change.people and change.place.startswith("tasks"):
        return owner in change.people
    return True


def find_reach(change: Change, old: Plan, new: Plan) -> Reach:
    """Return whom a change touches, as the plans before and after know them."""
    area = change.place.partition("/")[0]
    if area in {"sittings", "agenda"}:
        return _reach_sittings(change, old, new)
    if area in {"tasks", "workstreams", "departments"}:
        return _reach_work(change, new)
    if area == "groups":
        return _reach_groups(change, old, new)
    if area in {"people", "leaves"}:
        return _reach_people(change, old, new)
    if area in {"texts", "settings", "organisation", "secretary_general", "theme"}:
        return Reach(frozenset())
    everybody = frozenset(each.key for each in new.people)
    return Reach(everybody, is_everybody=True)


def _reach_people(change: Change, old: Plan, new: Plan) -> Reach:
    """The people; who joins, leaves or changes a group touches the group and its conveners."""
    named = dict.fromkeys(change.people)
    is_group_touched = change.place.endswith("/group") or change.kind is not ChangeKind.CHANGED
    if not change.place.startswith("people") or not is_group_touched:
        return Reach(frozenset(named), tuple(named))
    people = [each for plan in (old, new) for each in plan.people]
    groups = dict.fromkeys(each.group for each in people if each.key in named and each.group)
    conveners = {each.key for each in new.people if each.is_convener and each.group in groups}
    selectors = tuple(f"group:{each}" for each in groups)
    return Reach(frozenset(named) | conveners, tuple(named), selectors)


def _reach_groups(change: Change, old: Plan, new: Plan) -> Reach:
    """Those who are in the groups now, by the names that they have or had."""
    keys = set(change.records)
    groups = [each for plan in (old, new) for each in plan.groups]
    names = dict.fromkeys(each.name for each in groups if each.key in keys)
    people = frozenset(each.key for each in new.people if each.group in names)
    return Reach(people, selectors=tuple(f"group:{each}" for each in names))


def _reach_sittings(change: Change, old: Plan, new: Plan) -> Reach:
    """Who is called to the sittings; of steps and rostrum only those who stand there."""
    keys, part = set(change.sittings), change.place.rpartition("/")[2]
    sittings = [(plan, each) for plan in (old, new) for each in plan.sittings if each.key in keys]
    named = {key: None for _, each in sittings for key in _named_at(each, part)}
    named |= dict.fromkeys(change.people)
    if part in {"steps", "rostrum"} or change.place.startswith("agenda"):
        return Reach(frozenset(named), tuple(named))
    called = {each.key for plan, one in sittings for each in people_called(plan, one)}
    selectors = dict.fromkeys(key for _, each in sittings for key in each.participants)
    return Reach(frozenset(called | set(named)), tuple(named), tuple(selectors))


def _named_at(sitting: Sitting, part: str) -> Iterator[str]:
    if part != "rostrum":
        yield from sitting.presiders
        yield from (step.speaker for step in sitting.steps if step.speaker)
    if part == "rostrum" and sitting.rostrum:
        yield from (key for row in sitting.rostrum.rows for key in row.people)


def _reach_work(change: Change, new: Plan) -> Reach:
    """The owners, the leads and accountable leaders of their workstreams, and who supports them."""
    keys = set(change.records)
    area = change.place.partition("/")[0]
    tasks = [each for each in new.tasks if area == "tasks" and each.key in keys]
    owning = {each.workstream for each in tasks} | (keys if area == "workstreams" else set())
    streams = {each.key: each for each in new.workstreams if each.key in owning}
    named = dict.fromkeys(change.people)
    for each in streams.values():
        named |= dict.fromkeys(key for key in (each.lead, each.accountable) if key)
    helpers = {name for each in tasks for name in each.support}
    if helpers:
        named |= dict.fromkeys(each.key for each in new.people if each.name in helpers)
    return Reach(frozenset(named), tuple(named), workstreams=tuple(streams))


def sum_up_subjects(subjects: Iterable[Subject]) -> Wording:
    """Return 时间、地点有变化，3 处: what changed, without content."""
    counts = Counter(subjects)
    if not counts:
        return Wording("内容有更新", "its contents were updated")
    total = sum(counts.values())
    words = list_wordings([SUBJECTS[each] for each in Subject if counts[each]])
    places = "place" if total == 1 else "places"
    return Wording(f"{words.zh}有变化，{total} 处", f"{words.en} changed, in {total} {places}")
