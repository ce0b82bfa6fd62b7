"""What is to be printed of a seating: which papers, of which version, in which form."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from enum import StrEnum

from planner.documents.sheet.badge import BadgeFormat
from planner.documents.sheet.table_sign import SignFormat
from planner.domain.error import InvalidRequestError
from planner.domain.plan import NameOrder
from planner.domain.wording import Wording

MOST_WISHES = 12
MOST_PEOPLE = 3_000


class SeatPaper(StrEnum):
    """The papers of a seating."""

    CHART = "chart"  # 会场座次图
    INDEX = "index"  # 座次索引
    TABLE = "table"  # 座次表 .xlsx
    SIGNS = "signs"  # 桌签
    BADGES = "badges"  # 证件
    CHANGES = "changes"  # 座次变更单
    REASONS = "reasons"  # 排座依据


OPTIONS: dict[SeatPaper, tuple[str, ...]] = {
    SeatPaper.INDEX: (NameOrder.STROKES.value, NameOrder.PINYIN.value),
    SeatPaper.SIGNS: tuple(each.value for each in SignFormat),
    SeatPaper.BADGES: tuple(each.value for each in BadgeFormat),
}
"""The forms that a paper comes in; the first is the usual one. The others have only one."""
TITLES = {
    SeatPaper.CHART: Wording("会场座次图", "Hall chart"),
    SeatPaper.INDEX: Wording("座次索引", "Seat index"),
    SeatPaper.TABLE: Wording("座次表", "Table of seats"),
    SeatPaper.SIGNS: Wording("桌签", "Table signs"),
    SeatPaper.BADGES: Wording("证件", "Badges"),
    SeatPaper.CHANGES: Wording("座次变更单", "Seat change sheet"),
    SeatPaper.REASONS: Wording("排座依据", "Reasons of the seats"),
}
FORMS = {
    NameOrder.STROKES.value: Wording("按笔画", "by strokes"),
    NameOrder.PINYIN.value: Wording("按拼音", "by pinyin"),
    SignFormat.FOLDED_A4.value: Wording("A4 对折", "A4, folded"),
    SignFormat.WIDE_210.value: Wording("210×140 毫米", "210 × 140 mm"),
    SignFormat.WIDE_200.value: Wording("200×100 毫米", "200 × 100 mm"),
    BadgeFormat.TALL.value: Wording("90×130 毫米", "90 × 130 mm"),
    BadgeFormat.A6.value: Wording("105×148 毫米", "105 × 148 mm"),
    BadgeFormat.CARD.value: Wording("85.6×54 毫米", "85.6 × 54 mm"),
}


class SeatWishError(InvalidRequestError):
    """What is asked for cannot be printed as it is asked."""


@dataclass(frozen=True, slots=True)
class SeatWish:
    """One paper that is wanted."""

    paper: SeatPaper
    form: str = ""
    since: int = 0
    """Only what changed since this version; 0: everything."""
    people: tuple[str, ...] = ()
    """Only these, by their keys; nobody named: all."""

    def check(self) -> SeatWish:
        """Return the wish, whole; refuse what it cannot be.

        Raises:
            SeatWishError: The form is none of this paper's, or a version is missing.
        """
        forms = OPTIONS.get(self.paper, ("",))
        form = self.form or forms[0]
        if form not in forms:
            raise SeatWishError(
                Wording("没有这种规格。", "There is no such form of this paper."), "form"
            )
        if self.paper is SeatPaper.CHANGES and not self.since:
            raise SeatWishError(
                Wording("请选择与哪一版相比。", "Choose the version to compare with."), "since"
            )
        if len(self.people) > MOST_PEOPLE:
            raise SeatWishError(Wording("选的人太多。", "Too many people are chosen."), "people")
        return SeatWish(self.paper, form, self.since, tuple(dict.fromkeys(self.people)))


@dataclass(frozen=True, slots=True)
class SeatOrder:
    """Papers that are made in one go."""

    seating_id: int
    number: int
    """The version; 0 for the seating as it stands, which is a draft."""
    wishes: tuple[SeatWish, ...]

    def spell(self) -> str:
        """Return the order as a job keeps it."""
        return json.dumps(asdict(self), sort_keys=True, ensure_ascii=False)

    @classmethod
    def read(cls, subject: str) -> SeatOrder:
        """Return the order that a job keeps."""
        data = json.loads(subject)
        wishes = tuple(
            SeatWish(SeatPaper(each["paper"]), each["form"], each["since"], tuple(each["people"]))
            for each in data["wishes"]
        )
        return cls(data["seating_id"], data["number"], wishes)

    @property
    def has_badges(self) -> bool:
        """Whether it prints personal links."""
        return any(each.paper is SeatPaper.BADGES for each in self.wishes)

    @property
    def is_draft(self) -> bool:
        """Whether it prints what nobody approved."""
        return not self.number
