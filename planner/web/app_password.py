"""应用密码: what programs that speak CalDAV sign in with; made, shown once, ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from planner.domain.error import InvalidRequestError
from planner.models.account import Permission
from planner.models.calendar import SubscriptionPurpose
from planner.services.app_password import spell_password
from planner.services.calendar_subscription import (
    list_subscriptions,
    make_subscription,
    revoke_subscription,
)
from planner.web.access import Scope, account, actor, allow
from planner.web.calendar_form import hide
from planner.web.dav_property import ROOT
from planner.web.refusal import ACCEPTED, Refusal
from planner.web.venue_make import refuse_form
from planner.web.wiring import db, wiring

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue
    from werkzeug.wrappers import Response

blueprint = Blueprint("app_password", __name__, url_prefix="/account/app-passwords")


@blueprint.get("")
@allow(Permission.READ, Scope.ORGANISATION)
def list_own() -> str:
    """Show one's own app passwords, the address for programs, and how each of them wants it."""
    return show_page("", ACCEPTED)


@blueprint.post("")
@allow(Permission.READ, Scope.ORGANISATION)
def make() -> ResponseReturnValue:
    """Make an app password and show it, this once."""
    name, purpose = request.form.get("name", ""), SubscriptionPurpose.DAV
    try:
        _number, token = make_subscription(db(), actor(), None, purpose, name)
    except InvalidRequestError as error:
        return show_page("", refuse_form("new", error)), 422
    return hide(show_page(spell_password(token), ACCEPTED), 201)


@blueprint.post("/<int:subscription_id>/revoke")
@allow(Permission.READ, Scope.ORGANISATION)
def revoke(subscription_id: int) -> Response:
    """End an app password; the program is told so at its next request."""
    revoke_subscription(db(), actor(), subscription_id)
    flash(_("已停用，该设备立即不能再读取日历。"))
    return redirect(url_for("app_password.list_own"))


def show_page(made: str, refusal: Refusal) -> str:
    """Return the page; ``made`` is the new app password, or nothing."""
    settings, listed = wiring().settings, list_subscriptions(db(), actor())
    return render_template(
        "web/app_password/list.html",
        passwords=[each for each in listed if each.purpose is SubscriptionPurpose.DAV],
        made=made,
        refusal=refusal,
        server=f"{settings.public_url.rstrip('/')}{ROOT}",
        sign_in_name=account().sign_in_name,
        is_https=settings.is_https,
    )
