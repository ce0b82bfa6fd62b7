"""My account: what I say of myself, how I am reminded, and the ways to all that is mine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, flash, redirect, render_template, request, session, url_for
from flask_babel import gettext as _

from planner.domain.error import InvalidRequestError
from planner.models.account import Permission
from planner.services.profile import Profile, change_profile, has_second_factor, read_own_profile
from planner.web.access import Scope, account, actor, allow
from planner.web.error import status_of
from planner.web.language import language
from planner.web.wiring import db, wiring

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

blueprint = Blueprint("profile", __name__)


@blueprint.get("/account")
@allow(Permission.SELF, Scope.SELF)
def show_own() -> str:
    """Show my account."""
    return show(read_own_profile(db(), account()))


@blueprint.post("/account")
@allow(Permission.SELF, Scope.SELF)
def change() -> ResponseReturnValue:
    """Write what I say of myself."""
    wanted = read_form()
    try:
        change_profile(db(), actor(), wanted)
    except InvalidRequestError as error:
        return show(wanted, error), status_of(error)
    session["language"] = wanted.language
    flash(_("已保存。"))
    return redirect(url_for("profile.show_own"))


def read_form() -> Profile:
    """Return what was typed."""
    form = request.form
    return Profile(
        display_name=form.get("display_name", "").strip(),
        mail_address=form.get("mail_address", "").strip(),
        language=form.get("language", ""),
        reminds_days_before=form.get("reminds_days_before", 3, type=int),
        wants_mail="wants_mail" in form,
    )


def show(profile: Profile, error: InvalidRequestError | None = None) -> str:
    """Return the page of an account."""
    return render_template(
        "web/profile/show.html",
        profile=profile,
        refusal=error.wording.in_language(language()) if error else "",
        has_sign_on=bool(wiring().settings.oidc_issuer),
        is_on=has_second_factor(db(), account().id),
    )
