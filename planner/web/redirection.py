"""Going back to a page of ours, and to nobody else's."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from planner.models.account import Administration

if TYPE_CHECKING:
    from planner.models.account import Account

HOME = "/"
ADMINISTRATORS_HOME = "/administration"
FIRST_PRINTABLE = " "
DELETE = "\x7f"


def safe_target(target: str | None) -> str:
    r"""Return the target where it is a path of ours, else the home page.

    Browsers read ``//evil`` and ``/\evil`` as other hosts, and drop control characters.
    """
    if not target or not target.startswith("/") or any(is_control(each) for each in target):
        return HOME
    if target.startswith("//") or "\\" in target:
        return HOME
    parts = urlsplit(target)
    return HOME if parts.scheme or parts.netloc else target


def clean_target(target: str | None) -> str:
    """Return the target where it leads to a page of ours, else nothing: what forms carry along."""
    return target if target and safe_target(target) == target else ""


def is_control(character: str) -> bool:
    """Tell whether a character is one that nobody sees."""
    return character < FIRST_PRINTABLE or character == DELETE or "\x80" <= character <= "\x9f"


def home_of(account: Account) -> str:
    """Return where somebody who has signed in begins: administrators see no meeting."""
    return HOME if account.administration is Administration.NONE else ADMINISTRATORS_HOME
