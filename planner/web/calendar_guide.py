"""How each calendar program subscribes: two sentences, one picture, and what it does wrong."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, render_template

from planner.web.access import Scope, allow

blueprint = Blueprint("calendar_guide", __name__)


@dataclass(frozen=True, slots=True)
class Client:
    """A calendar program; its words stand in the page."""

    key: str
    frame: str
    """What its picture looks like: a phone, a window or a browser."""
    is_slow: bool = False
    """Whether a change may take up to a day."""
    takes_address: bool = True
    """Whether it subscribes at all; else it takes files, which no longer change."""


CLIENTS = (
    Client("apple", "phone"),
    Client("mac", "window"),
    Client("outlook", "browser", is_slow=True),
    Client("outlook_desktop", "window"),
    Client("google", "browser", is_slow=True),
    Client("thunderbird", "window"),
    Client("android", "phone", takes_address=False),
    Client("office", "phone", takes_address=False),
    Client("wps", "window", takes_address=False),
)


@blueprint.get("/calendars/guide")
@allow(None, Scope.NOTHING)
def show() -> str:
    """Show how to subscribe, program by program; anybody may read it."""
    return render_template("web/calendar_guide/show.html", clients=CLIENTS)
