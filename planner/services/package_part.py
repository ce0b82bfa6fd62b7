"""A part of a package: it knows the hash of what it shows before it is rendered."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from typing import TYPE_CHECKING

from planner import __version__
from planner.services.filename import make_filename, tell_names_apart

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from planner.calendars.event import CalendarEvent, CalendarSheet, CalendarTask, Entry
    from planner.documents.font import FontSettings
    from planner.documents.imprint import Imprint
    from planner.documents.sheet.notice import NoticeSheet
    from planner.domain.plan import Edition, Plan
    from planner.domain.timeline import Timeline
    from planner.domain.wording import Wording

    NoticeFor = Callable[[], NoticeSheet]
    Restate = Callable[[CalendarEvent | CalendarTask], Entry]
    ImprintFor = Callable[[str, str], Imprint]
    """From a part's key and the hash of what it shows to the revision printed on it."""

MEDIA_TYPES = {
    "pdf": "application/pdf",
    "ics": "text/calendar; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@dataclass(frozen=True, slots=True)
class PreparedPart:
    """A part whose content is known: what it shows, what its bytes depend on, and the bytes."""

    content: str
    """The hash of what it shows, whatever revision it bears."""
    edition: Edition
    """The revision that it bears."""
    digest: str
    """The hash of all that its bytes depend on."""
    render: Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class PackagePart:
    """One file of a package.

    A paper goes by its own key (``agenda``, ``proceedings:S05``), the others by ``calendar:…``
    and ``workbook:…``.
    """

    key: str
    title: Wording
    path: str
    prepare: Callable[[], PreparedPart]

    @property
    def media_type(self) -> str:
        """The type to serve the file with."""
        return MEDIA_TYPES[self.path.rpartition(".")[2]]


@dataclass(frozen=True, slots=True)
class Workshop:
    """What all parts of one package are made from."""

    plan: Plan
    timeline: Timeline
    today: date
    imprint_for: ImprintFor
    fonts: FontSettings
    calendars: dict[str, CalendarSheet]
    """Every calendar of the plan by key; some travel inside a paper as well."""
    restate: Restate | None = None
    """What gives entries of calendars their identity and standing; None where none is kept."""
    notice: NoticeFor | None = None
    """What gives the notice of what this revision changed; None where it is the first."""


def place_files(folder: str, filenames: Iterable[str]) -> list[str]:
    """Return the paths of files inside the package, safe and all different."""
    return [f"{folder}/{name}" for name in tell_names_apart(map(make_filename, filenames))]


@cache
def library_version(library: str) -> str:
    """Return the installed version of a library whose output is kept."""
    return version(library)


def seal(*facts: object) -> str:
    """Return the SHA-256 of everything that a part's bytes depend on, in hexadecimal."""
    return hashlib.sha256(repr((__version__, *facts)).encode()).hexdigest()
