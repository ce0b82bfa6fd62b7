"""Whole numbers and yes or no as clerks write them: 3, ３, 3.0, 第十三届, 是, √."""

from __future__ import annotations

import re

from planner.domain.wording import Wording
from planner.planfile.fault import UnreadableError
from planner.planfile.text import fold_width

PLAIN = re.compile(r"([+-]?\d{1,9})(?:\.0+)?")
COUNTED = re.compile(r"第?(.+?)(?:届|次|排|号|位|人|个|年|分钟|分|天|日|画|划)?")
CHINESE = re.compile(
    r"(?:([一二三四五六七八九])百)?零?(?:([一二三四五六七八九]?)十)?([一二三四五六七八九])?"
)
DIGITS = {"": 1} | {digit: value for value, digit in enumerate("零一二三四五六七八九")}
TRUE = frozenset({"是", "true", "yes", "on", "1", "y", "√", "✓", "✔", "有", "对", "t"})
FALSE = frozenset({"否", "false", "no", "off", "0", "n", "×", "x", "无", "不", "-", "—", ""})


def read_number(text: str) -> int:
    """Return a whole number, in digits or in Chinese up to 999."""
    folded = fold_width(text).replace("−", "-").replace(" ", "")
    counted = COUNTED.fullmatch(folded)
    core = counted[1] if counted else ""
    plain = PLAIN.fullmatch(core)
    if plain:
        return int(plain[1])
    if core in {"零", "〇"}:
        return 0
    chinese = CHINESE.fullmatch(core) if core else None
    if not chinese:
        raise UnreadableError(Wording("应为整数", "expected a whole number"))
    hundreds, tens, ones = chinese.groups()
    total = 100 * DIGITS[hundreds] if hundreds else 0
    total += 10 * DIGITS[tens] if tens is not None else 0
    return total + (DIGITS[ones] if ones else 0)


def read_flag(text: str) -> bool:
    """Return yes or no."""
    folded = fold_width(text).casefold()
    if folded in TRUE:
        return True
    if folded in FALSE:
        return False
    raise UnreadableError(
        Wording("应为“是”或“否”（true 或 false）", "expected true or false"),
        Wording("应为“是”或“否”", "expected yes or no"),
    )
