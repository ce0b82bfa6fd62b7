"""What a feed's answer depends on besides the feed: validators and codings, after RFC 9110.

The entity tag is weak: it is told from counters, which promise that two answers say the same, not
that two versions of a library compressed them into the same bytes. One tag does for both codings
(RFC 9110 §8.8.1), and ``Vary`` keeps caches from mixing them up.
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import quote

from werkzeug.http import http_date, parse_date

if TYPE_CHECKING:
    from datetime import datetime

MEDIA_TYPE = "text/calendar; charset=utf-8"
ANY = "*"
WEIGHT = re.compile(r"0(\.[0-9]{0,3})?|1(\.0{0,3})?")
FIXED = (
    ("Cache-Control", "private, no-cache"),
    ("Referrer-Policy", "no-referrer"),
    ("X-Robots-Tag", "noindex, nofollow, noarchive"),
    ("Vary", "Accept-Encoding"),
)
"""On every answer. ``no-cache``, not an age: whoever asks anew wants to know, and is told by 304
for next to nothing; how often programs ask is said in the calendar itself (REFRESH-INTERVAL)."""
FILENAMES = {
    "meeting": "会议日历",
    "sitting": "会次日历",
    "workstream": "工作组任务",
    "person": "会议日程",
    "leader": "会议职责",
    "owner": "责任任务",
    "venue": "会场安排",
    "year": "全年会议",
}


class Coding(StrEnum):
    """How a body is sent."""

    IDENTITY = "identity"
    GZIP = "gzip"


def tag_of(number: str) -> str:
    """Return the entity tag of a state."""
    return f'W/"{number}"'


def is_unchanged(
    none_match: str | None, since: str | None, tag: str, changed_at: datetime | None
) -> bool:
    """Tell whether what the client has still holds.

    Tags win over the date (RFC 9110 §13.2.2); what cannot be read asks for nothing.
    """
    if none_match is not None:
        return none_match == tag or has_tag(none_match, tag)
    if since is None or changed_at is None:
        return False
    known = read_date(since)
    return known is not None and changed_at.replace(microsecond=0) <= known


def read_date(text: str) -> datetime | None:
    """Return the date that a header tells; None where it is none, or beyond all years."""
    try:
        return parse_date(text)
    except OverflowError:
        return None


@lru_cache(maxsize=1024)
def has_tag(none_match: str, tag: str) -> bool:
    """Tell whether a list of tags holds one, compared weakly (RFC 9110 §13.1.2)."""
    if none_match.strip() == ANY:
        return True
    tags = [each.strip().removeprefix("W/") for each in none_match.split(",")]
    return tag.removeprefix("W/") in tags


@lru_cache(maxsize=256)
def choose_coding(accepted: str | None) -> Coding | None:
    """Return how to send a body; None where the client takes neither way (RFC 9110 §12.5.3)."""
    if accepted is None:
        return Coding.IDENTITY
    wishes = read_wishes(accepted)
    plain = wishes.get(Coding.IDENTITY, 0.0 if wishes.get(ANY) == 0 else None)
    packed = wishes.get(Coding.GZIP, wishes.get("x-gzip", wishes.get(ANY, 0.0)))
    if packed and packed >= (plain or 0.0):
        return Coding.GZIP
    return None if plain == 0 else Coding.IDENTITY


def read_wishes(accepted: str) -> dict[str, float]:
    """Return the codings that a client names with their weights; a weight that is none is 0."""
    wishes: dict[str, float] = {}
    for each in accepted.split(","):
        name, *parameters = (part.strip().casefold() for part in each.split(";"))
        if name:
            said = next((one for one in parameters if one.startswith("q=")), "q=1")
            wishes[name] = read_weight(said.removeprefix("q="))
    return wishes


def read_weight(text: str) -> float:
    """Return a weight from 0 to 1; what is none weighs nothing."""
    return float(text) if WEIGHT.fullmatch(text) else 0.0


@lru_cache(maxsize=4096)
def spell_head(number: str) -> tuple[tuple[str, str], ...]:
    """Return the headers of an answer that says that nothing changed; the others have them, too."""
    return (*FIXED, ("ETag", tag_of(number)))


@lru_cache(maxsize=2048)
def spell_headers(
    number: str, changed_at: datetime | None, kind: str, coding: Coding
) -> tuple[tuple[str, str], ...]:
    """Return the headers of an answer with a body, but for its length."""
    headers = [*spell_head(number)]
    if changed_at is not None:
        headers.append(("Last-Modified", http_date(changed_at)))
    headers.append(("Content-Type", MEDIA_TYPE))
    name = quote(f"{FILENAMES[kind]}.ics")
    headers.append(
        ("Content-Disposition", f"inline; filename=\"calendar.ics\"; filename*=UTF-8''{name}")
    )
    if coding is Coding.GZIP:
        headers.append(("Content-Encoding", "gzip"))
    return tuple(headers)
