"""Going to the house's single sign-on and coming back, to sign in or to link an account."""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import TYPE_CHECKING

from flask import Blueprint, flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _

from planner.domain.error import PlannerError
from planner.models.account import Permission
from planner.services.error import MissingRecordError
from planner.services.sign_on_provider import Provider, SignOnRefusedError, read_provider
from planner.services.single_sign_on import (
    Returned,
    begin_link,
    begin_sign_on,
    end_link,
    finish_link,
    finish_sign_on,
    is_link,
    is_linked,
)
from planner.web.access import (
    Scope,
    account,
    actor,
    admit,
    allow,
    caller,
    cookie_name,
    drop_cookie,
    find_visit,
    give_cookie,
)
from planner.web.account import show_form, welcome
from planner.web.error import status_of
from planner.web.language import language
from planner.web.wiring import db, wiring

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue
    from werkzeug.wrappers import Response

blueprint = Blueprint("single_sign_on", __name__)
ERRAND_COOKIE = "plenum_sign_on"
ERRAND_AGE = timedelta(minutes=10)


@blueprint.get("/sign-in/single")
@allow(None, Scope.NOTHING)
def leave() -> ResponseReturnValue:
    """Send the browser to the single sign-on."""
    browser = secrets.token_urlsafe(32)
    try:
        address = begin_sign_on(db(), provider(), browser, wiring().now(), wiring().policy)
    except PlannerError as error:
        return show_form("", "", error), status_of(error)
    answer = redirect(address)
    give_cookie(answer, ERRAND_COOKIE, browser, ERRAND_AGE)
    return answer


@blueprint.get("/sign-in/single/return")
@allow(None, Scope.NOTHING)
def come_back() -> ResponseReturnValue:
    """Take what the single sign-on says; its errand is done, whatever comes of it."""
    returned = Returned(
        request.args.get("state", ""),
        request.args.get("code", ""),
        request.cookies.get(cookie_name(ERRAND_COOKIE), ""),
        request.args.get("iss", ""),
    )
    try:
        answer = make_response(take_up(returned))
    except PlannerError as error:
        answer = make_response(show_form("", "", error), status_of(error))
    drop_cookie(answer, ERRAND_COOKIE)
    return answer


def take_up(returned: Returned) -> Response:
    """Sign in, or link the account of whoever has signed in."""
    if not is_link(db(), returned.state):
        now, policy = wiring().now(), wiring().policy
        return welcome(finish_sign_on(db(), provider(), returned, caller(), now, policy), "")
    visit = find_visit()
    if visit is None or visit.duty:
        raise SignOnRefusedError
    admit(visit.account, f"browser {visit.id}")
    finish_link(db(), provider(), returned, actor(), wiring().policy)
    flash(_("已绑定统一认证账号。"))
    return redirect(url_for("single_sign_on.show_link"))


@blueprint.get("/account/single-sign-on")
@allow(Permission.SELF, Scope.SELF)
def show_link() -> str:
    """Show whether my account is linked."""
    provider()
    return show()


@blueprint.post("/account/single-sign-on")
@allow(Permission.SELF, Scope.SELF)
def link() -> ResponseReturnValue:
    """Begin to link: the page that follows leads there, as a form may not."""
    browser, password = secrets.token_urlsafe(32), request.form.get("password", "")
    try:
        address = begin_link(db(), provider(), actor(), (browser, password), wiring().policy)
    except PlannerError as error:
        return show(error), status_of(error)
    answer = make_response(render_template("web/single_sign_on/leave.html", address=address))
    give_cookie(answer, ERRAND_COOKIE, browser, ERRAND_AGE)
    return answer


@blueprint.post("/account/single-sign-on/end")
@allow(Permission.SELF, Scope.SELF)
def unlink() -> ResponseReturnValue:
    """Unlink my account."""
    try:
        end_link(db(), actor(), request.form.get("password", ""), wiring().policy)
    except PlannerError as error:
        return show(error), status_of(error)
    flash(_("已解除绑定。"))
    return redirect(url_for("single_sign_on.show_link"))


def provider() -> Provider:
    """Return the single sign-on of the installation; without one there are no such pages."""
    found = read_provider(wiring().settings)
    if found is None:
        raise MissingRecordError
    return found


def show(error: PlannerError | None = None) -> str:
    """Return the page of my link."""
    return render_template(
        "web/single_sign_on/show.html",
        is_linked=is_linked(db(), account().id),
        refusal=error.wording.in_language(language()) if error else "",
    )
