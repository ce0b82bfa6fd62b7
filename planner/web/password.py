"""The page on which somebody chooses another password."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, flash, redirect, render_template, request
from flask_babel import gettext as _

from planner.domain.error import PlannerError
from planner.models.account import Permission
from planner.services.credential import change_password
from planner.services.password import NewPassword
from planner.services.visit import Duty
from planner.web.access import Scope, account, actor, allow, give_token, visit
from planner.web.error import status_of
from planner.web.language import language
from planner.web.redirection import home_of
from planner.web.wiring import db, wiring

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

blueprint = Blueprint("password", __name__)


@blueprint.get("/account/password")
@allow(Permission.SELF, Scope.SELF)
def show_form() -> str:
    """Show the form for another password, and what it must be."""
    return show()


@blueprint.post("/account/password")
@allow(Permission.SELF, Scope.SELF)
def change() -> ResponseReturnValue:
    """Change the password: other browsers are signed out, this one gets a new token."""
    form = request.form
    typed = NewPassword(form.get("current", ""), form.get("password", ""), form.get("again", ""))
    try:
        token = change_password(db(), actor(), visit(), typed, wiring().policy)
    except PlannerError as error:
        return show(error), status_of(error)
    flash(_("密码已更改，其他浏览器上的登录已全部退出。"))
    answer = redirect(home_of(account()))
    give_token(answer, token)
    return answer


def show(error: PlannerError | None = None) -> str:
    """Return the page."""
    return render_template(
        "web/password/edit.html",
        refusal=error.wording.in_language(language()) if error else "",
        rules=wiring().policy.passwords,
        is_due=visit().duty is Duty.PASSWORD,
    )
