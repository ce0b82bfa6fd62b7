"""What programs may ask of the places of CalDAV: each property, by the kind of place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from werkzeug.http import http_date

from planner.calendars.color import COLORS
from planner.calendars.text import clean_line
from planner.calendars.writer import CALENDAR_TAIL, OPENING
from planner.calendars.zone import PLAIN_ZONE
from planner.services.calendar_dav import write_item
from planner.services.calendar_sync import spell_token
from planner.web.dav_xml import APPLE, CALDAV, DAV, SERVER, href, response, tag, text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from planner.calendars.event import Organizer
    from planner.models.account import Account
    from planner.services.calendar_dav import DavCollection, DavItem

ROOT = "/dav/"
ITEM_TYPE = "text/calendar; charset=utf-8; component={}"
READ = "<D:privilege><D:read/></D:privilege>"
READ_RIGHT = "<D:privilege><D:read-current-user-privilege-set/></D:privilege>"
REPORTS = ("C:calendar-multiget", "C:calendar-query", "D:sync-collection")
ON_DEMAND = frozenset({f"{DAV}getcontentlength", f"{CALDAV}calendar-data"})
"""What is dear, and only told where it is named."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place of CalDAV as somebody sees it; ``collection`` and ``item`` where it is one."""

    kind: str
    """``root``, ``principal``, ``home``, ``collection`` or ``item``."""
    account: Account
    organizer: Organizer
    house: str
    collection: DavCollection | None = None
    item: DavItem | None = None
    order: int = 0
    branch: str = ""
    """One of the two places right beneath the root."""

    @property
    def path(self) -> str:
        """Return its address."""
        if self.kind == "root":
            return f"{ROOT}{self.branch}/" if self.branch else ROOT
        if self.kind == "principal":
            return principal_path(self.account)
        tail = ""
        if self.collection is not None:
            tail = f"{self.collection.name}/"
        if self.item is not None:
            tail += quote(self.item.name)
        return f"{home_path(self.account)}{tail}"


def principal_path(account: Account) -> str:
    """Return the address of an account."""
    return f"{ROOT}principals/{account.id}/"


def home_path(account: Account) -> str:
    """Return the address of an account's calendars."""
    return f"{ROOT}calendars/{account.id}/"


def spell_principal(place: Place) -> str:
    """Return the account as a value."""
    return href(principal_path(place.account))


def spell_reports(place: Place) -> str:
    """Return which reports a place answers."""
    names = REPORTS if place.kind == "collection" else ()
    return "".join(
        f"<D:supported-report><D:report><{each}/></D:report></D:supported-report>" for each in names
    )


def collection_of(place: Place) -> DavCollection:
    """Return the collection that a place is in."""
    assert place.collection is not None  # noqa: S101  asked of collections and items only
    return place.collection


def item_of(place: Place) -> DavItem:
    """Return the entry that a place is."""
    assert place.item is not None  # noqa: S101  asked of items only
    return place.item


def spell_house(place: Place) -> str:
    """Return the name of the house."""
    return clean_line(place.house)


def spell_person(place: Place) -> str:
    """Return the name of the account."""
    return clean_line(place.account.display_name)


def spell_title(place: Place) -> str:
    """Return the name of a collection."""
    return clean_line(collection_of(place).title)


def spell_color(place: Place) -> str:
    """Return a collection's colour as Apple wants it, opaque."""
    return f"{COLORS[collection_of(place).color]}FF"


def spell_changed(place: Place) -> str:
    """Return when a collection changed."""
    changed_at = collection_of(place).changed_at
    return http_date(changed_at) if changed_at else ""


def spell_zone(_place: Place) -> str:
    """Return the time zone of a collection."""
    return b"".join((OPENING, PLAIN_ZONE, CALENDAR_TAIL)).decode()


def write(place: Place) -> bytes:
    """Return an entry as it is sent."""
    return write_item(item_of(place), place.organizer)


def value(name: str, spell: Callable[[Place], str]) -> Callable[[Place], str]:
    """Return a property whose value is XML."""
    return lambda place: tag(name, spell(place))


def words(name: str, spell: Callable[[Place], str]) -> Callable[[Place], str]:
    """Return a property whose value is text."""
    return lambda place: text(name, spell(place))


def fixed(name: str, content: str) -> Callable[[Place], str]:
    """Return a property that is the same everywhere."""
    made = tag(name, content)
    return lambda _place: made


