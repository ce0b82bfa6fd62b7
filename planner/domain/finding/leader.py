"""Presiders, speakers and reporters: there, called, and not on leave."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from planner.domain.enumeration import list_names
from planner.domain.executive_chair import find_chair_problems
from planner.domain.finding.rule import block, hint, name_sitting, warn
from planner.domain.person import LeaveState
from planner.domain.sitting import SittingKind
from planner.domain.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from planner.domain.finding.inspection import Inspection
    from planner.domain.finding.rule import Rule
    from planner.domain.finding.value import Finding
    from planner.domain.plan import AgendaItem
    from planner.domain.sitting import Sitting

PRESIDER_ON_LEAVE = block("presider-on-leave", "另定主持人", "Name another presider")
SPEAKER_ON_LEAVE = block("speaker-on-leave", "另定发言人", "Name another speaker")
REPORTER_ON_LEAVE = block("reporter-on-leave", "另定报告人", "Name another reporter")
PRESIDER_PENDING = warn("presider-leave-pending", "尽快审批请假或备好人选", "Decide on the leave")
SPEAKER_PENDING = warn("speaker-leave-pending", "尽快审批请假或备好人选", "Decide on the leave")
PRESIDER_NOT_CALLED = warn(
    "presider-not-called", "把主持人列入参加范围", "Add the presider to those who take part"
)
SPEAKER_NOT_CALLED = warn(
    "speaker-not-called", "把发言人列入参加范围", "Add the speaker to those who take part"
)
CHAIR_TWICE = hint(
    "executive-chair-twice", "各次全体会议轮换执行主席", "Let another group chair each full sitting"
)


def check_leaders(inspection: Inspection) -> Iterator[Finding]:
    """Yield presiders and speakers who will not be there."""
    pending = _pending_leaves(inspection)
    for sitting in inspection.plan.sittings:
        presiders = tuple(dict.fromkeys(sitting.presiders))
        speakers = tuple(dict.fromkeys(each.speaker for each in sitting.steps if each.speaker))
        others = tuple(each for each in speakers if each not in presiders)
        asked = pending[""] | pending[sitting.key]
        rules = (PRESIDER_ON_LEAVE, PRESIDER_PENDING, PRESIDER_NOT_CALLED)
        yield from _check_group(inspection, sitting, "presiders", presiders, asked, rules)
        rules = (SPEAKER_ON_LEAVE, SPEAKER_PENDING, SPEAKER_NOT_CALLED)
        yield from _check_group(inspection, sitting, "steps", others, asked, rules)


def check_reporters(inspection: Inspection) -> Iterator[Finding]:
    """Yield reporters of agenda items who are on leave when their item comes up."""
    for item in inspection.plan.agenda:
        for key in item.sittings:
            if item.reporter and item.reporter in inspection.on_leave.get(key, frozenset()):
                yield _tell_reporter(inspection, item, inspection.directory.sittings[key])
                break


def check_executive_chairs(inspection: Inspection) -> Iterator[Finding]:
    """Yield executive chairs (执行主席) of more than one full sitting, where groups take turns."""
    for problem in find_chair_problems(inspection.plan):
        if problem.code == "twice":
            sitting = inspection.directory.sittings[problem.sittings[-1]]
            yield CHAIR_TWICE.in_sitting(sitting, "presiders", problem.why)


def _check_group(
    inspection: Inspection,
    sitting: Sitting,
    part: str,
    people: Sequence[str],
    asked: set[str],
    rules: tuple[Rule, Rule, Rule],
) -> Iterator[Finding]:
    known = [key for key in people if key in inspection.directory.people]
    away = inspection.on_leave[sitting.key]
    called = inspection.called_keys[sitting.key]
    is_ours = sitting.kind is not SittingKind.CONGRESS and bool(sitting.participants)
    groups = (
        ([key for key in known if key in away], Wording("已准假", "on granted leave")),
        (
            [key for key in known if key in asked and key not in away],
            Wording("已请假，尚未批复", "asked for leave, not decided yet"),
        ),
        (
            [key for key in known if is_ours and key not in called],
            Wording("不在本次会议参加范围内", "not among those called to this sitting"),
        ),
    )
    for rule, (found, what) in zip(rules, groups, strict=True):
        if found:
            names = list_names(inspection.names(found))
            why = Wording(f"{names.zh}{what.zh}", f"{names.en}: {what.en}")
            yield rule.in_sitting(sitting, part, why)


def _pending_leaves(inspection: Inspection) -> dict[str, set[str]]:
    """Return who has asked for leave and waits, by sitting; the empty key is the whole meeting."""
    pending: dict[str, set[str]] = defaultdict(set)
    for leave in inspection.plan.leaves:
        if leave.state is LeaveState.PENDING:
            for key in leave.sittings or ("",):
                pending[key].add(leave.person)
    return pending


def _tell_reporter(inspection: Inspection, item: AgendaItem, sitting: Sitting) -> Finding:
    name, where = inspection.directory.name_of(item.reporter), name_sitting(sitting)
    why = Wording(
        f"报告人{name}在“{where.zh}”已准假", f"{name} reports but is on leave at “{where.en}”"
    )
    title = Wording(f"议程“{item.title}”", f"Agenda item “{item.title}”")
    return REPORTER_ON_LEAVE.at(f"agenda/{item.key}/reporter", title, why)
