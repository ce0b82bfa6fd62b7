"""Asking for feeds as devices do: through the door in front, and past it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from werkzeug.test import Client

from planner.models.account import Role
from planner.models.calendar import Audience, FeedKind, SubscriptionPurpose
from planner.services.actor import Actor
from planner.services.calendar import FeedScope
from planner.services.calendar_subscription import make_subscription
from tests.conftest import account_of, scoped

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from flask import Flask

    from planner.models import ScopedSession
    from tests.conftest import House

Answer = tuple[int, list[tuple[str, str]], bytes]


@dataclass(frozen=True, slots=True)
class Poll:
    """An answer: its status, its headers in order of their names, its body."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def __getitem__(self, name: str) -> str:
        """Return a header; several of a name are joined as RFC 9110 §5.3 allows."""
        return ", ".join(value for each, value in self.headers if each == name)


def poll(
    app: Flask, path: str, *, is_past: bool = False, method: str = "GET", **headers: str
) -> Poll:
    """Ask once, through the door or past it."""
    way = app.wsgi_app.behind if is_past else app.wsgi_app  # type: ignore[attr-defined]
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    answer = Client(way).open(path, method=method, headers=sent)
    return Poll(answer.status_code, tuple(sorted(answer.headers)), answer.data)


def poll_both(app: Flask, path: str, method: str = "GET", **headers: str) -> Poll:
    """Ask through the door twice, so that it keeps what it can, and past it: all are equal."""
    answers = {
        poll(app, path, is_past=is_past, method=method, **headers)
        for is_past in (False, False, True)
    }
    assert len(answers) == 1, answers
    return answers.pop()


def subscribe(
    sessions: Callable[[], ScopedSession],
    house: House,
    now: datetime,
    scope: FeedScope,
    role: Role = Role.EDITOR,
) -> str:
    """Subscribe an account to a feed, and return the path of the feed."""
    with scoped(sessions, house) as session:
        actor = Actor(account_of(session, house, role), now)
        purpose = SubscriptionPurpose.FEED
        return f"/c/{make_subscription(session, actor, scope, purpose, '手机')[1]}.ics"


def outline(meeting_id: int) -> FeedScope:
    """Return the scope of a meeting's own feed."""
    return FeedScope(FeedKind.MEETING, "", Audience.OUTLINE, meeting_id)
