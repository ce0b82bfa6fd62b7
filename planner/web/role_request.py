"""授权: requests for roles, who has which, whose sessions go on; for the security administrator."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from planner.models.account import Permission
from planner.services.account_register import end_sessions
from planner.services.error import RequestRefusedError
from planner.services.house import list_all_houses
from planner.services.role_request import (
    decide_request,
    list_administrators,
    list_requests,
    list_roles,
)
from planner.web.access import Scope, account, actor, allow
from planner.web.error import status_of
from planner.web.refusal import ACCEPTED
from planner.web.refusal import refuse as tell_refusal
from planner.web.wiring import db

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue
    from werkzeug.wrappers import Response

    from planner.web.refusal import Refusal

blueprint = Blueprint("role_request", __name__, url_prefix="/administration")


@blueprint.get("/requests")
@allow(Permission.SECURE, Scope.INSTALLATION)
def list_all() -> str:
    """Show the requests that wait, or those that were decided."""
    return show_list(ACCEPTED)


def show_list(refusal: Refusal) -> str:
    """Return the page of the requests."""
    is_waiting = request.args.get("state") != "decided"
    page = request.args.get("page", 1, type=int)
    return render_template(
        "web/role_request/list.html",
        found=list_requests(db(), is_waiting=is_waiting, page=page),
        is_waiting=is_waiting,
        refusal=refusal,
    )


@blueprint.post("/requests/<int:request_id>/confirm")
@allow(Permission.SECURE, Scope.INSTALLATION)
def confirm(request_id: int) -> ResponseReturnValue:
    """Confirm a request: it holds from now on."""
    try:
        decide_request(db(), actor(), request_id, is_granted=True)
    except RequestRefusedError as error:
        return refuse_decision(error)
    flash(_("已确认第 %(n)s 号申请，即时生效；该账号需重新登录。", n=request_id))
    return redirect(url_for("role_request.list_all"))


@blueprint.post("/requests/<int:request_id>/refuse")
@allow(Permission.SECURE, Scope.INSTALLATION)
def refuse(request_id: int) -> ResponseReturnValue:
    """Refuse a request: nothing changes."""
    try:
        decide_request(db(), actor(), request_id, is_granted=False)
    except RequestRefusedError as error:
        return refuse_decision(error)
    flash(_("已拒绝第 %(n)s 号申请。", n=request_id))
    return redirect(url_for("role_request.list_all"))


def refuse_decision(error: RequestRefusedError) -> ResponseReturnValue:
    """Say above the requests why this one was not decided; it goes on waiting."""
    db().rollback()
    return show_list(tell_refusal("decision", error)), status_of(error)


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
