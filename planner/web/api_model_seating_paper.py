"""What programs ask for of a seating's papers."""

from __future__ import annotations

from pydantic import Field

from planner.services.seating_wish import MOST_PEOPLE, MOST_WISHES, SeatPaper
from planner.web.api_model import Shape

LONGEST_FORM = 20


class SeatWishShape(Shape):
    """One paper; an empty form is the usual one, ``since`` limits it to what changed."""

    paper: SeatPaper
    form: str = Field("", max_length=LONGEST_FORM)
    since: int = Field(0, ge=0)
    people: list[str] = Field(default_factory=list, max_length=MOST_PEOPLE)


class SeatOrderShape(Shape):
    """Papers of the approved version, or of the seating as it stands, marked as a draft."""

    is_draft: bool = False
    papers: list[SeatWishShape] = Field(min_length=1, max_length=MOST_WISHES)
