"""Fields of a form or of a program's object: texts, numbers and kinds; a wrong one is named."""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import isfinite
from typing import TYPE_CHECKING, TypeVar

from planner.domain.error import InvalidRequestError
from planner.domain.wording import Wording
from planner.planfile.fault import shorten_found
from planner.planfile.text import fold_width

if TYPE_CHECKING:
    from collections.abc import Mapping
    from enum import StrEnum

LONGEST = 20_000
WHOLE = re.compile(r"[+-]?\d{1,9}")
DECIMAL = re.compile(r"[+-]?(?:\d{1,9}(?:\.\d{0,9})?|\.\d{1,9})")
COUNTS = re.compile(r"\d{1,4}")
SEPARATORS = re.compile(r"[,，、;；\s]+")
TRUE, FALSE = {"1", "true", "on", "yes"}, {"", "0", "false", "off", "no"}
NAMES = {
    "rows": Wording("排数", "Rows"),
    "blocks": Wording("各段个数", "Blocks"),
    "growth": Wording("每排递增", "Growth"),
    "pitch": Wording("座距", "Pitch"),
    "spacing": Wording("排距", "Spacing"),
    "aisle": Wording("走道宽", "Aisle"),
    "radius": Wording("首排弧半径", "Radius"),
    "cross_aisles": Wording("横走道", "Cross aisles"),
    "first_row": Wording("起始排号", "First row"),
    "seats_per_desk": Wording("每桌座位数", "Seats of a desk"),
    "across": Wording("上侧座位数", "Upper side"),
    "along": Wording("左右两侧座位数", "Sides"),
    "rings": Wording("排数", "Rows"),
    "seats": Wording("座位数", "Seats"),
    "table": Wording("桌宽", "Table"),
    "tables": Wording("桌数", "Tables"),
    "columns": Wording("每行桌数", "Tables abreast"),
    "rostrum_rows": Wording("主席台各排座位数", "Rows of the rostrum"),
    "right": Wording("向右", "To the right"),
    "down": Wording("向后", "To the back"),
    "width": Wording("宽", "Width"),
    "depth": Wording("深", "Depth"),
    "gap": Wording("间距", "Gap"),
    "first": Wording("起始排号", "First row"),
}
"""What fields are called on pages; programs know the others by their names."""
Kind = TypeVar("Kind", bound="StrEnum")


@dataclass(frozen=True, slots=True)
class VenueFields:
    """What somebody filled in, by the names of the fields."""

    given: Mapping[str, object]

    def text(self, name: str, otherwise: str = "") -> str:
        """Return a text; numbers that programs send are texts as well."""
        value = self.given.get(name, otherwise)
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            raise refuse_field(name, value, Wording("应为文字", "expected a text"))
        text = str(value)
        if len(text) > LONGEST:
            raise refuse_field(name, text, Wording("过长", "too long"))
        return text.strip()

    def number(self, name: str, otherwise: float | None = None) -> float:
        """Return a number; one that is left out is the other one, if there is one."""
        value = self.given.get(name)
        if isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value):
            return float(value)
        text = fold_width(self.text(name))
        if not text and otherwise is not None:
            return otherwise
        if not DECIMAL.fullmatch(text) or not isfinite(float(text)):
            raise refuse_field(name, text, Wording("应为数，如 1.2", "expected a number, like 1.2"))
        return float(text)

    def whole(self, name: str, otherwise: int | None = None) -> int:
        """Return a whole number; one that is left out is the other one, if there is one."""
        text = fold_width(self.text(name))
        if not text and otherwise is not None:
            return otherwise
        if not WHOLE.fullmatch(text):
            raise refuse_field(name, text, Wording("应为整数", "expected a whole number"))
        return int(text)

    def counts(self, name: str, otherwise: str = "") -> tuple[int, ...]:
        """Return numbers in a row: 10, 18, 10."""
        text = fold_width(self.text(name)) or otherwise
        parts = [each for each in SEPARATORS.split(text) if each]
        if not all(COUNTS.fullmatch(each) for each in parts):
            raise refuse_field(
                name, text, Wording("应为若干整数，如 10,18,10", "expected numbers, like 10,18,10")
            )
        return tuple(map(int, parts))

    def names(self, name: str) -> tuple[str, ...]:
        """Return names in a row: A、B、C."""
        return tuple(each for each in SEPARATORS.split(self.text(name)) if each)

    def choice(self, name: str, kind: type[Kind], otherwise: Kind | None = None) -> Kind:
        """Return one of some kinds."""
        text = self.text(name)
        if not text and otherwise is not None:
            return otherwise
        try:
            return kind(text)
        except ValueError:
            known = ", ".join(kind)
            raise refuse_field(
                name, text, Wording(f"应为其中之一：{known}", f"expected one of: {known}")
            ) from None

    def truth(self, name: str, *, otherwise: bool = False) -> bool:
        """Return whether something is so."""
        value = self.given.get(name, otherwise)
        if isinstance(value, bool):
            return value
        text = str(value).casefold()
        if text not in TRUE | FALSE:
            raise refuse_field(name, value, Wording("应为是或否", "expected true or false"))
        return text in TRUE

    def keys(self, name: str) -> tuple[str, ...]:
        """Return keys: a list of them, or one on each line."""
        value = self.given.get(name, ())
        listed = value.splitlines() if isinstance(value, str) else value
        if not isinstance(listed, list | tuple) or not all(
            isinstance(each, str) for each in listed
        ):
            raise refuse_field(name, "", Wording("应为座位列表", "expected a list of seats"))
        return tuple(dict.fromkeys(each for each in listed if each))

    def has(self, name: str) -> bool:
        """Tell whether something was given."""
        return self.given.get(name) not in {None, ""} if is_plain(self.given.get(name)) else True


def is_plain(value: object) -> bool:
    """Tell whether a value is no list and no object."""
    return value is None or isinstance(value, str | int | float | bool)


def refuse_field(name: str, found: object, expected: Wording) -> InvalidRequestError:
    """Return the error of a field that cannot be read."""
    shown = shorten_found(found) if is_plain(found) else "…"
    is_there = found not in {None, ""} if is_plain(found) else True
    zh, en = (f"现为“{shown}”；", f"found “{shown}”; ") if is_there else ("", "")
    called = NAMES.get(name, Wording(name, name))
    return InvalidRequestError(
        Wording(f"{called.zh}：{zh}{expected.zh}。", f"{called.en}: {en}{expected.en}."), name
    )
