"""Who takes part, and what a task hangs on, as written: codes or a clerk's words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from planner.domain.directory import CONVENERS, STANDING
from planner.domain.person import AttendanceKind
from planner.domain.vocabulary import label
from planner.domain.wording import Wording
from planner.planfile.fault import UnreadableError
from planner.planfile.moment import read_day
from planner.planfile.term import words_of
from planner.planfile.text import clean_line, fold_width

if TYPE_CHECKING:
    from planner.planfile.register import Register

SELECTORS = {
    "standing": STANDING,
    "常委": STANDING,
    "常务委员": STANDING,
    "全体常委": STANDING,
    "全体常务委员": STANDING,
    "conveners": CONVENERS,
    "召集人": CONVENERS,
    "各组召集人": CONVENERS,
    "小组召集人": CONVENERS,
    "全体委员": AttendanceKind.MEMBER.value,
}
PREFIXES = {
    "组": "group",
    "小组": "group",
    "group": "group",
    "界别": "sector",
    "sector": "sector",
    "人员": "person",
    "person": "person",
}
ANCHORS = {"报到": "report", "开幕": "open", "闭幕": "close"}
ANCHORS |= {"报到日": "report", "开幕日": "open", "闭幕日": "close"}
ANCHORS |= {code: code for code in ("report", "open", "close")}
ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def read_selector(text: str, register: Register) -> str:
    """Return the selector that words mean: 全体委员, 列席人员, 常委, 组：第一组, or a person."""
    line = clean_line(text)
    folded = "".join(fold_width(line).split())
    if folded in SELECTORS:
        return SELECTORS[folded]
    term = words_of(AttendanceKind).get(folded.casefold())
    if term:
        return term.value
    prefix, colon, rest = line.replace("：", ":").partition(":")
    kind = PREFIXES.get(prefix.strip(), "") if colon else ""
    if kind == "person":
        return f"person:{register.find('people', rest.strip())}"
    if kind:
        return f"{kind}:{line[len(prefix) + 1 :].strip()}"
    return _find_group(line, register) or f"person:{_find_person(line, register)}"


def _find_group(line: str, register: Register) -> str:
    return next(
        (f"{kind}:{line}" for kind in ("group", "sector") if line in register.groups[kind]), ""
    )


def _find_person(line: str, register: Register) -> str:
    try:
        return register.find("people", line)
    except UnreadableError as error:
        zh = f"应为出席、列席、常委、召集人、组：名称、界别：名称或人员；{error.wording.zh}"
        en = f"expected member, standing, conveners, group:…, sector:…; {error.wording.en}"
        raise UnreadableError(Wording(zh, en)) from None


def spell_selector(selector: str, person: str) -> str:
    """Return a selector as the workbook has it; ``person`` is how a person in it is written."""
    if selector in {STANDING, CONVENERS}:
        return "常务委员" if selector == STANDING else "各组召集人"
    kind, colon, wanted = selector.partition(":")
    if colon:
        head = {"group": "组", "sector": "界别", "person": "人员"}[kind]
        return f"{head}：{person if kind == 'person' else wanted}"
    if selector == AttendanceKind.MEMBER.value:
        return "全体委员"
    return label(AttendanceKind(selector)).zh


def read_anchor(text: str, register: Register) -> str:
    """Return a task's anchor: 报到, 开幕, 闭幕, 会次：S01, 任务：Q001 or a day."""
    line = clean_line(text)
    if line in ANCHORS:
        return ANCHORS[line]
    prefix, colon, rest = line.replace("：", ":").partition(":")
    if colon and prefix in {"task", "任务"}:
        return f"task:{register.find('tasks', rest.strip())}"
    if colon and prefix in {"sitting", "会次"}:
        return f"sitting:{register.find('sittings', rest.strip())}"
    if register.shelves["sittings"].has(line):
        return f"sitting:{register.find('sittings', line)}"
    try:
        return read_day(line, register.near).isoformat()
    except UnreadableError as error:
        if line[:1].isdigit():
            raise
        raise UnreadableError(
            Wording(
                "应为报到、开幕、闭幕、会次：编号、任务：编号或日期",
                "expected report, open, close, sitting:KEY, task:KEY or a date",
            )
        ) from error


def spell_anchor(anchor: str) -> str:
    """Return an anchor as the workbook has it."""
    spoken = {"report": "报到", "open": "开幕", "close": "闭幕"}
    kind, colon, key = anchor.partition(":")
    if colon:
        return f"{'任务' if kind == 'task' else '会次'}：{key}"
    return spoken.get(anchor, anchor)
