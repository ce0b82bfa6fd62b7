"""References between the parts of a plan file: keys, or names where these are unambiguous."""

from __future__ import annotations

import difflib
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from planner.domain.person import AttendanceKind, Person
from planner.domain.person_name import split_name
from planner.domain.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from planner.domain.plan import Plan
    from planner.domain.sitting import Sitting
    from planner.domain.task import Task

Path = tuple[str | int, ...]
WORDS = {
    "常委": "standing",
    "常务委员": "standing",
    "召集人": "conveners",
    "各组召集人": "conveners",
}
KINDS = {
    "出席": "member", "全体委员": "member", "委员": "member", "列席": "sitting_in",
    "列席人员": "sitting_in", "特邀": "special_guest", "特邀人员": "special_guest",
    "旁听": "observer", "旁听人员": "observer", "媒体": "media", "媒体人员": "media",
    "工作人员": "staff",
}  # fmt: skip
PREFIXES = {"组": "group", "小组": "group", "界别": "sector", "人员": "person"}
PLAIN_ANCHORS = {
    "报到": "report", "开幕": "open", "开幕会": "open", "开会": "open", "闭幕": "close",
    "闭幕会": "close", "散会": "close",
}  # fmt: skip


class Missing(NamedTuple):
    """A reference that names nothing, or too much: its place, its words, what is expected."""

    path: Path
    found: str
    expected: Wording


class Resolver:
    """Looks references up in one plan and collects what it cannot find."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.missing: list[Missing] = []
        self.people = {person.key for person in plan.people}
        self.names = _group(plan.people, lambda each: split_name(each.name).proper)
        self.written = _group(plan.people, lambda each: each.name)
        self.sittings = _Keys("会次", "sitting", {each.key: each.name for each in plan.sittings})
        self.tasks = _Keys("任务", "task", {each.key: each.name for each in plan.tasks})
        self.streams = _Keys(
            "工作组", "workstream", {each.key: each.name for each in plan.workstreams}
        )
        self.departments = _Keys(
            "处室", "department", {each.key: each.name for each in plan.departments}
        )

    def person(self, written: str, path: Path) -> str:
        """Return the key of a person named by key or by an unambiguous name."""
        if not written or written in self.people:
            return written
        found = self.written.get(written) or self.names.get(split_name(written).proper) or []
        if len(found) == 1:
            return found[0].key
        if found:
            keys = "、".join(
                f"{each.key}（{each.post or each.unit or each.name}）" for each in found
            )
            expected = Wording(
                f"有 {len(found)} 人同名，请写编号：{keys}",
                f"{len(found)} people have this name, write the key: {keys}",
            )
        else:
            near = difflib.get_close_matches(written, self.written, n=3)
            hint = Wording("；是否为：" + "、".join(near), "; perhaps " + ", ".join(near))
            expected = _with_hint(
                Wording("名册中没有此人", "nobody of this key or name on the roster"),
                hint if near else None,
            )
        self.missing.append(Missing(path, written, expected))
        return written

    def key(self, kind: _Keys, written: str, path: Path) -> str:
        """Return a key named by itself or by an unambiguous name."""
        if not written or written in kind.names:
            return written
        found = [key for key, name in kind.names.items() if name == written]
        if len(found) == 1:
            return found[0]
        near = difflib.get_close_matches(written, [*kind.names, *kind.names.values()], n=3)
        hint = Wording("；是否为：" + "、".join(near), "; perhaps " + ", ".join(near))
        what = Wording(f"没有这个{kind.zh}", f"no such {kind.en}")
        self.missing.append(Missing(path, written, _with_hint(what, hint if near else None)))
        return written

    def selector(self, written: str, path: Path) -> str:
        """Return a selector of participants; anything else is taken for a person."""
        known = {kind.value for kind in AttendanceKind} | {"standing", "conveners"}
        if written in known:
            return written
        if written in WORDS or written in KINDS:
            return WORDS.get(written) or KINDS[written]
        prefix, colon, rest = written.replace("：", ":").partition(":")
        prefix = PREFIXES.get(prefix, prefix)
        if colon and prefix in {"group", "sector"}:
            return self._part_of_roster(prefix, rest, path)
        if colon and prefix == "person":
            return f"person:{self.person(rest, path)}"
        for kind in ("group", "sector"):
            if any(getattr(each, kind) == written for each in self.plan.people):
                return f"{kind}:{written}"
        return f"person:{self.person(written, path)}"

    def _part_of_roster(self, kind: str, name: str, path: Path) -> str:
        there = {getattr(each, kind) for each in self.plan.people} - {""}
        if name not in there:
            near = difflib.get_close_matches(name, there, n=3)
            hint = Wording("；是否为：" + "、".join(near), "; perhaps " + ", ".join(near))
            what = Wording("名册中没有此组（界别）", f"no such {kind} on the roster")
            self.missing.append(Missing(path, name, _with_hint(what, hint if near else None)))
        return f"{kind}:{name}"

    def anchor(self, written: str, path: Path) -> str:
        """Return a task's anchor; a sitting or task may be named instead of its key."""
        written = PLAIN_ANCHORS.get(written, written)
        if written in {"report", "open", "close"} or written[:4].isdigit():
            return written
        kind, colon, key = written.partition(":")
        if colon and kind in {"task", "任务"}:
            return f"task:{self.key(self.tasks, key, path)}"
        name = key if colon and kind in {"sitting", "会次"} else written
        return f"sitting:{self.key(self.sittings, name, path)}"


