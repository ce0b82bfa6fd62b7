"""Rules of a seating in a clerk's words, with the names of those they are about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.domain.seating.rule import RuleKind
from planner.domain.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from planner.domain.seating.rule import SeatingRule

RULE_WORDS = {
    RuleKind.FIXED: Wording("固定座位", "a fixed seat"),
    RuleKind.TOGETHER: Wording("相邻就座", "together"),
    RuleKind.APART: Wording("不得相邻", "apart"),
    RuleKind.AISLE: Wording("靠过道", "at an aisle"),
    RuleKind.NEAR_DOOR: Wording("靠近出入口", "near a door"),
    RuleKind.NO_PILLAR: Wording("不靠柱", "not beside a pillar"),
    RuleKind.WHEELCHAIR: Wording("轮椅席", "a wheelchair place"),
    RuleKind.RESERVE: Wording("预留座位", "seats kept empty"),
    RuleKind.ZONE: Wording("指定区域", "a zone of seats"),
}
MOST_NAMES = 4


def name_rule(rule: SeatingRule, names: Mapping[str, str]) -> Wording:
    """Return a rule in words: 相邻就座（王芳、李强）."""
    words = RULE_WORDS[rule.kind]
    about = [names.get(person, person) for person in rule.people[:MOST_NAMES]]
    about = about or list(rule.seats[:MOST_NAMES])
    count = len(rule.people) or len(rule.seats)
    zh, en = "、".join(about), ", ".join(about)
    if count > MOST_NAMES:
        zh, en = f"{zh}等 {count} 项", f"{en} and {count - MOST_NAMES} more"
    return Wording(f"{words.zh}（{zh}）", f"{words.en} ({en})")


def explain_move(person: str, rules: Iterable[SeatingRule], names: Mapping[str, str]) -> Wording:
    """Return why somebody sits elsewhere than the order of the hall has him."""
    own = [name_rule(rule, names) for rule in rules if person in rule.people]
    if not own:
        return Wording("为满足他人座位要求而调整", "moved to make room for others' wishes")
    zh, en = "、".join(each.zh for each in own), ", ".join(each.en for each in own)
    return Wording(f"按要求调整：{zh}", f"moved as asked: {en}")
