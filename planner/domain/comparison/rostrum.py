"""What changed on the rostrum of one sitting, as one sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.domain.comparison.naming import say_people
from planner.domain.comparison.record import FieldWords, tell_change
from planner.domain.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.domain.directory import Directory
    from planner.domain.sitting import Rostrum

NOBODY = Wording("", "")
FIELDS = (
    FieldWords("rule", Wording("座次规则", "seat rule")),
    FieldWords("presider_seat", Wording("主持人位置", "presider's seat")),
    FieldWords("lectern", Wording("发言席", "lectern")),
)


def compare_rostrum(
    old: Rostrum | None, new: Rostrum | None, before: Directory, after: Directory
) -> Wording | None:
    """Return what changed on a rostrum: who came, who left, who changed rows, the rules."""
    if old == new:
        return None
    if old is None:
        return Wording("主席台：新设主席台", "rostrum: set up")
    if new is None:
        return Wording("主席台：不再设主席台", "rostrum: no longer set up")
    parts = [*_tell_people(old, new, before, after)]
    for field in FIELDS:
        was, now = getattr(old, field.name), getattr(new, field.name)
        if was != now:
            words = field.say(before, was), field.say(after, now)
            parts.append(tell_change(NOBODY, field.label, *words))
    parts = parts or [Wording("就座次序有调整", "order of seats changed")]
    return Wording(
        "主席台：" + "，".join(each.zh for each in parts),
        "rostrum: " + ", ".join(each.en for each in parts),
    )


def _tell_people(
    old: Rostrum, new: Rostrum, before: Directory, after: Directory
) -> Iterator[Wording]:
    was, now = _rows_of(old), _rows_of(new)
    came = say_people(after, tuple(key for key in now if key not in was))
    left = say_people(before, tuple(key for key in was if key not in now))
    if came.zh:
        yield Wording(f"增加{came.zh}", f"{came.en} added")
    if left.zh:
        yield Wording(f"减少{left.zh}", f"{left.en} removed")
    for key, row in now.items():
        if was.get(key, row) != row:
            name = after.name_of(key)
            yield Wording(
                f"{name}由第{was[key]}排调到第{row}排",
                f"{name} moved from row {was[key]} to row {row}",
            )


def _rows_of(rostrum: Rostrum) -> dict[str, int]:
    """Return in which row each person sits, the front row being 1."""
    return {
        key: number
        for number, row in reversed(tuple(enumerate(rostrum.rows, start=1)))
        for key in row.people
    }
