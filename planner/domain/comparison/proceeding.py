"""What changed in the proceedings of one sitting, as one sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.domain.comparison.naming import say_person
from planner.domain.comparison.record import pair_records
from planner.domain.enumeration import quote
from planner.domain.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from planner.domain.directory import Directory
    from planner.domain.sitting import ProceedingStep

SHORT = 20


def compare_steps(
    old: Sequence[ProceedingStep],
    new: Sequence[ProceedingStep],
    before: Directory,
    after: Directory,
) -> Wording | None:
    """Return what changed in the steps; a step is known by what it says."""
    if old == new:
        return None
    pairing = pair_records(old, new, lambda step: step.content)
    parts = [
        Wording(f"增加{quote(_name(step))}", f"{quote(_name(step))} added")
        for step in pairing.added
    ]
    parts += [
        Wording(f"删去{quote(_name(step))}", f"{quote(_name(step))} removed")
        for step in pairing.removed
    ]
    for was, now in pairing.kept:
        parts += _tell_step(was, now, before, after)
    if pairing.is_reordered:
        parts.append(Wording("顺序有调整", "order changed"))
    return Wording(
        "程序：" + "，".join(each.zh for each in parts),
        "proceedings: " + ", ".join(each.en for each in parts),
    )


def _name(step: ProceedingStep) -> str:
    """Return what a step says, or its beginning where that is long."""
    return step.content if len(step.content) <= SHORT else f"{step.content[: SHORT - 1]}…"


def _tell_step(
    was: ProceedingStep, now: ProceedingStep, before: Directory, after: Directory
) -> Iterator[Wording]:
    name = _name(now)
    if was.minutes != now.minutes:
        yield Wording(
            f"{quote(name)}由 {was.minutes} 分钟改为 {now.minutes} 分钟",
            f"{quote(name)} changed from {was.minutes} to {now.minutes} minutes",
        )
    if was.speaker != now.speaker:
        old = say_person(before, was.speaker) if was.speaker else Wording("未定", "nobody")
        new = say_person(after, now.speaker) if now.speaker else Wording("未定", "nobody")
        yield Wording(
            f"{quote(name)}的发言人由{old.zh}改为{new.zh}",
            f"speaker of {quote(name)} changed from {old.en} to {new.en}",
        )
    if was.words != now.words:
        yield Wording(f"{quote(name)}的主持词有修改", f"presider's words for {quote(name)} revised")
