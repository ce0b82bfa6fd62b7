"""What editing a draft refuses, with the facts that a page needs to help."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from planner.domain.enumeration import count_things
from planner.domain.error import PlannerError
from planner.domain.wording import Wording
from planner.services.error import MissingRecordError

if TYPE_CHECKING:
    from datetime import datetime


MOST_NAMED = 8
"""How many of those that point to an entry a sentence names; lists name them all."""
OWN = Wording("您在另一浏览器中", "You, in another browser,")
"""Who changed something, to whoever did it himself elsewhere."""


@dataclass(frozen=True, slots=True)
class FieldFault:
    """A value that does not mean what its field needs."""

    section: str
    key: str
    path: tuple[str | int, ...]
    """The field, and where in it: ``("steps", 2, "minutes")``."""
    found: str
    expected: Wording

    @classmethod
    def taken(cls, section: str, key: str) -> FieldFault:
        """Return the fault of a key that another entry has."""
        expected = Wording("编号已被使用，请改用别的编号", "this key is taken, choose another")
        return cls(section, key, ("key",), key, expected)


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field that two people changed: what each wants, and who was first, and when."""

    section: str
    key: str
    field: str
    mine: Any
    theirs: Any
    by: str
    at: datetime
    version: int
    """The entry's version now: whoever chooses sends it back."""
    is_own: bool = False
    """Whether it is one's own account that changed it, in another browser or window."""


class EditRefusedError(PlannerError):
    """Values cannot be read; nothing was saved."""

    def __init__(self, faults: tuple[FieldFault, ...]) -> None:
        first = faults[0]
        super().__init__(
            Wording(
                f"有 {len(faults)} 处填写有误，没有保存：{first.expected.zh}",
                f"{len(faults)} values cannot be used; nothing was saved: {first.expected.en}",
            )
        )
        self.faults = faults


class EditConflictError(PlannerError):
    """Somebody else changed the same fields meanwhile; nothing was saved."""

    def __init__(self, conflicts: tuple[Conflict, ...]) -> None:
        others = dict.fromkeys(each.by for each in conflicts if not each.is_own)
        who = "、".join(others)
        super().__init__(
            Wording(
                f"{who or OWN.zh}刚刚改过同一处，请选择保留哪一个。",
                f"{who or OWN.en} changed the same place meanwhile; choose which to keep.",
            )
        )
        self.conflicts = conflicts


@dataclass(frozen=True, slots=True)
class Pointer:
    """An entry that names another one, with the name that a clerk knows it by."""

    section: str
    key: str
    noun: Wording
    name: str


class EntryInUseError(PlannerError):
    """Something points to what is to be removed, and nobody said that it lets go of it."""

    def __init__(self, pointers: tuple[Pointer, ...]) -> None:
        shown = pointers[:MOST_NAMED]
        zh = "、".join(f"{each.noun.zh}“{each.name}”" for each in shown)
        en = ", ".join(f"{each.noun.en} “{each.name}”" for each in shown)
        rest = len(pointers) - len(shown)
        super().__init__(
            Wording(
                f"有 {len(pointers)} 处用到这个会次：{zh}{' 等' if rest else ''}。"
                "确认一并解除后才能删除。",
                f"{count_things(len(pointers), 'place')} {'name' if len(pointers) > 1 else 'names'}"
                f" this sitting: {en}{f' and {rest} more' if rest else ''}."
                " Confirm that they let go of it first.",
            )
        )
        self.pointers = pointers


class DraftLockedError(PlannerError):
    """The draft waits for approval or publication."""

    def __init__(self) -> None:
        super().__init__(
            Wording(
                "方案已送审，暂不能修改；如需修改，请先撤回送审。",
                "The plan waits for approval; withdraw it before you change it.",
            )
        )


class UndoRefusedError(PlannerError):
    """What is to be taken back, or done again, was changed since; it is passed over from now on.

    ``who`` is empty where it was one's own account, in another browser.
    """

    def __init__(self, what: str, who: str, *, is_redo: bool = False) -> None:
        zh = f"“{what}”已由{who}改过" if who else f"“{what}”{OWN.zh}改过"
        en = f"{who or OWN.en} has changed “{what}” since"
        super().__init__(
            Wording(
                f"{zh}，未重做；再按一次重做其后的修改。",
                f"{en}; not done again. Press again for the next change.",
            )
            if is_redo
            else Wording(
                f"{zh}，未撤销；再按一次撤销更早的修改。",
                f"{en}; not taken back. Press again for the change before it.",
            )
        )


class MissingEntryError(MissingRecordError):
    """The draft has no such entry, or not any more."""

    def __init__(self, section: str, key: str) -> None:
        super().__init__()
        self.section, self.key = section, key
