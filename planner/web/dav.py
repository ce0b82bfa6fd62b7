"""/dav/: calendars for programs that speak CalDAV, for reading only (docs/decisions/0032)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, Response, redirect, request
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.http import http_date

from planner.models.account import Permission
from planner.services.calendar import open_feed
from planner.services.calendar_body import render_feed
from planner.services.calendar_dav import TASKS, write_item
from planner.services.error import MissingRecordError
from planner.web.access import Scope, allow
from planner.web.calendar_organizer import organizer_of
from planner.web.dav_error import DavError, refuse_writing
from planner.web.dav_gate import BLUEPRINT, device
from planner.web.dav_place import find_place, list_members
from planner.web.dav_property import ROOT, Place, describe
from planner.web.dav_report import answer_report
from planner.web.dav_xml import (
    DAV,
    LARGEST_BODY,
    MEDIA_TYPE,
    BodyError,
    child,
    list_names,
    multistatus,
    read_body,
    spell_error,
)
from planner.web.wiring import db, wiring

if TYPE_CHECKING:
    from datetime import datetime
    from xml.etree.ElementTree import Element

blueprint = Blueprint(BLUEPRINT, __name__)
WRITES = {
    "COPY": "bind",
    "DELETE": "unbind",
    "MKCALENDAR": "bind",
    "MKCOL": "bind",
    "MOVE": "unbind",
    "POST": "bind",
    "PROPPATCH": "write-properties",
    "PUT": "write-content",
}
"""What nobody may do, with the privilege that it would take (RFC 3744 §3)."""
READS = ("GET", "HEAD", "OPTIONS", "PROPFIND", "REPORT")
CLASSES = "1, 3, calendar-access"
MULTI_STATUS = 207
CALENDAR = "text/calendar; charset=utf-8"
FOR_PROGRAMS = (
    "这是日历程序（CalDAV）用的地址，请填到手机或电脑的日历里。\n"
    "This address is for calendar programs that speak CalDAV.\n"
)


@blueprint.route("/.well-known/caldav", methods=["GET", "PROPFIND", "OPTIONS"])
@allow(None, Scope.NOTHING)
def lead_on() -> Response:
    """Lead a program that only knows the host to where the calendars are (RFC 6764 §5)."""
    answer = redirect(ROOT, 301)
    assert isinstance(answer, Response)  # noqa: S101  Flask makes its own kind
    return answer


@blueprint.route(ROOT, defaults={"path": ""}, methods=[*READS, *WRITES])
@blueprint.route(f"{ROOT}<path:path>", methods=[*READS, *WRITES])
@allow(Permission.SELF, Scope.SELF)
def serve(path: str) -> Response:
    """Answer a program that signed in with an app password."""
    try:
        answer = answer_method(path)
    except MissingRecordError:
        answer = Response("", 404)
    except BodyError:
        answer = Response("", 400)
    except DavError as error:
        content = spell_error(error.condition) if error.condition else b""
        answer = Response(content, error.status, content_type=MEDIA_TYPE)
    answer.headers["DAV"] = CLASSES
    answer.headers.setdefault("Cache-Control", "private, no-cache")
    answer.headers.add("Vary", "Authorization")
    return answer


def answer_method(path: str) -> Response:
    """Answer what is asked, where there is such a place."""
    if request.method in WRITES:
        raise refuse_writing(request.path, WRITES[request.method])
    found = device()
    organizer = organizer_of(wiring().settings, found.subscription.house)
    root = Place("root", found.account, organizer, found.subscription.house)
    place = find_place(root, path)
    match request.method:
        case "OPTIONS":
            return Response("", 200, {"Allow": ", ".join(READS)})
        case "PROPFIND":
            return answer_propfind(place)
        case "REPORT":
            return answer_reports(place)
        case _:
            return answer_get(place)


def read_content() -> Element | None:
    """Return the body of the request; no more of it is read than we take."""
    try:
        return read_body(request.stream.read(LARGEST_BODY + 1))
    except RequestEntityTooLarge as error:
        raise BodyError from error


def answer_propfind(place: Place) -> Response:
    """Return properties of a place and, where asked for, of what is in it (RFC 4918 §9.1)."""
    depth = request.headers.get("Depth", "infinity").casefold()
    if depth == "infinity":
        raise DavError(403, "<D:propfind-finite-depth/>")
    body = read_content()
    if depth not in {"0", "1"} or (body is not None and body.tag != f"{DAV}propfind"):
        raise DavError(400)
    is_bare = child(body, f"{DAV}propname") is not None
    wanted = child(body, f"{DAV}prop")
    names = None if wanted is None else list(list_names(wanted))
    places = [place, *(list_members(place) if depth == "1" else ())]
    return answer_xml(multistatus(describe(each, names, is_bare=is_bare) for each in places))


def answer_reports(place: Place) -> Response:
    """Return a report on a collection; other places have none."""
    body = read_content()
    if place.kind != "collection" or place.collection is None:
        raise DavError(403, "<D:supported-report/>")
    return answer_xml(answer_report(place, place.collection, body))


def answer_xml(content: bytes) -> Response:
    """Return an answer about several places."""
    return Response(content, MULTI_STATUS, content_type=MEDIA_TYPE)


def answer_get(place: Place) -> Response:
    """Return an entry, or a whole calendar as a file; a word to people elsewhere."""
    collection, item = place.collection, place.item
    if collection is None:
        return Response(FOR_PROGRAMS, mimetype="text/plain")
    if item is not None:
        content = write_item(item, place.organizer)
        return answer_calendar(content, item.tag, item.entry.standing.stamp)
    feed = open_feed(db(), collection.scope, as_tasks=collection.component == TASKS)
    content = render_feed(feed, collection.scope, place.organizer)
    return answer_calendar(content, collection.tag, collection.changed_at)


def answer_calendar(content: bytes, tag: str, changed_at: datetime | None) -> Response:
    """Return what is a calendar, or that it did not change."""
    answer = Response(content, content_type=CALENDAR)
    answer.set_etag(tag)
    if changed_at is not None:
        answer.headers["Last-Modified"] = http_date(changed_at)
    answer.make_conditional(request)
    return answer
