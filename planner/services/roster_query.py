"""What somebody wants to see of a roster; its address is its state."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any

from planner.domain.person import AttendanceKind, LeaveState

if TYPE_CHECKING:
    from collections.abc import Mapping

ORDERS = ("rank", "strokes", "pinyin", "sector", "listed")
GAPS = ("group", "sector", "post", "unit", "contact", "sex", "rank")
LEAVES = ("any", *LeaveState)
LONGEST_TEXT = 60
NAMES = {
    "text": "q",
    "attendance": "attendance",
    "sector": "sector",
    "group": "group",
    "is_standing": "standing",
    "is_ranked": "ranked",
    "leave": "leave",
    "gap": "gap",
    "is_double": "double",
    "order": "order",
    "page": "page",
}
"""What each wish is called in an address."""
CHOICES = {"attendance": tuple(AttendanceKind), "leave": LEAVES, "gap": GAPS, "order": ORDERS}


@dataclass(frozen=True, slots=True)
class RosterQuery:
    """What somebody wants to see of the roster; what is empty does not matter."""

    text: str = ""
    attendance: str = ""
    sector: str = ""
    group: str = ""
    is_standing: bool = False
    is_ranked: bool = False
    """Those whom the house ranks: its leaders (领导)."""
    leave: str = ""
    """``any``: asked for or granted; or one state."""
    gap: str = ""
    """The field that is empty: 未分组, 无界别."""
    is_double: bool = False
    order: str = "rank"
    page: int = 1

    @classmethod
    def read(cls, arguments: Mapping[str, str], order: str = ORDERS[0]) -> RosterQuery:
        """Return what an address asks for; what makes no sense is not asked for."""
        said = {name: arguments.get(NAMES[name], "")[:LONGEST_TEXT] for name in NAMES}
        found = cls(order=order)
        for name, text in said.items():
            is_flag = isinstance(getattr(found, name), bool)
            if name in CHOICES and text not in CHOICES[name]:
                continue
            if name == "page":
                found = replace(found, page=int(text) if text.isascii() and text.isdigit() else 1)
            elif text:
                wish: dict[str, Any] = {name: bool(text) if is_flag else text}
                found = replace(found, **wish)
        return found

    def arguments(self, order: str = ORDERS[0]) -> dict[str, Any]:
        """Return the query as an address has it, without what it does not ask for."""
        plain = RosterQuery(order=order)
        return {
            NAMES[each.name]: 1 if value is True else value
            for each in fields(self)
            if (value := getattr(self, each.name)) != getattr(plain, each.name)
        }

    @property
    def is_filtered(self) -> bool:
        """Whether anybody is left out."""
        return replace(self, order="rank", page=1) != RosterQuery()
