"""The places of CalDAV: which one an address names, and what is in it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from planner.services.calendar_dav import find_collection, list_collections, list_items
from planner.services.error import MissingRecordError
from planner.web.wiring import db, wiring

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.web.dav_property import Place

BRANCHES = ("principals", "calendars")


def find_place(root: Place, path: str) -> Place:
    """Return the place that an address names; other people's are not there.

    Raises:
        MissingRecordError: There is none.
    """
    parts = path.rstrip("/").split("/") if path else []
    match parts:
        case []:
            return root
        case [branch] if branch in BRANCHES:
            return replace(root, branch=branch)
        case ["principals", owner] if owner == str(root.account.id):
            return replace(root, kind="principal")
        case ["calendars", owner, *rest] if owner == str(root.account.id):
            return find_calendar(replace(root, kind="home"), rest, is_item=not path.endswith("/"))
    raise MissingRecordError


def find_calendar(home: Place, parts: list[str], *, is_item: bool) -> Place:
    """Return a place among somebody's calendars."""
    if not parts:
        return home
    today = wiring().today()
    collection = find_collection(db(), home.account, home.organizer, today, parts[0])
    place = replace(home, kind="collection", collection=collection)
    if len(parts) == 1:
        return place
    item = list_items(db(), collection).get(parts[1]) if len(parts) == 2 and is_item else None  # noqa: PLR2004  collection and entry
    if item is None:
        raise MissingRecordError
    return replace(place, kind="item", item=item)


def list_members(place: Place) -> Iterator[Place]:
    """Yield what is in a place, one level deep."""
    if place.kind == "root" and not place.branch:
        yield from (replace(place, branch=branch) for branch in BRANCHES)
    elif place.kind == "root":
        yield replace(place, kind="principal" if place.branch == "principals" else "home")
    elif place.kind == "home":
        today = wiring().today()
        found = list_collections(db(), place.account, place.organizer, today)
        for number, each in enumerate(found, start=1):
            yield replace(place, kind="collection", collection=each, order=number)
    elif place.kind == "collection" and place.collection is not None:
        for item in list_items(db(), place.collection).values():
            yield replace(place, kind="item", item=item)
