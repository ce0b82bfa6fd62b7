"""Asking for calendars as CalDAV programs do."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.etree.ElementTree import fromstring

from werkzeug.test import Client

from planner.models.account import Role
from planner.models.calendar import SubscriptionPurpose
from planner.services.actor import Actor
from planner.services.app_password import spell_password
from planner.services.calendar_subscription import make_subscription
from tests.conftest import NOW, account_of, scoped

if TYPE_CHECKING:
    from collections.abc import Callable
    from xml.etree.ElementTree import Element

    from flask import Flask

    from planner.models import ScopedSession
    from tests.conftest import House

NAMES = {"D": "DAV:", "C": "urn:ietf:params:xml:ns:caldav", "S": "http://calendarserver.org/ns/"}
SPACES = " ".join(f'xmlns:{prefix}="{name}"' for prefix, name in NAMES.items())


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
