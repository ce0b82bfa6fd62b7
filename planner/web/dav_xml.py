"""The XML of WebDAV and CalDAV: read with everything off that XML can do, written by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import ParseError
from xml.sax.saxutils import escape, quoteattr

from defusedxml import DefusedXmlException  # type: ignore[import-untyped]
from defusedxml.ElementTree import fromstring  # type: ignore[import-untyped]

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from xml.etree.ElementTree import Element

DAV, CALDAV = "{DAV:}", "{urn:ietf:params:xml:ns:caldav}"
SERVER, APPLE = "{http://calendarserver.org/ns/}", "{http://apple.com/ns/ical/}"
PREFIXES = {DAV: "D", CALDAV: "C", SERVER: "S", APPLE: "A"}
NAMESPACES = " ".join(f'xmlns:{prefix}="{name[1:-1]}"' for name, prefix in PREFIXES.items())
HEAD = '<?xml version="1.0" encoding="utf-8"?>\n'
MEDIA_TYPE = "application/xml; charset=utf-8"
LARGEST_BODY = 512 * 1024
MOST_ELEMENTS = 20_000
DEEPEST = 24


class BodyError(Exception):
    """What came is no XML that we read."""


def read_body(content: bytes) -> Element | None:
    """Return the root of a request's body; None without one.

    Raises:
        BodyError: It is no XML, declares a document type, or is larger or deeper than any request.
    """
    if not content.strip():
        return None
    if len(content) > LARGEST_BODY:
        raise BodyError
    try:
        root: Element = fromstring(content, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise BodyError from error
    count = 0
    waiting = [(root, 1)]
    while waiting:
        element, depth = waiting.pop()
        count += 1
        if count > MOST_ELEMENTS or depth > DEEPEST:
            raise BodyError
        waiting += [(each, depth + 1) for each in element]
    return root


def child(element: Element | None, name: str) -> Element | None:
    """Return the first child of a name."""
    return None if element is None else element.find(name)


def text_of(element: Element | None) -> str:
    """Return the text of an element."""
    return ((element.text if element is not None else "") or "").strip()


def tag(name: str, content: str = "") -> str:
    """Return an element with content that is XML already."""
    end = name.index("}") + 1
    space, local = name[:end], name[end:]
    if space in PREFIXES:
        spelled = f"{PREFIXES[space]}:{local}"
        return f"<{spelled}>{content}</{spelled}>" if content else f"<{spelled}/>"
    return f"<X:{local} xmlns:X={quoteattr(space[1:-1])}>{content}</X:{local}>"


def text(name: str, content: str) -> str:
    """Return an element with text in it; a reader of XML would take the CR of CRLF away."""
    return tag(name, escape(content, {"\r": "&#13;"}))


def href(path: str) -> str:
    """Return an address."""
    return f"<D:href>{escape(path)}</D:href>"


def multistatus(parts: Iterable[str], token: str = "") -> bytes:
    """Return an answer about several resources (RFC 4918 §13)."""
    body = "".join(parts) + (text(f"{DAV}sync-token", token) if token else "")
    return f"{HEAD}<D:multistatus {NAMESPACES}>{body}</D:multistatus>".encode()


def response(path: str, found: str, missing: str = "") -> str:
    """Return what is said of one resource: its properties, and those that it does not have."""
    parts = [propstat(found, "200 OK")] if found or not missing else []
    if missing:
        parts.append(propstat(missing, "404 Not Found"))
    return f"<D:response>{href(path)}{''.join(parts)}</D:response>"


def propstat(properties: str, status: str) -> str:
    """Return properties with how it went with them."""
    return (
        f"<D:propstat><D:prop>{properties}</D:prop><D:status>HTTP/1.1 {status}</D:status>"
        "</D:propstat>"
    )


def gone(path: str) -> str:
    """Return that a resource is not there."""
    return f"<D:response>{href(path)}<D:status>HTTP/1.1 404 Not Found</D:status></D:response>"


def spell_error(condition: str) -> bytes:
    """Return the body of a refusal (RFC 4918 §16): the condition that was not met."""
    return f"{HEAD}<D:error {NAMESPACES}>{condition}</D:error>".encode()


def list_names(element: Element | None) -> Iterator[str]:
    """Yield the names of the properties that are asked for; those without a namespace have none."""
    for each in element if element is not None else ():
        name = str(each.tag)
        if name.startswith("{") and not name.startswith("{}"):
            yield name
