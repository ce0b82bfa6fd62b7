"""Tokens for programs: made, shown once, and ended by their person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, redirect, render_template, request, url_for

from planner.models.account import Permission
from planner.services.token import SCOPES, list_tokens, make_token, revoke_token
from planner.web.access import Scope, account, actor, allow
from planner.web.wiring import db, wiring

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue
    from werkzeug.wrappers import Response

blueprint = Blueprint("token", __name__)
USUAL_DAYS = 90


@blueprint.get("/account/tokens")
@allow(Permission.READ, Scope.ORGANISATION)
def list_own() -> str:
    """Show one's own tokens, and a form for a new one."""
    return show_tokens("")


@blueprint.post("/account/tokens")
@allow(Permission.READ, Scope.ORGANISATION)
def make() -> ResponseReturnValue:
    """Make a token and show it, this once."""
    days = request.form.get("days", USUAL_DAYS, type=int)
    name, scopes = request.form.get("name", ""), request.form.getlist("scopes")
    return show_tokens(make_token(db(), actor(), name, scopes, days)), 201


@blueprint.post("/account/tokens/<int:token_id>/revoke")
@allow(Permission.READ, Scope.ORGANISATION)
def revoke(token_id: int) -> Response:
    """End one of one's own tokens."""
    revoke_token(db(), actor(), token_id)
    return redirect(url_for("token.list_own"))


@blueprint.get("/api")
@allow(Permission.READ, Scope.ORGANISATION)
def show_guide() -> str:
    """Show what programs can do, from the API's own description."""
    from planner.web.api_description import spell_description  # noqa: PLC0415  made when first read

    return render_template("web/api/show.html", document=spell_description())


def show_tokens(made: str) -> str:
    """Return the page of one's tokens; ``made`` is the new one, or nothing."""
    return render_template(
        "web/token/list.html",
        tokens=list_tokens(db(), account()),
        made=made,
        scopes=[each for each in SCOPES if account().may_somewhere(each)],
        days=USUAL_DAYS,
        now=wiring().now(),
    )
