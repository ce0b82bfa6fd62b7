"""The one place that wires things together."""

from __future__ import annotations

from threading import Thread
from typing import TYPE_CHECKING

from flask import Flask
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from werkzeug.middleware.proxy_fix import ProxyFix

from planner import clock
from planner.assets import TEMPLATES
from planner.database import Reader, attach_engine, make_sessions
from planner.documents.font import FontSettings
from planner.documents.glyphs import missing_glyphs
from planner.domain.pinyin import read_initials
from planner.domain.stroke import stroke_table
from planner.models.reach import Reach
from planner.services.calendar_token import FEED_FACTS
from planner.services.dav_state import STATE
from planner.services.sign_in_policy import read_policy
from planner.services.store import FileStore
from planner.settings import Settings
from planner.tasks.queue import make_queue, refuse_work
from planner.web.access import check_routes
from planner.web.asset_table import read_assets
from planner.web.dav_door import DavDoor
from planner.web.dav_memory import DavMemory
from planner.web.feed_door import FeedDoor
from planner.web.feed_memory import FeedMemory
from planner.web.register import register_web
from planner.web.wiring import Wiring

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime

    from sqlalchemy import Engine

LARGEST_FORM_PART = 500_000


def create_app(
    settings: Settings | None = None,
    *,
    today: Callable[[], date] = clock.today,
    now: Callable[[], datetime] = clock.now,
) -> Flask:
    """Return the application; what it cannot run without stops the start."""
    settings = settings or Settings.from_environment()
    app = Flask("planner", template_folder=str(TEMPLATES), static_folder=None)
    app.config.update(configuration(settings))
    app.wsgi_app = DavDoor(app)  # type: ignore[method-assign]
    app.wsgi_app = FeedDoor(app)  # type: ignore[method-assign]
    if settings.proxies:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=settings.proxies, x_proto=settings.proxies, x_host=settings.proxies
        )
    engine = attach_engine(app, settings.database)
    parts = make_parts(settings, engine, today=today, now=now)
    register_web(app, parts)
    check_routes(app)
    return app


def make_parts(
    settings: Settings, engine: Engine, *, today: Callable[[], date], now: Callable[[], datetime]
) -> Wiring:
    """Return what views work with."""
    return Wiring(
        settings=settings,
        policy=read_policy(settings),
        sessions=make_sessions(engine),
        store=FileStore(settings.store_folder),
        queue=make_queue(settings, refuse_work),
        assets=read_assets(),
        limiter=Limiter(get_remote_address, storage_uri=settings.redis_url or "memory://"),
        dav=DavMemory(Reader(settings.database, STATE, Reach.FEED)),
        feeds=FeedMemory(Reader(settings.database, FEED_FACTS, Reach.FEED), tuple(settings.hosts)),
        today=today,
        now=now,
    )


def serve_app() -> Flask:
    """Return the application for a server; what first requests would wait for is read meanwhile."""
    settings = Settings.from_environment()
    app = create_app(settings)
    Thread(target=warm_up, args=(settings,), daemon=True).start()
    return app


def warm_up(settings: Settings) -> None:
    """Read the readings of names, the order of strokes and the fonts into memory."""
    read_initials("政协")
    stroke_table(())
    missing_glyphs((("政协", "title"),), FontSettings(settings.font_files, settings.font_folders))


def configuration(settings: Settings) -> dict[str, object]:
    """Return Flask's configuration."""
    return {
        "SECRET_KEY": settings.require_secret(),
        "TRUSTED_HOSTS": settings.hosts,
        "MAX_CONTENT_LENGTH": settings.max_upload_bytes,
        "MAX_FORM_MEMORY_SIZE": LARGEST_FORM_PART,
        "SESSION_COOKIE_NAME": settings.cookie("plenum_form"),
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": settings.is_https,
        "WTF_CSRF_TIME_LIMIT": None,
        "RATELIMIT_HEADERS_ENABLED": True,
    }
