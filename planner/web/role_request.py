"""授权: requests for roles, who has which, whose sessions go on; for the security administrator."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from planner.models.account import Permission
from planner.services.account_register import end_sessions
from planner.services.house import list_all_houses
from planner.services.role_request import (
    decide_request,
    list_administrators,
    list_requests,
    list_roles,
)
from planner.web.access import Scope, account, actor, allow
from planner.web.wiring import db

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

blueprint = Blueprint("role_request", __name__, url_prefix="/administration")


@blueprint.get("/requests")
@allow(Permission.SECURE, Scope.INSTALLATION)
def list_all() -> str:
    """Show the requests that wait, or those that were decided."""
    is_waiting = request.args.get("state") != "decided"
    page = request.args.get("page", 1, type=int)
    found = list_requests(db(), is_waiting=is_waiting, page=page)
    return render_template("web/role_request/list.html", found=found, is_waiting=is_waiting)


@blueprint.post("/requests/<int:request_id>/confirm")
@allow(Permission.SECURE, Scope.INSTALLATION)
def confirm(request_id: int) -> Response:
    """Confirm a request: it holds from now on."""
    decide_request(db(), actor(), request_id, is_granted=True)
    flash(_("已确认第 %(n)s 号申请，即时生效；该账号需重新登录。", n=request_id))
    return redirect(url_for("role_request.list_all"))


@blueprint.post("/requests/<int:request_id>/refuse")
@allow(Permission.SECURE, Scope.INSTALLATION)
def refuse(request_id: int) -> Response:
    """Refuse a request: nothing changes."""
    decide_request(db(), actor(), request_id, is_granted=False)
    flash(_("已拒绝第 %(n)s 号申请。", n=request_id))
    return redirect(url_for("role_request.list_all"))


@blueprint.get("/roles")
@allow(Permission.SECURE, Scope.INSTALLATION)
def list_by_house() -> str:
    """Show who has which role in a house, and who administers the installation."""
    houses = list_all_houses(db())
    chosen = request.args.get("house", houses[0].id if houses else 0, type=int)
    return render_template(
        "web/role_request/roles.html",
        houses=houses,
        chosen=chosen,
        roles=list_roles(db(), chosen),
        administrators=list_administrators(db()),
        me=account().id,
    )


@blueprint.post("/accounts/<int:account_id>/sessions/end")
@allow(Permission.SECURE, Scope.INSTALLATION)
def sign_out(account_id: int) -> Response:
    """Sign an account out everywhere."""
    end_sessions(db(), actor(), account_id)
    flash(_("该账号的登录已全部结束。"))
    return redirect(url_for("role_request.list_by_house", house=request.form.get("house")))
