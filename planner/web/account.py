"""Signing in, in one step or two, and out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, g, redirect, render_template, request, session, url_for
from flask_babel import gettext as _

from planner.models.account import Permission
from planner.services.set_up import awaits_set_up
from planner.services.sign_in import complete_sign_in, find_waiting, sign_in, sign_out
from planner.services.sign_in_error import (
    CodeRefusedError,
    LockedOutError,
    SecondStepEndedError,
    SignInRefusedError,
)
from planner.web.access import (
    DEVICE_COOKIE,
    DEVICE_DAYS,
    SIGN_IN_COOKIE,
    Scope,
    actor,
    allow,
    caller,
    cookie_name,
    drop_cookie,
    find_visit,
    give_cookie,
    give_token,
)
from planner.web.error import status_of
from planner.web.language import language
from planner.web.redirection import clean_target, home_of, safe_target
from planner.web.wiring import db, wiring

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue
    from werkzeug.wrappers import Response

    from planner.domain.error import PlannerError
    from planner.services.sign_in import SignedIn

blueprint = Blueprint("account", __name__)


@blueprint.get("/sign-in")
@allow(None, Scope.NOTHING)
def show_sign_in() -> ResponseReturnValue:
    """Show the sign-in page; who has signed in already goes on."""
    wanted = clean_target(request.args.get("next"))
    if find_visit() is not None:
        return redirect(safe_target(wanted or home_of(g.visit.account)))
    if awaits_set_up(db()):
        return redirect(url_for("set_up.show_form"))
    return show_form("", wanted)


@blueprint.post("/sign-in")
@allow(None, Scope.NOTHING)
def open_session() -> ResponseReturnValue:
    """Sign in: a new token, a new form cookie, and on to where the reader wanted to go."""
    name, password = request.form.get("name", ""), request.form.get("password", "")
    wanted = clean_target(request.form.get("next"))
    try:
        signed_in = sign_in(db(), name, password, wiring().now(), caller(), wiring().policy)
    except (SignInRefusedError, LockedOutError) as error:
        return show_form(name, wanted, error), status_of(error)
    return welcome(signed_in, wanted)


@blueprint.get("/sign-in/code")
@allow(None, Scope.NOTHING)
def show_code() -> ResponseReturnValue:
    """Ask for the code of the second step; without a first one there is none."""
    if find_waiting(db(), waiting_token(), wiring().now()) is None:
        return redirect(url_for("account.show_sign_in"))
    return show_code_form(clean_target(request.args.get("next")))


@blueprint.post("/sign-in/code")
@allow(None, Scope.NOTHING)
def send_code() -> ResponseReturnValue:
    """Take the code of the second step."""
    code, wanted = request.form.get("code", ""), clean_target(request.form.get("next"))
    now, policy = wiring().now(), wiring().policy
    try:
        signed_in = complete_sign_in(db(), waiting_token(), code, now, caller(), policy)
    except SecondStepEndedError as error:
        return show_form("", wanted, error), status_of(error)
    except (CodeRefusedError, LockedOutError) as error:
        return show_code_form(wanted, error), status_of(error)
    return welcome(signed_in, wanted)


@blueprint.post("/sign-out")
@allow(Permission.SELF, Scope.SELF)
def close_session() -> Response:
    """Sign out: the session's row ends, so that a copied cookie is worth nothing."""
    sign_out(db(), actor(), g.visit.token)
    return say_goodbye()


def say_goodbye() -> Response:
    """Forget who was here and show the sign-in page."""
    g.visit = None
    session.clear()
    answer = redirect(url_for("account.show_sign_in"))
    drop_cookie(answer, SIGN_IN_COOKIE)
    return answer


def waiting_token() -> str:
    """Return the token of a visit that waits for its second step."""
    return request.cookies.get(cookie_name(SIGN_IN_COOKIE), "")


def welcome(signed_in: SignedIn, wanted: str) -> Response:
    """Let the browser keep who it is, and go on: to the second step or to the page wanted."""
    chosen = session.get("language")
    session.clear()
    session["language"] = chosen or signed_in.account.language
    target = safe_target(wanted or home_of(signed_in.account))
    if not signed_in.is_complete:
        target = url_for("account.show_code", next=wanted or None)
    answer = redirect(target)
    give_token(answer, signed_in.token)
    if signed_in.is_complete:
        give_cookie(answer, DEVICE_COOKIE, signed_in.device, DEVICE_DAYS)
    return answer


def show_form(name: str, wanted: str, error: PlannerError | None = None) -> str:
    """Return the page that asks for name and password."""
    return render_template(
        "web/account/sign_in.html",
        refusal=error.wording.in_language(language()) if error else "",
        name=name,
        next=wanted,
        sign_on=name_sign_on(),
    )


def name_sign_on() -> str:
    """Return what the button of the single sign-on says; nothing where there is none."""
    settings = wiring().settings
    return (settings.oidc_name or _("统一认证登录")) if settings.oidc_issuer else ""


def show_code_form(wanted: str, error: PlannerError | None = None) -> str:
    """Return the page that asks for the code."""
    refusal = error.wording.in_language(language()) if error else ""
    return render_template("web/account/code.html", refusal=refusal, next=wanted)
