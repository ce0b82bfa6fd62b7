"""One's own sign-ins: where one is signed in, ending them, and the house one works for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from planner.models.account import Permission
from planner.services.visit import end_all_visits, end_visit, list_visits, switch_house
from planner.web.access import Scope, account, actor, allow, give_token, visit
from planner.web.account import say_goodbye
from planner.web.browser import name_browser
from planner.web.redirection import HOME
from planner.web.wiring import db, wiring

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

blueprint = Blueprint("visit", __name__)


@blueprint.get("/account/sessions")
@allow(Permission.SELF, Scope.SELF)
def list_own() -> str:
    """Show the browsers in which one is signed in."""
    found = list_visits(db(), account().id, wiring().now(), wiring().policy)
    return render_template(
        "web/visit/list.html", visits=found, mine=visit().id, name_browser=name_browser
    )


@blueprint.post("/account/sessions/<int:visit_id>/end")
@allow(Permission.SELF, Scope.SELF)
def end(visit_id: int) -> Response:
    """End one of them."""
    end_visit(db(), actor(), visit_id)
    if visit_id == visit().id:
        return say_goodbye()
    flash(_("已退出该浏览器上的登录。"))
    return redirect(url_for("visit.list_own"))


@blueprint.post("/account/sessions/end")
@allow(Permission.SELF, Scope.SELF)
def end_all() -> Response:
    """Sign out everywhere, here too."""
    end_all_visits(db(), actor())
    return say_goodbye()


@blueprint.post("/account/house")
@allow(Permission.SELF, Scope.SELF)
def switch() -> Response:
    """Go on in another house of one's account."""
    organisation_id = request.form.get("organisation_id", 0, type=int)
    token = switch_house(db(), actor(), visit(), organisation_id)
    answer = redirect(HOME)
    give_token(answer, token)
    return answer
