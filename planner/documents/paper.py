"""A paper: one document of a plan, before it is printed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from planner.domain.wording import Wording


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper: ``key`` says which, such as ``agenda``, ``proceedings:S05``."""

    key: str
    title: Wording
    filename: str
    page: str
