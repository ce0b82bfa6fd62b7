"""What a timeline says of itself: what gave way, and what cannot be (rules §4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.domain.dated_task import Conflict
from planner.domain.enumeration import count_things
from planner.domain.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from planner.domain.task import Task
    from planner.domain.wanted_date import WantedDate


def join_reasons(reasons: Iterable[Wording]) -> Wording:
    """Return several reasons as one sentence."""
    parts = tuple(reasons)
    return Wording("；".join(each.zh for each in parts), "; ".join(each.en for each in parts))


def tell_pressed(wanted: WantedDate, now: WantedDate, floor_on: date) -> tuple[Wording, ...]:
    """Return what gave way where a plan was begun too late: the start, the length, or both."""
    told = []
    late = (now.starts_on - wanted.starts_on).days
    if late:
        told.append(
            Wording(
                f"筹备工作 {floor_on} 才开始，晚 {late} 天起步",
                f"work began only on {floor_on}: {count_things(late, 'day')} later",
            )
        )
    was, is_now = ((each.ends_on - each.starts_on).days + 1 for each in (wanted, now))
    if is_now < was:
        told.append(
            Wording(
                f"工期由 {was} 天压缩为 {is_now} 天",
                f"{count_things(was, 'day')} shortened to {is_now}",
            )
        )
    elif not late and now.ends_on != wanted.ends_on:
        told.append(
            Wording(
                f"完成日由 {wanted.ends_on} 改为 {now.ends_on}",
                f"its end goes from {wanted.ends_on} to {now.ends_on}",
            )
        )
    return tuple(told)


def tell_pushed(name: str, ends_on: date) -> Wording:
    """Return that a task waits for another one's end."""
    return Wording(
        f"前置任务“{name}”{ends_on} 完成，随之顺延",
        f"pushed behind “{name}”, which ends on {ends_on}",
    )


def tell_followed(name: str, ends_on: date) -> Wording:
    """Return that a task hangs on the end of another one, which has moved."""
    return Wording(
        f"随“{name}”的完成日 {ends_on} 调整", f"moved with the end of “{name}”, {ends_on}"
    )


def tell_done(done_on: date) -> Wording:
    """Return when a task was done."""
    return Wording(f"已于 {done_on} 完成", f"done on {done_on}")


def tell_fixed(before: Task, ends_on: date, after: Task, starts_on: date) -> Conflict:
    """Return the conflict of a task that cannot move with a predecessor that ends too late."""
    return Conflict(
        "fixed",
        (before.key, after.key),
        Wording(
            f"前置任务“{before.name}”{ends_on} 才完成，而“{after.name}”定在 {starts_on}，不能移动",
            f"“{before.name}” ends on {ends_on}, but “{after.name}” is tied to {starts_on}",
        ),
    )


def tell_overrun(task: Task, ends_on: date) -> Conflict:
    """Return the conflict of work that belongs before the meeting and ends after it has begun."""
    return Conflict(
        "overrun",
        (task.key,),
        Wording(
            f"“{task.name}”应在会前完成，现排到 {ends_on}",
            f"“{task.name}” belongs before the meeting, ends {ends_on}",
        ),
    )


def tell_ring(ring: Sequence[Task]) -> Conflict:
    """Return the conflict of tasks that wait for each other."""
    names = " → ".join(task.name for task in (*ring, ring[0]))
    return Conflict(
        "cycle",
        tuple(task.key for task in ring),
        Wording(f"前置关系成环，无法排期：{names}", f"these tasks wait for each other: {names}"),
    )


def tell_missing_anchor(task: Task) -> Wording:
    """Return why a task has no date."""
    return Wording(f"基准点“{task.anchor}”没有日期", f"its anchor “{task.anchor}” has no date")
