"""Signing in and out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, g, redirect, render_template, request, session, url_for

from planner.models.account import Permission
from planner.services.account import ABSOLUTE_LIMIT, sign_in, sign_out
from planner.services.error import LockedOutError, SignInRefusedError
from planner.web.access import SIGN_IN_COOKIE, Scope, allow
from planner.web.error import status_of
from planner.web.language import language
from planner.web.redirection import safe_target
from planner.web.wiring import db, wiring

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue
    from werkzeug.wrappers import Response

blueprint = Blueprint("account", __name__)


@blueprint.get("/sign-in")
@allow(None, Scope.NOTHING)
def show_sign_in() -> str:
    """Show the sign-in page."""
    return render_template(
        "web/account/sign_in.html", refusal="", name="", next=request.args.get("next", "")
    )


@blueprint.post("/sign-in")
@allow(None, Scope.NOTHING)
def open_session() -> ResponseReturnValue:
    """Sign in: a new token, a new form cookie, and on to where the reader wanted to go."""
    name, password = request.form.get("name", ""), request.form.get("password", "")
    wanted = request.form.get("next", "")
    try:
        token = sign_in(db(), name, password, wiring().now())
    except (SignInRefusedError, LockedOutError) as error:
        refusal = error.wording.in_language(language())
        page = render_template("web/account/sign_in.html", refusal=refusal, name=name, next=wanted)
        return page, status_of(error)
    chosen = session.get("language")
    session.clear()
    if chosen:
        session["language"] = chosen
    answer = redirect(safe_target(wanted))
    answer.set_cookie(
        SIGN_IN_COOKIE,
        token,
        max_age=ABSOLUTE_LIMIT,
        httponly=True,
        samesite="Lax",
        secure=wiring().settings.is_https,
    )
    return answer


@blueprint.post("/sign-out")
@allow(Permission.SELF, Scope.SELF)
def close_session() -> Response:
    """Sign out: the session's row ends, so that a copied cookie is worth nothing."""
    sign_out(db(), request.cookies.get(SIGN_IN_COOKIE, ""), wiring().now())
    g.account = None
    session.clear()
    answer = redirect(url_for("account.show_sign_in"))
    answer.delete_cookie(SIGN_IN_COOKIE)
    return answer
