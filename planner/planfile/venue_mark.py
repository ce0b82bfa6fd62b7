"""Words by which files say what is no plain seat: 门, 柱, 票箱, 轮椅席, 走道, A区3排, 5桌."""

from __future__ import annotations

import re
from typing import NamedTuple

from planner.domain.venue.plan import AreaKind, FixtureKind, SeatKind
from planner.domain.vocabulary import label

FIXTURE_WORDS = {
    FixtureKind.DOOR: ("门", "入口", "出口", "door", "entrance", "exit"),
    FixtureKind.PILLAR: ("柱子", "柱", "pillar"),
    FixtureKind.CAMERA: ("摄像机位", "机位", "摄像", "camera"),
    FixtureKind.LECTERN: ("发言席", "发言台", "讲台", "lectern"),
    FixtureKind.BALLOT_BOX: ("投票箱", "票箱", "ballot box"),
    FixtureKind.TABLE: ("桌子", "桌", "table"),
}
SEAT_WORDS = {
    SeatKind.WHEELCHAIR: ("轮椅席", "轮椅", "wheelchair place", "wheelchair"),
    SeatKind.BLOCKED: ("停用", "封", "blocked"),
    SeatKind.REMOVED: ("拆除", "拆", "removed"),
}
AREA_WORDS = {
    AreaKind.ROSTRUM: ("主席台", "舞台", "rostrum", "stage"),
    AreaKind.BALCONY: ("楼座", "楼上", "二楼", "balcony"),
    AreaKind.TABLES: ("圆桌", "餐厅", "宴会", "dining", "tables"),
    AreaKind.ROOM: ("会议室", "room"),
}
AISLE_WORDS = frozenset({"走道", "过道", "通道", "aisle"})
DOOR_NAME = re.compile(r".{1,6}(?:门|入口|出口)")
NUMBER = re.compile(r"[A-Za-z]{0,2}-?\d{1,4}[A-Za-z]?")
ROW_LABEL = re.compile(r"(?:(?P<zone>.{1,12}?)区)?第?(?P<number>[^区第]{1,12}?)(?P<unit>[排桌])")
REST = re.compile(r"\s+(?P<name>.+)|(?P<number>[A-Za-z]{0,2}-?\d{1,4}[A-Za-z]?)")


class RowLabel(NamedTuple):
    """Which row the seats after it belong to."""

    zone: str
    number: str
    is_ring: bool


def spell_fixture(kind: FixtureKind, name: str) -> str:
    """Return how something is written down: what it is, and its name."""
    return f"{label(kind).zh} {name}".strip()


def read_fixture(text: str) -> tuple[FixtureKind, str] | None:
    """Return what a text says stands there, and its name; None for something else."""
    for kind, words in FIXTURE_WORDS.items():
        rest = strip_word(text, words)
        if rest is not None:
            return kind, rest
    return (FixtureKind.DOOR, text) if DOOR_NAME.fullmatch(text) else None


def read_seat(text: str) -> tuple[SeatKind, str] | None:
    """Return what kind of seat a text says, and its number; None for something else."""
    if NUMBER.fullmatch(text):
        return SeatKind.SEAT, text
    for kind, words in SEAT_WORDS.items():
        rest = strip_word(text, words)
        if rest is not None:
            return kind, rest
    return None


def read_row_label(text: str) -> RowLabel | None:
    """Return the row that a text names: 3排, 第3排, A区3排, 5桌; None for something else."""
    found = ROW_LABEL.fullmatch(text)
    if found is None:
        return None
    return RowLabel(found["zone"] or "", found["number"], found["unit"] == "桌")


def guess_area_kind(name: str) -> AreaKind:
    """Return what an area is, by its name."""
    folded = name.casefold()
    for kind, words in AREA_WORDS.items():
        if any(word in folded for word in words):
            return kind
    return AreaKind.HALL


def strip_word(text: str, words: tuple[str, ...]) -> str | None:
    """Return what follows one of some words: a name after a blank, or a number; None for none."""
    folded = text.casefold()
    for word in words:
        if folded == word:
            return ""
        if folded.startswith(word) and (found := REST.fullmatch(text[len(word) :])):
            return found["name"] or found["number"]
    return None
