"""A sign of life for whoever watches over the server."""

from __future__ import annotations

from flask import Blueprint

from planner.web.access import Scope, allow

blueprint = Blueprint("health", __name__)


@blueprint.get("/health")
@allow(None, Scope.NOTHING)
def show_health() -> dict[str, str]:
    """Say that requests are answered."""
    return {"status": "ok"}
