"""The errors of the house: they carry facts, and the words for them in both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from planner.domain.wording import Wording


class PlannerError(Exception):
    """Something that was asked for cannot be done; the edge turns it into a status and words."""

    def __init__(self, wording: Wording) -> None:
        super().__init__(wording.en)
        self.wording = wording


class UnknownReferenceError(PlannerError):
    """A key names nothing in the plan."""


class InvalidRequestError(PlannerError):
    """The request itself is malformed: an option, an argument or a form field."""

    def __init__(self, wording: Wording, field: str = "") -> None:
        super().__init__(wording)
        self.field = field
        """The field of a form that it is about, if it is about one."""
