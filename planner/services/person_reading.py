"""What can be read of a person whose values come from outside, and what cannot."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from planner.planfile.part import read_member
from planner.services.draft_batch import drop_empty

if TYPE_CHECKING:
    from collections.abc import Mapping

    from planner.planfile.register import PathFault, Register


def read_sound(
    before: Mapping[str, Any], values: Mapping[str, str], key: str, register: Register
) -> tuple[dict[str, Any], dict[str, str] | None, dict[str, PathFault]]:
    """Return a person with what can be read of some values, those values, and what is wrong.

    What cannot be read stays as it was. Without values nobody can be made of what is left.
    """
    sound, wrong = dict(values), dict[str, "PathFault"]()
    while True:
        whole = drop_empty({**before, **sound, "key": key or "?"})
        data, faults = read_member("people", whole, register)
        if not faults:
            return data, sound, wrong
        wrong |= {str(each.path[0]): each for each in faults if each.path}
        if not sound.keys() & wrong.keys():
            return data, None, wrong
        sound = {name: each for name, each in sound.items() if name not in wrong}