COMMON: dict[str, Callable[[Place], str]] = {
    f"{DAV}current-user-principal": value(f"{DAV}current-user-principal", spell_principal),
    f"{DAV}principal-collection-set": fixed(
        f"{DAV}principal-collection-set", href(f"{ROOT}principals/")
    ),
    f"{DAV}current-user-privilege-set": fixed(
        f"{DAV}current-user-privilege-set", READ + READ_RIGHT
    ),
    f"{DAV}owner": value(f"{DAV}owner", spell_principal),
    f"{DAV}supported-report-set": value(f"{DAV}supported-report-set", spell_reports),
}
PLACES: dict[str, dict[str, Callable[[Place], str]]] = {
    "root": {
        **COMMON,
        f"{DAV}resourcetype": fixed(f"{DAV}resourcetype", "<D:collection/>"),
        f"{DAV}displayname": words(f"{DAV}displayname", spell_house),
    },
    "principal": {
        **COMMON,
        f"{DAV}resourcetype": fixed(f"{DAV}resourcetype", "<D:collection/><D:principal/>"),
        f"{DAV}displayname": words(f"{DAV}displayname", spell_person),
        f"{DAV}principal-URL": value(f"{DAV}principal-URL", spell_principal),
        f"{CALDAV}calendar-home-set": value(
            f"{CALDAV}calendar-home-set", lambda place: href(home_path(place.account))
        ),
        f"{CALDAV}calendar-user-address-set": value(
            f"{CALDAV}calendar-user-address-set", spell_principal
        ),
        f"{CALDAV}calendar-user-type": fixed(f"{CALDAV}calendar-user-type", "INDIVIDUAL"),
    },
    "home": {
        **COMMON,
        f"{DAV}resourcetype": fixed(f"{DAV}resourcetype", "<D:collection/>"),
        f"{DAV}displayname": words(f"{DAV}displayname", spell_house),
    },
    "collection": {
        **COMMON,
        f"{DAV}resourcetype": fixed(f"{DAV}resourcetype", "<D:collection/><C:calendar/>"),
        f"{DAV}displayname": words(f"{DAV}displayname", spell_title),
        f"{CALDAV}calendar-description": words(f"{CALDAV}calendar-description", spell_house),
        f"{CALDAV}supported-calendar-component-set": value(
            f"{CALDAV}supported-calendar-component-set",
            lambda place: f'<C:comp name="{collection_of(place).component}"/>',
        ),
        f"{CALDAV}supported-calendar-data": fixed(
            f"{CALDAV}supported-calendar-data",
            '<C:calendar-data content-type="text/calendar" version="2.0"/>',
        ),
        f"{CALDAV}calendar-timezone": words(f"{CALDAV}calendar-timezone", spell_zone),
        f"{DAV}getcontenttype": fixed(f"{DAV}getcontenttype", "text/calendar; charset=utf-8"),
        f"{DAV}getetag": words(f"{DAV}getetag", lambda place: f'"{collection_of(place).tag}"'),
        f"{DAV}getlastmodified": words(f"{DAV}getlastmodified", spell_changed),
        f"{SERVER}getctag": words(f"{SERVER}getctag", lambda place: collection_of(place).tag),
        f"{DAV}sync-token": words(
            f"{DAV}sync-token", lambda place: spell_token(collection_of(place))
        ),
        f"{APPLE}calendar-color": words(f"{APPLE}calendar-color", spell_color),
        f"{APPLE}calendar-order": words(f"{APPLE}calendar-order", lambda place: str(place.order)),
    },
    "item": {
        **COMMON,
        f"{DAV}resourcetype": fixed(f"{DAV}resourcetype", ""),
        f"{DAV}getcontenttype": words(
            f"{DAV}getcontenttype", lambda place: ITEM_TYPE.format(item_of(place).component)
        ),
        f"{DAV}getetag": words(f"{DAV}getetag", lambda place: f'"{item_of(place).tag}"'),
        f"{DAV}getlastmodified": words(
            f"{DAV}getlastmodified", lambda place: http_date(item_of(place).entry.standing.stamp)
        ),
        f"{DAV}getcontentlength": words(
            f"{DAV}getcontentlength", lambda place: str(len(write(place)))
        ),
        f"{CALDAV}calendar-data": words(
            f"{CALDAV}calendar-data", lambda place: write(place).decode()
        ),
    },
}
"""Every property by kind of place."""


def describe(place: Place, names: Iterable[str] | None, *, is_bare: bool = False) -> str:
    """Return what is said of a place: the properties asked for, all for None; bare only names."""
    known: Mapping[str, Callable[[Place], str]] = PLACES[place.kind]
    if is_bare:
        return response(place.path, "".join(map(tag, known)))
    if names is None:
        return response(
            place.path,
            "".join(each(place) for name, each in known.items() if name not in ON_DEMAND),
        )
    wanted = dict.fromkeys(names)
    found = "".join(known[name](place) for name in wanted if name in known)
    missing = "".join(tag(name) for name in wanted if name not in known)
    return response(place.path, found, missing)
