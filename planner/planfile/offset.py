"""How a task hangs on the calendar, as written: offsets and dependencies."""

from __future__ import annotations

import re

from planner.domain.task import Dependency, Offset, OffsetUnit
from planner.domain.wording import Wording
from planner.planfile.fault import UnreadableError
from planner.planfile.text import fold_width

CODE = re.compile(r"([+-]?)(\d{1,4})([dw])", re.IGNORECASE)
UNITS = {"个工作日": "w", "工作日": "w", "个自然日": "d", "自然日": "d", "天": "d", "日": "d"}
UNITS |= {"个星期": "d", "周": "d", "w": "w", "d": "d"}
_UNIT = "|".join(UNITS)
WORDS = re.compile(
    rf"(?P<sign>[+-])?(?P<before>提前|前|推后|延后|后)?第?(?P<amount>\d{{1,4}})(?P<unit>{_UNIT})"
    r"(?P<after>之?前|之?后|以前|以后)?",
    re.IGNORECASE,
)
SAME_DAY = {"当天": "d", "当日": "d", "0": "d", "当天（工作日）": "w", "当天(工作日)": "w"}
ANCHORED = re.compile(r"(?:T|(?P<anchor>报到|开幕|闭幕)(?:会|日)?)(?P<rest>.+)")
LAG = re.compile(r"(?P<task>.+?)\s*\+\s*(?P<lag>-?\d{1,4})\s*[天日]?", re.DOTALL)
DAYS_A_WEEK = 7


def read_offset(text: str) -> Offset:
    """Return an offset: -15w, 前15个工作日, 提前30天, 2周前, 后3天, 当天."""
    folded = "".join(fold_width(text).replace("−", "-").split())
    if folded in SAME_DAY:
        return Offset(0, OffsetUnit(SAME_DAY[folded]))
    found = WORDS.fullmatch(folded.removeprefix("T"))
    if not found:
        raise _expected_offset()
    amount = int(found["amount"]) * (DAYS_A_WEEK if found["unit"] in {"周", "个星期"} else 1)
    said = f"{found['sign'] or ''}{found['before'] or ''}{found['after'] or ''}"
    if not said and amount:
        raise _expected_offset()
    is_before = "前" in said or "-" in said
    return Offset(-amount if is_before else amount, OffsetUnit(UNITS[found["unit"].lower()]))


def split_anchor(text: str) -> tuple[str, str]:
    """Return the anchor that an offset names itself (开幕前15个工作日), and the rest of it."""
    found = ANCHORED.fullmatch("".join(fold_width(text).split()))
    return (found["anchor"] or "", found["rest"]) if found else ("", text)


def spell_offset(offset: Offset) -> str:
    """Return an offset in a clerk's words: 前15个工作日."""
    if not offset.amount:
        return "当天" if offset.unit is OffsetUnit.NATURAL else "当天（工作日）"
    unit = "天" if offset.unit is OffsetUnit.NATURAL else "个工作日"
    return f"{'前' if offset.amount < 0 else '后'}{abs(offset.amount)}{unit}"


def split_lag(text: str) -> tuple[str, int]:
    """Return the task of a dependency, and its lag in days: Q001+2."""
    found = LAG.fullmatch(text.translate({0xFF0B: "+"}))
    return (found["task"], int(found["lag"])) if found else (text, 0)


def spell_dependency(link: Dependency) -> str:
    """Return a dependency as it is written: Q001 or, with a lag of two days, Q001+2."""
    return f"{link.task}+{link.lag_days}" if link.lag_days else link.task


def _expected_offset() -> UnreadableError:
    return UnreadableError(
        Wording(
            "应为提前量，如 -15w（前15个工作日）或 +3d（后3天），须写明前或后",
            "expected an offset, such as -15w (working days before) or +3d (natural days after)",
        )
    )
