"""The page that sets an empty installation up; afterwards there is no such page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, render_template, request

from planner.models.account import Administration, Role
from planner.services.error import MissingRecordError
from planner.services.set_up import (
    FIRST_ROLES,
    FirstHouse,
    SetUpRefusedError,
    awaits_set_up,
    set_up_house,
)
from planner.services.sign_in_error import LockedOutError
from planner.settings import SET_UP_FILE
from planner.web.access import Scope, allow, caller
from planner.web.error import status_of
from planner.web.language import language
from planner.web.wiring import db, wiring

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from planner.domain.error import PlannerError

blueprint = Blueprint("set_up", __name__)
USUAL_NAMES: dict[Role | Administration, str] = {
    Administration.SYSTEM: "system",
    Administration.SECURITY: "security",
    Administration.AUDIT: "audit",
    Role.EDITOR: "",
}


@blueprint.get("/set-up")
@allow(None, Scope.NOTHING)
def show_form() -> str:
    """Show the form, where there is something to set up."""
    if not awaits_set_up(db()):
        raise MissingRecordError
    return show(FirstHouse("", "", {role: (USUAL_NAMES[role], "") for role in FIRST_ROLES}))


@blueprint.post("/set-up")
@allow(None, Scope.NOTHING)
def make() -> ResponseReturnValue:
    """Make the first house; the passwords of its people are shown this once."""
    house, code = read_form(), request.form.get("code", "")
    now, policy = wiring().now(), wiring().policy
    try:
        made = set_up_house(db(), code, house, now, caller(), policy)
    except (SetUpRefusedError, LockedOutError) as error:
        return show(house, error), status_of(error)
    (wiring().settings.instance / SET_UP_FILE).unlink(missing_ok=True)
    return render_template("web/set_up/done.html", house=house, made=made), 201


def read_form() -> FirstHouse:
    """Return what was typed."""
    form = request.form

    def read(name: str) -> str:
        return " ".join(form.get(name, "").split())

    people = {
        role: (read(f"{role.value}-sign-in"), read(f"{role.value}-name")) for role in FIRST_ROLES
    }
    return FirstHouse(read("house"), read("short-name"), people)


def show(house: FirstHouse, error: PlannerError | None = None) -> str:
    """Return the page with what was typed; the code is typed anew."""
    faults = error.faults if isinstance(error, SetUpRefusedError) else {}
    return render_template(
        "web/set_up/show.html",
        house=house,
        roles=FIRST_ROLES,
        refusal=error.wording.in_language(language()) if error else "",
        faults={name: each.in_language(language()) for name, each in faults.items()},
    )
