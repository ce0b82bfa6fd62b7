"""机关: the houses of the installation, kept by the system administrator."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from planner.models.account import Permission
from planner.services.error import FieldRefusedError
from planner.services.house import (
    close_house,
    find_house,
    found_house,
    list_all_houses,
    rename_house,
    reopen_house,
)
from planner.web.access import Scope, actor, allow
from planner.web.error import status_of
from planner.web.refusal import ACCEPTED, refuse
from planner.web.wiring import db

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue
    from werkzeug.wrappers import Response

    from planner.web.refusal import Refusal

blueprint = Blueprint("house", __name__, url_prefix="/administration/houses")


@blueprint.get("")
@allow(Permission.ADMINISTER, Scope.INSTALLATION)
def list_all() -> str:
    """Show all houses, and a form for another one."""
    return show_list(ACCEPTED)


@blueprint.post("")
@allow(Permission.ADMINISTER, Scope.INSTALLATION)
def add() -> ResponseReturnValue:
    """Add a house."""
    name, short_name = request.form.get("name", ""), request.form.get("short_name", "")
    try:
        found_house(db(), actor(), name, short_name)
    except FieldRefusedError as error:
        return show_list(refuse("house", error)), status_of(error)
    flash(_("已新增机关。"))
    return redirect(url_for("house.list_all"))


@blueprint.get("/<int:house_id>")
@allow(Permission.ADMINISTER, Scope.INSTALLATION)
def show(house_id: int) -> str:
    """Show a house: its names to put right, and the way to close it."""
    return show_house(house_id, ACCEPTED)


@blueprint.post("/<int:house_id>")
@allow(Permission.ADMINISTER, Scope.INSTALLATION)
def rename(house_id: int) -> ResponseReturnValue:
    """Rename a house."""
    name, short_name = request.form.get("name", ""), request.form.get("short_name", "")
    try:
        rename_house(db(), actor(), house_id, name, short_name)
    except FieldRefusedError as error:
        return show_house(house_id, refuse("house", error)), status_of(error)
    flash(_("已保存。"))
    return redirect(url_for("house.show", house_id=house_id))


@blueprint.post("/<int:house_id>/close")
@allow(Permission.ADMINISTER, Scope.INSTALLATION)
def close(house_id: int) -> Response:
    """Close a house; its page asks first, and says what that means."""
    close_house(db(), actor(), house_id)
    flash(_("已停用该机关，其成员不能再进入。"))
    return redirect(url_for("house.list_all"))


@blueprint.post("/<int:house_id>/reopen")
@allow(Permission.ADMINISTER, Scope.INSTALLATION)
def reopen(house_id: int) -> Response:
    """Open a closed house again."""
    reopen_house(db(), actor(), house_id)
    flash(_("已恢复使用该机关。"))
    return redirect(url_for("house.list_all"))


def show_list(refusal: Refusal) -> str:
    """Return the page of all houses."""
    return render_template("web/house/list.html", houses=list_all_houses(db()), refusal=refusal)


def show_house(house_id: int, refusal: Refusal) -> str:
    """Return the page of a house."""
    house = find_house(db(), house_id)
    return render_template("web/house/show.html", house=house, refusal=refusal)
