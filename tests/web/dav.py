"""Asking for calendars as CalDAV programs do."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.etree.ElementTree import fromstring

from sqlalchemy import update
from werkzeug.test import Client

from planner.models import MembershipRecord
from planner.models.account import Role
from planner.models.calendar import SubscriptionPurpose
from planner.services.actor import Actor
from planner.services.app_password import spell_password
from planner.services.calendar_subscription import make_subscription
from tests.builders import a_sound_plan
from tests.conftest import NOW, account_of, scoped
from tests.inspection import with_sitting

if TYPE_CHECKING:
    from collections.abc import Callable
    from xml.etree.ElementTree import Element

    from flask import Flask

    from planner.models import ScopedSession
    from tests.conftest import House, Publisher

NAMES = {"D": "DAV:", "C": "urn:ietf:params:xml:ns:caldav", "S": "http://calendarserver.org/ns/"}
SPACES = " ".join(f'xmlns:{prefix}="{name}"' for prefix, name in NAMES.items())
CTAG, TOKEN, ETAG = "<S:getctag/>", "<D:sync-token/>", "<D:getetag/>"
DATA = f"<D:prop>{ETAG}<C:calendar-data/></D:prop>"


@dataclass(frozen=True, slots=True)
class Program:
    """A program with the name and the app password that it was given."""

    app: Flask
    name: str
    password: str
    account_id: int

    def ask(
        self,
        method: str,
        path: str,
        body: str | bytes = "",
        *,
        is_past: bool = False,
        **headers: str,
    ) -> Answer:
        """Ask once, through the door or past it."""
        door = self.app.wsgi_app.behind  # type: ignore[attr-defined]  behind that of feeds
        way = door.behind if is_past else self.app.wsgi_app
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        sent.setdefault("Authorization", basic(self.name, self.password))
        content = body.encode() if isinstance(body, str) else body
        made = Client(way).open(path, method=method, headers=sent, data=content)
        return Answer(made.status_code, dict(made.headers), made.data)

    def home(self, tail: str = "") -> str:
        """Return an address among one's own calendars."""
        return f"/dav/calendars/{self.account_id}/{tail}"

    def find(self, path: str, properties: str, depth: str = "0") -> Answer:
        """Ask for properties."""
        body = f"<D:propfind {SPACES}><D:prop>{properties}</D:prop></D:propfind>"
        return self.ask("PROPFIND", path, body, Depth=depth)

    def report(self, path: str, name: str, content: str) -> Answer:
        """Ask for a report."""
        return self.ask("REPORT", path, f"<{name} {SPACES}>{content}</{name}>", Depth="1")


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def xml(self) -> Element:
        """Return the body as XML."""
        return fromstring(self.body)  # noqa: S314  our own

    @property
    def addresses(self) -> list[str]:
        """Return the addresses that it is about."""
        return [
            each.findtext("D:href", "", NAMES) for each in self.xml.findall("D:response", NAMES)
        ]

    def values(self, path: str) -> list[str]:
        """Return the texts of a property."""
        return [each.text or "" for each in self.xml.iterfind(f".//{path}", NAMES)]

    @property
    def condition(self) -> str:
        """Return which condition was not met."""
        return self.xml[0].tag.rpartition("}")[2]


def basic(name: str, password: str) -> str:
    """Return what a program signs in with."""
    return "Basic " + b64encode(f"{name}:{password}".encode()).decode()


def give_password(
    app: Flask, sessions: Callable[[], ScopedSession], house: House, role: Role = Role.EDITOR
) -> Program:
    """Return a program of an account."""
    with scoped(sessions, house) as session:
        account = account_of(session, house, role)
        actor, purpose = Actor(account, NOW), SubscriptionPurpose.DAV
        token = make_subscription(session, actor, None, purpose, "手机")[1]
        return Program(app, house.name(role), spell_password(token), account.id)


def tie(sessions: Callable[[], ScopedSession], house: House, role: Role, person: str) -> None:
    """Let the account of a role be somebody of the house's plans."""
    with scoped(sessions, house) as session:
        account = account_of(session, house, role).id
        session.execute(
            update(MembershipRecord)
            .where(MembershipRecord.account_id == account)
            .values(person_key=person)
        )
        session.commit()


def sync(program: Program, place: str, token: str) -> tuple[list[str], str]:
    """Return what changed since a token and the next token."""
    known = f"<D:sync-token>{token}</D:sync-token><D:sync-level>1</D:sync-level>"
    answer = program.report(place, "D:sync-collection", f"{known}<D:prop>{ETAG}</D:prop>")
    assert answer.status == 207, answer.body
    return answer.addresses, answer.xml.findtext("D:sync-token", "", NAMES)


def list_tags(program: Program, place: str) -> dict[str, str]:
    """Return the tags of the entries by address."""
    found = program.find(place, ETAG, depth="1")
    return dict(zip(found.addresses[1:], found.values("D:getetag")[1:], strict=True))


def republish(house: House, publish: Publisher, **changes: object) -> None:
    """Publish the sound plan again with its opening changed."""
    publish(house, with_sitting(a_sound_plan(), "open", **changes))


def query(inner: str, component: str = "VEVENT") -> str:
    """Return a filter for entries of a kind."""
    part = f'<C:comp-filter name="{component}">{inner}</C:comp-filter>' if component else ""
    return f'<C:filter><C:comp-filter name="VCALENDAR">{part}</C:comp-filter></C:filter>'


def match(name: str, text: str, how: str = "") -> str:
    """Return the part of a filter that looks for a text in a property."""
    matched = f"<C:text-match{how}>{text}</C:text-match>"
    return f'<C:prop-filter name="{name}">{matched}</C:prop-filter>'
