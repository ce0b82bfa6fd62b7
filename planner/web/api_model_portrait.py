"""What programs send of photos."""

from __future__ import annotations

from pydantic import Field

from planner.web.api_model import Shape

LONGEST_PHOTO = 28_000_000
"""20 MB as base64."""


class PortraitShape(Shape):
    """A photo: JPEG, PNG or WebP as base64."""

    content: str = Field(min_length=1, max_length=LONGEST_PHOTO)
