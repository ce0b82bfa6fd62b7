"""Putting the pages into the application: blueprints, the gate, headers, filters, languages."""

from __future__ import annotations

import importlib
import pkgutil
from typing import Any

from flask import Blueprint, Flask, g, request
from flask_babel import Babel
from flask_wtf import CSRFProtect
from jinja2 import StrictUndefined

from planner import web
from planner.assets import PACKAGE
from planner.domain.finding import Severity
from planner.models.account import Permission
from planner.web import language
from planner.web.access import PROGRAM_DOORS, keep_visit, open_gate
from planner.web.asset import asset_url, sheet_url, vendor_script, vendor_style
from planner.web.error import register_errors
from planner.web.finding import link_place
from planner.web.header import drop_odd_dates, drop_retry, set_headers
from planner.web.rail import mark_rail
from planner.web.remark import find_here, list_places, name_place
from planner.web.rich_text import render_text
from planner.web.wiring import Wiring, wire
from planner.web.wording import FILTERS

PROGRAM_LIMIT = "600/minute"
"""Requests of programs from one address: enough to read a house through, not to guess a token."""


def find_blueprints() -> list[Blueprint]:
    """Return the pages of every resource: each module of this room that has a blueprint."""
    names = sorted(each.name for each in pkgutil.iter_modules(web.__path__))
    modules = [importlib.import_module(f"planner.web.{name}") for name in names]
    return [each.blueprint for each in modules if hasattr(each, "blueprint")]


def register_web(app: Flask, parts: Wiring) -> None:
    """Put the pages into an application."""
    wire(app, parts)
    for blueprint in find_blueprints():
        app.register_blueprint(blueprint)
    protection = CSRFProtect(app)
    for blueprint in find_blueprints():
        if blueprint.name in PROGRAM_DOORS:
            protection.exempt(blueprint)
    Babel(
        app,
        default_locale="zh",
        default_translation_directories=str(PACKAGE / "web" / "translations"),
        locale_selector=language.choose_language,
    )
    app.after_request(drop_retry)  # what is registered first runs last: after the limits
    limit_requests(app, parts)
    app.before_request(drop_odd_dates)
    app.before_request(open_gate)
    app.after_request(set_headers)
    app.after_request(keep_visit)
    app.context_processor(frame_page)
    register_errors(app)
    set_templates(app)


def limit_requests(app: Flask, parts: Wiring) -> None:
    """Bound how often one address may try what is dear or worth guessing."""
    for limit, view in (
        ("120/minute", "account.open_session"),
        ("120/minute", "account.send_code"),
        ("30/minute", "set_up.make"),
        ("60/minute", "single_sign_on.leave"),
        ("60/minute", "single_sign_on.come_back"),
        ("60/minute", "verification.show_verdict"),
        ("300/minute", "seat_lookup.find"),
        ("60/minute", "seat_calendar.make"),
        ("60/minute", "seat_calendar.end"),
        ("300/minute", "invitation_answer.show"),
        ("300/minute", "invitation_answer.take"),
        ("30/minute", "upload.receive_upload"),
        ("30/minute", "portrait.receive"),
        ("30/minute", "venue_make.receive"),
        ("30/minute", "busy.receive"),
    ):
        limited: Any = parts.limiter.limit(limit)(app.view_functions[view])
        app.view_functions[view] = limited
    for blueprint in find_blueprints():
        if blueprint.name in PROGRAM_DOORS:
            parts.limiter.limit(PROGRAM_LIMIT)(blueprint)
    parts.limiter.init_app(app)


def set_templates(app: Flask) -> None:
    """Give templates our words; what they don't know is an error."""
    language.translate_templates(app)
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters.update(FILTERS, rich=render_text)
    app.jinja_env.globals.update(
        asset_url=asset_url,
        mark_rail=mark_rail,
        remark_here=find_here,
        remark_link=link_place,
        remark_name=name_place,
        remark_places=list_places,
        sheet_url=sheet_url,
        vendor_script=vendor_script,
        vendor_style=vendor_style,
        Permission=Permission,
        Severity=Severity,
    )


def frame_page() -> dict[str, Any]:
    """Return what the frame of every page shows."""
    return {
        "account": g.get("account"),
        "organisation_name": g.get("organisation_name", ""),
        "language": language.language(),
        "here": request.full_path.rstrip("?"),
    }
