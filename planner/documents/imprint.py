"""The imprint: which revision a paper belongs to, and where it can be verified."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.clock import HOUSE_ZONE

if TYPE_CHECKING:
    from datetime import date, datetime

SHORT_HASH = 8
"""Characters of the hash printed at the foot of each page, for people to read out."""
LINK_HASH = 16
"""Characters of the hash in the address behind the QR code."""


@dataclass(frozen=True, slots=True)
class Approval:
    """审定: who approved a revision, when, and with which words."""

    name: str
    at: datetime
    remark: str = ""

    @property
    def day(self) -> str:
        """Return the day as papers state it."""
        local = self.at.astimezone(HOUSE_ZONE)
        return f"{local.year}年{local.month}月{local.day}日"

    @property
    def words(self) -> str:
        """Return all of it as it stands at the foot of a paper, in one line."""
        local = self.at.astimezone(HOUSE_ZONE)
        remark = " ".join(self.remark.split())
        told = f"审定：{self.name}　{self.day}{local.hour}:{local.minute:02d}"
        return f"{told}　意见：{remark}" if remark else told


@dataclass(frozen=True, slots=True)
class Imprint:
    """The revision in which a paper last changed, and the address that verifies it.

    Number 0 is a draft; ``verify_url`` is the beginning of an address, the hash completes it.
    """

    number: int = 0
    issued_on: date | None = None
    verify_url: str = ""
    approval: Approval | None = None
    """Who approved that revision; None where nobody was asked."""
    is_preview: bool = False
    """A paper of a draft, to be looked at: it says so on every page, and has no code."""
    series: str = ""
    """What the number counts where that is not the plan: 座次."""

    @property
    def revision(self) -> str:
        """Return the revision as it stands at the foot of a page."""
        if self.is_preview:
            return "草稿，仅供审阅，不得印发"
        if not self.number:
            return f"{self.series}草稿"
        return f"{self.series}第{self.number}版" if self.series else f"第{self.number}稿"

    @property
    def printed(self) -> str:
        """Return the day of issue as it stands at the foot of a page, or nothing."""
        day = self.issued_on
        return f"{day.year}年{day.month}月{day.day}日印发" if day else ""

    def verify_text(self, digest: str) -> str:
        """Return what the QR code of a paper with this hash says."""
        if self.verify_url:
            return f"{self.verify_url}{digest[:LINK_HASH]}"
        return f"PLENUM {digest[:LINK_HASH]} R{self.number}"
