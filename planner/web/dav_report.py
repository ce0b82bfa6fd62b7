"""The reports of CalDAV: entries by address, by a query, and what changed since a token."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from planner.services.calendar_dav import list_items
from planner.services.calendar_sync import SyncTokenError, list_changed, spell_token
from planner.web.dav_error import DavError
from planner.web.dav_filter import read_filter
from planner.web.dav_property import describe
from planner.web.dav_xml import CALDAV, DAV, child, gone, list_names, multistatus, text_of
from planner.web.wiring import db

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from xml.etree.ElementTree import Element

    from planner.services.calendar_dav import DavCollection, DavItem
    from planner.web.dav_property import Place

MOST_ADDRESSES = 5000
DATA = f"{CALDAV}calendar-data"


def answer_report(place: Place, collection: DavCollection, body: Element | None) -> bytes:
    """Return the answer to a report on a collection.

    Raises:
        DavError: It is malformed, or one that we do not have.
    """
    if body is None:
        raise DavError(400)
    answer = REPORTS.get(body.tag)
    if answer is None:
        raise DavError(403, "<D:supported-report/>")
    check_data(body)
    return answer(place, collection, body)


def check_data(body: Element) -> None:
    """Refuse entries in another format than ours (RFC 4791 §7.8)."""
    data = body.find(f"{DAV}prop/{DATA}")
    kind = data.get("content-type", "text/calendar") if data is not None else "text/calendar"
    version = data.get("version", "2.0") if data is not None else "2.0"
    if kind != "text/calendar" or version != "2.0":
        raise DavError(403, "<C:supported-calendar-data/>")


def names_of(body: Element) -> Iterable[str] | None:
    """Return the properties that a report asks for; None for all."""
    wanted = child(body, f"{DAV}prop")
    return None if wanted is None else list(list_names(wanted))


def multiget(place: Place, collection: DavCollection, body: Element) -> bytes:
    """Return entries by their addresses (RFC 4791 §7.9)."""
    addresses = [text_of(each) for each in body.findall(f"{DAV}href")]
    if not addresses or len(addresses) > MOST_ADDRESSES:
        raise DavError(400)
    items, names, parts = list_items(db(), collection), names_of(body), []
    for address in addresses:
        path = unquote(urlsplit(address).path)
        parent, _slash, name = path.rpartition("/")
        item = items.get(name) if f"{parent}/" == place.path else None
        parts.append(gone(path) if item is None else describe(replace_item(place, item), names))
    return multistatus(parts)


def query(place: Place, collection: DavCollection, body: Element) -> bytes:
    """Return the entries that fit a filter (RFC 4791 §7.8)."""
    wanted, names = read_filter(child(body, f"{CALDAV}filter")), names_of(body)
    found = (each for each in list_items(db(), collection).values() if wanted.fits(each))
    return multistatus(describe(replace_item(place, each), names) for each in found)


def sync(place: Place, collection: DavCollection, body: Element) -> bytes:
    """Return what changed since a token, and the token of now (RFC 6578 §3.2)."""
    level = text_of(child(body, f"{DAV}sync-level"))
    if level == "infinite":
        raise DavError(403, "<D:sync-traversal-supported/>")
    if level != "1":
        raise DavError(400)
    names, known = names_of(body), text_of(child(body, f"{DAV}sync-token"))
    try:
        changed = list_changed(db(), collection, known)
    except SyncTokenError as error:
        raise DavError(403, "<D:valid-sync-token/>") from error
    check_limit(body, len(changed))
    parts = [describe(replace_item(place, each), names) for each in changed]
    return multistatus(parts, spell_token(collection))


def check_limit(body: Element, count: int) -> None:
    """Refuse to send more than a program takes: a part would not do (RFC 6578 §3.6)."""
    limit = body.findtext(f"{DAV}limit/{DAV}nresults", "").strip()
    if limit and not (limit.isascii() and limit.isdecimal() and len(limit) < 10):  # noqa: PLR2004  a 32-bit number
        raise DavError(400)
    if limit and count > int(limit):
        raise DavError(403, "<D:number-of-matches-within-limits/>")


def replace_item(place: Place, item: DavItem) -> Place:
    """Return the place of an entry of a collection."""
    return replace(place, kind="item", item=item)


REPORTS: dict[str, Callable[[Place, DavCollection, Element], bytes]] = {
    f"{CALDAV}calendar-multiget": multiget,
    f"{CALDAV}calendar-query": query,
    f"{DAV}sync-collection": sync,
}
