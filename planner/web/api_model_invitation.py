"""What programs send and get of invitations."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import Field

from planner.web.api_model import Shape


class InvitationQuery(Shape):
    """Which invitations."""

    part: Literal["", "declined", "accepted", "tentative", "none", "troubled", "cancelled"] = ""
    sitting: str = Field("", max_length=120)
    q: str = Field("", max_length=80)
    page: int = Field(1, ge=1, le=100_000)


class InvitationShape(Shape):
    """One person's invitation to one sitting, and what was answered."""

    id: int
    person: str
    name: str
    sitting: str
    is_open: bool
    answer: str
    answered_by: str
    answered_at: datetime | None
    comment: str
    sequence: int
    letter: str


class InvitationPage(Shape):
    """One page of invitations, and how many there are in each part."""

    is_on: bool
    counts: dict[str, int]
    invitations: list[InvitationShape]
    total: int
    page: int
    pages: int


class SwitchShape(Shape):
    """Whether a meeting invites; where it stops, whether what was sent is taken back."""

    is_on: bool
    withdraws: bool = False


class Letters(Shape):
    """How many letters were written."""

    letters: int


class AnswerShape(Shape):
    """What somebody told the desk."""

    answer: Literal["ACCEPTED", "DECLINED", "TENTATIVE"]
    comment: str = Field("", max_length=400)