class _Keys:
    """The keys of one kind of part, with their names."""

    def __init__(self, zh: str, en: str, names: Mapping[str, str]) -> None:
        self.zh, self.en, self.names = zh, en, names


def resolve_references(plan: Plan) -> tuple[Plan, list[Missing]]:
    """Return the plan with every reference as a key, and those that name nothing."""
    look = Resolver(plan)
    resolved = replace(
        plan,
        secretary_general=look.person(plan.secretary_general, ("secretary_general",)),
        departments=tuple(
            replace(each, head=look.person(each.head, ("departments", at, "head")))
            for at, each in enumerate(plan.departments)
        ),
        leaves=tuple(
            replace(
                each,
                person=look.person(each.person, ("leaves", at, "person")),
                sittings=_keys(look, each.sittings, ("leaves", at, "sittings")),
            )
            for at, each in enumerate(plan.leaves)
        ),
        sittings=tuple(_sitting(look, each, at) for at, each in enumerate(plan.sittings)),
        agenda=tuple(
            replace(
                each,
                reporter=look.person(each.reporter, ("agenda", at, "reporter")),
                sittings=_keys(look, each.sittings, ("agenda", at, "sittings")),
            )
            for at, each in enumerate(plan.agenda)
        ),
        workstreams=tuple(
            replace(
                each,
                accountable=look.person(each.accountable, ("workstreams", at, "accountable")),
                lead=look.person(each.lead, ("workstreams", at, "lead")),
                department=look.key(
                    look.departments, each.department, ("workstreams", at, "department")
                ),
            )
            for at, each in enumerate(plan.workstreams)
        ),
        tasks=tuple(_task(look, each, at) for at, each in enumerate(plan.tasks)),
    )
    return resolved, look.missing


def find_repeated_keys(plan: Plan) -> list[Missing]:
    """Return every key that two parts of one kind share, at the later one's place."""
    repeated: list[Missing] = []
    for kind in ("departments", "people", "sittings", "agenda", "workstreams", "tasks", "texts"):
        seen: set[str] = set()
        for at, each in enumerate(getattr(plan, kind)):
            if each.key in seen:
                expected = Wording(
                    "编号重复；请改为不同的编号（同名者须各填编号）",
                    "this key is there twice; give each its own (people of one name need keys)",
                )
                repeated.append(Missing((kind, at, "key"), each.key, expected))
            seen.add(each.key)
    return repeated


def _sitting(look: Resolver, sitting: Sitting, at: int) -> Sitting:
    path: Path = ("sittings", at)
    rostrum = sitting.rostrum
    if rostrum is not None:
        rows = tuple(
            replace(
                row,
                people=tuple(
                    look.person(key, (*path, "rostrum", "rows", number, "people", place))
                    for place, key in enumerate(row.people)
                ),
            )
            for number, row in enumerate(rostrum.rows)
        )
        rostrum = replace(rostrum, rows=rows)
    return replace(
        sitting,
        presiders=tuple(
            look.person(key, (*path, "presiders", number))
            for number, key in enumerate(sitting.presiders)
        ),
        participants=tuple(
            look.selector(each, (*path, "participants", number))
            for number, each in enumerate(sitting.participants)
        ),
        steps=tuple(
            replace(step, speaker=look.person(step.speaker, (*path, "steps", number, "speaker")))
            for number, step in enumerate(sitting.steps)
        ),
        rostrum=rostrum,
    )


def _task(look: Resolver, task: Task, at: int) -> Task:
    path: Path = ("tasks", at)
    return replace(
        task,
        workstream=look.key(look.streams, task.workstream, (*path, "workstream")),
        anchor=look.anchor(task.anchor, (*path, "anchor")),
        department=look.key(look.departments, task.department, (*path, "department")),
        owner=look.person(task.owner, (*path, "owner")),
        depends_on=tuple(
            replace(link, task=look.key(look.tasks, link.task, (*path, "depends_on", number)))
            for number, link in enumerate(task.depends_on)
        ),
        sittings=_keys(look, task.sittings, (*path, "sittings")),
    )


def _keys(look: Resolver, written: Sequence[str], path: Path) -> tuple[str, ...]:
    return tuple(
        look.key(look.sittings, each, (*path, number)) for number, each in enumerate(written)
    )


def _group(people: Iterable[Person], key: Callable[[Person], str]) -> dict[str, list[Person]]:
    groups: dict[str, list[Person]] = {}
    for person in people:
        groups.setdefault(key(person), []).append(person)
    return groups


def _with_hint(what: Wording, hint: Wording | None) -> Wording:
    return what if hint is None else Wording(what.zh + hint.zh, what.en + hint.en)
