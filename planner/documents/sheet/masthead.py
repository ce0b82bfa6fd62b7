"""The masthead: what stands above every paper."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from planner.domain.plan import Plan


@dataclass(frozen=True, slots=True)
class Masthead:
    """The house, the meeting's full title, the paper's own name, and its label."""

    organisation: str
    meeting: str
    name: str
    note: str = ""
    """A line under the title, in brackets: who adopted it, for whom it is."""
    label: str = ""
    """Confidentiality: 内部, 工作秘密, or nothing."""

    @property
    def title(self) -> str:
        """Return the title as it is set above the paper."""
        return f"{self.meeting}{self.name}"

    @classmethod
    def of(cls, plan: Plan, name: str, note: str = "") -> Masthead:
        """Return the masthead of a paper of this plan."""
        return cls(plan.organisation.name, plan.title, name, note, plan.settings.confidentiality)
