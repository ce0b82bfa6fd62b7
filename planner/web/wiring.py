"""What views work with: wired together once by the application, reached through Flask."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from flask import Flask, current_app, g

from planner.documents.font import FontSettings
from planner.services.invitation_letter import Inviter

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime

    from flask_limiter import Limiter

    from planner.models import ScopedSession
    from planner.services.sign_in_policy import SignInPolicy
    from planner.services.store import FileStore
    from planner.settings import Settings
    from planner.tasks.queue import JobQueue
    from planner.web.asset_table import AssetTable
    from planner.web.dav_memory import DavMemory
    from planner.web.feed_memory import FeedMemory

KEY = "plenum"


@dataclass(frozen=True, slots=True)
class Wiring:
    """The parts that views work with."""

    settings: Settings
    policy: SignInPolicy
    sessions: Callable[[], ScopedSession]
    store: FileStore
    queue: JobQueue
    assets: AssetTable
    limiter: Limiter
    dav: DavMemory
    feeds: FeedMemory
    today: Callable[[], date]
    now: Callable[[], datetime]

    @property
    def inviter(self) -> Inviter:
        """Return who invites by mail, and where people answer."""
        return Inviter(
            self.settings.mail.sender,
            self.settings.public_url,
            self.policy.secret,
            self.settings.mailbox.is_set,
        )

    @property
    def fonts(self) -> FontSettings:
        """Return the fonts that the house prints with."""
        return FontSettings(self.settings.font_files, self.settings.font_folders)


def wiring() -> Wiring:
    """Return the parts of the running application."""
    return cast("Wiring", current_app.extensions[KEY])


def db() -> ScopedSession:
    """Return the database session of the request, opened at its first use."""
    if "db" not in g:
        g.db = wiring().sessions()
    return cast("ScopedSession", g.db)


def close_db(_error: BaseException | None) -> None:
    """Close the request's database session; what was not committed never happened."""
    session = g.pop("db", None)
    if session is not None:
        session.close()


def wire(app: Flask, parts: Wiring) -> None:
    """Put the parts where views find them."""
    app.extensions[KEY] = parts
    app.teardown_appcontext(close_db)
