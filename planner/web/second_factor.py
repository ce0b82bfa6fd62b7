"""Two-step sign-in: begun, confirmed with a code, ended with password and code."""

from __future__ import annotations

from typing import TYPE_CHECKING

import segno
from flask import Blueprint, flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from markupsafe import Markup

from planner.domain.error import PlannerError
from planner.models.account import Administration, Permission
from planner.services.credential import begin_second_factor, end_second_factor
from planner.services.profile import has_second_factor
from planner.services.second_factor import (
    begin_enrolment,
    count_recovery_codes,
    read_enrolment,
    renew_recovery_codes,
)
from planner.services.visit import Duty
from planner.web.access import Scope, account, actor, allow, give_token, visit
from planner.web.error import status_of
from planner.web.language import language
from planner.web.wiring import db, wiring

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

blueprint = Blueprint("second_factor", __name__)


@blueprint.get("/account/two-step")
@allow(Permission.SELF, Scope.SELF)
def show_state() -> str:
    """Show whether two-step sign-in is on, or what is to be done to turn it on."""
    return show()


@blueprint.post("/account/two-step")
@allow(Permission.SELF, Scope.SELF)
def begin() -> ResponseReturnValue:
    """Make a secret for the authenticator."""
    try:
        begin_enrolment(db(), actor(), request.form.get("password", ""), wiring().policy)
    except PlannerError as error:
        return show(error), status_of(error)
    return redirect(url_for("second_factor.show_state"))


@blueprint.post("/account/two-step/confirm")
@allow(Permission.SELF, Scope.SELF)
def confirm() -> ResponseReturnValue:
    """Turn it on with a first code; the recovery codes are shown this once."""
    code = request.form.get("code", "")
    try:
        token, codes = begin_second_factor(db(), actor(), visit(), code, wiring().policy)
    except PlannerError as error:
        return show(error), status_of(error)
    answer = make_response(show_codes(codes))
    give_token(answer, token)
    return answer


@blueprint.post("/account/two-step/codes")
@allow(Permission.SELF, Scope.SELF)
def renew_codes() -> ResponseReturnValue:
    """Make new recovery codes; the former ones are worth nothing any more."""
    password, code = request.form.get("password", ""), request.form.get("code", "")
    try:
        codes = renew_recovery_codes(db(), actor(), password, code, wiring().policy)
    except PlannerError as error:
        return show(error), status_of(error)
    return show_codes(codes)


@blueprint.post("/account/two-step/end")
@allow(Permission.SELF, Scope.SELF)
def end() -> ResponseReturnValue:
    """Turn it off."""
    proof = request.form.get("password", ""), request.form.get("code", "")
    try:
        token = end_second_factor(db(), actor(), visit(), proof, wiring().policy)
    except PlannerError as error:
        return show(error), status_of(error)
    flash(_("两步验证已停用。"))
    answer = redirect(url_for("second_factor.show_state"))
    give_token(answer, token)
    return answer


def show(error: PlannerError | None = None) -> str:
    """Return the page of two-step sign-in."""
    enrolment = read_enrolment(db(), account().id, wiring().policy)
    return render_template(
        "web/second_factor/show.html",
        refusal=error.wording.in_language(language()) if error else "",
        is_on=has_second_factor(db(), account().id),
        is_due=visit().duty is Duty.SECOND_FACTOR,
        is_required=account().administration is not Administration.NONE,
        enrolment=enrolment,
        picture=draw(enrolment.address) if enrolment else "",
        codes_left=count_recovery_codes(db(), account().id),
    )


def show_codes(codes: list[str]) -> str:
    """Return the page that shows recovery codes, once."""
    return render_template("web/second_factor/codes.html", codes=codes)


def draw(address: str) -> Markup:
    """Return the picture that an authenticator reads; black on white in every theme."""
    picture = segno.make(address, error="m")
    drawn = picture.svg_inline(border=4, light="#fff", omitsize=True, svgclass="qr", lineclass=None)
    return Markup(drawn)  # noqa: S704  drawn by segno from an address of ours, nothing typed is in it
