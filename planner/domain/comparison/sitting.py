"""What changed in the sittings: when they are held, their fields, proceedings and rostrums."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from planner.domain.comparison.change import Change, ChangeKind
from planner.domain.comparison.naming import say_participants, say_people
from planner.domain.comparison.proceeding import compare_steps
from planner.domain.comparison.record import (
    FieldWords,
    RecordWords,
    compare_records,
    pair_records,
)
from planner.domain.comparison.rostrum import compare_rostrum
from planner.domain.enumeration import list_names
from planner.domain.moment import spell_moment, spell_time
from planner.domain.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from planner.domain.directory import Directory
    from planner.domain.plan import Plan
    from planner.domain.sitting import Sitting

SITTING: RecordWords[Sitting] = RecordWords(
    place="sittings",
    noun=lambda _: Wording("会次", "sittings"),
    unit="个",
    key=lambda each: each.key,
    name=lambda _, each: each.name or each.key,
    people=lambda each: each.presiders,
    sittings=lambda each: (each.key,),
    fields=(
        FieldWords("name", Wording("名称", "name")),
        FieldWords("kind", Wording("类型", "kind")),
        FieldWords("place", Wording("地点", "place")),
        FieldWords("content", Wording("内容", "content")),
        FieldWords("presiders", Wording("主持人", "presiders"), say_people),
        FieldWords("participants", Wording("参加范围", "participants"), say_participants),
        FieldWords("participants_note", Wording("参加范围说明", "note on participants")),
        FieldWords("is_internal", Wording("仅列入内部日程", "internal edition only")),
    ),
)
TOGETHER = 3
"""From this many sittings moved by the same number of days, one sentence tells."""


def compare_sittings(old: Plan, new: Plan, before: Directory, after: Directory) -> Iterator[Change]:
    """Yield what changed in the sittings."""
    pairing = pair_records(old.sittings, new.sittings, SITTING.key)
    yield from _compare_moments(pairing.kept)
    yield from compare_records(SITTING, pairing, before, after)
    for was, now in pairing.kept:
        parts = (
            ("steps", compare_steps(was.steps, now.steps, before, after)),
            ("rostrum", compare_rostrum(was.rostrum, now.rostrum, before, after)),
        )
        for part, told in parts:
            if told is not None:
                yield _make_change(now, part, told)


def _compare_moments(kept: Sequence[tuple[Sitting, Sitting]]) -> Iterator[Change]:
    shifted: dict[int, list[Sitting]] = defaultdict(list)
    moved = [(was, now) for was, now in kept if _moment(was) != _moment(now)]
    for was, now in moved:
        shifted[_shift_days(was, now)].append(now)
    for was, now in moved:
        days = _shift_days(was, now)
        together = shifted[days] if days else []
        if len(together) < TOGETHER:
            yield _make_change(now, _moved_part(was, now), _tell_moment(was, now))
        elif together[0] is now:
            yield _tell_shift(together, days)


def _moment(sitting: Sitting) -> tuple[object, ...]:
    return sitting.held_on, sitting.starts_at, sitting.ends_at


def _shift_days(was: Sitting, now: Sitting) -> int:
    """Return by how many days a sitting moved at the same time of day; 0 for anything else."""
    if was.held_on is None or now.held_on is None or _moment(was)[1:] != _moment(now)[1:]:
        return 0
    return (now.held_on - was.held_on).days


def _moved_part(was: Sitting, now: Sitting) -> str:
    if was.held_on != now.held_on:
        return "held_on"
    return "starts_at" if was.starts_at != now.starts_at else "ends_at"


def _tell_moment(was: Sitting, now: Sitting) -> Wording:
    """Return 第二次全体会议由1月20日上午9:00改为下午3:00; the end only where it alone moved."""
    name = now.name or now.key
    if _moved_part(was, now) == "ends_at":
        ends = [spell_time(each.ends_at) if each.ends_at else None for each in (was, now)]
        was_zh, now_zh = (each.zh if each else "未定" for each in ends)
        was_en, now_en = (each.en if each else "open" for each in ends)
        return Wording(
            f"{name}的结束时间由{was_zh}改为{now_zh}",
            f"{name}: end changed from {was_en} to {now_en}",
        )
    old, new = (spell_moment(each.held_on, each.starts_at) for each in (was, now))
    if was.held_on == now.held_on and now.starts_at is not None:
        new = spell_time(now.starts_at)
    if old == new:
        return Wording(f"{name}改到另一年的{new.zh}", f"{name}: moved to another year's {new.en}")
    return Wording(f"{name}由{old.zh}改为{new.zh}", f"{name}: changed from {old.en} to {new.en}")


def _tell_shift(sittings: Sequence[Sitting], days: int) -> Change:
    names = list_names([each.name or each.key for each in sittings], "个会次")
    verb = ("推后", "later") if days > 0 else ("提前", "earlier")
    count = abs(days)
    wording = Wording(
        f"{names.zh}整体{verb[0]} {count} 天",
        f"{names.en}: held {count} day{'s' if count > 1 else ''} {verb[1]}",
    )
    keys = tuple(each.key for each in sittings)
    return Change("sittings", ChangeKind.CHANGED, wording, sittings=keys)


def _make_change(sitting: Sitting, part: str, told: Wording) -> Change:
    is_named = part in {"held_on", "starts_at", "ends_at"}
    name = sitting.name or sitting.key
    wording = told if is_named else Wording(f"{name}的{told.zh}", f"{name}: {told.en}")
    place = f"sittings/{sitting.key}/{part}"
    return Change(place, ChangeKind.CHANGED, wording, sitting.presiders, (sitting.key,))
