"""The filter of a CalDAV query, read from its XML; what we cannot do is refused, not ignored."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from planner.services.calendar_query import (
    ASKED_FOR,
    FIRST,
    LAST,
    PropertyFilter,
    Query,
    TextMatch,
    TimeRange,
)
from planner.web.dav_error import DavError
from planner.web.dav_xml import CALDAV, child

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

COMPONENTS = frozenset({"VEVENT", "VTODO"})
OTHERS = frozenset({"VJOURNAL", "VFREEBUSY", "VALARM", "VTIMEZONE"})
INSTANT = re.compile(r"\d{8}T\d{6}Z")
COLLATIONS = {
    "i;ascii-casemap": False,
    "i;unicode-casemap": False,
    "default": False,
    "i;octet": True,
}
UNSUPPORTED = "<C:supported-filter/>"
INVALID = "<C:valid-filter/>"


def read_filter(element: Element | None) -> Query:
    """Return what a query asks for.

    Raises:
        DavError: It is malformed, or asks for what we do not do.
    """
    outer = list(element) if element is not None else []
    if len(outer) != 1 or outer[0].tag != f"{CALDAV}comp-filter":
        raise DavError(403, INVALID)
    calendar = outer[0]
    if calendar.get("name") != "VCALENDAR":
        raise DavError(403, INVALID)
    inner = list(calendar)
    if not inner:
        return Query()
    if len(inner) != 1 or inner[0].tag != f"{CALDAV}comp-filter":
        raise DavError(403, UNSUPPORTED)
    return read_component(inner[0])


def read_component(element: Element) -> Query:
    """Return what a query asks of one kind of entry."""
    name = element.get("name", "").upper()
    if name not in COMPONENTS | OTHERS:
        raise DavError(403, UNSUPPORTED)
    is_other, span, filters = False, None, []
    for each in element:
        match each.tag.removeprefix(CALDAV):
            case "is-not-defined":
                is_other = True
            case "time-range":
                span = read_range(each)
            case "prop-filter":
                filters.append(read_property(each))
            case _:
                raise DavError(403, UNSUPPORTED)
    return Query(name, is_other, span, tuple(filters))


def read_range(element: Element) -> TimeRange:
    """Return a time; one of its ends may be open."""
    starts, ends = element.get("start"), element.get("end")
    if starts is None and ends is None:
        raise DavError(403, INVALID)
    found = TimeRange(read_instant(starts) or FIRST, read_instant(ends) or LAST)
    if found.ends <= found.starts:
        raise DavError(403, INVALID)
    return found


def read_instant(written: str | None) -> datetime | None:
    """Return an instant in UTC (RFC 4791 §9.9)."""
    if written is None:
        return None
    if not INSTANT.fullmatch(written):
        raise DavError(403, INVALID)
    try:
        return datetime.strptime(written, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    except ValueError as error:
        raise DavError(403, INVALID) from error


def read_property(element: Element) -> PropertyFilter:
    """Return what a query asks of a property."""
    name, inner = element.get("name", "").upper(), list(element)
    if name not in ASKED_FOR or len(inner) > 1:
        raise DavError(403, UNSUPPORTED)
    if not inner:
        return PropertyFilter(name)
    if child(element, f"{CALDAV}is-not-defined") is not None:
        return PropertyFilter(name, is_missing=True)
    match = child(element, f"{CALDAV}text-match")
    if match is None:
        raise DavError(403, UNSUPPORTED)
    collation = match.get("collation", "i;ascii-casemap")
    if collation not in COLLATIONS:
        raise DavError(403, "<C:supported-collation/>")
    is_negated = match.get("negate-condition") == "yes"
    return PropertyFilter(
        name, match=TextMatch(match.text or "", COLLATIONS[collation], is_negated)
    )
