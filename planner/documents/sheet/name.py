"""Names of people as papers print them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from planner.domain.directory import Directory

SHORT = 2


def spread_name(name: str) -> str:
    """Return a name of two characters at the width of three: 王　芳."""
    if len(name) == SHORT and not name.isascii():
        return f"{name[0]}　{name[1]}"
    return name


def write_person(key: str, directory: Directory) -> str:
    """Return a person's name, spread."""
    return spread_name(directory.name_of(key)) if key else ""


def write_people(keys: Iterable[str], directory: Directory) -> str:
    """Return the names of several people, one a line."""
    return "\n".join(write_person(key, directory) for key in keys)
