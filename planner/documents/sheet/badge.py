"""证件: one for each person of a meeting; what he is there stands on it in a word and a colour."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from planner.documents.press.photo import Photo, read_photo
from planner.documents.sheet.masthead import Masthead
from planner.documents.sheet.name import spread_name
from planner.documents.sheet.roster import whole_leaves
from planner.domain.error import PlannerError
from planner.domain.order import order_roster
from planner.domain.person import AttendanceKind
from planner.domain.plan import MeetingKind
from planner.domain.vocabulary import label
from planner.domain.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from planner.domain.person import Person
    from planner.domain.plan import Plan

MOST_NAMED = 20


class BadgeFormat(StrEnum):
    """The sizes of badges in millimetres."""

    TALL = "90x130"
    A6 = "105x148"
    CARD = "85.6x54"  # ISO/IEC 7810 ID-1


class PhotoError(PlannerError):
    """Photos that are no JPEG which a page can show; whose they are is named."""

    def __init__(self, names: tuple[str, ...]) -> None:
        shown = names[:MOST_NAMED]
        more = len(names) - len(shown)
        zh, en = "、".join(shown), ", ".join(shown)
        super().__init__(
            Wording(
                f"以下人员的照片不是可用的 JPEG 文件，请重新上传：{zh}"
                + (f"，另有{more}人。" if more else "。"),
                f"The photos of these people are no JPEG that can be printed: {en}"
                + (f", and {more} more." if more else "."),
            )
        )
        self.names = names


@dataclass(frozen=True, slots=True)
class BadgeOptions:
    """What badges are made of besides the plan; everything goes by a person's key."""

    format: BadgeFormat = BadgeFormat.TALL
    only: Collection[str] | None = None
    """Badges of these people only: what changed."""
    photos: Mapping[str, bytes] = field(default_factory=dict)
    """JPEG files, upright."""
    codes: Mapping[str, str] = field(default_factory=dict)
    """What each QR code says: an address without personal data."""
    typed: Mapping[str, str] = field(default_factory=dict)
    """What one types beside one's name where the QR code cannot be read: 查座码."""
    numbers: Mapping[str, str] = field(default_factory=dict)
    """Numbers of badges; who has none bears his place in the roster."""


@dataclass(frozen=True, slots=True)
class BadgeEntry:
    """One badge, ready to print."""

    kind: AttendanceKind
    word: str
    name: str
    lines: tuple[str, ...]
    """Group, sector or unit."""
    number: str
    photo: Photo | None = None
    code: str = ""
    typed: str = ""


@dataclass(frozen=True, slots=True)
class BadgesSheet:
    """The badges of a meeting in one format."""

    masthead: Masthead
    format: BadgeFormat
    meeting: str
    badges: tuple[BadgeEntry, ...]


def badges_sheet(plan: Plan, options: BadgeOptions = BadgeOptions()) -> BadgesSheet:
    """Return the badges of a meeting, those of one kind together, each kind in the house's order.

    Who is on leave for the whole meeting gets one only if he is named.

    Raises:
        PhotoError: A photo is no JPEG that a page can show.
    """
    away = whole_leaves(plan)
    chosen = [
        person
        for person in plan.people
        if (person.key in options.only if options.only is not None else person.key not in away)
    ]
    photos = _read_photos(plan, options)
    places = {person.key: f"{at:04d}" for at, person in enumerate(plan.people, start=1)}
    badges = tuple(
        BadgeEntry(
            person.attendance,
            say_kind(person.attendance, plan.kind),
            spread_name(person.name),
            _state_lines(person),
            options.numbers.get(person.key) or places[person.key],
            photos.get(person.key),
            options.codes.get(person.key, ""),
            options.typed.get(person.key, ""),
        )
        for person in order_roster(plan, chosen).people
    )
    return BadgesSheet(Masthead.of(plan, "证件"), options.format, plan.title, badges)


def say_kind(kind: AttendanceKind, meeting: MeetingKind) -> str:
    """Return the word that a badge bears: 委员 at a full session, 记者 for the media."""
    if kind is AttendanceKind.MEMBER and meeting is MeetingKind.PLENARY:
        return "委员"
    return "记者" if kind is AttendanceKind.MEDIA else label(kind).zh


def _state_lines(person: Person) -> tuple[str, ...]:
    """Return group and sector of a delegate, group and unit of anybody else."""
    lines = (person.group, person.sector or person.unit)
    return tuple(line for line in lines if line)


def _read_photos(plan: Plan, options: BadgeOptions) -> dict[str, Photo]:
    names = {person.key: person.name for person in plan.people}
    wanted = {
        key: content
        for key, content in options.photos.items()
        if key in names and (options.only is None or key in options.only)
    }
    read = {key: read_photo(content) for key, content in wanted.items()}
    bad = tuple(names[key] for key, photo in read.items() if photo is None)
    if bad:
        raise PhotoError(bad)
    return {key: photo for key, photo in read.items() if photo is not None}
