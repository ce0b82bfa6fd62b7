"""Who may open what: every route declares it, and the gate in front of all views enforces it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar, cast

from flask import abort, current_app, g, redirect, request, url_for

from planner.models.account import Permission
from planner.services.account import authenticate, hash_text
from planner.services.actor import Actor
from planner.services.error import MissingRecordError
from planner.services.meeting import knows_meeting
from planner.services.token import authenticate_token
from planner.web.wiring import db, wiring

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from flask import Flask
    from werkzeug.wrappers import Response

    from planner.models.account import Account

SIGN_IN_COOKIE = "plenum_sign_in"
PROGRAMS = "api"
"""The blueprint that programs come to with tokens, not with cookies."""
View = TypeVar("View", bound="Callable[..., Any]")


class Scope(StrEnum):
    """Whose rows a view can reach."""

    NOTHING = "nothing"
    """No rows of a house; anybody may come in."""
    SELF = "self"
    """The account's own things."""
    ORGANISATION = "organisation"
    """The house's rows."""
    MEETING = "meeting"
    """One meeting's rows: the view's argument ``meeting_id``."""
    INSTALLATION = "installation"
    """Accounts, houses and the log: administrators only."""


@dataclass(frozen=True, slots=True)
class Access:
    """What a route asks for; a permission of None means that anybody may come in."""

    permission: Permission | None
    scope: Scope


class UndeclaredRouteError(RuntimeError):
    """A route does not say who may open it; the application does not start."""


def allow(
    permission: Permission | None, scope: Scope = Scope.ORGANISATION
) -> Callable[[View], View]:
    """Declare what a view asks for."""

    def declare(view: View) -> View:
        view.access = Access(permission, scope)  # type: ignore[attr-defined]
        return view

    return declare


def access_of(app: Flask, endpoint: str) -> Access | None:
    """Return what a route declares."""
    return getattr(app.view_functions[endpoint], "access", None)


def check_routes(app: Flask) -> None:
    """Refuse to start where a route declares nothing, or lets strangers reach rows."""
    for rule in app.url_map.iter_rules():
        access = access_of(app, rule.endpoint)
        if access is None:
            message = f"{rule.rule} ({rule.endpoint}) declares no permission"
            raise UndeclaredRouteError(message)
        if (access.permission is None) != (access.scope is Scope.NOTHING):
            message = f"{rule.rule} ({rule.endpoint}) needs a permission to reach rows"
            raise UndeclaredRouteError(message)
        if ("meeting_id" in rule.arguments) != (access.scope is Scope.MEETING):
            message = f"{rule.rule} ({rule.endpoint}) has the scope of another address"
            raise UndeclaredRouteError(message)


def open_gate() -> Response | None:
    """Let a request through, send it to the sign-in page, or refuse it."""
    g.account = None
    if request.endpoint is None:
        return None  # no such page: the error page follows
    access = access_of(current_app, request.endpoint)
    if access is None or access.permission is None:
        return None
    is_program = request.blueprint == PROGRAMS
    token = read_bearer() if is_program else request.cookies.get(SIGN_IN_COOKIE, "")
    recognise = authenticate_token if is_program else authenticate
    found = recognise(db(), token, wiring().now()) if token else None
    if found is None:
        if is_program:
            abort(401)
        return ask_to_sign_in()
    g.account = found
    g.organisation_name = dict(found.houses).get(found.organisation_id or 0, "")
    g.sitting_in = hash_text(f"browser {token}")[:32]
    check_access(found, access)
    return None


def read_bearer() -> str:
    """Return the token of a program's request; cookies count for nothing there."""
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if kind.casefold() == "bearer" else ""


def check_access(found: Account, access: Access) -> None:
    """Refuse what the account may not do; what it may not even see answers like nothing there."""
    permission = cast("Permission", access.permission)
    if not is_visible(found, access, permission):
        raise MissingRecordError
    if access.scope is Scope.MEETING and not found.may(permission, meeting_of_request()):
        abort(403)
    if access.scope is Scope.ORGANISATION and not found.may_somewhere(permission):
        abort(403)


def is_visible(found: Account, access: Access, permission: Permission) -> bool:
    """Tell whether an account may know that what a route shows is there."""
    match access.scope:
        case Scope.MEETING:
            return knows_meeting(db(), meeting_of_request(), found)
        case Scope.ORGANISATION:
            return found.may_somewhere(Permission.READ)
        case Scope.INSTALLATION:
            return found.may(permission)
        case _:
            return True


def meeting_of_request() -> int:
    """Return the meeting that the request's address names."""
    return int((request.view_args or {})["meeting_id"])


def ask_to_sign_in() -> Response:
    """Send the reader to the sign-in page, and back here afterwards."""
    wanted = request.full_path.rstrip("?") if request.method == "GET" else None
    target = url_for("account.show_sign_in", next=wanted if wanted != "/" else None)
    if request.headers.get("HX-Request"):
        answer = current_app.response_class(status=204)
        answer.headers["HX-Redirect"] = url_for("account.show_sign_in")
        return answer
    return redirect(target)


def guest() -> Account | None:
    """Return who has signed in, on pages that anybody may open; None for a stranger."""
    token = request.cookies.get(SIGN_IN_COOKIE, "")
    return authenticate(db(), token, wiring().now()) if token else None


def actor() -> Actor:
    """Return who acts in this request, where and when."""
    return Actor(account(), wiring().now(), g.sitting_in, request.remote_addr or "")


def account() -> Account:
    """Return who has signed in; only for views that ask for a permission."""
    return cast("Account", g.account)
