"""订阅与设备: one's own subscriptions, renewed and ended one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from planner.models.account import Permission
from planner.services.calendar_subscription import (
    list_subscriptions,
    revoke_subscription,
    rotate_subscription,
)
from planner.web.access import Scope, actor, allow
from planner.web.calendar_form import hide, show_made
from planner.web.wiring import db

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue
    from werkzeug.wrappers import Response

blueprint = Blueprint("subscription", __name__, url_prefix="/account/subscriptions")


@blueprint.get("")
@allow(Permission.READ, Scope.ORGANISATION)
def list_own() -> str:
    """Show one's own subscriptions, the newest first."""
    return render_template(
        "web/subscription/list.html", subscriptions=list_subscriptions(db(), actor())
    )


@blueprint.post("/<int:subscription_id>/rotate")
@allow(Permission.READ, Scope.ORGANISATION)
def rotate(subscription_id: int) -> ResponseReturnValue:
    """Give a subscription a new address, and show it, this once."""
    record, token = rotate_subscription(db(), actor(), subscription_id)
    page = render_template(
        "web/calendar/made.html",
        title=record.name,
        made=show_made(token, request.form.get("client", "")),
        back=url_for("subscription.list_own"),
    )
    return hide(page, 201)


@blueprint.post("/<int:subscription_id>/revoke")
@allow(Permission.READ, Scope.ORGANISATION)
def revoke(subscription_id: int) -> Response:
    """End a subscription."""
    revoke_subscription(db(), actor(), subscription_id)
    flash(_("已停用。该设备下次更新时不再收到内容。"))
    return redirect(url_for("subscription.list_own"))
