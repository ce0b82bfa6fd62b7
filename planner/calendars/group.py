"""What somebody's group means for his own entries: the room where it discusses, and its bus."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.domain.sitting import SittingKind

if TYPE_CHECKING:
    from planner.domain.directory import Directory
    from planner.domain.plan import Plan
    from planner.domain.sitting import Sitting

SELECTOR = "group:"
WITHOUT_BUS = frozenset({SittingKind.GROUP, SittingKind.REGISTRATION})
"""Groups discuss where they are lodged; to registration people come by themselves."""


def group_of(directory: Directory, person: str) -> str:
    """Return the name of somebody's group; nothing where he is in none."""
    found = directory.people.get(person)
    return found.group if found else ""


def meets_there(sitting: Sitting, group: str) -> bool:
    """Tell whether a group meets as such at a sitting: in discussions, or called by its name."""
    named = [each for each in sitting.participants if each.startswith(SELECTOR)]
    is_named = f"{SELECTOR}{group}" in named
    return bool(group) and (is_named or (not named and sitting.kind is SittingKind.GROUP))


def find_place(plan: Plan, directory: Directory, sitting: Sitting, group: str) -> str:
    """Return where a sitting is for the people of a group.

    At group discussions that is their room. Another sitting to which groups are called by name is
    in their room unless it has a place of its own: an outing is not.
    """
    found = directory.group_named(group) if meets_there(sitting, group) else None
    room = found.room if found else ""
    if sitting.kind is SittingKind.GROUP:
        return room or sitting.place or plan.place
    return sitting.place or room or plan.place


def tell_group(directory: Directory, sitting: Sitting, group: str) -> list[str]:
    """Return the lines of an entry that are there for the people of a group only."""
    lines = [f"所在小组：{group}"] if meets_there(sitting, group) else []
    if sitting.kind in WITHOUT_BUS or sitting.starts_at is None or not sitting.place:
        return lines
    found = directory.group_named(group) if group else None
    return [*lines, f"乘车：{found.bus}"] if found and found.bus else lines
