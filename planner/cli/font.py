"""The fonts that the house prints with, as its settings name them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from planner.documents.font import FontSettings


def find_house_fonts() -> FontSettings:
    """Return the faces that the house's settings name, and the folders they name."""
    from planner.documents.font import FontSettings  # noqa: PLC0415  where something is printed
    from planner.settings import Settings  # noqa: PLC0415  the same

    settings = Settings.from_environment()
    return FontSettings(settings.font_files, settings.font_folders)
