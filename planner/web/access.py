"""Who may open what: every route declares it, and the gate in front of all views enforces it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, NoReturn, TypeVar, cast

from flask import abort, current_app, g, redirect, request, url_for

from planner.models.account import Permission
from planner.services.actor import Actor
from planner.services.attempt import hash_text
from planner.services.error import MissingRecordError
from planner.services.meeting import knows_meeting
from planner.services.sign_in_policy import Caller
from planner.services.token import authenticate_token
from planner.services.visit import Duty, recognise_visit
from planner.web.wiring import db, wiring

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from flask import Flask
    from flask.typing import ResponseReturnValue
    from werkzeug.wrappers import Response

    from planner.models.account import Account
    from planner.services.visit import Visit

SIGN_IN_COOKIE = "plenum_sign_in"
DEVICE_COOKIE = "plenum_device"
DEVICE_DAYS = timedelta(days=365)
ALWAYS_OPEN = {"account.close_session"}
DUTY_PAGES = {
    Duty.PASSWORD: ("password.show_form", {"password.change"}),
    Duty.SECOND_FACTOR: (
        "second_factor.show_state",
        {"second_factor.begin", "second_factor.confirm"},
    ),
}
"""Where somebody is sent who has something to do first, and what else is open to him."""
PROGRAMS = "api"
"""The blueprint that programs come to with tokens, not with cookies."""
LOOKS = frozenset({"GET", "HEAD", "OPTIONS"})
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


def open_gate() -> ResponseReturnValue | None:
    """Let a request through, send it to the sign-in page, or refuse it."""
    g.account = g.visit = None
    if request.endpoint is None:
        recognise_guest()
        return None  # no such page: the error page follows, the same as where one may not look
    access = access_of(current_app, request.endpoint)
    if access is None or access.permission is None:
        return None
    if request.blueprint in PROGRAM_DOORS:
        PROGRAM_DOORS[request.blueprint](access)
        return None
    visit = find_visit()
    if visit is None:
        return ask_to_sign_in()
    admit(visit.account, f"browser {visit.id}")
    if visit.duty and request.endpoint not in open_views(visit.duty):
        return go_to(url_for(DUTY_PAGES[visit.duty][0]))
    check_access(visit.account, access)
    return None


def recognise_guest() -> None:
    """Note who has signed in where there is no page: the frame of the answer is the usual one."""
    visit = find_visit()
    if visit is not None:
        admit(visit.account, f"browser {visit.id}")


def admit_program(access: Access) -> None:
    """Let a program in as far as its token and the person behind it may go."""
    token = read_bearer()
    found = authenticate_token(db(), token, wiring().now()) if token else None
    if found is None:
        abort(401)
    admit(found, f"token {token}")
    check_access(found, access)


PROGRAM_DOORS: dict[str | None, Callable[[Access], None]] = {PROGRAMS: admit_program}
"""How programs are let in, by the blueprint that they come to; cookies count for nothing there."""


def find_visit() -> Visit | None:
    """Return the visit of the request's browser, if it has signed in."""
    token = request.cookies.get(cookie_name(SIGN_IN_COOKIE), "")
    g.visit = recognise_visit(db(), token, wiring().now(), wiring().policy) if token else None
    return cast("Visit | None", g.visit)


def admit(found: Account | None, sitting_in: str) -> None:
    """Note who comes in."""
    g.account = found
    if found is not None:
        g.organisation_name = dict(found.houses).get(found.organisation_id or 0, "")
        g.sitting_in = hash_text(sitting_in)[:32]


def open_views(duty: Duty) -> set[str]:
    """Return the views that are open before a duty is done."""
    page, others = DUTY_PAGES[duty]
    return {page} | others | ALWAYS_OPEN


def cookie_name(name: str) -> str:
    """Return what a cookie of ours is called here."""
    return wiring().settings.cookie(name)


def give_cookie(answer: Response, name: str, value: str, age: timedelta) -> None:
    """Let the browser keep a cookie that no script reads and no other site sends along."""
    answer.set_cookie(
        cookie_name(name),
        value,
        max_age=age,
        httponly=True,
        samesite="Lax",
        secure=wiring().settings.is_https,
    )


def drop_cookie(answer: Response, name: str) -> None:
    """Let the browser forget a cookie."""
    answer.delete_cookie(
        cookie_name(name), httponly=True, samesite="Lax", secure=wiring().settings.is_https
    )


def keep_visit(answer: Response) -> Response:
    """Hand out the token that took the place of the one the browser came with."""
    visit = g.get("visit")
    if visit is not None and visit.token != request.cookies.get(cookie_name(SIGN_IN_COOKIE)):
        give_token(answer, visit.token)
    return answer


def give_token(answer: Response, token: str) -> None:
    """Let the browser keep the token of its visit."""
    give_cookie(answer, SIGN_IN_COOKIE, token, wiring().policy.absolute)
    g.visit = None


def caller() -> Caller:
    """Return where the request comes from."""
    return Caller(
        address=request.remote_addr or "",
        browser=request.user_agent.string,
        device=request.cookies.get(cookie_name(DEVICE_COOKIE), ""),
    )


def read_bearer() -> str:
    """Return the token of a program's request; cookies count for nothing there."""
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if kind.casefold() == "bearer" else ""


def check_access(found: Account, access: Access) -> None:
    """Refuse deeds that are not the account's; what it may not see answers like nothing there."""
    permission = cast("Permission", access.permission)
    if not is_visible(found, access, permission):
        raise MissingRecordError
    if not is_permitted(found, access, permission):
        refuse(is_token_short=is_permitted(replace(found, limits=None), access, permission))


def refuse(*, is_token_short: bool = False) -> NoReturn:
    """Answer a look as if nothing were there; a deed, or a token too short, with 403."""
    if request.method in LOOKS and not is_token_short:
        raise MissingRecordError
    abort(403)


def require(permission: Permission, meeting_id: int | None = None) -> None:
    """Refuse inside a view what depends on more than the address."""
    found = account()
    if not found.may(permission, meeting_id):
        refuse(is_token_short=replace(found, limits=None).may(permission, meeting_id))


def is_permitted(found: Account, access: Access, permission: Permission) -> bool:
    """Tell whether an account may do what a route does, where it may know of the place."""
    match access.scope:
        case Scope.MEETING:
            return found.may(permission, meeting_of_request())
        case Scope.ORGANISATION:
            return found.may_somewhere(permission)
        case _:
            return True


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
    if request.headers.get("HX-Request"):
        wanted = None
    return go_to(url_for("account.show_sign_in", next=wanted if wanted != "/" else None))


def go_to(target: str) -> Response:
    """Send the reader to a page, also where only a part of one was asked for."""
    if request.headers.get("HX-Request"):
        answer = current_app.response_class(status=204)
        answer.headers["HX-Redirect"] = target
        return answer
    return redirect(target)


def guest() -> Account | None:
    """Return who has signed in, on pages that anybody may open; None for a stranger."""
    visit = find_visit()
    return visit.account if visit and not visit.duty else None


def actor() -> Actor:
    """Return who acts in this request, where and when."""
    return Actor(account(), wiring().now(), g.sitting_in, request.remote_addr or "")


def account() -> Account:
    """Return who has signed in; only for views that ask for a permission."""
    return cast("Account", g.account)


def visit() -> Visit:
    """Return the visit of the request's browser; only for views that ask for a permission."""
    return cast("Visit", g.visit)
