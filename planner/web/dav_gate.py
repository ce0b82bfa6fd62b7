"""How programs that speak CalDAV are let in: by sign-in name and app password (RFC 7617)."""

from __future__ import annotations

from ipaddress import ip_address
from math import ceil
from typing import TYPE_CHECKING, NoReturn

from flask import Response, abort, g, request

from planner.services.app_password import count_wrong_device, recognise_device
from planner.services.calendar_token import note_use
from planner.services.sign_in_error import LockedOutError
from planner.web.access import PROGRAM_DOORS, Access, admit, check_access
from planner.web.feed_limit import count_wrong
from planner.web.wiring import db, wiring

if TYPE_CHECKING:
    from planner.services.app_password import Device

BLUEPRINT = "dav"
REALM = 'Basic realm="Plenum CalDAV", charset="UTF-8"'
UNKNOWN = (
    "请用会务台账号和应用密码登录（我的账号 → 应用密码），不是登录密码。\n"
    "Sign in with your Plenum name and an app password (my account → app passwords), "
    "not with your usual password.\n"
)
INSECURE = "请改用 https 地址。\nUse the https address.\n"
TOO_OFTEN = "密码错误次数过多，请稍后再试。\nToo many wrong passwords; try again later.\n"


def admit_device(access: Access) -> None:
    """Let a program in as far as the account behind its app password may go."""
    if not is_private():
        refuse(403, INSECURE)
    given = request.authorization
    name = (given.username or "") if given and given.type == "basic" else ""
    if given is None or not name:
        refuse(401, UNKNOWN)
    device = recognise_device(db(), name, given.password or "")
    if device is None:
        refuse_wrong(name)
    note_use(db(), device.subscription, request.user_agent.string, wiring().today())
    g.device = device
    admit(device.account, f"app password {device.subscription.id}")
    check_access(device.account, access)


PROGRAM_DOORS[BLUEPRINT] = admit_device


def device() -> Device:
    """Return the program that signed in."""
    found: Device = g.device
    return found


def is_private() -> bool:
    """Tell whether nobody on the way reads the app password, as far as the installation has TLS."""
    return not wiring().settings.is_https or request.is_secure or is_loopback()


def is_loopback() -> bool:
    """Tell whether the request comes from this machine."""
    try:
        return ip_address(request.remote_addr or "").is_loopback
    except ValueError:
        return False


def refuse_wrong(name: str) -> NoReturn:
    """Refuse a wrong app password, and count it."""
    parts = wiring()
    wait = count_wrong(parts, request.remote_addr or "")
    try:
        count_wrong_device(db(), name, parts.now(), parts.policy)
    except LockedOutError as error:
        wait = max(wait, ceil((error.until - parts.now()).total_seconds()), 1)
    if wait:
        refuse(429, TOO_OFTEN, wait)
    refuse(401, UNKNOWN)


def refuse(status: int, words: str, wait: int = 0) -> NoReturn:
    """Answer without saying more than that nobody was let in."""
    answer = Response(words, status, mimetype="text/plain")
    answer.headers["Cache-Control"] = "no-store"
    if status == 401:  # noqa: PLR2004  what RFC 9110 says of it
        answer.headers["WWW-Authenticate"] = REALM
    if wait:
        answer.headers["Retry-After"] = str(wait)
    abort(answer)
