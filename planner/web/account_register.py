"""账号: the register of accounts, kept by the system administrator."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from planner.domain.wording import Wording
from planner.models.account import Administration, Permission, Role
from planner.services.account_register import (
    describe_account,
    list_accounts,
    open_sheet,
    place_account,
    register_account,
    renew_password,
    renew_second_factor,
    set_active,
)
from planner.services.error import FieldRefusedError, MissingRecordError, RequestRefusedError
from planner.services.house import list_all_houses
from planner.services.role_request import Wish, request_role
from planner.services.single_sign_on import name_subject
from planner.web.access import Scope, actor, allow
from planner.web.error import status_of
from planner.web.refusal import ACCEPTED, Refusal, refuse
from planner.web.wiring import db, wiring

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue
    from werkzeug.wrappers import Response

blueprint = Blueprint("account_register", __name__, url_prefix="/administration/accounts")


@blueprint.get("")
@allow(Permission.ADMINISTER, Scope.INSTALLATION)
def list_all() -> str:
    """Show the accounts, page by page, or those that a word finds."""
    query, page = request.args.get("q", ""), request.args.get("page", 1, type=int)
    found = list_accounts(db(), query, page)
    return render_template("web/account_register/list.html", found=found, query=query)


@blueprint.get("/new")
@allow(Permission.ADMINISTER, Scope.INSTALLATION)
def show_form() -> str:
    """Show the form of a new account."""
    return render_template("web/account_register/new.html", refusal=ACCEPTED)


@blueprint.post("")
@allow(Permission.ADMINISTER, Scope.INSTALLATION)
def add() -> ResponseReturnValue:
    """Add an account and show its one-time password, this once."""
    facts = [
        request.form.get(name, "") for name in ("sign_in_name", "display_name", "mail_address")
    ]
    try:
        account_id, password = register_account(db(), actor(), *facts)
    except FieldRefusedError as error:
        refusal = refuse("account", error)
        return render_template("web/account_register/new.html", refusal=refusal), status_of(error)
    return show_sheet(account_id, password), 201


@blueprint.get("/<int:account_id>")
@allow(Permission.ADMINISTER, Scope.INSTALLATION)
def show(account_id: int) -> str:
    """Show an account with its places and roles."""
    return show_sheet(account_id)


@blueprint.post("/<int:account_id>")
@allow(Permission.ADMINISTER, Scope.INSTALLATION)
def describe(account_id: int) -> ResponseReturnValue:
    """Put name and mail address right."""
    name, address = request.form.get("display_name", ""), request.form.get("mail_address", "")
    try:
        describe_account(db(), actor(), account_id, name, address)
    except FieldRefusedError as error:
        return show_sheet(account_id, refusal=refuse("account", error)), status_of(error)
    return go_back(account_id, _("已保存。"))


@blueprint.post("/<int:account_id>/disable")
@allow(Permission.ADMINISTER, Scope.INSTALLATION)
def disable(account_id: int) -> Response:
    """Keep an account out."""
    set_active(db(), actor(), account_id, is_active=False)
    return go_back(account_id, _("已停用，该账号的登录已全部结束。"))


@blueprint.post("/<int:account_id>/enable")
@allow(Permission.ADMINISTER, Scope.INSTALLATION)
def enable(account_id: int) -> Response:
    """Let an account in again."""
    set_active(db(), actor(), account_id, is_active=True)
    return go_back(account_id, _("已启用。"))


@blueprint.post("/<int:account_id>/password")
@allow(Permission.ADMINISTER, Scope.INSTALLATION)
def reset(account_id: int) -> str:
    """Give an account a one-time password and show it, this once."""
    return show_sheet(account_id, renew_password(db(), actor(), account_id))


@blueprint.post("/<int:account_id>/two-step")
@allow(Permission.ADMINISTER, Scope.INSTALLATION)
def reset_two_step(account_id: int) -> Response:
    """Forget the second factor of somebody who lost it."""
    renew_second_factor(db(), actor(), account_id)
    return go_back(account_id, _("已重置两步验证，请本人重新设置。"))


@blueprint.post("/<int:account_id>/places")
@allow(Permission.ADMINISTER, Scope.INSTALLATION)
def place(account_id: int) -> Response:
    """Give an account a place in a house, with its person's key in the plans."""
    house = request.form.get("house", 0, type=int)
    place_account(db(), actor(), account_id, house, request.form.get("person_key", ""))
    return go_back(account_id, _("已保存。"))


@blueprint.post("/<int:account_id>/roles")
@allow(Permission.ADMINISTER, Scope.INSTALLATION)
def ask_for_role(account_id: int) -> ResponseReturnValue:
    """Ask for a role or its end; the security administrator decides."""
    try:
        number = request_role(db(), actor(), read_wish(account_id))
    except (FieldRefusedError, RequestRefusedError) as error:
        form = "role" if "house" in request.form else "office"
        return show_sheet(account_id, refusal=refuse(form, error)), status_of(error)
    return go_back(account_id, _("已提出第 %(n)s 号申请，待安全保密管理员确认。", n=number))


def read_wish(account_id: int) -> Wish:
    """Return the role that the form asks for.

    Raises:
        FieldRefusedError: The meeting is no number: left out, it would mean all of them.
    """
    form = request.form
    meeting = form.get("meeting", "").strip()
    if meeting and not (meeting.isascii() and meeting.isdecimal()):
        words = Wording("会议编号是一个数字；不限会议的请留空。", "A meeting has a number.")
        raise FieldRefusedError(words, "meeting")
    return Wish(
        account_id=account_id,
        role=form.get("role", ""),
        organisation_id=form.get("house", type=int),
        meeting_id=int(meeting) if meeting else None,
        is_removal="removal" in form,
        note=form.get("note", ""),
    )


@blueprint.post("/<int:account_id>/single-sign-on")
@allow(Permission.ADMINISTER, Scope.INSTALLATION)
def link(account_id: int) -> ResponseReturnValue:
    """Write down who an account is at the single sign-on, or that it is nobody there."""
    if not wiring().settings.oidc_issuer:
        raise MissingRecordError
    subject = request.form.get("subject", "")
    try:
        name_subject(db(), actor(), account_id, subject)
    except FieldRefusedError as error:
        return show_sheet(account_id, refusal=refuse("subject", error)), status_of(error)
    return go_back(account_id, _("已绑定统一认证。") if subject.strip() else _("已解除绑定。"))


def go_back(account_id: int, words: str) -> Response:
    """Go back to an account's page and say what was done."""
    flash(words)
    return redirect(url_for("account_register.show", account_id=account_id))


def show_sheet(account_id: int, password: str = "", refusal: Refusal = ACCEPTED) -> str:
    """Return the page of an account."""
    return render_template(
        "web/account_register/show.html",
        sheet=open_sheet(db(), account_id),
        password=password,
        refusal=refusal,
        has_sign_on=bool(wiring().settings.oidc_issuer),
        houses=[each for each in list_all_houses(db()) if each.closed_at is None],
        roles=list(Role),
        offices=[each for each in Administration if each.value],
    )
